"""A report says which exercise is at fault, and accuses no honest one."""

from pathlib import Path

import pytest

from grader_tests.report.generated_class import HONEST, GeneratedClass, generate
from grader_tests.report.reported import item, report_on
from nbjudge.report.analysis import AssignmentReport

SAID = {
    "upside_down": "did well elsewhere fail this test more often",
    "impossible": "Almost nobody earned full points",
    "coin": "little to do with how a student did elsewhere",
    "unclear": "left it untouched",
    "slow": "ran into a limit of time or memory",
    "inviting": "made one and the same mistake (inviting_slip)",
}


@pytest.fixture(scope="module")
def report(faulty_class: GeneratedClass) -> AssignmentReport:
    return report_on(faulty_class.path, "week_1").assignments[0]


@pytest.mark.parametrize("exercise", SAID)
def test_a_fault_is_named(report: AssignmentReport, exercise: str) -> None:
    assert SAID[exercise] in " ".join(item(report, exercise).flags)


def test_answers_that_match_nothing_known_are_named(report: AssignmentReport) -> None:
    assert "match no known misconception" in " ".join(item(report, "impossible").flags)


@pytest.mark.parametrize("seed", range(3))
def test_an_honest_exercise_is_not_accused(seed: int, tmp_path: Path) -> None:
    generate(tmp_path / "course", students=120, exercises=HONEST, seed=100 + seed)
    report = report_on(tmp_path / "course").assignments[0]
    assert {item.cell: item.flags for item in report.items if item.flags} == {}


def test_of_a_small_class_nothing_is_said(tmp_path: Path) -> None:
    generate(tmp_path / "course", students=9)
    assert not any(item.flags for item in report_on(tmp_path / "course").assignments[0].items)
