"""How much values say of where they come from: 0.6899744 comes from one formula, 0 from many."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from nbjudge.grading.compare import ABSOLUTE, is_number, same
from nbjudge.process.transcript import Transcript

ENOUGH = 3
"""The weight of one number with many digits, of a text, or of three plain values."""

PLAIN_DIGITS = 3
MOST_LOOKED_AT = 100


Pair = tuple[Any, Any]
"""What a test saw, and what it sees of the reference there."""


def differing(seen: Transcript, reference: Transcript, errors: bool = True) -> Iterator[Pair]:
    """What a test saw in the place of something else of the reference's."""
    for name, value in seen.names.items():
        if name in reference.names and not same(value, reference.names[name]):
            yield value, reference.names[name]
    for here, there in zip(seen.calls, reference.calls, strict=False):
        if here.raised and not errors:
            continue
        if not same((here.answer, here.raised), (there.answer, there.raised)):
            yield here.answer, there.answer
        if not same(here.changed, there.changed):
            yield here.changed, there.changed


def weight_of(pairs: Iterable[Pair]) -> int:
    """How much they say together; the same again says nothing more."""
    found: dict[object, int] = {}
    for value, expected in pairs:
        found |= dict(_pieces(value))
        if (form := _form(value)) not in (None, _form(expected)):
            found[form] = 1
        if sum(found.values()) >= ENOUGH:
            break
    return sum(found.values())


def _form(value: Any) -> object:
    """The length or shape of a value that has one."""
    if hasattr(value, "shape") and not isinstance(value, type):
        return "shape", tuple(value.shape)
    return ("length", len(value)) if isinstance(value, list | tuple | dict) else None


def _pieces(value: Any) -> Iterator[tuple[object, int]]:
    """What a value says, piece by piece, each with its weight."""
    if hasattr(value, "to_numpy") and not isinstance(value, type):
        value = value.to_numpy()
    if isinstance(value, np.ndarray):
        value = value.ravel()[:MOST_LOOKED_AT].tolist()
    if isinstance(value, str):
        yield value, 1 if len(value) < PLAIN_DIGITS else ENOUGH
    elif isinstance(value, list | tuple | dict):
        items = value.values() if isinstance(value, dict) else value
        for item in [*items][:MOST_LOOKED_AT]:
            yield from _pieces(item)
    elif isinstance(value, float) or is_number(value):
        yield _number(value)
    elif value is not None:
        yield value if isinstance(value, bool) else type(value), 1


def _number(value: Any) -> tuple[object, int]:
    try:
        number = float(value)
    except (ArithmeticError, TypeError, ValueError):
        return "a number", 1
    number = 0.0 if abs(number) < ABSOLUTE else number  # what is left of a sum that is 0
    short = float(f"{number:.{PLAIN_DIGITS}g}")
    is_plain = not np.isfinite(number) or short == number
    return short, 1 if is_plain else ENOUGH
