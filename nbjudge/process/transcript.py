"""What crossed while one test cell ran: the names fetched and the calls made, in order.

The judge notes each event as it happens and encodes its values at once, so that later changes in
place do not alter it. Nothing is decoded before somebody looks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from types import ModuleType
from typing import Any

from nbjudge.codec import Hooks, MessageLimits, Ref, decode, encode
from nbjudge.codec.classes import type_name
from nbjudge.errors import BadMessage, CannotCross
from nbjudge.process.remote.errors import NOTED_LINE, notes_of

MOST_EVENTS = 400
MOST_BYTES = 1 << 20
"""What one transcript may hold; one that would hold more says that it was cut."""

LIMITS = MessageLimits(max_bytes=128 << 10, max_items=10_000)
"""What one value may hold; a larger one is noted as such."""

LONGEST_MESSAGE = 300

Noted = list[tuple[Any, ...]]
"""Events as they cross: ``("name", name, value)`` and ``("call", function, operation, arguments,
changed arguments or b"", "gave" or "raised", value, line that raised)``, each value encoded."""


@dataclass(frozen=True)
class Placeholder:
    """What stands for a value that is no plain data, or was too large to be kept."""

    kind: str
    type: str


@dataclass(frozen=True)
class RecordedCall:
    """A call of a student's function or method. ``answer`` is what it gave, or the class and
    message of what it ``raised``, in which ``line`` of the student's code, as far as that is known;
    ``changed`` are the arguments afterwards, where they changed."""

    function: str
    operation: str
    arguments: Any
    answer: Any
    raised: bool = False
    changed: Any = None
    line: str = ""


@dataclass(frozen=True)
class Transcript:
    """The events of one test cell, encoded. ``is_cut``: there were more than are kept."""

    noted: Noted
    is_cut: bool = False

    @cached_property
    def names(self) -> dict[str, Any]:
        """The value of each name when the test cell first read it."""
        return {event[1]: _opened(event[2]) for event in self.noted if event[0] == "name"}

    @cached_property
    def calls(self) -> list[RecordedCall]:
        return list(self._calls())

    def _calls(self) -> Iterator[RecordedCall]:
        for kind, *about in self.noted:
            if kind == "call":
                function, operation, arguments, changed, how, answer, line = about
                yield RecordedCall(
                    function,
                    operation,
                    _opened(arguments),
                    _opened(answer),
                    how == "raised",
                    _opened(changed) if changed else None,
                    line,
                )

    def __getstate__(self) -> dict[str, Any]:
        return {"noted": self.noted, "is_cut": self.is_cut}


class TranscriptRecorder:
    """Notes the events of the test cell that is running."""

    def __init__(self) -> None:
        self.noted: Noted = []
        self.is_cut = False
        self._names: dict[int, str] = {}
        self._size = 0

    def transcript(self) -> Transcript:
        return Transcript(self.noted, self.is_cut)

    def fetched(self, name: str, value: object) -> None:
        if not isinstance(value, ModuleType):
            self._names.setdefault(id(value), name)
            self._note("name", name, snapshot(value))

    def calling(self, arguments: object) -> bytes:
        """The arguments of a call that is about to be made."""
        return b"" if self.is_cut else snapshot(arguments)

    def called(
        self, function: object, operation: str, before: bytes, after: object, answer: object
    ) -> None:
        """A call that was made, given its arguments ``before``, encoded, and ``after`` it."""
        if self.is_cut:
            return
        raised = isinstance(answer, BaseException)
        said = error_of(answer) if isinstance(answer, BaseException) else answer
        line = failing_line(answer) if isinstance(answer, BaseException) else ""
        arguments = snapshot(after)
        self._note(
            "call",
            self._names.get(id(function)) or _name_of(function),
            operation,
            before,
            b"" if arguments == before else arguments,
            "raised" if raised else "gave",
            snapshot(said),
            line,
        )

    def _note(self, *event: Any) -> None:
        self._size += sum(map(len, event))
        if self._size > MOST_BYTES or len(self.noted) == MOST_EVENTS:
            self.is_cut = True
        else:
            self.noted.append(event)


def error_of(error: BaseException) -> tuple[str, str]:
    """The class of an exception and, unless it is of a student's own class, its message."""
    cls = type(error)
    told = cls.__module__ in ("builtins", "numpy.linalg", "numpy.exceptions")
    return cls.__name__, str(error)[:LONGEST_MESSAGE] if told else ""


def failing_line(error: BaseException) -> str:
    """The text of the line that raised, if it was one of the notebook's own code."""
    lines = [match["line"] for note in notes_of(error) if (match := NOTED_LINE.match(note))]
    return lines[0][:LONGEST_MESSAGE] if lines else ""


def _name_of(function: object) -> str:
    is_function = type(function) is type(_name_of)
    # Of anything else only the type is looked at: a handle would ask the student process.
    return str(function.__name__) if is_function else type_name(type(function))  # type: ignore[attr-defined]


def snapshot(value: object) -> bytes:
    """A value as it is now."""
    try:
        return encode(value, _NOTED, LIMITS)
    except CannotCross:
        return encode(_placeholder("large", value), _NOTED)


def _opened(noted: bytes) -> Any:
    try:
        return decode(noted, _NOTED)
    except BadMessage:
        return Placeholder("unreadable", "")


def _placeholder(kind: str, value: object) -> Ref:
    return Ref("judge", 0, kind, {"type": type_name(type(value))})


class _Noted(Hooks):
    """Values that are no plain data are noted by what they are."""

    def refer(self, value: object) -> Ref:
        return _placeholder("callable" if callable(value) else "object", value)

    def resolve(self, ref: Ref) -> object:
        if ref.kind == "callable":
            return Placeholder(ref.kind, "")  # a function, a partial, a ufunc: all can be called
        return Placeholder(ref.kind, str(ref.about.get("type")))

    def module(self, name: str) -> ModuleType:
        return ModuleType(name)


_NOTED = _Noted()
