"""Which cells are the instructor's is what the gradebook says, not a flag in the notebook."""

from pathlib import Path

import pytest
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import SaveCells

from grader_tests.parity.small_course import ASSIGNMENT, RIGHT, TESTS, notebook
from nbjudge.course.cells import as_cells, code_cells
from nbjudge.course.folder import CourseNotebook


def in_gradebook(folder: Path, source: NotebookNode) -> CourseNotebook:
    """The notebook as nbgrader's own ``generate_assignment`` saves it."""
    course = CourseDirectory(root=str(folder))
    with Gradebook(course.db_url) as gradebook:
        gradebook.add_assignment(ASSIGNMENT)
    about = {"notebook": ASSIGNMENT, "assignment": ASSIGNMENT, "db_url": course.db_url}
    SaveCells().preprocess(source, {"nbgrader": about})
    return CourseNotebook(course, ASSIGNMENT, ASSIGNMENT)


@pytest.mark.parametrize("locked", [True, False])
def test_a_test_cell_runs_in_the_judge_whatever_its_flag_locked_says(
    tmp_path: Path, locked: bool
) -> None:
    source = notebook(RIGHT)
    source.cells[1].metadata.nbgrader.locked = locked
    place = in_gradebook(tmp_path, source)
    points, code = TESTS["value_test"]
    handed_in = notebook(RIGHT, {"value_test": (points, "assert True  # a student's")})
    handed_in.cells[1].metadata.nbgrader.locked = locked
    answer, test = as_cells(code_cells(handed_in), place.tests)
    assert (answer.place, answer.points) == ("student", None)
    assert (test.place, test.points, test.source) == ("judge", points, code)


def test_an_answer_that_is_graded_by_hand_runs_as_the_students(tmp_path: Path) -> None:
    source = notebook(RIGHT)
    source.cells[0].metadata.nbgrader.update(grade=True, points=3)
    place = in_gradebook(tmp_path, source)
    answer, _ = as_cells(code_cells(source), place.tests)
    assert (answer.place, answer.points, answer.source) == ("student", None, RIGHT)
