"""The random state, which is one logical stream although two processes draw from it.

Whoever has control has the stream: it goes along with control whenever it was advanced or seeded.
"""

import ctypes
import random
from collections.abc import Callable
from typing import Any

import numpy as np

from nbjudge.errors import BadMessage

State = tuple[Any, ...]

WORDS = 624
"""Of 32 bits each, in a Mersenne twister; with it goes its position among them."""


class RandomState:
    """The state of ``random`` and of ``np.random``, as both sides last agreed on it."""

    def __init__(self) -> None:
        self._agreed = self._now()
        self._glimpses = glimpses()
        self._seen = self._glimpse()

    @staticmethod
    def _now() -> State:
        state: Any = np.random.get_state(legacy=True)
        name, keys, *rest = state
        return random.getstate(), (name, keys.tobytes(), *rest)

    def _glimpse(self) -> list[object] | None:
        """A look at the states where they lie, a hundred times as fast as asking for them; None
        if that does not tell all: numpy keeps every second normal number elsewhere."""
        _, (_, _, _, has_gauss, _) = self._agreed
        if self._glimpses is None or has_gauss:
            return None
        return [glimpse() for glimpse in self._glimpses]

    def changed(self) -> State | None:
        """The state to hand over, or None if it is what both sides know already."""
        seen = self._glimpse()
        if seen is not None and seen == self._seen:
            return None
        now = self._now()
        if now == self._agreed:
            return None
        self._agree(now)
        return now

    def _agree(self, state: State) -> None:
        self._agreed = state
        self._seen = self._glimpse()

    def take(self, state: State | None) -> None:
        """Continue the stream where the other side left it. Raises BadMessage for a bad state."""
        if state is None:
            return
        try:
            python, (name, keys, position, *rest) = state
            if not 0 <= position <= len(keys) // 4:  # numpy would read beyond the table
                raise ValueError("its position lies outside its table")
            random.setstate(python)
            np.random.set_state((name, np.frombuffer(keys, dtype=np.uint32), position, *rest))
        except (TypeError, ValueError, OverflowError) as error:
            raise BadMessage(f"not a random state: {error}") from error
        self._agree(self._now())


def glimpses() -> list[Callable[[], object]] | None:
    """What looks at the two twisters where they lie; None where they lie elsewhere than known."""
    bit_generator: Callable[[], Any] = vars(np.random)["get_bit_generator"]
    numpys, pythons = bit_generator(), vars(random)["_inst"]
    theirs = twister_at(numpys.ctypes.state_address)
    ours = twister_at(id(pythons) + object.__basicsize__)
    state: Any = np.random.get_state(legacy=True)
    _, (*words, index), _ = random.getstate()
    if list(theirs) != [*state[1].tolist(), state[2]] or list(ours) != [index, *words]:
        return None
    return [
        lambda: bit_generator() is numpys,
        lambda: bytes(theirs),
        lambda: bytes(ours),
        lambda: pythons.gauss_next,
    ]


def twister_at(address: int) -> Any:
    return (ctypes.c_uint32 * (WORDS + 1)).from_address(address)
