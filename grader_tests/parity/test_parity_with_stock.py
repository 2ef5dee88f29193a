"""An honest submission gets from nbjudge what stock nbgrader gives it, marks and outputs alike.

What differs on purpose, and is therefore not compared:

| what | stock nbgrader | nbjudge | why |
|---|---|---|---|
| a test cell that passed | no output | its points as execute result | unknown is not full marks |
| ``metadata.execution`` of a cell | four times of day | none | a regrade gives the same notebook |
| ``metadata.nbjudge`` of a notebook | none | what was repaired | the student is told |
| ids of cells | kept, or none at all | one for each cell | a repaired notebook is nbformat 4.5 |
| tags of a test cell | the student's | the instructor's | a tag can keep a cell from being run |
| a student's prints in hidden tests | shown | not shown | they would tell the hidden values |
| tracebacks | the kernel's colours and lines | the shell's | the same error, told alike |

Of a traceback the kind and the message are compared, and outside test cells the failing line.
Where the marks differ on purpose: see `test_meant_differences`.
"""

from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest

from grader_tests.course.marks import known, packs
from grader_tests.course_folder import ASSIGNMENTS, CourseFolder, release_notebook, submission
from grader_tests.parity.graded import GradedTwice, comparable, quickstart_course

PACKS_OF_EACH_KIND = 1


def this_course(assignment: str) -> Callable[[Path], None]:
    def create(path: Path) -> None:
        folder = CourseFolder.create(path, assignment)
        folder.submit("blank", release_notebook(assignment))
        folder.submit("reference", submission(assignment, []))
        for kind in ("alternatives", "misconceptions"):
            for pack in islice(packs(known(assignment, kind)), PACKS_OF_EACH_KIND):
                folder.submit(pack.student, submission(assignment, pack.answers))

    return create


COURSES = {a: this_course(a) for a in ASSIGNMENTS} | {"ps1": quickstart_course}

EACH_COURSE = pytest.mark.parametrize("assignment", COURSES)


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], GradedTwice]:
    """Both gradings of an assignment, made when a test first asks for them."""
    done: dict[str, GradedTwice] = {}

    def grade(assignment: str) -> GradedTwice:
        if assignment not in done:
            course = tmp_path_factory.mktemp(f"parity_{assignment}") / "course"
            course.mkdir()
            COURSES[assignment](course)
            done[assignment] = GradedTwice.of(course, assignment)
        return done[assignment]

    return grade


@EACH_COURSE
def test_the_gradebook_holds_the_same_marks_and_comments(
    graded: Callable[[str], GradedTwice], assignment: str
) -> None:
    twice = graded(assignment)
    stock, ours = twice.rows(twice.stock), twice.rows(twice.nbjudge)
    assert {key[0] for key in stock} >= {"blank", "reference"}
    assert ours == stock


@EACH_COURSE
def test_the_notebooks_hold_the_same_outputs(
    graded: Callable[[str], GradedTwice], assignment: str
) -> None:
    for stock, ours in graded(assignment).notebooks():
        assert comparable(ours) == comparable(stock)
