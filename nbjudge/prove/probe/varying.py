"""Other inputs, made from those that the tests pass to a function.

They keep the kinds and, but for the last, the shapes; what is 0 or 1 stays 0 or 1.
"""

import copy
import itertools
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

Arguments = tuple[list[Any], dict[str, Any]]
Change = Callable[[np.ndarray[Any, Any], np.random.RandomState], np.ndarray[Any, Any]]

MOST_AXES = 3


def scaled(numbers: np.ndarray[Any, Any], rng: np.random.RandomState) -> np.ndarray[Any, Any]:
    return np.asarray(numbers * rng.uniform(0.5, 1.5, numbers.shape))


def other_signs(numbers: np.ndarray[Any, Any], rng: np.random.RandomState) -> np.ndarray[Any, Any]:
    return np.asarray(scaled(numbers, rng) * rng.choice([-1.0, 1.0], numbers.shape))


def opposite(numbers: np.ndarray[Any, Any], rng: np.random.RandomState) -> np.ndarray[Any, Any]:
    return -scaled(numbers, rng)


CHANGES: tuple[Change, ...] = (scaled, other_signs, opposite)


def variations(arguments: Arguments) -> Iterator[Arguments]:
    """Arguments like the given ones; the same ones each time."""
    rng = np.random.RandomState(1)
    for change in CHANGES:
        yield varied(arguments, change, rng)
    for changed in grown(arguments):
        yield varied(changed, scaled, rng)


def at_borders(arguments: Arguments, constants: list[float]) -> Iterator[Arguments]:
    """The arguments with each single number at and next to a constant of the solution, where its
    comparisons turn."""
    positional, named = arguments
    for place, value in enumerate(positional):
        if isinstance(value, int | float) and not isinstance(value, bool):
            for constant in constants:
                for near in (constant - 1, constant, constant + 1):
                    changed = list(positional)
                    changed[place] = type(value)(near)
                    yield changed, named


def varied(value: Any, change: Change, rng: np.random.RandomState) -> Any:
    if isinstance(value, list | tuple) and not hasattr(value, "_fields"):
        return type(value)(varied(part, change, rng) for part in value)
    if isinstance(value, dict):
        return {key: varied(part, change, rng) for key, part in value.items()}
    if isinstance(value, bool | np.bool_):
        return value
    if isinstance(value, int | np.integer):
        return int(rng.randint(0, 2)) if value in (0, 1) else max(value + rng.randint(-1, 2), 1)
    if isinstance(value, float | np.floating):
        return float(numbers_varied(np.asarray(value), change, rng))
    if isinstance(value, np.ndarray):
        return numbers_varied(value, change, rng)
    if hasattr(value, "iloc"):
        return table_varied(value, change, rng)
    return copy.deepcopy(value)


def numbers_varied(
    numbers: np.ndarray[Any, Any], change: Change, rng: np.random.RandomState
) -> np.ndarray[Any, Any]:
    """Floats changed; 0 and 1 drawn anew, for they are labels; whole numbers in another order."""
    if numbers.size and bool(np.isin(numbers, (0, 1)).all()):
        return np.asarray(rng.randint(0, 2, numbers.shape), dtype=numbers.dtype)
    if numbers.dtype.kind == "f":
        return np.asarray(change(numbers, rng), dtype=numbers.dtype)
    return np.asarray(rng.permutation(numbers) if numbers.ndim else numbers)


def table_varied(table: Any, change: Change, rng: np.random.RandomState) -> Any:
    if not hasattr(table, "columns"):
        values = np.asarray(table)
        if values.dtype.kind not in "iuf":
            return table.copy()
        return type(table)(numbers_varied(values, change, rng), index=table.index, name=table.name)
    changed = table.copy()
    for column in table.columns:
        changed[column] = table_varied(table[column], change, rng)
    return changed


def grown(arguments: Arguments) -> Iterator[Arguments]:
    """The arguments with one more entry along some axes: where lengths agree by chance only, the
    solution runs with some of these and fails with the others."""
    places = list(axes(arguments))
    for count in range(1, MOST_AXES + 1):
        for chosen in itertools.combinations(places, count):
            yield with_axes_grown(arguments, chosen)


def axes(arguments: Arguments) -> Iterator[tuple[object, int]]:
    positional, named = arguments
    for key, value in [*enumerate(positional), *named.items()]:
        if isinstance(value, np.ndarray):
            yield from ((key, axis) for axis in range(value.ndim) if value.shape[axis] > 1)
        elif hasattr(value, "iloc") and len(value) > 1:
            yield key, 0


def with_axes_grown(arguments: Arguments, chosen: tuple[tuple[Any, int], ...]) -> Arguments:
    positional, named = list(arguments[0]), dict(arguments[1])
    for key, axis in chosen:
        holder: Any = named if isinstance(key, str) else positional
        value = holder[key]
        indices = [*range(value.shape[axis]), 0]
        holder[key] = (
            value.iloc[indices] if hasattr(value, "iloc") else np.take(value, indices, axis)
        )
    return positional, named
