"""What a test lends to student code: its functions, iterators and objects, for as long as it runs.

A hidden test's function can tell the answers to what comes next, so it is of no use once the test
has ended. What it asserts is the test's own, too: student code that catches it has not passed.
"""

from collections.abc import Iterable
from typing import Any

from nbjudge.process.policy.changes import opened


class Lending:
    """The test's own objects that student code knows by number: ``exported``, and their ``numbers``
    by identity. ``swallowed`` is the first failure that one of them raised in the running test."""

    def __init__(self, exported: list[Any], numbers: dict[int, int]) -> None:
        self.swallowed: BaseException | None = None
        self._exported = exported
        self._numbers = numbers
        self._revoked: set[int] = set()
        self._first_of_cell = 0

    def start_cell(self) -> None:
        self.swallowed = None
        self._first_of_cell = len(self._exported)

    def revoke(self, handed_over: Iterable[object]) -> None:
        """A hidden test has ended: of what it lent, student code keeps what it ``handed_over``."""
        kept = {self._numbers.get(id(one)) for value in handed_over for one in opened(value)}
        fresh = range(self._first_of_cell, len(self._exported))
        self._revoked.update(number for number in fresh if number not in kept)

    def lend(self, number: int) -> None:
        """A test hands out an object, which it may have done before."""
        self._revoked.discard(number)

    def check(self, number: int) -> None:
        """Raise RuntimeError for an object of a test that has ended."""
        if number in self._revoked:
            raise RuntimeError("the test that this belongs to has ended")

    def raised(self, error: BaseException) -> None:
        """Note what a test's own function raised within student code, if a test fails by it."""
        if isinstance(error, AssertionError) or type(error).__module__.startswith("_pytest"):
            self.swallowed = self.swallowed or error
