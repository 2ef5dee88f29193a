"""Where nbjudge's marks differ from stock nbgrader's, and why: one table, held by the real things.

Each row is a student of one small assignment. ``None`` is no score at all: stock nbgrader gave up
on the whole submission.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest

from grader_tests.parity.graded import GradedTwice
from grader_tests.parity.small_course import ASSIGNMENT, create

SETTINGS = "c.Execute.timeout = 20\n"


@dataclass(frozen=True)
class Difference:
    """A student's answer, what each test cell then earns with stock and with nbjudge, and why."""

    answer: str
    stock: dict[str, float | None]
    nbjudge: dict[str, float]
    why: str


TESTS = {
    "value_test": (2, "assert value() == 1"),
    "credit_test": (3, "assert value() in (1, 2)\ncredit()"),
    "last_test": (1, "assert True"),
}
RIGHT = "def value():\n    return 1\ndef credit():\n    return 3.0\n"
FULL = {"value_test": 2.0, "credit_test": 3.0, "last_test": 1.0}
NOTHING = {"value_test": None, "credit_test": None, "last_test": None}


def answered(value: str = "return 1", credit: str = "return 3.0") -> str:
    return f"def value():\n    {value}\ndef credit():\n    {credit}\n"


DIFFERENCES = {
    "warns": Difference(
        answered(value="import warnings; warnings.warn('careful'); return 1"),
        FULL | {"value_test": 0.0, "credit_test": 0.0},
        FULL,
        "a warning is no error, so text on stderr costs nothing",
    ),
    "credits_nan": Difference(
        answered(credit="return float('nan')"),
        FULL,
        FULL | {"credit_test": 0.0},
        "nan is no number of points, and what is unknown is not full marks",
    ),
    "credits_nothing": Difference(
        answered(credit="return None"),
        FULL,
        FULL | {"credit_test": 0.0},
        "a test that ended with a number in the reference run must end with one",
    ),
    "credits_below_zero": Difference(
        answered(credit="return -1.0"),
        FULL,
        FULL | {"credit_test": 0.0},
        "points below zero are no points",
    ),
    "credits_too_much": Difference(
        answered(credit="return 4.0"),
        NOTHING | {"value_test": 2.0},
        FULL | {"credit_test": 0.0},
        "more than the maximum costs that cell, not the whole submission",
    ),
    "exits": Difference(
        answered(value="import os; os._exit(0)"),
        NOTHING,
        {"value_test": 0.0, "credit_test": 0.0, "last_test": 1.0},
        "a process that dies costs the cells in which it died, not the whole submission",
    ),
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> GradedTwice:
    course = tmp_path_factory.mktemp("meant") / "course"
    students = {name: known.answer for name, known in DIFFERENCES.items()}
    create(course, {"right": RIGHT} | students, TESTS, RIGHT)
    return GradedTwice.of(course, ASSIGNMENT, SETTINGS)


def marks(graded: GradedTwice, course: Path, student: str) -> dict[str, float | None]:
    return {grade_id: graded.score(course, student, grade_id) for grade_id in TESTS}


def test_a_right_answer_gets_full_marks_from_both(graded: GradedTwice) -> None:
    assert marks(graded, graded.stock, "right") == FULL
    assert marks(graded, graded.nbjudge, "right") == FULL


@pytest.mark.parametrize("student", DIFFERENCES)
def test_stock_gives_what_the_table_says(graded: GradedTwice, student: str) -> None:
    assert marks(graded, graded.stock, student) == DIFFERENCES[student].stock


@pytest.mark.parametrize("student", DIFFERENCES)
def test_nbjudge_gives_what_the_table_says(graded: GradedTwice, student: str) -> None:
    assert marks(graded, graded.nbjudge, student) == DIFFERENCES[student].nbjudge
