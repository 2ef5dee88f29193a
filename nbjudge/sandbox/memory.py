"""How much memory a sandboxed process and all that it started use, looked at from outside.

The kernel's own limits count address space, which libraries reserve by the gigabyte and never
touch: torch, polars, any allocator with an arena for each thread. So what is in use is counted, and
whoever supervises a sandboxed process looks often enough that little more than the limit is ever
in use. Between two looks the machine is kept by what memory can be touched in that time, and by
`oom_score_adj`, which makes such a process the first to go.

Control groups would do the same in the kernel, but take a system that hands one to the user who
grades; a sandbox without root cannot count on that.
"""

import contextlib
import os
import resource
import signal
import time
from collections.abc import Iterator

LOOK_EVERY = 0.02
"""Seconds between two looks. One costs some ten microseconds."""

COUNT_EVERY = 0.1
"""Seconds between two exact counts, which cost milliseconds for each gigabyte."""

_PAGE = resource.getpagesize()


class MemoryWatch:
    """Watches processes that `fork_sandboxed` gave, each with all that it started."""

    def __init__(self, processes: list[int], limit: int) -> None:
        self._processes = processes
        self._limit = limit
        self.has_killed = False
        self._next_look = 0.0
        self._next_count = dict.fromkeys(processes, 0.0)
        # What each has in common with the interpreter that forked it; it may not be looked into.
        self._inherited = {process: unshared(process) for process in processes}

    def is_exceeded(self) -> bool:
        """Whether one of them uses more than the limit; it is killed if so. Looks only as often as
        it should, so it may be asked at any time."""
        now = time.monotonic()
        if now < self._next_look:
            return False
        self._next_look = now + LOOK_EVERY
        return any(self._uses_too_much(process, now) for process in self._processes)

    def _uses_too_much(self, process: int, now: float) -> bool:
        family = list(descendants(process))
        # Counts what is shared once for each that shares it: never too little.
        if sum(map(resident, family)) <= self._limit or now < self._next_count[process]:
            return False
        self._next_count[process] = now + COUNT_EVERY
        if sum(used(one, self._inherited.get(one, 0)) for one in family) <= self._limit:
            return False
        with contextlib.suppress(OSError):
            os.kill(process, signal.SIGKILL)
        self.has_killed = True
        return True


def descendants(process: int) -> Iterator[int]:
    """A process and all that descend from it. The first of a pid namespace inherits orphans."""
    yield process
    with contextlib.suppress(OSError):
        for thread in os.listdir(f"/proc/{process}/task"):
            for child in read(f"/proc/{process}/task/{thread}/children").split():
                yield from descendants(int(child))


def resident(process: int) -> int:
    """The bytes of memory that a process has in sight; 0 if it is gone."""
    fields = read(f"/proc/{process}/statm").split()
    return int(fields[1]) * _PAGE if fields else 0


def used(process: int, inherited: int = 0) -> int:
    """The bytes that it uses, of what it shares its share, swapped ones included. Of one that may
    not be looked into: what it does not share with a file, without what it began with."""
    rollup = read(f"/proc/{process}/smaps_rollup")
    lines = (line.split() for line in rollup.splitlines()[1:])
    found = {name: int(size) << 10 for name, size, *_ in lines}
    if not found:  # gone, or not to be looked into
        return max(0, unshared(process) - inherited)
    return found["Pss:"] + found.get("SwapPss:", 0)


def unshared(process: int) -> int:
    """The bytes that it has in sight and that are in no file; 0 if it is gone."""
    fields = read(f"/proc/{process}/statm").split()
    return (int(fields[1]) - int(fields[2])) * _PAGE if fields else 0


def read(path: str) -> str:
    """A small file of /proc; empty for a process that is gone."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return ""
    try:
        return os.read(descriptor, 1 << 16).decode()
    except OSError:
        return ""
    finally:
        os.close(descriptor)
