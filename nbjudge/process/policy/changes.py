"""What student code may change of a test's own: what the reference's code changed in that place.

A function that sorts its argument in place is right where the test never looks at it again; one
that empties it, so that what the test computes from it afterwards fits a wrong answer, is not.
Which of the two it was shows when the test runs once more, without the change: only where both runs
end alike has the answer earned its points.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from nbjudge.process.policy.expectation import Expectation
from nbjudge.process.policy.live import held_by
from nbjudge.process.remote.describe import is_iterator
from nbjudge.process.remote.shared import bring_up_to_date, copied

MOST_OPENED = 10_000
"""So many objects within an argument are looked at."""

ELSEWHERE = "an object"


class Changes:
    """Decides about each change that student code makes while a test cell runs.

    ``students_own`` gives the values that the student's names have: those they may change.
    ``unexpected`` says which change of the test's own the reference did not make, if there was one.
    A cell that ``is_strict`` does not see such changes; ``is_testing`` while there is one running.
    """

    def __init__(self, students_own: Callable[[], Iterable[object]]) -> None:
        self._students_own = students_own
        self._call: list[tuple[str, object]] = []
        self._handed: dict[int, tuple[str, object]] = {}
        self._undo: list[Callable[[], object]] = []
        self._refused: dict[int, Any] = {}
        self.start_cell(None, Expectation(), strict=False)
        self.is_testing = False

    def start_cell(
        self, expectation: Expectation | None, seen: Expectation, *, strict: bool
    ) -> None:
        self.is_strict = strict
        self.unexpected: str | None = None
        self._expected, self._seen = expectation, seen
        self._taken: dict[str, int] = {}
        self._handed.clear()
        self.is_testing = True

    def end_cell(self) -> None:
        """What is changed now is changed by a cell of the student's."""
        self.is_testing = False
        self.undo()

    @contextmanager
    def during(self, called: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Iterator[None]:
        """While student code has control, called with these arguments."""
        outside = self._call
        self._call = [(f"argument {n} of {called}", arg) for n, arg in enumerate(args, 1)]
        self._call += [(f"argument {key} of {called}", arg) for key, arg in kwargs.items()]
        for known in self._call:
            if is_iterator(type(known[1])):  # what takes from it may do so later
                self._handed.setdefault(id(known[1]), known)
        try:
            yield
        finally:
            self._call = outside
            if self.is_strict and not outside:
                self.undo()

    def admits(self, known: object) -> bool:
        """Whether an object that both sides have takes the content that it has over there."""
        what = self._what_is(known)
        if what is None or self._may_change(what):
            return True
        if self.is_strict or not self.is_testing:
            return False
        before = copied(known)
        self._undo.append(lambda: bring_up_to_date(known, before))
        return True

    def refused(self, known: object, value: Any) -> None:
        """Note what content an object has over there that it is not to have here."""
        self._refused[id(known)] = value

    def as_returned(self, answer: Any) -> Any:
        """An answer; an instance of a class that both sides have with the state that it has there.

        Where that state was refused, it is another instance, as for a list that was changed.
        """
        state = self._refused.get(id(state_of(answer))) if self.is_strict else None
        if state is None:
            return answer
        twin = object.__new__(type(answer))
        object.__setattr__(twin, "__dict__", state)
        return twin

    def sets_attribute(self, target: Any, name: str) -> None:
        """An attribute of a test's own object is about to be set, or deleted."""
        if self._may_change(self._argument(target)):
            return
        missing = object()
        before = vars(target).get(name, missing) if hasattr(target, "__dict__") else missing
        if before is missing:
            self._undo.append(lambda: vars(target).pop(name, None))
        else:
            self._undo.append(lambda: vars(target).__setitem__(name, before))

    def takes_one(self, target: object) -> None:
        """Student code is about to take an element of a test's iterator.

        Raises StopIteration when the cell is strict and the reference took no more.
        """
        if not is_iterator(type(target)):
            return
        what, _ = self._handed.get(id(target)) or (self._argument(target), target)
        self._taken[what] = taken = self._taken.get(what, 0) + 1
        if self._expected is None:
            self._seen.taken[what] = taken
        elif taken > self._expected.taken.get(what, 0):
            self._is_unexpected(what)
            if self.is_strict:
                raise StopIteration

    def undo(self) -> None:
        """Give back to the test's own objects what they had before they were changed."""
        while self._undo:
            self._undo.pop()()

    def _may_change(self, what: str) -> bool:
        if self._expected is None:
            self._seen.changed.add(what)
            return True
        if what in self._expected.changed and self.is_testing:
            return True
        self._is_unexpected(what)
        return False

    def _is_unexpected(self, what: str) -> None:
        self.unexpected = self.unexpected or f"changed {what}, which the test handed to it"

    def _what_is(self, known: object) -> str | None:
        """What the object is to the test; None for what a name of the student's holds."""
        if self._expected is not None and any(
            known is one for own in self._students_own() for one in opened(own)
        ):
            return None
        return self._argument(known)

    def _argument(self, known: object) -> str:
        for name, arg in self._call:
            if arg is known:
                return name
        for name, arg in self._call:
            if any(one is known for one in opened(arg)):
                return name
        return ELSEWHERE


def opened(value: object) -> Iterator[object]:
    """A value and what it holds, instances by their attributes."""
    waiting, known = [value], set[int]()
    while waiting and len(known) < MOST_OPENED:
        one = waiting.pop()
        if id(one) in known:
            continue
        known.add(id(one))
        yield one
        waiting.extend(held_by(one))
        waiting.append(state_of(one))


def state_of(one: object) -> object:
    """The attributes of an instance, None if it has none; a handle's own, for it asks nobody."""
    try:
        return object.__getattribute__(one, "__dict__")
    except AttributeError:
        return None
