"""Reading and repairing what a stranger handed in takes only so much processor time and memory.

What exceeds them is unreadable. The time is told to Python by a signal, which only a main thread
hears; a worker is killed by the kernel, in any case, at twice that time (`killed_after`).
"""

import resource
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nbjudge.repair.unreadable import unreadable

SECONDS = 30.0
"""Processor time for one notebook; the largest honest ones take less than one of them."""

MEMORY = 2 << 30
"""Bytes beyond what the process has anyway; a file of 64 MiB takes a quarter of that."""


@contextmanager
def bounded(seconds: float = SECONDS, memory: int = MEMORY) -> Iterator[None]:
    """Raises Unreadable for what takes longer, or more memory."""
    try:
        with _limited_memory(memory), _limited_time(seconds):
            yield
    except MemoryError:
        raise unreadable("too_large") from None
    except RecursionError:
        raise unreadable("too_deep") from None


@contextmanager
def killed_after(seconds: float = 2 * SECONDS) -> Iterator[None]:
    """Have the kernel kill this process where that takes more processor time. For workers only,
    which are replaced."""
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


@contextmanager
def _limited_time(seconds: float) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def give_up(*_: object) -> None:
        raise unreadable("too_long")

    before = signal.signal(signal.SIGPROF, give_up)
    try:
        # Again each second: some library may take the first for a failure of its own.
        signal.setitimer(signal.ITIMER_PROF, seconds, 1.0)
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before or signal.SIG_DFL)


@contextmanager
def _limited_memory(more: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    limit = data_size() + more
    if soft != resource.RLIM_INFINITY:
        limit = min(limit, soft)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def data_size() -> int:
    """What the kernel counts against RLIMIT_DATA."""
    pages = int(Path("/proc/self/statm").read_text().split()[5])
    return pages * resource.getpagesize()
