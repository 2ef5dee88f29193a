"""What stands in a test for an object of the student's where the reference gave data.

It may be right all the same: a file to read lines from, a class that loops, a fraction of the
student's own. What it gives as a value the test judges; what it says of itself is put to control
questions (see `control`).
"""

from collections.abc import Callable
from typing import Any, Protocol

from nbjudge.process.policy.operations import ARITHMETIC, VALUES, VERDICTS
from nbjudge.process.remote.describe import OPERATORS


class Guard(Protocol):
    """What decides for these objects."""

    def value(self, handle: object, operation: str, args: tuple[Any, ...]) -> Any: ...

    def verdict(self, handle: object, operation: str, other: Any, *, hidden: bool) -> Any: ...

    def arithmetic(self, handle: object, operation: str, other: Any) -> Any: ...

    def attribute(self, handle: object, name: str) -> Any: ...

    def cannot_tell(self, handle: object, what: str) -> BaseException: ...


class Unproven:
    """A live object where data was expected; each class of them answers to what its handle does."""

    __slots__ = ("_nbjudge_guard", "_nbjudge_held")

    def __getattr__(self, name: str) -> Any:
        return guard_of(self).attribute(original_of(self), name)

    def __setattr__(self, name: str, value: object) -> None:
        raise guard_of(self).cannot_tell(original_of(self), "being changed")

    def __repr__(self) -> str:
        return repr(original_of(self))

    def __str__(self) -> str:
        return str(original_of(self))


def unproven(handle: Any, guard: Guard) -> Unproven:
    cls = type(handle)
    defined = {name for base in cls.__mro__[:-1] for name in vars(base)}
    members: dict[str, Any] = {name: asking(name) for name in defined & OPERATORS}
    if defined >= {"__hash__"} and cls.__hash__ is None:
        members["__hash__"] = None
    members["__slots__"] = ()
    members["__class__"] = property(lambda self: original_of(self).__class__)
    made: Unproven = type(cls.__name__, (Unproven,), members)()
    object.__setattr__(made, "_nbjudge_held", handle)
    object.__setattr__(made, "_nbjudge_guard", guard)
    return made


def asking(name: str) -> Callable[..., Any]:
    """The special method of that name."""

    def ask(self: Unproven, *args: Any) -> Any:
        guard, handle = guard_of(self), original_of(self)
        if name in VERDICTS:
            return guard.verdict(handle, name, *args, hidden=True)
        if name in VALUES and not (name == "__call__" and args):
            return guard.value(handle, name, args)
        if name in ARITHMETIC and len(args) == 1:
            return guard.arithmetic(handle, name, *args)
        raise guard.cannot_tell(handle, name)

    ask.__name__ = name
    return ask


def guard_of(one: Unproven) -> Guard:
    guard: Guard = object.__getattribute__(one, "_nbjudge_guard")
    return guard


def original_of(one: Unproven) -> object:
    """The object that it stands for, for the student's code to have back."""
    return object.__getattribute__(one, "_nbjudge_held")
