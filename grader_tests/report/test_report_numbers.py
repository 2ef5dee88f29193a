"""The report's numbers, against plain arithmetic on what the class was made with."""

import csv
import math
import statistics
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbgrader.api import Gradebook
from nbgrader.plugins import CsvExportPlugin

from grader_tests.report.generated_class import GeneratedClass
from grader_tests.report.reported import course_at, item, report_on
from nbjudge.report.analysis import Report, spread
from nbjudge.report.items import discrimination


@pytest.fixture(scope="module")
def report(faulty_class: GeneratedClass) -> Report:
    return report_on(faulty_class.path)


def point_biserial(passed: list[bool], rest: list[float]) -> float:
    """The textbook formula: the means of the rest of those who passed and failed, apart."""
    ones = [r for p, r in zip(passed, rest, strict=True) if p]
    zeros = [r for p, r in zip(passed, rest, strict=True) if not p]
    share = len(ones) / len(passed)
    apart = statistics.fmean(ones) - statistics.fmean(zeros)
    return apart / statistics.pstdev(rest) * math.sqrt(share * (1 - share))


def correlation(one: list[float], other: list[float]) -> float:
    mean, rest_mean = math.fsum(one) / len(one), math.fsum(other) / len(other)
    top = math.fsum((a - mean) * (b - rest_mean) for a, b in zip(one, other, strict=True))
    below = math.fsum((a - mean) ** 2 for a in one) * math.fsum((b - rest_mean) ** 2 for b in other)
    return top / math.sqrt(below)


def test_difficulty_is_the_mean_share_of_points(
    faulty_class: GeneratedClass, report: Report
) -> None:
    for exercise in faulty_class.exercises:
        points = faulty_class.points("week_1", exercise.name)
        expected = math.fsum(points) / len(points) / exercise.points
        assert item(report.assignments[0], exercise.name).difficulty == pytest.approx(expected)


def test_discrimination_is_the_correlation_with_the_other_tests(
    faulty_class: GeneratedClass, report: Report
) -> None:
    answers = faulty_class.answers["week_1"].values()
    for exercise in faulty_class.exercises:
        own = [mine[exercise.name].points for mine in answers]
        rest = [
            math.fsum(a.points for name, a in mine.items() if name != exercise.name)
            for mine in answers
        ]
        found = item(report.assignments[0], exercise.name).discrimination
        assert found == pytest.approx(correlation(own, rest))


@given(
    st.lists(
        st.tuples(st.booleans(), st.integers(0, 6).map(lambda n: n / 2)), min_size=4, max_size=40
    ).filter(lambda rows: len({p for p, _ in rows}) == 2 and len({r for _, r in rows}) > 1)
)
def test_with_two_outcomes_discrimination_is_the_point_biserial(
    rows: list[tuple[bool, float]],
) -> None:
    passed, rest = [p for p, _ in rows], [r for _, r in rows]
    found = discrimination(pd.DataFrame({"test": [1.5 * p for p in passed], "rest": rest}))
    assert found["test"] == pytest.approx(point_biserial(passed, rest), abs=1e-9)


@given(st.lists(st.sampled_from([0.1, 0.2, 0.7, 1.0]), min_size=3, max_size=30))
def test_a_test_that_all_passed_has_no_discrimination(rest: list[float]) -> None:
    table = pd.DataFrame({"test": [1.0] * len(rest), "rest": rest})
    assert math.isnan(discrimination(table)["test"])


def test_blank_answers_follow_through_and_outcomes_are_counted(
    faulty_class: GeneratedClass, report: Report
) -> None:
    for exercise in faulty_class.exercises:
        answers = [mine[exercise.name] for mine in faulty_class.answers["week_2"].values()]
        found = item(report.assignments[1], exercise.name)
        assert found.blank == pytest.approx(sum(a.blank for a in answers) / len(answers))
        followed = [a.noted["follow_through"] for a in answers if "follow_through" in a.noted]
        assert (found.helped, found.followed) == (len(followed), math.fsum(followed))
        outcomes = [a.noted["outcome"] for a in answers]
        assert found.outcomes == {o: outcomes.count(o) for o in outcomes}


def test_seconds_are_those_of_the_records(faulty_class: GeneratedClass, report: Report) -> None:
    seconds = [mine["slow"].seconds for mine in faulty_class.answers["week_1"].values()]
    found = item(report.assignments[0], "slow")
    assert found.seconds_most == max(seconds)
    assert found.seconds_median == pytest.approx(statistics.median(seconds))


def test_a_misconception_counts_each_student_once(
    faulty_class: GeneratedClass, report: Report
) -> None:
    for mistake in report.assignments[0].misconceptions:
        who = {
            student
            for student, mine in faulty_class.answers["week_1"].items()
            if any(a.noted.get("misconception") == mistake.name for a in mine.values())
        }
        assert mistake.students == len(mistake.who) == len(who)
        assert mistake.share == pytest.approx(len(who) / len(faulty_class.answers["week_1"]))


def test_points_are_those_that_nbgrader_exports(
    faulty_class: GeneratedClass, report: Report, tmp_path: Path
) -> None:
    exported = tmp_path / "grades.csv"
    course = course_at(faulty_class.path)
    with Gradebook(course.db_url, "generated") as gradebook:
        CsvExportPlugin(to=str(exported)).export(gradebook)
    with exported.open(newline="") as rows:
        expected = {
            (row["student_id"], row["assignment"]): float(row["score"])
            for row in csv.DictReader(rows)
            if row["timestamp"]
        }
    found = {
        (row.student, assignment.name): points
        for row in report.students
        for assignment, points in zip(report.assignments, row.points, strict=True)
        if points is not None
    }
    assert found == pytest.approx(expected)
    assert sum(penalty > 0 for penalty in faulty_class.penalties.values()) > 10


def test_quartiles_and_bins_are_those_of_the_scores(
    faulty_class: GeneratedClass, report: Report
) -> None:
    most = sum(exercise.points for exercise in faulty_class.exercises) + 2
    shares = [
        max(0.0, sum(a.points for a in mine.values()) - faulty_class.penalties["week_1", student])
        / most
        for student, mine in faulty_class.answers["week_1"].items()
    ]
    found = report.assignments[0].spread
    expected = statistics.quantiles(shares, n=4, method="inclusive")
    assert [found.lower, found.median, found.upper] == pytest.approx(expected)
    assert found.mean == pytest.approx(statistics.fmean(shares))
    edges = [tenth / 10 for tenth in range(10)]
    at_least = [sum(share > edge - 1e-9 for share in shares) for edge in edges]
    assert found.bins == [a - b for a, b in zip(at_least, [*at_least[1:], 0], strict=True)]


@given(st.lists(st.integers(0, 20), min_size=1))
def test_every_score_is_in_one_bin(twentieths: list[int]) -> None:
    found = spread(pd.Series([n / 20 for n in twentieths]))
    for tenth, count in enumerate(found.bins):
        inside = [2 * tenth, 2 * tenth + 1] + ([20] if tenth == 9 else [])
        assert count == sum(n in inside for n in twentieths)
