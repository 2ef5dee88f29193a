"""An honest submission gets from nbjudge what stock nbgrader gives it, marks and outputs alike.

Here for nbgrader's quickstart course; for every known answer of this course, the same is claimed in
`grader_tests/course/marks.py`, on the class that stock nbgrader has graded there.

What differs on purpose, and is therefore not compared:

| what | stock nbgrader | nbjudge | why |
|---|---|---|---|
| a test cell that passed | no output | its points as execute result | unknown is not full marks |
| ``metadata.execution`` of a cell | four times of day | none | a regrade gives the same notebook |
| ``metadata.nbjudge`` of a notebook | none | repairs, walls | how it was graded stands in it |
| ids of cells | kept, or none at all | one for each cell | a repaired notebook is nbformat 4.5 |
| tags of a test cell | the student's | the instructor's | a tag can keep a cell from being run |
| a student's prints in hidden tests | shown | not shown | they would tell the hidden values |
| tracebacks | the kernel's colours and lines | the shell's | the same error, told alike |
| HTML in outputs | as it is | cleaned | an instructor's session would run it |

Of a traceback the kind and the message are compared, and outside test cells the failing line.
Where the marks differ on purpose: see `test_meant_differences`.
"""

import pytest

from grader_tests.parity.graded import GradedTwice, comparable, quickstart_course


@pytest.fixture(scope="module")
def quickstart(tmp_path_factory: pytest.TempPathFactory) -> GradedTwice:
    course = tmp_path_factory.mktemp("parity") / "course"
    course.mkdir()
    quickstart_course(course)
    return GradedTwice.of(course, "ps1")


def test_the_gradebook_holds_the_same_marks_and_comments(quickstart: GradedTwice) -> None:
    stock, ours = quickstart.rows(quickstart.stock), quickstart.rows(quickstart.nbjudge)
    assert {key[0] for key in stock} >= {"blank", "reference"}
    assert ours == stock


def test_the_notebooks_hold_the_same_outputs(quickstart: GradedTwice) -> None:
    for stock, ours in quickstart.notebooks():
        assert comparable(ours) == comparable(stock)
