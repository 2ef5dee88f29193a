"""Where values arrive in a test cell: under a name, from a call by that name, from an attribute.

What a call gives is held to what calls by that name gave in the reference run, and by any other
name that the test has for the same object; an attribute to what that attribute was.
"""

from typing import Any

from nbjudge.process.policy.operations import family

CALLS = frozenset({"call", "__call__"})


class Places:
    """The names that the running test cell has for each of the student's objects, by number."""

    def __init__(self) -> None:
        self._names: dict[int, set[str]] = {}

    def start_cell(self) -> None:
        self._names.clear()

    def named(self, name: str, number: int) -> None:
        self._names.setdefault(number, set()).add(name)

    def gave(self, number: int, operation: str, args: tuple[Any, ...], given: int) -> None:
        """An operation on one object gave another one."""
        if operation == "getattr":
            self.named(f".{args[0]}", given)
        elif operation in CALLS:
            for name in list(self._names.get(number, ())):
                self.named(f"{name}()", given)

    def of(self, number: int, operation: str, args: tuple[Any, ...]) -> list[str]:
        """Where the answer to an operation arrives."""
        if operation == "getattr":
            return [f"getattr {args[0]}"]
        names = sorted(self._names.get(number, ())) if operation in CALLS else []
        return [f"call {name}" for name in names] or [family(operation)]

    def called(self, number: int, operation: str) -> str:
        """What a test calls, in words: an object that can be called is called as a function is."""
        if operation in CALLS:
            return min(self._names.get(number, ()), default="a function")
        return operation
