"""Control questions: whether a student's object that gives a verdict on itself knows the answer.

An object may say that it equals what the test expects, lies below it, or contains it. It is then
asked as well about values like the expected one, all in an order that it cannot know. Who tells
them apart knows the answer. Where there is no such question, or the answers do not fit together,
nobody can tell here whether the object is right: Unclear, for a person to look at.
"""

from collections.abc import Callable
from numbers import Number, Real
from typing import Any

import numpy as np

from nbjudge.errors import Unclear
from nbjudge.process.policy.asking import AskAll, Asking
from nbjudge.process.policy.operations import DATA, LOOK_UP, ORDER
from nbjudge.process.policy.showing import elements, numbers, shows
from nbjudge.process.policy.unproven import Unproven, original_of, unproven

Ask = Callable[..., Any]
"""Asks an object without further ado: ``ask(handle, "__eq__", 5)``."""

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
        self._asking = Asking(ask_all, self.cannot_tell)
        self._is_student = stands_for_student
        self._is_unclear = is_unclear
        self._bounds: dict[int, tuple[Any, Any]] = {}
        self._is_hidden = True

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
        """What an object makes of itself and the value that may be the right one: what the number
        makes of it that the object has shown to be before. Else Unclear."""
        shown = numbers(unproven(handle, self))
        others = self._asking.others_like(other)
        if shown and others is not None:
            questions = [(handle, operation, one) for one in [other, *others]]
            answer = self._guarded(self._asking.answers(questions)[0])
            is_shown = self._is_student(answer) and not self._is_hidden  # else it would learn which
            results = numbers(answer) if is_shown else [answer]
            native = [getattr(number, operation, no_result)(other) for number in shown]
            if any(is_close(result, right) for result in results for right in native):
                return answer
        raise self.cannot_tell(handle, operation)

    def cannot_tell(self, handle: object, what: str) -> Unclear:
        return self._is_unclear(
            f"an object of type {type(handle).__name__}, where the reference solution has none of "
            f"its kind, decides this test by {what}"
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
        answers = self._asking.verdicts(
            [(handle, "__eq__", other), (handle, "__ne__", other), (other, "__eq__", handle)]
        )
        said = {answers[n] != (n == 1) for n in range(3) if answers[n] is not NotImplemented}
        if len(said) > 1:
            raise self.cannot_tell(handle, operation)
        return answers[operation == "__ne__"]

    def _equality_with_data(self, handle: object, operation: str, other: Any, hidden: bool) -> Any:
        if shows(unproven(handle, self), other):
            return self._asking.verdicts([(handle, operation, other)])[0]
        others = self._asking.others_like(other)
        if others is None and hidden and not is_nothing_new(other):
            raise self.cannot_tell(handle, operation)
        answer, *controls = self._asking.about_each(handle, operation, [other, *(others or ())])
        equal = operation == "__eq__"
        if answer is equal and (others is None or equal in controls):
            raise self.cannot_tell(handle, operation)
        return answer

    def _order(self, handle: object, operation: str, other: object) -> Any:
        """Between two objects of the student's: each cannot lie below the other."""
        answers = self._asking.verdicts([(handle, operation, other), (other, operation, handle)])
        if answers[0] is True and answers[1] is not False:
            raise self.cannot_tell(handle, operation)
        return answers[0]

    def _order_of_number(self, handle: object, operation: str, other: Any) -> Any:
        """An object has one place among the numbers, wherever it is asked."""
        others = self._asking.others_like(other) if isinstance(other, Real) else None
        if others is None:
            raise self.cannot_tell(handle, operation)
        points = [other, *others, other - FAR * abs(other) - FAR, other + FAR * abs(other) + FAR]
        answers = self._asking.about_each(handle, operation, points)
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
        values = elements(unproven(handle, self))
        if values is not None and other in values:
            return self._asking.verdicts([(handle, "__contains__", other)])[0]
        others = self._asking.others_like(other)
        if others is None and hidden and not is_nothing_new(other):
            raise self.cannot_tell(handle, "__contains__")
        answer, *controls = self._asking.about_each(
            handle, "__contains__", [other, *(others or ())]
        )
        if answer is True and (others is None or True in controls):
            raise self.cannot_tell(handle, "__contains__")
        return answer

    def _guarded(self, value: Any) -> Any:
        return unproven(value, self) if self._is_student(value) else value


def is_data(value: object) -> bool:
    return type(value).__module__.partition(".")[0] in DATA


def is_nothing_new(value: object) -> bool:
    """Whether an object that sees the value has learnt nothing by it."""
    return value is None or isinstance(value, bool | type)


def is_close(number: Any, other: Any) -> bool:
    both = issubclass(type(number), Number) and issubclass(type(other), Number)
    return both and bool(np.isclose(number, other, rtol=1e-12, atol=1e-12))


def no_result(_: object) -> Any:
    return NotImplemented
