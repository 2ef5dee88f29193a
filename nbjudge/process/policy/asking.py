"""How control questions are asked: all at once, in an order that nobody can know."""

from collections.abc import Callable
from typing import Any

import numpy as np

from nbjudge.codec import encode
from nbjudge.errors import CannotCross, Unclear
from nbjudge.process.policy.likeness import CHANCE, others_like

Question = tuple[Any, str, Any]
"""An object, an operation, and what it is asked about."""

AskAll = Callable[[list[Question]], list[Any]]
"""Asks the student process for several answers at once; what one raised is its answer."""

LARGEST = 1 << 16
"""So many bytes of a value are asked about many times over."""


class Asking:
    """``cannot_tell`` makes the exception for an object whose answer may be anything."""

    def __init__(self, ask_all: AskAll, cannot_tell: Callable[[object, str], Unclear]) -> None:
        self._ask_all = ask_all
        self._cannot_tell = cannot_tell
        self._known: dict[bytes, list[Any] | None] = {}

    def about_each(self, handle: object, operation: str, others: list[Any]) -> list[Any]:
        return self.verdicts([(handle, operation, other) for other in others])

    def verdicts(self, questions: list[Question]) -> list[Any]:
        """True, False or NotImplemented for each question; NotImplemented for what raised instead
        of agreeing. Raises Unclear for an answer that may be anything."""
        answers = self.answers(questions)
        return [self._plain(*q, answer) for q, answer in zip(questions, answers, strict=True)]

    def answers(self, questions: list[Question]) -> list[Any]:
        """What each question gave.

        Raises what the first raised, and never asks it again: alone, it would be known.
        """
        order = CHANCE.sample(range(len(questions)), len(questions))
        answers = dict(zip(order, self._ask_all([questions[nth] for nth in order]), strict=True))
        if isinstance(answers[0], Exception):
            raise answers[0]
        return [answers[nth] for nth in range(len(questions))]

    def others_like(self, value: Any) -> list[Any] | None:
        """The same ones each time: two different sets would have but the value itself in common."""
        try:
            key = encode(value)
        except CannotCross:
            return None
        if key not in self._known:
            self._known[key] = others_like(value) if len(key) < LARGEST else None
        return self._known[key]

    def _plain(self, handle: object, operation: str, _: object, answer: Any) -> Any:
        if isinstance(answer, bool | np.bool_):
            return bool(answer)
        if answer is NotImplemented or isinstance(answer, Exception):
            return NotImplemented
        raise self._cannot_tell(handle, f"what {operation} gave")
