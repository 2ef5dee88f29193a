"""Attacks on the whole road: real ``nbgrader autograde`` with nbjudge, up to the gradebook."""

from pathlib import Path

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_output

from grader_tests.hostile import assignment
from grader_tests.hostile.assignment import EXERCISES, NAME, TESTS
from grader_tests.hostile.cases import FOLDER, read_case
from grader_tests.hostile.course import HONEST, RIVAL, create, points, submit
from grader_tests.hostile.outside import SECRET, Outside
from grader_tests.nbgrader_command import run_nbgrader

CONFIG = """
import nbjudge

c = get_config()
c.CourseDirectory.course_id = "hostile"
c.Execute.timeout = 5
nbjudge.use(c)
"""
FULL = {name: float(test.points) for name, test in TESTS.items()}
NOTHING = dict.fromkeys(FULL, 0.0)
IN_NOTEBOOKS = (
    "writes_the_gradebook",
    "deletes_the_gradebook",
    "reads_the_source_folder",
    "leaves_by_os_exit",
    "loops_without_end",
    "displays_what_no_notebook_may_hold",
    "forges_outputs",
    "patches_builtins",
    "hands_in_a_module_called_numpy",
)

WRONG = dict.fromkeys(EXERCISES, "pass") | {
    "values": "loss, weights, bias = 9.0, [0.0], [0.0]",
    "function": "def scaled(x):\n    return 0.0",
    "honest": "def double(x):\n    return 0",
}


def forged(**changes: object) -> NotebookNode:
    """A notebook with wrong answers whose test cells say of themselves what they like."""
    notebook = assignment.notebook(WRONG)
    for cell in notebook.cells:
        if cell.id.startswith("test_"):
            cell.metadata.nbgrader.update(changes)
    return notebook


def claims_full_marks() -> NotebookNode:
    notebook = forged()
    for cell in notebook.cells:
        if cell.id.startswith("test_"):
            cell.source = "3"
            cell.outputs = [new_output("execute_result", {"text/plain": "3"}, execution_count=1)]
    return notebook


def binds_a_second_test() -> NotebookNode:
    notebook = forged()
    extra = [cell.copy() for cell in notebook.cells if cell.id.startswith("test_")]
    for cell in extra:
        cell.id, cell.source = f"{cell.id}_again", "3"
    notebook.cells = extra + notebook.cells
    return notebook


FORGED = {
    "forges_the_points": lambda: forged(points=100),
    "forges_a_solution": lambda: forged(solution=True, locked=False),
    "forges_an_unlocked_test": lambda: forged(locked=False),
    "forges_ungraded_tests": lambda: forged(grade=False, points=0),
    "claims_full_marks_in_its_outputs": claims_full_marks,
    "brings_tests_of_its_own": binds_a_second_test,
}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "course"
    folder.mkdir()
    create(folder, CONFIG)
    outside = Outside(folder)
    for name in IN_NOTEBOOKS:
        case = read_case(FOLDER / f"{name}.py")
        answers = {cell: outside.fill_in(source) for cell, source in case.answers.items()}
        submit(folder, name, assignment.notebook(answers), case.files)
    for name, notebook in FORGED.items():
        submit(folder, name, notebook())
    submit(folder, "honest", assignment.notebook(HONEST))
    reads_link = {"values": f"{HONEST['values']}\nprint(open('link.txt').read())"}
    submit(folder, "linker", assignment.notebook(HONEST | reads_link))
    link = folder / "submitted" / "linker" / NAME / "link.txt"
    link.symlink_to(folder / "submitted" / RIVAL / NAME / "notes.txt")
    outside.notice()
    try:
        run_nbgrader(folder, "autograde", NAME)
        touched = [what for what in outside.touched() if what != "gradebook.db changed"]
    finally:
        outside.close()
    assert touched == []
    return folder


@pytest.mark.parametrize("name", IN_NOTEBOOKS)
def test_the_gradebook_holds_what_a_hostile_submission_deserves(course: Path, name: str) -> None:
    assert points(course, name) == read_case(FOLDER / f"{name}.py").scores


@pytest.mark.parametrize("name", FORGED)
def test_what_a_notebook_says_of_its_own_tests_earns_nothing(course: Path, name: str) -> None:
    assert points(course, name) == NOTHING


def test_the_points_of_others_stay_as_they_were(course: Path) -> None:
    assert points(course, RIVAL) == FULL


def test_an_honest_submission_gets_full_marks_in_the_same_run(course: Path) -> None:
    assert points(course, "honest") == FULL


def test_a_link_in_a_submission_shows_nothing_of_what_it_points_to(course: Path) -> None:
    assert SECRET in (course / "submitted" / RIVAL / NAME / "notes.txt").read_text()
    graded = (course / "autograded" / "linker" / NAME / f"{NAME}.ipynb").read_text()
    assert "FileNotFoundError" in graded
    assert SECRET not in graded
