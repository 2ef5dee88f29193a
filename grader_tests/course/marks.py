"""Claims about the marks of one assignment's known answers, under stock nbgrader.

`grader_tests/<assignment>/test_marks.py` imports them, so that each assignment's class is graded
once, in one process. A kernel for each of the course's hundreds of answers would take half an hour,
so answers to different cells that cost different points share a notebook: a *pack*, which must lose
exactly what its answers together lose. The answers of a pack that does not are graded once more,
each on its own. (nbjudge grades every answer on its own: `grader_tests/engine/test_course.py`.)

What stock nbgrader made of this class, nbjudge must make of it too, outputs included.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from grader_tests.course_folder import (
    ROOT,
    CourseFolder,
    reference_answers,
    release_notebook,
    submission,
)
from grader_tests.parity.graded import GradedTwice, comparable
from nbjudge.grading.answers import Answer, read_answers

__all__ = [
    "graded",
    "pytest_generate_tests",
    "test_a_misconception_loses_points_where_it_says_and_only_there",
    "test_a_right_answer_in_other_clothes_gets_full_marks",
    "test_enough_is_known_of_what_students_write",
    "test_nbjudge_fills_the_gradebook_as_stock_nbgrader_does",
    "test_nbjudge_leaves_the_outputs_that_stock_nbgrader_leaves",
    "test_the_blank_release_gets_nothing_in_any_test_cell",
    "test_the_reference_solution_gets_full_marks",
    "twice",
]

Points = dict[str, tuple[float | None, float]]
"""Points and maximum of each test cell, by grade_id."""


def known(assignment: str, kind: str) -> list[Answer]:
    return read_answers(ROOT / "grader_tests" / assignment / f"{kind}.py")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    for kind in ("alternative", "misconception"):
        if kind in metafunc.fixturenames:
            answers = known(metafunc.module.ASSIGNMENT, f"{kind}s")
            metafunc.parametrize(kind, answers, ids=[answer.name for answer in answers])


@dataclass
class Pack:
    """Answers that stand in one notebook: to different cells, with no lost points in common."""

    answers: list[Answer]

    @property
    def student(self) -> str:
        return f"pack-{self.answers[0].name}"

    @property
    def loses(self) -> set[str]:
        return {grade_id for answer in self.answers for grade_id in answer.loses}

    def takes(self, answer: Answer) -> bool:
        free = answer.grade_id not in {other.grade_id for other in self.answers}
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
    """The points that stock nbgrader gives to every known answer of an assignment."""

    def __init__(self, path: Path, assignment: str) -> None:
        self.folder = CourseFolder.create(path, assignment)
        self._packs = [
            *packs(known(assignment, "alternatives")),
            *packs(known(assignment, "misconceptions")),
        ]
        self.folder.submit("blank", release_notebook(assignment))
        self.folder.submit("reference", submission(assignment, []))
        for pack in self._packs:
            self.folder.submit(pack.student, submission(assignment, pack.answers))
        self.folder.nbgrader("autograde", assignment)
        self.points = self.folder.points()
        self._unpack([pack for pack in self._packs if self._lost(pack.student) != pack.loses])

    def _unpack(self, surprising: Sequence[Pack]) -> None:
        alone = [answer for pack in surprising for answer in pack.answers]
        for answer in alone:
            notebook = submission(self.folder.assignment, [answer])
            self.folder.submit(f"alone-{answer.name}", notebook)
        if alone:
            self.folder.nbgrader("autograde", self.folder.assignment)
            self.points = self.folder.points()

    def _lost(self, student: str) -> set[str]:
        points = self.points[student]
        return {grade_id for grade_id, (score, maximum) in points.items() if score != maximum}

    def lost_by(self, answer: Answer) -> set[str]:
        """The test cells in which an answer lost points, by itself."""
        if f"alone-{answer.name}" in self.points:
            return self._lost(f"alone-{answer.name}")
        pack = next(pack for pack in self._packs if answer in pack.answers)
        others = {grade_id for a in pack.answers if a != answer for grade_id in a.loses}
        return self._lost(pack.student) - others


@pytest.fixture(scope="module")
def graded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Graded:
    assignment = request.module.ASSIGNMENT
    return Graded(tmp_path_factory.mktemp(assignment), assignment)


@pytest.fixture(scope="module")
def twice(graded: Graded) -> GradedTwice:
    return GradedTwice.beside(graded.folder.path, graded.folder.assignment)


def test_the_reference_solution_gets_full_marks(graded: Graded) -> None:
    assert {score == maximum for score, maximum in graded.points["reference"].values()} == {True}


def test_the_blank_release_gets_nothing_in_any_test_cell(graded: Graded) -> None:
    assert {score for score, _ in graded.points["blank"].values()} == {0}


def test_a_right_answer_in_other_clothes_gets_full_marks(
    graded: Graded, alternative: Answer
) -> None:
    assert not graded.lost_by(alternative)


def test_a_misconception_loses_points_where_it_says_and_only_there(
    graded: Graded, misconception: Answer
) -> None:
    assert graded.lost_by(misconception) == misconception.loses


def test_nbjudge_fills_the_gradebook_as_stock_nbgrader_does(twice: GradedTwice) -> None:
    assert twice.rows(twice.nbjudge) == twice.rows(twice.stock)


def test_nbjudge_leaves_the_outputs_that_stock_nbgrader_leaves(twice: GradedTwice) -> None:
    for stock, ours in twice.notebooks():
        assert comparable(ours) == comparable(stock)


def test_enough_is_known_of_what_students_write(request: pytest.FixtureRequest) -> None:
    assignment = request.module.ASSIGNMENT
    wrong, right = known(assignment, "misconceptions"), known(assignment, "alternatives")
    assert len(wrong) >= (5 if assignment == "gradient_check" else 8)
    assert len(right) >= 8
    assert {a.grade_id for a in wrong + right} <= {
        a.grade_id for a in reference_answers(assignment)
    }
    assert all(answer.loses for answer in wrong)
    assert not any(answer.loses for answer in right)
