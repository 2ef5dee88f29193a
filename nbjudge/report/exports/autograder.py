"""The zip that Gradescope builds an autograder from: a small course folder, graded by nbjudge."""

import shlex
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Template

import nbjudge

HERE = Path(__file__).parent
SCRIPTS = ("setup.sh", "run_autograder")
RUNS = 0o100755 << 16
READS = 0o100644 << 16


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
        for name in SCRIPTS:
            script = Template((HERE / "autograder_files" / name).read_text(encoding="utf-8"))
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
