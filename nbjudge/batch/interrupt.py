"""Ctrl-C: it ends a run between two steps, never inside one that has to be whole."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def held_back() -> Iterator[None]:
    """Let Ctrl-C wait until the block is over, and raise KeyboardInterrupt then."""
    before = signal.getsignal(signal.SIGINT)
    if before is signal.SIG_IGN:  # started in the background, or about to leave
        yield
        return
    came = False

    def remember(number: int, frame: FrameType | None) -> None:
        nonlocal came
        came = True

    signal.signal(signal.SIGINT, remember)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if came:
        raise KeyboardInterrupt


def no_longer() -> None:
    """Ignore Ctrl-C from now on: all is done, and this process only has to leave."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
