"""What the reference solution's functions were called with, and what their names held."""

import copy
import functools
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass
from types import CodeType, FrameType, ModuleType
from typing import Any

import numpy as np

CALLS_OF_A_KIND = 4
"""Calls with arguments of the same kinds and shapes that are kept."""

MOST_CALLS = 40


@dataclass
class SeenCall:
    """One call: copies of its arguments, and the state of the random numbers before it."""

    args: list[Any]
    kwargs: dict[str, Any]
    random_states: tuple[Any, Any]


def random_states() -> tuple[Any, Any]:
    return random.getstate(), np.random.get_state()


def restore(states: tuple[Any, Any]) -> None:
    random.setstate(states[0])
    np.random.set_state(states[1])


def kind(value: object) -> str | None:
    """What must agree so that one variable could stand for another; None if none could."""
    if isinstance(value, ModuleType | type) or callable(value):
        return None
    if isinstance(value, bool | np.bool_ | str | None):
        return type(value).__name__
    if isinstance(value, int | float | np.number):
        return "number"
    shape = getattr(value, "shape", None)
    if shape == ():
        return "number"
    if shape is None and isinstance(value, list | tuple | dict | set):
        shape = (len(value),)
    return f"{type(value).__name__}{shape}" if shape is not None else type(value).__name__


def kinds(names: dict[str, Any]) -> dict[str, str]:
    own = {n: v for n, v in names.items() if not n.startswith("_") and n not in ("In", "Out")}
    found = {name: kind(value) for name, value in own.items()}
    return {name: held for name, held in found.items() if held is not None}


class CallRecorder:
    """Wraps functions of the notebook so that their calls are kept.

    ``scopes`` says, for each function, what kinds of values its names held when it returned.
    """

    def __init__(self) -> None:
        self.calls: dict[str, list[SeenCall]] = {}
        self.originals: dict[str, Callable[..., Any]] = {}
        self.scopes: dict[str, dict[str, str]] = {}
        self.on = True
        self._seen: dict[tuple[object, ...], int] = {}

    def watch(self, names: list[str], namespace: dict[str, Any]) -> None:
        """Put a recording function in the place of each of the named functions."""
        for name in names:
            if isinstance(function := namespace.get(name), type(kinds)):
                namespace[name] = self._recording(name, function)

    def _recording(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        self.originals[name] = function
        self.calls[name] = []

        @functools.wraps(function)
        def recording(*args: Any, **kwargs: Any) -> Any:
            if not self.on or not self._keep(name, args, kwargs):
                return function(*args, **kwargs)
            code = getattr(function, "__code__", None)
            before = sys.getprofile()
            sys.setprofile(functools.partial(self._note, name, code))
            try:
                return function(*args, **kwargs)
            finally:
                sys.setprofile(before)

        return recording

    def _note(
        self, name: str, code: CodeType | None, frame: FrameType, event: str, _: object
    ) -> None:
        if event == "return" and frame.f_code is code:
            self.scopes[name] = kinds(frame.f_locals)

    def _keep(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
        signature = (name, *map(kind, args), *sorted(kwargs), *map(kind, kwargs.values()))
        count = self._seen.get(signature, 0)
        if count >= CALLS_OF_A_KIND or len(self.calls[name]) >= MOST_CALLS:
            return False
        self._seen[signature] = count + 1
        try:
            kept = SeenCall(
                [copy.deepcopy(a) for a in args], copy.deepcopy(kwargs), random_states()
            )
        except Exception:
            return False  # a call with something live in it cannot be repeated
        self.calls[name].append(kept)
        return True
