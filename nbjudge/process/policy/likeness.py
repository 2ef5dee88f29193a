"""Values like a given one, among which nobody can tell which was the one given.

They lie at equal distances, the given one at any place among them, and are written with as many
digits as it is. Text has no such neighbours: the word would stand out among its misspellings.
"""

import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from secrets import SystemRandom
from typing import Any

import numpy as np

MANY = 63
"""So many others: who guesses is right one time in 64, and else a person looks at what he wrote."""

MOST_DIGITS = 12
"""A number with more digits behind the point has them from rounding, as its neighbours have."""

CHANCE = SystemRandom()
"""Not ``random``, whose stream the student's code shares."""


def others_like(value: Any) -> list[Any] | None:
    """Values that differ from this one in one number, or None where there is none to change."""
    match value:
        case bool() | np.bool_():
            return None
        case int() | np.integer():
            return among(int(value), ten_to_zeros(int(value)), type(value))
        case float() | np.floating():
            return others_like_float(value) if math.isfinite(value) else None
        case Fraction() | Decimal():
            return among(value, type(value)(1), type(value)) if math.isfinite(value) else None
        case complex() | np.complexfloating():
            parts = others_like(float(value.real))
            return parts and [type(value)(complex(part, value.imag)) for part in parts]
        case list() | tuple():
            return in_one_place(range(len(value)), value.__getitem__, sequence_with(value))
        case dict():
            return in_one_place(list(value), value.__getitem__, lambda k, v: value | {k: v})
        case set() | frozenset():
            return in_one_place(list(value), lambda k: k, lambda k, v: value - {k} | {v})
        case np.ndarray() if value.dtype.kind in "iufc":
            return in_one_place(range(value.size), value.item, array_with(value))
    return None


def among(value: Any, unit: Any, made: Callable[[Any], Any]) -> list[Any] | None:
    """The value moved by whole numbers of steps, from somewhere below it to somewhere above.

    A step is so many units that how often it goes into the value tells nothing either.
    """
    step = unit * max(1, round(abs(value) / unit / type(unit)(CHANCE.randint(1, MANY))))
    below = CHANCE.randint(0, MANY)
    try:
        return [made(value + n * step) for n in range(-below, MANY + 1 - below) if n]
    except OverflowError:  # they are too near to the end of the numbers of their type
        return None


def ten_to_zeros(value: int) -> int:
    """A power of ten with as many zeros as the number ends with."""
    text = str(value)
    return int(10 ** (len(text) - len(text.rstrip("0")))) if value else 1


def others_like_float(value: Any) -> list[Any] | None:
    """Written with as many digits as it is, if those are few."""
    written = Decimal(repr(float(value))).normalize()
    exponent = int(written.as_tuple().exponent)
    if exponent < -MOST_DIGITS or not value:
        return among(float(value), abs(float(value)) / MANY or 1.0, type(value))
    return among(written, Decimal(1).scaleb(exponent), lambda other: type(value)(float(other)))


def in_one_place(
    places: Sequence[Any], at: Callable[[Any], Any], changed: Callable[[Any, Any], Any]
) -> list[Any] | None:
    """A container with one of its places changed, the same one in all."""
    for place in CHANCE.sample(places, min(len(places), MANY)):
        others = others_like(at(place))
        if others:
            return [changed(place, other) for other in others]
    return None


def sequence_with(value: Any) -> Callable[[int, Any], Any]:
    return lambda nth, other: type(value)([*value[:nth], other, *value[nth + 1 :]])


def array_with(value: Any) -> Callable[[int, Any], Any]:
    def changed(nth: int, other: Any) -> Any:
        copy = value.copy()
        copy.flat[nth] = other
        return copy

    return changed
