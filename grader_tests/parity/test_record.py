"""What stands in a graded notebook of how it was graded."""

from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from grader_tests.nbgrader_command import run_nbgrader
from grader_tests.parity.small_course import ASSIGNMENT, CONFIG, RIGHT, create
from nbjudge.sandbox import WALLS

TESTS = {
    "open_test": (1, "assert value() == 1"),
    "secret_test": (1, "### BEGIN SECRET\nassert value() == 1\n### END SECRET"),
}
MARKS = """
c.ClearHiddenTests.begin_test_delimeter = "BEGIN SECRET"
c.ClearHiddenTests.end_test_delimeter = "END SECRET"
"""
BY_HAND = """
from nbconvert.exporters import NotebookExporter
c.Autograde.exporter_class = NotebookExporter
"""
FORGED = {"walls": ["none"], "waived": ["everything"], "verdict": "repaired", "repairs": ["mine"]}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("record") / "course"
    talker = "def value():\n    print('asked')\n    return 1\n"
    create(path, {"talker": talker, "forger": RIGHT}, TESTS, RIGHT, config=CONFIG + MARKS)
    handed_in = path / "submitted" / "forger" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    notebook = nbformat.read(handed_in, as_version=4)
    notebook.metadata["nbjudge"] = FORGED
    nbformat.write(notebook, handed_in)
    return path


def graded(course: Path, student: str, settings: str = "") -> NotebookNode:
    (course / "nbgrader_config.py").write_text(CONFIG + MARKS + settings)
    run_nbgrader(course, "autograde", ASSIGNMENT, "--force", "--student", student)
    path = course / "autograded" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    return nbformat.read(path, as_version=4)


def test_the_walls_that_stood_are_in_the_notebook_whatever_the_student_wrote_there(
    course: Path,
) -> None:
    note = graded(course, "forger").metadata["nbjudge"]
    assert note["walls"] == list(WALLS)
    assert {cell["outcome"] for cell in note["cells"].values()} == {"passed"}
    assert note.keys() == {"walls", "cells"}


def test_what_was_waived_is_in_the_notebook(course: Path) -> None:
    note = graded(course, "forger", "c.Execute.waive = {'uts', 'reference'}\n").metadata["nbjudge"]
    assert {key: said for key, said in note.items() if key != "cells"} == {
        "walls": [wall for wall in WALLS if wall != "uts"],
        "waived": ["reference", "uts"],
    }


def test_what_hides_tests_is_what_the_course_says_hides_them(course: Path) -> None:
    cells = {cell.id: cell for cell in graded(course, "talker").cells}
    printed = {
        name: "".join(output.get("text", "") for output in cells[name].outputs) for name in TESTS
    }
    assert printed == {"open_test": "asked\n", "secret_test": ""}


@pytest.mark.parametrize(
    "note",
    [
        FORGED | {"verdict": "unreadable"},
        {"verdict": "missing", "reason": ["a"]},
        {"repairs": 5},
        "x",
    ],
    ids=["unreadable", "no text for a reason", "no list of repairs", "no note"],
)
def test_a_students_note_counts_for_nothing_where_nbjudge_does_not_read_submissions(
    course: Path, note: object
) -> None:
    """Execute put into nbgrader's list by hand, as its documentation allows."""
    handed_in = course / "submitted" / "forger" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    notebook = nbformat.read(handed_in, as_version=4)
    notebook.metadata["nbjudge"] = note
    nbformat.write(notebook, handed_in)
    found = graded(course, "forger", BY_HAND)
    assert {cell["points"] for cell in found.metadata["nbjudge"]["cells"].values()} == {1.0}
