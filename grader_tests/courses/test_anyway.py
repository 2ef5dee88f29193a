"""One broken test does not stop a class: all else is graded, and that test waits for a person."""

import json
from pathlib import Path

import pytest

from grader_tests.batch import classroom
from grader_tests.batch.classroom import ASSIGNMENT
from grader_tests.courses.small import Course, answer, exam, notebook
from grader_tests.nbgrader_command import run_nbgrader

BODY = notebook(
    answer("y = 1"), exam("assert y == 1", "good", 2), exam("assert y == 3", "broken", 3)
)


@pytest.fixture
def course(tmp_path: Path) -> Course:
    made = Course(tmp_path, {"p": BODY}).generate()
    made.hand_in("right", answer="y = 1")
    made.hand_in("wrong", answer="y = 3")
    return made


def grades(course: Course) -> dict[tuple[str, str], tuple[float | None, bool]]:
    with classroom.gradebook(course.path) as book:
        return {
            (one.student.id, grade.name): (grade.auto_score, grade.needs_manual_grade)
            for one in book.assignment_submissions(ASSIGNMENT)
            for grade in one.notebooks[0].grades
        }


FOR_A_PERSON = {
    ("right", "good"): (2, False),
    ("right", "broken"): (None, True),
    ("wrong", "good"): (0, False),
    ("wrong", "broken"): (None, True),
}


def test_without_a_word_nobody_is_graded_and_the_way_out_is_told(course: Course) -> None:
    said = course.autograde(status=3)
    assert "broken is the first that failed" in said
    assert "--anyway" in said
    assert grades(course) == {}


def test_anyway_grades_all_else_and_flags_that_test(course: Course) -> None:
    said = course.autograde("--anyway")
    assert grades(course) == FOR_A_PERSON
    assert "broken: 2 for a person to mark (right, wrong): it takes points" in said
    text = (course.path / f"autograded/right/{ASSIGNMENT}/p.ipynb").read_text()
    (shown,) = [c for c in json.loads(text)["cells"] if c["id"] == "broken"]
    assert "a person will look at it" in str(shown["outputs"])
    assert "unchanged" in course.autograde("--anyway")


def test_once_it_is_mended_it_is_graded_like_any_other(course: Course) -> None:
    course.autograde("--anyway")
    cells = notebook(
        answer("y = 1"), exam("assert y == 1", "good", 2), exam("assert y", "broken", 3)
    )
    Course(course.path, {"p": cells}).generate()
    course.autograde()
    assert grades(course)["right", "broken"] == (3, False)


@pytest.mark.slow
def test_nbgraders_own_command_leaves_the_same_in_the_gradebook(course: Course) -> None:
    run_nbgrader(course.path, "autograde", ASSIGNMENT, "--Execute.anyway=True")
    assert grades(course) == FOR_A_PERSON
