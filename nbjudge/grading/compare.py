"""When two tests saw the same: equal kinds, shapes and texts, and numbers within a tolerance.

The values come from student processes. They are plain data, but may be any: an integer of a
million digits, say, that no float holds.
"""

import numbers
from collections.abc import Collection
from typing import Any

import numpy as np

from nbjudge.process.transcript import Transcript

RELATIVE, ABSOLUTE = 1e-6, 1e-9


def same_events(one: Transcript, other: Transcript, names: Collection[str]) -> bool:
    """Whether two runs of a test cell saw the same under these names and in each of its calls.

    What was cut cannot be compared, and so is never the same.
    """
    if one.is_cut or other.is_cut:
        return False
    here, there = ({n: t.names[n] for n in names if n in t.names} for t in (one, other))
    return same(here, there) and same(_calls(one), _calls(other))


def _calls(transcript: Transcript) -> list[Any]:
    return [
        (c.function, c.operation, c.arguments, c.answer, c.raised, c.changed)
        for c in transcript.calls
    ]


def same(one: Any, other: Any) -> bool:
    """Whether two plain values are the same to a test. Never raises."""
    try:
        return _same(one, other)
    except (ArithmeticError, AttributeError, TypeError, ValueError, RecursionError):
        return False


def _same(one: Any, other: Any) -> bool:
    if is_number(one) and is_number(other):
        # Whole numbers of any size are equal or not; of those beyond 64 bits nothing is close.
        return kind_of(one) == kind_of(other) and bool(one == other or close(one, other))
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        kinds = one.dtype.kind == other.dtype.kind
        return kinds and one.shape == other.shape and _same_array(one, other)
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    if hasattr(one, "to_numpy") and not isinstance(one, type):  # a table, a column or an index
        labels = all(
            getattr(one, axis).equals(getattr(other, axis))
            for axis in ("index", "columns")
            if hasattr(one, axis)
        )
        return labels and _same(one.to_numpy(), other.to_numpy())
    return bool(one == other)


def _same_array(one: Any, other: Any) -> bool:
    if one.dtype.kind in "fciub":
        return close(one, other)
    if one.dtype.kind == "O":
        return all(map(_same, one.ravel().tolist(), other.ravel().tolist()))
    return bool((one == other).all())


def is_number(value: object) -> bool:
    return isinstance(value, numbers.Number) and not isinstance(value, bool)


def kind_of(number: Any) -> str:
    """Whether a number is whole, real or complex, whoever's class it is of."""
    return np.asarray(number).dtype.kind


def close(one: Any, other: Any) -> bool:
    """Whether numbers or arrays of one shape agree within the tolerance; nan equals nan."""
    agree = np.isclose(one, other, rtol=RELATIVE, atol=ABSOLUTE, equal_nan=True)
    return bool(np.all(agree))
