"""A course of one notebook with one exercise, quick to grade."""

from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from grader_tests.nbgrader_command import run_nbgrader
from grader_tests.parity.graded import NBJUDGE_CONFIG

ASSIGNMENT = "small"
TESTS = {"value_test": (2, "assert value() == 1")}
RIGHT = "def value():\n    return 1\n"
CONFIG = NBJUDGE_CONFIG + "c.Execute.preload = []\n"  # it imports nothing, so nothing need be warm
PYTHON = {"name": "python3", "display_name": "Python 3", "language": "python"}

Tests = dict[str, tuple[int, str]]
"""Points and code of each test cell, by grade_id."""


def cell(grade_id: str, source: str, points: int | None = None) -> NotebookNode:
    """A solution cell, or a test cell if it has points."""
    about = {
        "grade_id": grade_id,
        "grade": points is not None,
        "solution": points is None,
        "locked": points is not None,
        "task": False,
        "schema_version": 3,
    }
    if points is not None:
        about["points"] = points
    return new_code_cell(source, id=grade_id, metadata={"nbgrader": about})


def notebook(answer: str, tests: Tests = TESTS, kernel: dict[str, str] = PYTHON) -> NotebookNode:
    test_cells = [cell(grade_id, source, points) for grade_id, (points, source) in tests.items()]
    return new_notebook(
        cells=[cell("answer", answer), *test_cells], metadata={"kernelspec": kernel}
    )


def write(folder: Path, notebook: NotebookNode) -> None:
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / f"{ASSIGNMENT}.ipynb")


def create(
    course: Path,
    students: dict[str, str],
    tests: Tests = TESTS,
    solution: str = RIGHT,
    kernel: dict[str, str] = PYTHON,
    config: str = CONFIG,
) -> None:
    """Make a course folder, generate its assignment and hand in each student's answer."""
    write(course / "source" / ASSIGNMENT, notebook(solution, tests, kernel))
    (course / "nbgrader_config.py").write_text(config)
    run_nbgrader(course, "generate_assignment", ASSIGNMENT, "--create")
    for student, answer in students.items():
        write(course / "submitted" / student / ASSIGNMENT, notebook(answer, tests, kernel))
