"""The live objects of the student's within a value that has crossed: found by looking through it.

What stands for a live object may say that it is of any class, so only ``type`` is asked here.
"""

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from types import ModuleType, NoneType
from typing import Any

import numpy as np

from nbjudge.codec import Ref

CountMissing = Callable[[Any], Iterable[tuple[str, int]]]

HARMLESS = frozenset({"iterator", "view"})
"""Kinds of stand-ins that have nothing but what Python's own have."""

PLAIN = frozenset({NoneType, bool, int, float, complex, str, bytes})


@dataclass
class Live:
    """The names of the types that were found: ``instances`` of classes that students wrote or that
    judge themselves, ``values`` of classes that both sides have, and ``functions``: all else whose
    attributes are the student's to choose. ``missing`` counts the missing values by the column that
    holds them."""

    instances: set[str] = field(default_factory=set)
    values: set[str] = field(default_factory=set)
    functions: set[str] = field(default_factory=set)
    missing: dict[str, int] = field(default_factory=dict)

    def add(self, value: Any, ref: Ref | None) -> None:
        """Note a value, but not what it holds."""
        cls = type(value)
        name = "class" if issubclass(cls, type) else cls.__name__
        if ref is None:
            if issubclass(cls, ModuleType):
                self.functions.add(name)
            elif issubclass(cls, np.ma.MaskedArray) and has_mask(value):
                self.instances.add(name)  # numpy.testing finds it equal to everything
        elif issubclass(cls, BaseException):
            if cls.__module__ != "builtins":
                self.functions.add(name)
        elif ref.kind == "instance":
            self.instances.add(name)
        elif ref.kind == "value":
            self.values.add(name)
        elif ref.kind not in HARMLESS:
            self.functions.add(name)


def has_mask(value: Any) -> bool:
    """Whether anything is masked; the mask of a structured array has a flag for each field."""
    return bool(np.ma.getmaskarray(value).tobytes().strip(b"\0"))


def is_of_pandas(cls: type) -> bool:
    return cls.__module__.partition(".")[0] == "pandas"


def live_in(
    value: object, ref_of: Callable[[object], Ref | None], count_missing: CountMissing
) -> Live:
    """Look through a value and all that it holds. ``ref_of`` tells for what a value stands,
    ``count_missing`` how many missing values a column has."""
    found, waiting, known = Live(), [value], set[int]()
    while waiting:
        one = waiting.pop()
        if type(one) in PLAIN or id(one) in known:
            continue
        known.add(id(one))
        ref = ref_of(one)
        found.add(one, ref)
        if ref is None and is_of_pandas(type(one)):
            for column, count in count_missing(one):
                found.missing[column] = max(count, found.missing.get(column, 0))
        waiting.extend(held_by(one) if ref is None else held_by_stand_in(one))
    return found


def held_by(value: Any) -> Iterator[Any]:
    """What a value of this side holds."""
    cls = type(value)
    if issubclass(cls, dict):
        yield from not_plain(value)
        yield from not_plain(value.values())
    elif issubclass(cls, list | tuple | set | frozenset | deque):
        yield from not_plain(value)
    elif issubclass(cls, np.ndarray):
        if value.dtype.hasobject:
            yield from not_plain(value.ravel().tolist())
    elif issubclass(cls, BaseException):
        yield from value.args
        yield vars(value)
    elif is_of_pandas(cls):
        yield from of_table(value)


def not_plain(values: Collection[Any]) -> Collection[Any]:
    """The values, or none of them if all are plain: lists of numbers are long and many."""
    return () if set(map(type, values)) <= PLAIN else values


def held_by_stand_in(value: Any) -> Iterator[Any]:
    """What stands here for a live object has of its own; nobody is asked."""
    if issubclass(type(value), BaseException):
        yield from BaseException.__getattribute__(value, "args")
    if not issubclass(type(value), type):
        try:
            yield object.__getattribute__(value, "__dict__")
        except AttributeError:
            return


def of_table(value: Any) -> Iterator[Any]:
    """The columns and labels of a pandas table that may hold anything."""
    if hasattr(value, "columns"):
        yield value.index
        yield value.columns
        yield from (value.iloc[:, n].to_numpy() for n in of_objects(value.dtypes))
    elif hasattr(value, "dtype"):
        if hasattr(value, "index"):
            yield value.index
        if getattr(value.dtype, "kind", "") == "O":
            yield value.to_numpy(dtype=object)


def of_objects(dtypes: Any) -> Iterator[int]:
    return (n for n, dtype in enumerate(dtypes) if getattr(dtype, "kind", "") == "O")
