"""What the judge cannot tell is neither right nor wrong: it is for a person to look at."""

import json
from pathlib import Path

import pytest
from nbgrader.coursedir import CourseDirectory

from grader_tests.batch import classroom
from grader_tests.batch.classroom import ASSIGNMENT
from grader_tests.courses.small import Course, answer, exam, notebook
from grader_tests.nbgrader_command import run_nbgrader
from nbjudge.report.exports.results import results_of

BODY = notebook(
    answer("def mean(xs): return sum(xs) / len(xs)"),
    exam("assert mean([1, 2, 6]) == 3", "equal", 2),
    exam("float(mean([4]) == 4)", "part", 1),
)
RATIO = """
class Ratio:
    def __init__(self, a, b): self.a, self.b = a, b
    def __eq__(self, other): return self.a == other * self.b
def mean(xs): return Ratio(sum(xs){}, len(xs))
"""
ANSWERS = {
    "cheat": "class Any:\n    def __eq__(self, o): return True\ndef mean(xs): return Any()",
    "exact": RATIO.format(""),
    "wrong": RATIO.format(" + 1"),
}
HELD, RIGHT, WRONG = (None, True), (2, False), (0, False)


@pytest.fixture
def course(tmp_path: Path) -> Course:
    made = Course(tmp_path, {"p": BODY}).generate()
    for student, code in ANSWERS.items():
        made.hand_in(student, answer=code)
    return made


def grades(course: Course, cell: str) -> dict[str, tuple[float | None, bool]]:
    with classroom.gradebook(course.path) as book:
        return {
            one.student.id: (grade.auto_score, grade.needs_manual_grade)
            for one in book.assignment_submissions(ASSIGNMENT)
            for grade in one.notebooks[0].grades
            if grade.name == cell
        }


def shown(course: Course, student: str) -> list[dict[str, object]]:
    text = (course.path / f"autograded/{student}/{ASSIGNMENT}/p.ipynb").read_text()
    (cell,) = [cell for cell in json.loads(text)["cells"] if cell["id"] == "equal"]
    return list(cell["outputs"])


def test_who_cannot_be_told_is_held_and_who_can_is_not(course: Course) -> None:
    said = course.autograde()
    assert grades(course, "equal") == {"cheat": HELD, "exact": RIGHT, "wrong": WRONG}
    assert "equal: 1 for a person to mark (cheat): an object of type Any" in said
    said_below, result = shown(course, "cheat")
    assert "a person will look at it" in str(said_below)
    assert result["data"] == {"text/plain": ["0"]}  # whoever reads outcomes reads no points yet
    assert "unchanged" in course.autograde()
    tests = results_of(CourseDirectory(root=str(course.path)), "cheat", ASSIGNMENT)["tests"]
    (case,) = [case for case in tests if case["name"] == "equal"]
    assert (case["score"], case["output"]) == (0, "A person will mark this.")
    assert "status" not in case


@pytest.mark.parametrize(
    ("setting", "marks", "part"), [("grant", RIGHT, (1, False)), ("refuse", WRONG, (0, False))]
)
def test_a_course_may_decide_it_beforehand(
    course: Course, setting: str, marks: object, part: object
) -> None:
    with (course.path / "nbgrader_config.py").open("a") as config:
        config.write(f"c.Execute.unclear = {setting!r}\n")
    said = course.autograde()
    assert grades(course, "equal") == {"cheat": marks, "exact": RIGHT, "wrong": WRONG}
    assert grades(course, "part")["cheat"] == part
    assert "for a person" not in said


@pytest.mark.slow
def test_nbgraders_own_command_holds_the_same(course: Course) -> None:
    run_nbgrader(course.path, "autograde", ASSIGNMENT)
    assert grades(course, "equal") == {"cheat": HELD, "exact": RIGHT, "wrong": WRONG}


def test_a_persons_mark_stays_when_it_is_graded_again(course: Course) -> None:
    course.autograde()
    with classroom.gradebook(course.path) as book:
        grade = book.find_grade("equal", "p", ASSIGNMENT, "cheat")
        grade.manual_score = 1.5
        book.db.commit()
    course.autograde("--force")
    with classroom.gradebook(course.path) as book:
        assert book.find_grade("equal", "p", ASSIGNMENT, "cheat").score == 1.5
