"""General signs of a mistake in what a test saw, where just one value differs from the reference's.

The observed value of a name may be told, for the student has it already; the expected
one never. So a factor is told only if it is one of those that a mistake makes: 2, a half, the
number of records. What a test called a function with may be hidden, so of a call no value is told
at all.
"""

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np

from nbjudge.grading.compare import is_number, same
from nbjudge.grading.diagnosis.finding import Finding
from nbjudge.grading.diagnosis.looks import compare
from nbjudge.process.transcript import RecordedCall, Transcript

SHORT = 60
ENOUGH = 3
"""Numbers that calls must have given before one factor between them is more than chance."""


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


def _shown(value: Any) -> str:
    """A value as the student would print it, if that is short."""
    try:
        if is_number(value):
            return f"{value:.6g}" if isinstance(value, float) else str(value)[:SHORT]
        text = np.array2string(value, precision=6) if isinstance(value, np.ndarray) else ""
    except ValueError:  # Python writes no whole number of thousands of digits
        return ""
    return text if len(text) <= SHORT and "\n" not in text else ""
