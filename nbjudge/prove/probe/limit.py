"""A limit on the time that wrong codes may take: some of them would run for ever."""

import signal
import time
from types import FrameType

SHARE = 0.1
"""The share of the time for all codes that one of them may take."""


class TooLong(BaseException):
    """A code was stopped. No ``except Exception`` of it, or of the probe, takes it for a value."""


class Limit:
    """Used in a ``with`` for each code. ``seconds`` are for all of them, None for no limit."""

    def __init__(self, seconds: float | None) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + (seconds or 0)

    def __enter__(self) -> None:
        if self._seconds is None:
            return
        left = self._end - time.monotonic()
        if left <= 0:
            raise TooLong("there was no time left to try it")
        signal.signal(signal.SIGALRM, stop)
        signal.setitimer(signal.ITIMER_REAL, min(left, SHARE * self._seconds))

    def __exit__(self, *_: object) -> None:
        if self._seconds is not None:
            signal.setitimer(signal.ITIMER_REAL, 0)


def stop(_: int, __: FrameType | None) -> None:
    raise TooLong("it takes too long")
