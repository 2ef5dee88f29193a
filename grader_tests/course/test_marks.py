"""Stock nbgrader gives each known answer the marks that it deserves.

A kernel for each of the course's hundreds of answers would take half an hour, so answers to
different cells that cost different points share a notebook: a *pack*, which must lose exactly what
its answers together lose. `grader_tests/engine/test_course.py` grades each answer on its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from grader_tests.course_folder import (
    ASSIGNMENTS,
    ROOT,
    CourseFolder,
    reference_answers,
    release_notebook,
    submission,
)
from nbjudge.answers import Answer, read_answers

Points = dict[str, dict[str, tuple[float | None, float]]]

ALTERNATIVES = {a: read_answers(ROOT / "grader_tests" / a / "alternatives.py") for a in ASSIGNMENTS}
MISCONCEPTIONS = {
    a: read_answers(ROOT / "grader_tests" / a / "misconceptions.py") for a in ASSIGNMENTS
}


def one_worker(assignment: str) -> pytest.MarkDecorator:
    """Keep the tests of one assignment in one process, so that its class is graded once."""
    return pytest.mark.xdist_group(f"marks of {assignment}")


def each(answers: dict[str, list[Answer]]) -> list[object]:
    return [
        pytest.param(a, answer, id=f"{a}-{answer.name}", marks=one_worker(a))
        for a, known in answers.items()
        for answer in known
    ]


EACH_ASSIGNMENT = [pytest.param(a, id=a, marks=one_worker(a)) for a in ASSIGNMENTS]


@dataclass
class Pack:
    """Answers that stand in one notebook: to different cells, with no lost points in common."""

    answers: list[Answer]

    @property
    def loses(self) -> set[str]:
        return {grade_id for answer in self.answers for grade_id in answer.loses}

    def takes(self, answer: Answer) -> bool:
        free = answer.grade_id not in {known.grade_id for known in self.answers}
        return free and not answer.loses & self.loses


def packs(answers: Sequence[Answer]) -> list[Pack]:
    found: list[Pack] = []
    for answer in answers:
        pack = next((pack for pack in found if pack.takes(answer)), None)
        if pack is None:
            found.append(Pack([answer]))
        else:
            pack.answers.append(answer)
    return found


class Graded:
    """The points of every pack; an assignment's class is graded when a test first asks for it."""

    def __init__(self, tmp_path_factory: pytest.TempPathFactory) -> None:
        self._tmp_path_factory = tmp_path_factory
        self._points: dict[str, Points] = {}

    def __getitem__(self, assignment: str) -> Points:
        if assignment not in self._points:
            path = self._tmp_path_factory.mktemp(assignment)
            self._points[assignment] = grade_known_answers(path, assignment)
        return self._points[assignment]


def grade_known_answers(path: Path, assignment: str) -> Points:
    folder = CourseFolder.create(path, assignment)
    folder.submit("blank", release_notebook(assignment))
    folder.submit("reference", submission(assignment, []))
    for kind in (ALTERNATIVES, MISCONCEPTIONS):
        for pack in packs(kind[assignment]):
            folder.submit(student_of(pack), submission(assignment, pack.answers))
    folder.nbgrader("autograde", assignment)
    return folder.points()


def student_of(pack: Pack) -> str:
    return f"pack-{pack.answers[0].name}"


def pack_of(answer: Answer, known: Sequence[Answer]) -> Pack:
    return next(pack for pack in packs(known) if answer in pack.answers)


@pytest.fixture(scope="session")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    return Graded(tmp_path_factory)


def lost(points: dict[str, tuple[float | None, float]]) -> set[str]:
    return {grade_id for grade_id, (score, maximum) in points.items() if score != maximum}


@pytest.mark.parametrize("assignment", EACH_ASSIGNMENT)
def test_the_reference_solution_gets_full_marks(graded: Graded, assignment: str) -> None:
    assert not lost(graded[assignment]["reference"])


@pytest.mark.parametrize("assignment", EACH_ASSIGNMENT)
def test_the_blank_release_gets_nothing_in_any_test_cell(graded: Graded, assignment: str) -> None:
    points = graded[assignment]["blank"]
    assert points
    assert {score for score, _ in points.values()} == {0}


@pytest.mark.parametrize(("assignment", "answer"), each(ALTERNATIVES))
def test_a_right_answer_in_other_clothes_gets_full_marks(
    graded: Graded, assignment: str, answer: Answer
) -> None:
    pack = pack_of(answer, ALTERNATIVES[assignment])
    assert not lost(graded[assignment][student_of(pack)])


@pytest.mark.parametrize(("assignment", "answer"), each(MISCONCEPTIONS))
def test_a_misconception_loses_points_where_it_says_and_only_there(
    graded: Graded, assignment: str, answer: Answer
) -> None:
    pack = pack_of(answer, MISCONCEPTIONS[assignment])
    points_lost = lost(graded[assignment][student_of(pack)])
    assert answer.loses <= points_lost
    assert points_lost == pack.loses


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_enough_is_known_of_what_students_write(assignment: str) -> None:
    wanted = 5 if assignment == "gradient_check" else 8
    assert len(MISCONCEPTIONS[assignment]) >= wanted
    assert len(ALTERNATIVES[assignment]) >= 8
    solutions = {answer.grade_id for answer in reference_answers(assignment)}
    for answer in MISCONCEPTIONS[assignment] + ALTERNATIVES[assignment]:
        assert answer.grade_id in solutions, answer.name
    assert all(answer.loses for answer in MISCONCEPTIONS[assignment])
    assert not any(answer.loses for answer in ALTERNATIVES[assignment])
