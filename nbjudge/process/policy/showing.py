"""What an object of the student's shows itself to be, before it has seen what is expected."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from numbers import Number
from typing import Any

import numpy as np

from nbjudge.process.policy.unproven import Unproven
from nbjudge.process.remote.describe import OPERATORS

LONGEST = 1000
"""So many elements of an iterable are looked at."""

NUMBERS: dict[str, Callable[[Any], Any]] = {
    "__float__": float,
    "__int__": int,
    "__index__": int,
    "__complex__": complex,
}


def shows(one: Any, expected: Any) -> bool:
    """Whether the object as a number, a text, a list or a dict is the value that is expected."""
    for shown in forms(one, expected):
        if any(isinstance(part, Unproven) for part in parts(shown)):
            continue
        with suppress(TypeError, ValueError):  # of arrays within
            is_array = isinstance(expected, np.ndarray)
            if np.array_equal(shown, expected) if is_array else shown == expected:
                return True
    return False


def forms(one: Any, expected: Any) -> Iterator[Any]:
    """The object as a value of the expected one's kind."""
    try:
        if isinstance(expected, str):
            yield str(one)
        elif isinstance(expected, Number) and not isinstance(expected, bool):
            yield from numbers(one)
        elif isinstance(expected, dict) and has(one, "__getitem__"):
            yield {key: one[key] for key in elements(one) or ()}
        elif isinstance(expected, list | tuple | set | frozenset | np.ndarray):
            found = elements(one)
            if found is not None:
                yield np.array(found) if isinstance(expected, np.ndarray) else type(expected)(found)
    except Exception:
        return


def numbers(one: Any) -> list[Any]:
    """The numbers as which the object shows itself."""
    found = []
    for name, kind in NUMBERS.items():
        if has(one, name):
            with suppress(Exception):
                found.append(kind(one))
    return found


def elements(one: Any) -> list[Any] | None:
    """What a loop over the object gives; None for what would be used up by it, or is long."""
    if has(one, "__next__") or not (has(one, "__iter__") or has(one, "__getitem__")):
        return None
    try:
        found = list(islice(iter(one), LONGEST + 1))
    except Exception:
        return None
    return found if len(found) <= LONGEST else None


def parts(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list | tuple | set | frozenset) else ()


def has(one: object, name: str) -> bool:
    return name in OPERATORS and hasattr(type(one), name)
