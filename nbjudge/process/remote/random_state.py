"""The random state of the two processes, and which of them draw from one stream.

The student process draws on where the judge stopped: a test may seed what student code draws. What
student code draws or seeds reaches a test only where the reference's test needs that. Every other
test has a stream of its own, which starts from a seed that nobody outside knows: else a submission
could leave a state behind of which all random inputs are equal.
"""

import ctypes
import hashlib
import math
import random
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from nbjudge.errors import BadMessage

State = tuple[Any, ...]

WORDS = 624
"""Of 32 bits each, in a Mersenne twister; with it goes its position among them."""


LEAST_WORDS = 600
"""So many of them differ in any state that seeding and drawing lead to."""

LARGEST_GAUSS = 9.0
"""No normal number is larger in a lifetime."""


class RandomState:
    """The state of ``random`` and of ``np.random``, as both sides last agreed on it.

    ``is_shared``: the stream goes along with control, whichever side advanced it. ``has_moved``:
    the other side ever did.
    """

    def __init__(self) -> None:
        self.is_shared = True
        self.has_moved = False
        self._theirs: State | None = None
        self._seed = b""
        self._agreed = self._now()
        self._glimpses = glimpses()
        self._seen = self._glimpse()

    def start_test(self, seed: bytes | None) -> None:
        """A test begins: with a stream of its own, or for None where the other side left it.

        Raises BadMessage if there is no such state.
        """
        self.is_shared = seed is None
        theirs, self._theirs = self._theirs, None
        if seed is not None:
            self._theirs, self._seed = theirs, seed
            self._draw_elsewhere()
        elif theirs is not None:
            self._set(theirs)

    def test_ended(self) -> None:
        self.is_shared = False

    def _draw_elsewhere(self) -> None:
        """Begin another stream, from a seed that follows the last one."""
        self._seed = hashlib.blake2b(self._seed).digest()
        random.seed(self._seed)
        np.random.seed(np.frombuffer(self._seed, np.uint32))
        self._agree(self._now())

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
        """Take note of where the other side left its stream. Raises BadMessage for a bad state.

        A test with a stream of its own goes on elsewhere, so that it can be told whether the test
        seeds it with what it was seeded with before: then the other side is to have that again.
        """
        if state is None:
            return
        self.has_moved = True
        if self.is_shared:
            self._set(state)
        else:
            self._theirs = state
            self._draw_elsewhere()

    def _set(self, state: State) -> None:
        try:
            python, (name, keys, position, *rest) = state
            if not 0 <= position <= len(keys) // 4:  # numpy would read beyond the table
                raise ValueError("its position lies outside its table")
            words = np.frombuffer(keys, dtype=np.uint32)
            _check(words, rest[-1] if rest else None)
            _check(python[1][:-1], python[2])
            random.setstate(python)
            np.random.set_state((name, words, position, *rest))
        except (TypeError, ValueError, OverflowError, IndexError) as error:
            raise BadMessage(f"not a random state: {error}") from error
        self._agree(self._now())


def _check(words: Iterable[int], gauss: float | None) -> None:
    """Raise ValueError for a state that no seeding and drawing leads to."""
    if len(set(words)) < LEAST_WORDS:
        raise ValueError("its words are too much alike")
    if gauss is not None and not math.fabs(gauss) < LARGEST_GAUSS:
        raise ValueError("its next normal number is none")


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
