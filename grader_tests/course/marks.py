"""Claims about the marks of one assignment's known answers, by nbjudge and by stock nbgrader.

`grader_tests/<assignment>/test_marks.py` imports them, so that each assignment's class is graded
once, in one process. nbjudge marks every known answer. Answers to different cells that cost
different points share a notebook: a *pack*, which must lose exactly what its answers together lose.
The answers of a pack that does not are graded once more, each on its own.

Stock nbgrader, the independent oracle, then grades some of these notebooks, or with ``--all-packs``
every one. It must take the same points, and nbjudge within nbgrader must fill the gradebook as
stock does, outputs included. Among the sample every test cell loses points at least once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pytest

from grader_tests.course_folder import (
    ROOT,
    CourseFolder,
    reference_answers,
    release_notebook,
    submission,
)
from grader_tests.engine.test_course import points
from grader_tests.parity.graded import GradedTwice, comparable
from nbjudge.grading.answers import Answer, read_answers
from nbjudge.grading.pair import Zygote

__all__ = [
    "judged",
    "pytest_generate_tests",
    "stock",
    "test_a_misconception_loses_points_where_it_says_and_only_there",
    "test_a_right_answer_in_other_clothes_gets_full_marks",
    "test_enough_is_known_of_what_students_write",
    "test_nbjudge_fills_the_gradebook_as_stock_nbgrader_does",
    "test_nbjudge_leaves_the_outputs_that_stock_nbgrader_leaves",
    "test_stock_nbgrader_takes_the_same_points",
    "test_the_blank_release_gets_nothing_in_any_test_cell",
    "test_the_reference_solution_gets_full_marks",
    "twice",
]


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


class Judged:
    """What each known answer of an assignment loses, as nbjudge marks it."""

    def __init__(self, zygote: Zygote, assignment: str) -> None:
        self.assignment = assignment
        self._zygote = zygote
        self._packs = [
            *packs(known(assignment, "alternatives")),
            *packs(known(assignment, "misconceptions")),
        ]
        self.answers: dict[str, list[Answer]] = {}
        self.lost: dict[str, set[str]] = {}
        for pack in self._packs:
            self._mark(pack.student, pack.answers)
            if self.lost[pack.student] != pack.loses:
                for answer in pack.answers:
                    self._mark(f"alone-{answer.name}", [answer])

    def _mark(self, student: str, answers: list[Answer]) -> None:
        self.answers[student] = answers
        notebook = submission(self.assignment, answers)
        self.lost[student] = lost(points(self._zygote, self.assignment, notebook))

    def lost_by(self, answer: Answer) -> set[str]:
        """The test cells in which an answer lost points, by itself."""
        if f"alone-{answer.name}" in self.lost:
            return self.lost[f"alone-{answer.name}"]
        pack = next(pack for pack in self._packs if answer in pack.answers)
        others = {grade_id for a in pack.answers if a != answer for grade_id in a.loses}
        return self.lost[pack.student] - others

    def sample(self) -> list[str]:
        """Some students, always the same: the first who loses nothing, and whoever loses points in
        a cell in which nobody did before; without packs of which some answers stand alone."""
        chosen: list[str] = []
        seen: set[str] = set()
        for pack in self._packs:
            if self.lost[pack.student] == pack.loses and (pack.loses - seen or not chosen):
                chosen.append(pack.student)
                seen |= pack.loses
        return chosen


def lost(points: Mapping[str, tuple[float | None, float]]) -> set[str]:
    return {grade_id for grade_id, (score, maximum) in points.items() if score != maximum}


@pytest.fixture(scope="module")
def judged(request: pytest.FixtureRequest, zygote: Zygote) -> Judged:
    return Judged(zygote, request.module.ASSIGNMENT)


@pytest.fixture(scope="module")
def stock(
    request: pytest.FixtureRequest, judged: Judged, tmp_path_factory: pytest.TempPathFactory
) -> CourseFolder:
    """The course as stock nbgrader graded it."""
    assignment = judged.assignment
    folder = CourseFolder.create(tmp_path_factory.mktemp(assignment), assignment)
    folder.submit("blank", release_notebook(assignment))
    folder.submit("reference", submission(assignment, []))
    for student in judged.answers if request.config.getoption("all_packs") else judged.sample():
        folder.submit(student, submission(assignment, judged.answers[student]))
    folder.nbgrader("autograde", assignment)
    return folder


@pytest.fixture(scope="module")
def twice(stock: CourseFolder) -> GradedTwice:
    return GradedTwice.beside(stock.path, stock.assignment)


def test_a_right_answer_in_other_clothes_gets_full_marks(
    judged: Judged, alternative: Answer
) -> None:
    assert not judged.lost_by(alternative)


def test_a_misconception_loses_points_where_it_says_and_only_there(
    judged: Judged, misconception: Answer
) -> None:
    assert judged.lost_by(misconception) == misconception.loses


def test_stock_nbgrader_takes_the_same_points(judged: Judged, stock: CourseFolder) -> None:
    given = stock.points()
    by_stock = {student: lost(given[student]) for student in judged.lost.keys() & given.keys()}
    assert by_stock == {student: judged.lost[student] for student in by_stock}
    assert set().union(*by_stock.values()) == given["reference"].keys()


def test_the_reference_solution_gets_full_marks(stock: CourseFolder) -> None:
    assert {score == maximum for score, maximum in stock.points()["reference"].values()} == {True}


def test_the_blank_release_gets_nothing_in_any_test_cell(stock: CourseFolder) -> None:
    assert {score for score, _ in stock.points()["blank"].values()} == {0}


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
