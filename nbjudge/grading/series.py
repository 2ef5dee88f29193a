"""A student's list of numbers, such as losses, kept so that feedback can draw it."""

import math
from typing import Any

import numpy as np

MOST_KEPT = 500
"""Numbers; of a longer list, so many are kept at equal distances."""

DIGITS = 6


def series_of(value: Any) -> list[float] | None:
    """The numbers of a flat list, array or column, up to the first that is not finite.

    None for anything else, and for fewer than two numbers.
    """
    if hasattr(value, "to_numpy") and not isinstance(value, type):
        value = value.to_numpy()
    if not isinstance(value, list | tuple | np.ndarray):
        return None
    try:
        array = np.asarray(value)
    except ValueError:
        return None
    if array.ndim != 1 or array.dtype.kind not in "fiu":
        return None
    if len(array) > MOST_KEPT:
        array = array[np.linspace(0, len(array) - 1, MOST_KEPT).astype(int)]
    numbers = [float(f"{number:.{DIGITS}g}") for number in array.tolist()]
    is_finite = [math.isfinite(number) for number in numbers]
    usable = numbers[: is_finite.index(False)] if False in is_finite else numbers
    return usable if len(usable) > 1 else None
