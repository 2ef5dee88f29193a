"""General signs of a mistake in one value, from comparing what a test saw with the reference.

Each says what the two values show and nothing of what led there, so that it is true whoever wrote
the answer. The observed value of a name may be told, for the student has it already; the expected
one never. So a factor is told only if it is one of those that a mistake makes: 2, a half, the
number of records. What a test called a function with may be hidden, so of a call no value is told
at all.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Any

import numpy as np

from nbjudge.grading.compare import close, is_number, same
from nbjudge.grading.diagnosis.finding import Finding
from nbjudge.process.transcript import RecordedCall, Transcript

SHORT = 60
MOST_DECIMALS = 4
ENOUGH = 3
"""Numbers that calls must have given before one factor between them is more than chance."""

Sign = tuple[str, str]
"""A name for the sign, and what to say of the value."""


def sign_of(
    seen: Transcript, reference: Transcript, own: Collection[str], rounds: bool = False
) -> Finding | None:
    """A sign in what a test saw, when just one value differs from the reference's.

    ``own`` are the names that the solution cell in question binds; of others nothing is said.
    ``rounds`` tells whether its code rounds anything.
    """
    if seen.is_cut or reference.is_cut:
        return None
    expected = reference.names
    wrong = [n for n in expected if n not in seen.names or not same(seen.names[n], expected[n])]
    calls = _differing(seen.calls, reference.calls)
    if not wrong:
        return _sign_of_calls(calls, own, rounds)
    name = wrong[0]
    if len(wrong) > 1 or calls or name not in own or name not in seen.names:
        return None
    found = compare(seen.names[name], expected[name], rounds)
    if found is None:
        return None
    observed = _shown(seen.names[name])
    said = f"Your {name}{f', {observed},' if observed else ''}"
    return Finding(f"{said} {found[1]}", sign=found[0])


Differing = Sequence[tuple[RecordedCall, RecordedCall]]
"""Calls with the same arguments that ended otherwise, each with the reference's."""


def _differing(seen: Sequence[RecordedCall], reference: Sequence[RecordedCall]) -> Differing:
    """The calls that ended otherwise than the reference's, as far as both tests asked the same."""
    found: list[tuple[RecordedCall, RecordedCall]] = []
    for here, there in zip(seen, reference, strict=False):
        asked = [(c.function, c.operation, c.arguments) for c in (here, there)]
        if not same(*asked):
            break
        if not same((here.answer, here.raised), (there.answer, there.raised)):
            found.append((here, there))
    return found


def _sign_of_calls(wrong: Differing, own: Collection[str], rounds: bool) -> Finding | None:
    """A sign that all wrong answers of one function have."""
    functions = {here.function for here, _ in wrong}
    if len(functions) != 1 or not functions <= set(own):
        return None
    if any(call.raised or call.operation != "call" for pair in wrong for call in pair):
        return None
    signs = {compare(here.answer, there.answer, rounds) for here, there in wrong}
    if len(signs) != 1 or (found := signs.pop()) is None:
        return None
    numbers = sum(np.size(here.answer) for here, _ in wrong)
    if found[0] == "constant factor" and numbers < ENOUGH:
        return None
    said = f"For one of the inputs that the test tries, what your {functions.pop()} returns"
    return Finding(f"{said} {found[1]}", sign=found[0])


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


def _shown(value: Any) -> str:
    """A value as the student would print it, if that is short."""
    try:
        if is_number(value):
            return f"{value:.6g}" if isinstance(value, float) else str(value)[:SHORT]
        text = np.array2string(value, precision=6) if isinstance(value, np.ndarray) else ""
    except ValueError:  # Python writes no whole number of thousands of digits
        return ""
    return text if len(text) <= SHORT and "\n" not in text else ""
