"""How far two values are apart."""

import math
from typing import Any

import numpy as np

ROUNDING = 1e-9
"""The relative difference that is left to the order in which numbers are added."""

TINY = 1e-14


class Incomparable(Exception):
    """Two values of which nobody can say whether they are the same."""


def difference(a: object, b: object) -> float:
    """The relative difference of two values: 0 if they are the same, inf if nothing can be said
    in numbers, such as for other shapes, texts or types.

    Lists and arrays of the same numbers are the same value. Raises Incomparable for live objects.
    """
    if a is b:
        return 0.0
    if is_numeric(a) and is_numeric(b):
        return numeric_difference(np.asarray(a), np.asarray(b))
    if isinstance(a, BaseException) or isinstance(b, BaseException):
        return 0.0 if type(a) is type(b) else math.inf  # its words are for people
    if isinstance(a, str | bytes | None | type) or isinstance(b, str | bytes | None | type):
        return 0.0 if type(a) is type(b) and a == b else math.inf
    if isinstance(a, dict) and isinstance(b, dict):
        if list(a) != list(b):
            return math.inf
        return max((difference(a[key], b[key]) for key in a), default=0.0)
    if isinstance(a, list | tuple) and isinstance(b, list | tuple):
        if len(a) != len(b):
            return math.inf
        return max((difference(x, y) for x, y in zip(a, b, strict=True)), default=0.0)
    if hasattr(a, "columns") and hasattr(b, "columns"):
        return table_difference(a, b)
    if type(a) is not type(b):
        return math.inf
    return other_difference(a, b)


def is_numeric(value: object) -> bool:
    if isinstance(value, str | bytes | dict | set | frozenset | None) or callable(value):
        return False
    if hasattr(value, "columns"):
        return False
    try:
        return np.asarray(value).dtype.kind in "biufc"
    except Exception:
        return False


def numeric_difference(a: np.ndarray[Any, Any], b: np.ndarray[Any, Any]) -> float:
    if a.shape != b.shape:
        return math.inf
    if a.size == 0:
        return 0.0
    with np.errstate(all="ignore"):
        a, b = (x.astype(complex if x.dtype.kind == "c" else float) for x in (a, b))
        same = (a == b) | (np.isnan(a) & np.isnan(b))
        if same.all():
            return 0.0
        apart, size = np.abs(a - b)[~same], np.maximum(np.abs(a), np.abs(b))
        if not np.isfinite(apart).all():
            return math.inf
        relative = apart / np.maximum(size[~same], 1e-6 * np.max(size[np.isfinite(size)]))
        found = float(np.max(np.where(apart <= TINY, 0.0, relative)))
    return 0.0 if found <= ROUNDING else found


def table_difference(a: Any, b: Any) -> float:
    if list(a.columns) != list(b.columns) or list(a.index) != list(b.index):
        return math.inf
    return max((difference(list(a[c]), list(b[c])) for c in a.columns), default=0.0)


def other_difference(a: object, b: object) -> float:
    if callable(a):
        raise Incomparable("a function was returned")
    try:
        if bool(a == b):
            return 0.0
    except Exception as error:
        raise Incomparable(f"objects of type {type(a).__name__}") from error
    if isinstance(a, set | frozenset | np.ndarray):
        return math.inf
    raise Incomparable(f"objects of type {type(a).__name__}")
