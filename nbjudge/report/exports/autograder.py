"""The zip that Gradescope builds an autograder from: a small course folder, graded by nbjudge."""

import ast
import os
import shlex
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import packages_distributions, requires, version
from pathlib import Path
from string import Template

import nbformat
from nbgrader.coursedir import CourseDirectory
from packaging.requirements import Requirement

import nbjudge
from nbjudge.course.configuration import config_of
from nbjudge.course.files import MOST_BYTES
from nbjudge.course.folder import CourseNotebook
from nbjudge.course.settings import check_waived
from nbjudge.course.source import read_source
from nbjudge.errors import GraderError
from nbjudge.grading.pair import PRELOAD, installed

COPIED_SETTINGS = (
    *("Execute", "ClearSolutions", "ClearHiddenTests", "ClearMarkScheme", "InstantiateTests"),
    *("IgnorePattern", "LimitOutput"),
)
SCRIPTS = Path(__file__).parent / "autograder_files"
RUNS = 0o100755 << 16
READS = 0o100644 << 16


def make_autograder(
    coursedir: CourseDirectory, assignment: str, to: Path, waive: tuple[str, ...] = ()
) -> None:
    """Write the zip of an assignment.

    Raises GraderError when there is no such source notebook, or when a setting of the course cannot
    be written down.
    """
    check_waived(waive)
    source = Path(coursedir.format_path(coursedir.source_directory, ".", assignment))
    notebooks = sorted(path.stem for path in source.glob("*.ipynb"))
    if not notebooks:
        raise GraderError(f"{source} holds no notebook; is {assignment!r} an assignment here?")
    files = {
        f"source/{assignment}/{path.relative_to(source)}": path.read_bytes()
        for path in sorted(source.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.parts[-2:])
    }
    root, config = Path(coursedir.root), config_of(coursedir)
    for name in notebooks:  # with the header and footer that students have, of which none is packed
        whole = read_source(source / f"{name}.ipynb", root, config)
        files[f"source/{assignment}/{name}.ipynb"] = nbformat.writes(whole).encode()
        reached = CourseNotebook(coursedir, assignment, name).reached
        for path, data in reached.files.items():  # as seen from where notebooks are graded
            files[os.path.normpath(f"autograded/x/{assignment}/{path}")] = data
    if sum(map(len, files.values())) > MOST_BYTES:
        raise GraderError(f"{source} is larger than {MOST_BYTES >> 20} MiB; take data out of it")
    files["nbgrader_config.py"] = "\n".join(config_lines(coursedir, waive)).encode() + b"\n"
    answers = Path(coursedir.root) / "grader_tests" / assignment / "misconceptions.py"
    if answers.is_file():
        files[f"grader_tests/{assignment}/misconceptions.py"] = answers.read_bytes()
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    write_autograder(to, assignment, notebooks, files, list(requirements()), python)


def config_lines(coursedir: CourseDirectory, waive: tuple[str, ...]) -> Iterator[str]:
    """A configuration with the settings that grades hang on, and nothing of databases or paths."""
    yield "import nbjudge"
    yield ""
    yield "c = get_config()"
    yield f"c.CourseDirectory.course_id = {coursedir.course_id!r}"
    yield f"c.CourseDirectory.ignore = {list(coursedir.ignore)!r}"
    yield "nbjudge.use(c)"
    for section in COPIED_SETTINGS:
        for name, value in config_of(coursedir).get(section, {}).items():
            if waive and (section, name) == ("Execute", "waive"):
                continue
            if not is_literal(value):
                raise GraderError(
                    f"c.{section}.{name} = {value!r} cannot be written into the autograder; "
                    "give it a plain value"
                )
            yield f"c.{section}.{name} = {value!r}"
    if waive:
        kept = set(config_of(coursedir).get("Execute", {}).get("waive", ()))
        yield f"c.Execute.waive = set({sorted(kept | set(waive))!r})"


def is_literal(value: object) -> bool:
    try:
        return bool(ast.literal_eval(repr(value)) == value)
    except (ValueError, SyntaxError):
        return False


def requirements() -> Iterator[str]:
    """What nbjudge and students' code import, in the versions that grade here."""
    modules = packages_distributions()
    needed = [Requirement(line) for line in requires("nbjudge") or []]
    names = {need.name for need in needed if need.marker is None or need.marker.evaluate()}
    names |= {modules[m.partition(".")[0]][0] for m in installed(PRELOAD)}
    for name in sorted({"nbgrader", *names}, key=str.lower):
        yield f"{name}=={version(name)}"


def write_autograder(
    to: Path,
    assignment: str,
    notebooks: Sequence[str],
    files: Mapping[str, bytes],
    requirements: Sequence[str],
    python: str,
) -> None:
    """Write the zip. ``files`` is the course folder, by path; ``python`` the version to grade with.

    nbjudge itself goes along, so that it grades as it does here. Gradescope wants its two scripts
    at the root of the archive.
    """
    words = {
        "assignment": shlex.quote(assignment),
        "notebooks": " ".join(map(shlex.quote, notebooks)),
        "python": python,
    }
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("setup.sh", "run_autograder"):
            script = Template((SCRIPTS / name).read_text(encoding="utf-8"))
            add(archive, name, script.substitute(words).encode(), RUNS)
        add(archive, "requirements.txt", "".join(f"{r}\n" for r in requirements).encode())
        for name, content in files.items():
            add(archive, f"course/{name}", content)
        package = Path(nbjudge.__file__).parent
        for path in sorted(package.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                add(archive, str(path.relative_to(package.parent)), path.read_bytes())


def add(archive: zipfile.ZipFile, name: str, content: bytes, mode: int = READS) -> None:
    """Add a file with a fixed date, so that the same course gives the same zip."""
    entry = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
    entry.external_attr = mode
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)
