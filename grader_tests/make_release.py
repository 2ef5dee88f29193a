"""``make release``: generate every student version from its source notebook.

Works in a temporary course folder, so that the gradebook of a running course is not touched.
"""

import shutil
import tempfile
from pathlib import Path

from grader_tests.course_folder import ASSIGNMENTS, ROOT
from grader_tests.nbgrader_command import run_nbgrader


def generate(folder: Path) -> Path:
    """Generate the release of this course inside ``folder`` and return where it lies."""
    shutil.copytree(ROOT / "source", folder / "source")
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    for assignment in ASSIGNMENTS:
        run_nbgrader(folder, "generate_assignment", assignment, "--create")
    return folder / "release"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        generated = generate(Path(folder))
        for assignment in ASSIGNMENTS:
            shutil.rmtree(ROOT / "release" / assignment, ignore_errors=True)
            shutil.copytree(generated / assignment, ROOT / "release" / assignment)


if __name__ == "__main__":
    main()
