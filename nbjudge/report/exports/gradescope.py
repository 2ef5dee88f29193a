"""What Gradescope is given of a course: a student's results, or a course to grade with."""

import ast
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions, requires, version
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import determine_grade, is_grade, is_task
from packaging.requirements import Requirement

from nbjudge.course.delimiters import hidden_delimiters
from nbjudge.course.files import MOST_BYTES
from nbjudge.course.settings import check_waived
from nbjudge.errors import GraderError, NotGraded
from nbjudge.feedback.hidden import Delimiters
from nbjudge.grading.pair import PRELOAD, installed
from nbjudge.report.exports.autograder import write_autograder
from nbjudge.report.exports.results import results

COPIED_SETTINGS = (
    "Execute ClearSolutions ClearHiddenTests ClearMarkScheme IgnorePattern LimitOutput".split()
)


def results_of(coursedir: CourseDirectory, student: str, assignment: str) -> dict[str, Any]:
    """A graded submission in Gradescope's form. Raises NotGraded where there is no outcome."""
    folder = Path(coursedir.format_path(coursedir.autograded_directory, student, assignment))
    graded = {}
    for path in sorted(folder.glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        graded[path.stem] = (notebook, scores_of(notebook, path))
    if not graded:
        raise NotGraded(f"{folder} holds no graded notebook; run: nbjudge autograde {assignment}")
    return results(graded, Delimiters(hidden_delimiters(config=coursedir.config)))


def scores_of(notebook: NotebookNode, path: Path) -> dict[str, float | None]:
    """The points of each graded cell by nbgrader's rules, None where a person marks it.

    nbgrader takes a test cell without any outcome for a right answer. Here that is no score.
    """
    scores: dict[str, float | None] = {}
    for cell in notebook.cells:
        if is_task(cell):
            scores[cell.metadata.nbgrader.grade_id] = None
        elif is_grade(cell):
            points, _ = determine_grade(cell)
            if points is not None and not cell.metadata.nbgrader.solution and not ended(cell):
                raise NotGraded(
                    f"{path}: the test cell {cell.metadata.nbgrader.grade_id!r} has no outcome; "
                    "grade the notebook with nbjudge first"
                )
            scores[cell.metadata.nbgrader.grade_id] = points
    return scores


def ended(cell: NotebookNode) -> bool:
    return any(output.output_type in ("error", "execute_result") for output in cell.outputs)


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
        for name, value in coursedir.config.get(section, {}).items():
            if waive and (section, name) == ("Execute", "waive"):
                continue
            if not is_literal(value):
                raise GraderError(
                    f"c.{section}.{name} = {value!r} cannot be written into the autograder; "
                    "give it a plain value"
                )
            yield f"c.{section}.{name} = {value!r}"
    if waive:
        kept = set(coursedir.config.get("Execute", {}).get("waive", ()))
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
