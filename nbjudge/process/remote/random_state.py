"""The random state, which is one logical stream although two processes draw from it.

Whoever has control has the stream: it goes along with control whenever it was advanced or seeded.
"""

import random
from typing import Any

import numpy as np

from nbjudge.errors import BadMessage

State = tuple[Any, ...]


class RandomState:
    """The state of ``random`` and of ``np.random``, as both sides last agreed on it."""

    def __init__(self) -> None:
        self._agreed = self._now()

    @staticmethod
    def _now() -> State:
        state: Any = np.random.get_state(legacy=True)
        name, keys, *rest = state
        return random.getstate(), (name, keys.tobytes(), *rest)

    def changed(self) -> State | None:
        """The state to hand over, or None if it is what both sides know already."""
        now = self._now()
        if now == self._agreed:
            return None
        self._agreed = now
        return now

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
        self._agreed = self._now()
