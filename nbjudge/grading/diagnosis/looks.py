"""How a wrong value looks beside the right one: its sign, its shape, a factor, lost digits.

Each look says what the two values show and nothing of what led there, so that it is true whoever
wrote the answer.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from nbjudge.grading.compare import close, is_number, same

MOST_DECIMALS = 4

Sign = tuple[str, str]
"""A name for the sign, and what to say of the value."""


def compare(observed: Any, expected: Any, rounds: bool = False) -> Sign | None:
    """The sign in an observed value, or None if there is none to be sure of.

    Each says only what the two values show; that one was rounded shows in the code, too.
    """
    if observed is None and expected is not None:
        return "nothing there", "is None."
    arrays = [_floats(value) for value in (observed, expected)]
    if arrays[0] is None or arrays[1] is None:
        return None
    here, there = arrays
    with np.errstate(all="ignore"):
        if here.shape == there.shape and close(here, there):
            return None  # what differs is the kind of value, or labels
        looks = LOOKS if rounds else LOOKS[:-1]
        return next((sign for look in looks if (sign := look(here, there))), None)


def _varies(array: Any) -> bool:
    """Whether some numbers differ: of an array of one number, many others would look the same."""
    return array.size > 1 and not close(array, array.flat[0])


def _not_finite(here: Any, there: Any) -> Sign | None:
    if np.isfinite(here).all() or not np.isfinite(there).all():
        return None
    what = "nan, which is no number" if np.isnan(here).any() else "infinity"
    return "not finite", f"holds {what}."


def _transposed(here: Any, there: Any) -> Sign | None:
    if here.ndim == 2 and here.T.shape == there.shape and _varies(there) and close(here.T, there):
        return "transposed", "is transposed: its rows and columns have changed places."
    return None


def _off_by_one_record(here: Any, there: Any) -> Sign | None:
    if not here.ndim or here.ndim != there.ndim or abs(len(here) - len(there)) != 1:
        return None
    short, long = sorted((here, there), key=len)
    if not _varies(short) or short.shape[1:] != long.shape[1:]:
        return None
    if close(short, long[1:]) or close(short, long[:-1]):
        which = "few" if short is here else "many"
        return "off by one record", f"has one entry too {which} at one end."
    return None


def _wrong_shape(here: Any, there: Any) -> Sign | None:
    if here.shape == there.shape:
        return None
    # With as many numbers, a test may take either shape, and have failed for the numbers.
    if here.size == there.size and not close(here.ravel(), there.ravel()):
        return None
    what = f"the shape {here.shape}" if here.ndim else "a single number"
    return "wrong shape", f"is or has {what}, and that is not the shape asked for."


def _sign_flipped(here: Any, there: Any) -> Sign | None:
    if here.shape == there.shape and np.any(np.abs(there) > 1e-6) and close(here, -there):
        return "sign flipped", "has the wrong sign."
    return None


def _constant_factor(here: Any, there: Any) -> Sign | None:
    if here.shape != there.shape:
        return None
    usable = np.abs(there) > 1e-6
    if not usable.any() or not close(here[~usable], there[~usable]):
        return None
    ratios = here[usable] / there[usable]
    if not close(ratios, ratios.flat[0]) or not np.isfinite(ratios.flat[0]):
        return None
    factor = float(ratios.flat[0])
    if same(factor, 0.0) or close(factor, 1.0):
        return None
    simple = {2.0: "twice", 0.5: "half", -2.0: "minus twice", -0.5: "minus half"}
    for known, words in simple.items():
        if close(factor, known):
            return "constant factor", f"is {words} what it should be."
    count = len(here) if here.ndim else 0
    for known, words in ((count, "too large"), (1 / count if count else 0, "too small")):
        if count > 2 and close(factor, known):
            return "constant factor", f"is {words} by the number of its entries."
    if ratios.size > 2 and _varies(there[usable]):
        return "constant factor", "is off by the same factor in each of its entries."
    return None


def _rounded(here: Any, there: Any) -> Sign | None:
    """Only for code that rounds: other ways, too, lead to 0.5."""
    if here.shape != there.shape or not np.any(here):
        return None
    for decimals in range(1, MOST_DECIMALS + 1):
        if np.array_equal(here, np.round(there, decimals)):
            return "rounded too early", "has been rounded. Keep all digits until the end."
    return None


LOOKS: tuple[Callable[[Any, Any], Sign | None], ...] = (
    _not_finite,
    _transposed,
    _off_by_one_record,
    _wrong_shape,
    _sign_flipped,
    _constant_factor,
    _rounded,
)


def _floats(value: Any) -> Any:
    """A number, array or table of real numbers as an array; None for anything else."""
    if hasattr(value, "to_numpy") and not isinstance(value, type):
        value = value.to_numpy()
    if not (is_number(value) or isinstance(value, np.ndarray)):
        return None
    try:
        array = np.asarray(value)
        return array.astype(float) if array.dtype.kind in "fiu" else None
    except (ArithmeticError, TypeError, ValueError):
        return None
