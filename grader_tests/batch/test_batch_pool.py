"""Every submission ends exactly once, whichever of them kill their workers and how often; and no
neighbour's work decides how."""

from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbjudge.batch.pool import Crashed, graded_by

GRADED = SimpleNamespace(verdict="graded")
TIMED_OUT = SimpleNamespace(verdict="timed out")


class Died(Exception):
    """A worker's end."""


class Mortal:
    """A place with one worker, a thread, that submissions kill as often as they are set to."""

    at_once = 1
    deaths = (Died,)
    deaths_allowed = 3

    def __init__(self, room: int, lethal: Counter[int]) -> None:
        self.room = room
        self.most_at_once = 0
        self._lethal = lethal
        self._is_dead = False
        self._waiting = 0
        self._worker = ThreadPoolExecutor(1)

    def submit(self, references: bytes, submission: int) -> "Future[Any]":
        if self._is_dead:
            raise Died
        self._waiting += 1
        self.most_at_once = max(self.most_at_once, self._waiting)
        future = self._worker.submit(self._grade, submission)
        future.add_done_callback(self._ended)
        return future

    def _grade(self, submission: int) -> list[Any]:
        if not self._is_dead and self._lethal[submission]:
            self._lethal[submission] -= 1
            self._is_dead = True
        if self._is_dead:
            raise Died
        return [GRADED]

    def _ended(self, _: "Future[Any]") -> None:
        self._waiting -= 1

    def renew(self) -> None:
        assert self._is_dead
        self._is_dead = False

    def close(self) -> None:
        self._worker.shutdown()


class HandedIn(int):
    """Stands for a submission that nothing has been done about."""

    done: ClassVar[dict[str, object]] = {}


def run(places: list[Mortal], count: int) -> list[tuple[int, Any]]:
    plans = (SimpleNamespace(student=n, submission=HandedIn(n)) for n in range(count))
    try:
        results = graded_by(places, b"", plans)  # type: ignore[arg-type]
        return [(planned.student, outcome) for planned, outcome in results]
    finally:
        for place in places:
            place.close()


@settings(max_examples=40, deadline=None)
@given(
    count=st.integers(0, 12),
    rooms=st.lists(st.integers(1, 4), min_size=1, max_size=3),
    lethal=st.dictionaries(st.integers(0, 11), st.integers(1, 6)),
)
def test_each_submission_ends_once_and_only_the_lethal_are_given_up(
    count: int, rooms: list[int], lethal: dict[int, int]
) -> None:
    kills = Counter(lethal)
    places = [Mortal(room, kills) for room in rooms]
    ended = run(places, count)
    assert sorted(number for number, _ in ended) == list(range(count))
    for number, outcome in ended:
        times = lethal.get(number, 0)
        if times < 3:
            assert outcome == [GRADED]
        elif times > 3:
            assert isinstance(outcome, Crashed)
    assert all(place.most_at_once <= place.room for place in places)


def test_work_is_shared_out_evenly() -> None:
    places = [Mortal(4, Counter()) for _ in range(2)]
    taken: list[int] = []
    for number, place in enumerate(places):
        grade = place._grade
        place._grade = lambda s, n=number, g=grade: taken.append(n) or g(s)  # type: ignore
    assert len(run(places, 8)) == 8
    assert Counter(taken) == {0: 4, 1: 4}


def test_a_fault_in_grading_one_submission_is_told_and_leaves_the_others(
    capsys: pytest.CaptureFixture[str],
) -> None:
    place = Mortal(2, Counter())
    grade = place._grade

    def faulty(submission: int) -> list[Any]:
        if submission == 1:
            raise ValueError("a fault of the grader's")
        return grade(submission)

    place._grade = faulty  # type: ignore[method-assign]
    ended = dict(run([place], 3))
    assert (ended[0], ended[2]) == ([GRADED], [GRADED])
    assert isinstance(ended[1], Crashed)
    said = capsys.readouterr().err
    assert "a fault in grading 1" in said
    assert "a fault of the grader's" in said


def test_a_worker_that_died_with_nothing_to_do_is_replaced() -> None:
    place = Mortal(2, Counter())
    place._is_dead = True
    assert sorted(run([place], 3)) == [(0, [GRADED]), (1, [GRADED]), (2, [GRADED])]


def attempts_at(places: list[Mortal], count: int, late: dict[int, int]) -> Counter[int]:
    """Grade so many, of which some time out so many times first. Returns the attempts at each; a
    second one must have all the places to itself."""
    attempts: Counter[int] = Counter()

    def grade(submission: int) -> list[Any]:
        attempts[submission] += 1
        if attempts[submission] > 1:
            assert sum(place._waiting for place in places) == 1
        return [TIMED_OUT if attempts[submission] <= late.get(submission, 0) else GRADED]

    for place in places:
        place._grade = grade  # type: ignore[method-assign]
    for number, outcome in run(places, count):
        assert outcome == [TIMED_OUT if late.get(number, 0) > 1 else GRADED]
    return attempts


def test_who_times_out_beside_others_is_graded_again_alone_before_it_counts() -> None:
    places = [Mortal(4, Counter()) for _ in range(2)]
    attempts = attempts_at(places, 8, late={1: 1, 2: 2, 5: 9})
    assert attempts == {number: 2 if number in (1, 2, 5) else 1 for number in range(8)}


def test_who_times_out_alone_is_not_graded_again() -> None:
    assert attempts_at([Mortal(4, Counter())], 3, late={1: 9}) == {0: 1, 1: 1, 2: 1}
