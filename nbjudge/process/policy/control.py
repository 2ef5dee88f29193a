"""Control questions: whether a student's object that gives a verdict on itself knows the answer.

An object may say that it equals what the test expects, lies below it, or contains it. It is then
asked as well about values like the expected one, all in an order that it cannot know. Who tells
them apart knows the answer. Where there is no such question, or the answers do not fit together,
nobody can tell here whether the object is right: Unclear, for a person to look at.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from numbers import Number, Real
from typing import Any

import numpy as np

from nbjudge.codec import encode
from nbjudge.errors import CannotCross, Unclear
from nbjudge.process.policy.likeness import CHANCE, others_like
from nbjudge.process.policy.operations import ORDER
from nbjudge.process.policy.unproven import Unproven, original_of, unproven
from nbjudge.process.remote.describe import OPERATORS

Ask = Callable[..., Any]
"""Asks an object without further ado: ``ask(handle, "__eq__", 5)``."""

AskAll = Callable[[list[tuple[Any, str, Any]]], list[Any]]
"""The same for several questions at once: with the class Exception for an answer that raised."""

LONGEST = 1000
"""So many elements of an iterable are looked at."""

LARGEST = 1 << 16
"""So many bytes of a value are asked about many times over."""

FAR = 1_000_003


class Control:
    """The control questions of one test cell after another.

    ``stands_for_student`` tells whether a value lives in the student process, ``is_unclear`` notes
    why something is unclear, whatever the test does with the exception.
    """

    def __init__(
        self,
        ask: Ask,
        ask_all: AskAll,
        stands_for_student: Callable[[object], bool],
        is_unclear: Callable[[str], Unclear],
    ) -> None:
        self._ask = ask
        self._ask_all = ask_all
        self._is_student = stands_for_student
        self._is_unclear = is_unclear
        self._bounds: dict[int, tuple[Any, Any]] = {}
        self._is_hidden = True
        self._likenesses: dict[bytes, list[Any] | None] = {}

    def start_cell(self, *, hidden: bool) -> None:
        """What a test expects stays with it if the test is ``hidden``."""
        self._is_hidden = hidden
        self._bounds.clear()

    # What the stand-ins of `unproven` ask.

    def value(self, handle: object, operation: str, args: tuple[Any, ...]) -> Any:
        """What an object gives, which the test may judge."""
        return self._guarded(self._ask(handle, operation, *args))

    def attribute(self, handle: object, name: str) -> Any:
        found = getattr(handle, name)
        if not self._is_student(found) or not callable(found):
            return self._guarded(found)

        def method(*args: Any, **kwargs: Any) -> Any:
            if (args or kwargs) and name not in LOOK_UP:
                raise self.cannot_tell(handle, f".{name}() with arguments")
            return self._guarded(found(*args, **kwargs))

        return method

    def arithmetic(self, handle: object, operation: str, other: Any) -> Any:
        """What an object makes of itself and a value that it may guess to be the right one: what
        the number makes of it that the object had shown to be before, or Unclear."""
        for number in self._shown(handle, other):
            native: Any = getattr(number, operation, lambda _: NotImplemented)(other)
            answer = self._guarded(self._ask(handle, operation, other))
            if any(is_close(shown, native) for shown in self._numbers(answer)):
                return answer
        raise self.cannot_tell(handle, operation)

    def cannot_tell(self, handle: object, what: str) -> Unclear:
        return self._is_unclear(
            f"an object of type {type(handle).__name__}, where the reference solution has none of "
            f"its kind, decides this test by {what}; look whether it is a right answer"
        )

    def verdict(self, handle: object, operation: str, other: Any, *, hidden: bool) -> Any:
        """What the object says of itself and another value, if it can be believed; else Unclear.

        A ``hidden`` value of a hidden test does not reach the object where it would stand out.
        """
        hidden = hidden and self._is_hidden
        if isinstance(other, Unproven):
            other = original_of(other)
        elif not self._is_student(other) and not is_data(other):
            return NotImplemented  # an object of the test's judges by itself
        if operation == "__contains__":
            return self._contains(handle, other, hidden)
        if operation in ORDER:
            between = self._is_student(other)
            return (self._order if between else self._order_of_number)(handle, operation, other)
        if self._is_student(other):
            return self._equality(handle, operation, other)
        return self._equality_with_data(handle, operation, other, hidden)

    # How each verdict is checked.

    def _equality(self, handle: object, operation: str, other: object) -> Any:
        """Between two objects of the student's. They are asked for both verdicts, from both sides,
        and cannot know which one the test is after."""
        questions = [
            (handle, "__eq__", other),
            (handle, "__ne__", other),
            (other, "__eq__", handle),
        ]
        answers = self._asked(questions)
        said = {answers[n] != (n == 1) for n in range(3) if answers[n] is not NotImplemented}
        if len(said) > 1:
            raise self.cannot_tell(handle, operation)
        return answers[operation == "__ne__"]

    def _equality_with_data(self, handle: object, operation: str, other: Any, hidden: bool) -> Any:
        if self._shows(handle, other):
            return self._one(handle, operation, other)
        others = self._others_like(other)
        if others is None and hidden and not is_nothing_new(other):
            raise self.cannot_tell(handle, operation)
        answer, *controls = self._asked(
            [(handle, operation, one) for one in [other, *(others or ())]]
        )
        equal = operation == "__eq__"
        if answer is equal and (others is None or equal in controls):
            raise self.cannot_tell(handle, operation)
        return answer

    def _order(self, handle: object, operation: str, other: object) -> Any:
        """Between two objects of the student's: each cannot lie below the other."""
        answers = self._asked([(handle, operation, other), (other, operation, handle)])
        if answers[0] is True and answers[1] is not False:
            raise self.cannot_tell(handle, operation)
        return answers[0]

    def _order_of_number(self, handle: object, operation: str, other: Any) -> Any:
        """An object has one place among the numbers, wherever it is asked."""
        others = self._others_like(other) if isinstance(other, Real) else None
        if others is None:
            raise self.cannot_tell(handle, operation)
        points = [other, *others, other - FAR * abs(other) - FAR, other + FAR * abs(other) + FAR]
        answers = self._asked([(handle, operation, point) for point in points])
        if answers[0] is NotImplemented:
            return NotImplemented
        is_below = operation in ("__lt__", "__le__")
        above = [p for p, answer in zip(points, answers, strict=True) if answer is is_below]
        below = [p for p, answer in zip(points, answers, strict=True) if answer is (not is_below)]
        if not above or not below:
            raise self.cannot_tell(handle, operation)
        lowest, highest = self._bounds.get(id(handle), (below[0], above[0]))
        lowest, highest = max(lowest, *below), min(highest, *above)
        if lowest > highest:
            raise self.cannot_tell(handle, operation)
        self._bounds[id(handle)] = lowest, highest
        return answers[0]

    def _contains(self, handle: object, other: Any, hidden: bool) -> Any:
        """An object that can be looped over contains what it then gives."""
        values = self._values(handle)
        if values is not None and other in values:
            return self._one(handle, "__contains__", other)
        others = self._others_like(other)
        if others is None and hidden and not is_nothing_new(other):
            raise self.cannot_tell(handle, "__contains__")
        answer, *controls = self._asked(
            [(handle, "__contains__", one) for one in [other, *(others or ())]]
        )
        if answer is True and (others is None or True in controls):
            raise self.cannot_tell(handle, "__contains__")
        return answer

    # How it is asked.

    def _asked(self, questions: list[tuple[Any, str, Any]]) -> list[Any]:
        """The answers to questions that are asked in an order that nobody can know."""
        order = CHANCE.sample(range(len(questions)), len(questions))
        answers = dict(zip(order, self._ask_all([questions[nth] for nth in order]), strict=True))
        if answers[0] is Exception:
            return [self._one(*questions[0]), *[False] * (len(questions) - 1)]
        return [self._plain(questions[nth], answers[nth]) for nth in range(len(questions))]

    def _others_like(self, value: Any) -> list[Any] | None:
        """The same ones each time: two different sets would have but the value itself in common."""
        try:
            known = encode(value)
        except CannotCross:
            return None
        if known not in self._likenesses:
            self._likenesses[known] = others_like(value) if len(known) < LARGEST else None
        return self._likenesses[known]

    def _one(self, handle: object, operation: str, other: object) -> Any:
        return self._plain((handle, operation, other), self._ask(handle, operation, other))

    def _plain(self, question: tuple[Any, str, Any], answer: Any) -> Any:
        """True, False or NotImplemented; also for what raised instead of agreeing. Raises Unclear
        for an answer that may be anything."""
        if isinstance(answer, bool | np.bool_):
            return bool(answer)
        if answer is NotImplemented or answer is Exception:
            return NotImplemented
        raise self.cannot_tell(question[0], f"what {question[1]} gave")

    # What an object shows of itself before it has seen what is expected.

    def _shows(self, handle: object, other: Any) -> bool:
        """Whether the object as a number, a text or a list is the value that is expected."""
        for shown in self._shown(handle, other):
            if any(isinstance(one, Unproven) for one in each(shown)):
                continue
            if isinstance(other, np.ndarray):
                return np.array_equal(shown, other)
            with suppress(TypeError, ValueError):  # of arrays within
                if shown == other:
                    return True
        return False

    def _shown(self, handle: object, other: Any) -> Iterator[Any]:
        one: Any = unproven(handle, self)
        try:
            if isinstance(other, str):
                yield str(one)
            elif isinstance(other, Number) and not isinstance(other, bool):
                yield from self._numbers(one)
            elif isinstance(other, dict) and has(one, "__getitem__"):
                yield {key: one[key] for key in self._values(handle) or ()}
            elif isinstance(other, list | tuple | set | frozenset | np.ndarray):
                values = self._values(handle)
                if values is not None:
                    yield np.array(values) if isinstance(other, np.ndarray) else type(other)(values)
        except Exception:
            return

    def _numbers(self, one: Any) -> Iterator[Any]:
        """The numbers as which an answer shows itself."""
        if isinstance(one, Number):
            yield one
        yield from (kind(one) for name, kind in NUMBERS.items() if has(one, name))

    def _values(self, handle: object) -> list[Any] | None:
        """What a loop over the object gives; None for what would be used up by it."""
        one: Any = unproven(handle, self)
        if has(one, "__next__") or not (has(one, "__iter__") or has(one, "__getitem__")):
            return None
        try:
            values = list(islice(iter(one), LONGEST + 1))
        except Exception:
            return None
        return values if len(values) <= LONGEST else None

    def _guarded(self, value: Any) -> Any:
        return unproven(value, self) if self._is_student(value) else value


DATA = frozenset("builtins collections numpy pandas decimal fractions datetime".split())

LOOK_UP = frozenset(
    """get pop popleft setdefault append appendleft extend insert add discard update split rsplit
    splitlines join strip lstrip rstrip group groups span start end read readline readlines tolist
    item sum mean std var min max round reshape astype head tail sort""".split()
)
"""Methods of data whose arguments say what to look up or to do, not what is expected."""

NUMBERS: dict[str, Callable[[Any], Any]] = {
    "__float__": float,
    "__int__": int,
    "__index__": int,
    "__complex__": complex,
}


def each(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list | tuple | set | frozenset) else ()


def has(one: object, name: str) -> bool:
    return name in OPERATORS and hasattr(type(one), name)


def is_close(number: Any, other: Any) -> bool:
    is_number = issubclass(type(other), Number)
    return is_number and bool(np.isclose(number, other, rtol=1e-12, atol=1e-12))


def is_data(value: object) -> bool:
    return type(value).__module__.partition(".")[0] in DATA


def is_nothing_new(value: object) -> bool:
    """Whether an object that sees the value has learnt nothing by it."""
    return value is None or isinstance(value, bool | type)
