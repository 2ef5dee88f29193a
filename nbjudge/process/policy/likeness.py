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

CHANCE = SystemRandom()
"""Not ``random``, whose stream the student's code shares."""


def others_like(value: Any) -> list[Any] | None:
    """Values that differ from this one in one number, or None where there is none to change."""
    match value:
        case bool() | np.bool_():
            return None
        case int() | np.integer() | Fraction():
            step: Any = CHANCE.randint(1, 3)
            return among(value, lambda n: type(value)(value + n * step))
        case float() | np.floating():
            return others_like_float(value) if math.isfinite(value) else None
        case Decimal():
            return among(value, lambda n: value + n) if value.is_finite() else None
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


def among(value: Any, moved: Callable[[int], Any]) -> list[Any]:
    """The value moved by whole numbers of steps, from somewhere below it to somewhere above."""
    below = CHANCE.randint(0, MANY)
    return [moved(n) for n in range(-below, MANY + 1 - below) if n]


def others_like_float(value: Any) -> list[Any]:
    """With as many digits behind the point, and apart by more than any rounding."""
    digits = min(len(f"{abs(float(value)):.17g}".partition(".")[2].partition("e")[0]), 12)
    least = max(abs(float(value)), 1.0) / 20
    unit = 10.0**-digits
    step = unit * math.ceil(least * CHANCE.uniform(1, 3) / unit)
    return among(value, lambda n: type(value)(round(float(value) + n * step, digits)))


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
