"""The wall ``descriptors``: of the files and sockets that the grader has open, only those meant."""

import fcntl
import os
from collections.abc import Iterable

from nbjudge.sandbox import syscalls

_LAST = 2**32 - 1


def keep_only(kept: Iterable[int]) -> None:
    """Close all descriptors but 0, 1, 2 and those of kept."""
    first = 3
    for descriptor in sorted(set(kept)):
        if descriptor > first:
            _close(first, descriptor - 1)
        first = max(first, descriptor + 1)
    _close(first, _LAST)


def capture_output() -> None:
    """Make 0 empty; make 1 and 2 files in memory that can be read back with os.pread.

    A file takes output of C code and of subprocesses without anyone emptying it meanwhile, up to
    the limit on the size of one file.
    """
    empty = os.open("/dev/null", os.O_RDONLY)
    os.dup2(empty, 0)
    if empty > 0:
        os.close(empty)
    for descriptor, name in ((1, "stdout"), (2, "stderr")):
        memory = os.memfd_create(name, 0)
        fcntl.fcntl(memory, fcntl.F_SETFL, os.O_APPEND)
        if memory != descriptor:
            os.dup2(memory, descriptor)
            os.close(memory)


def _close(first: int, last: int) -> None:
    try:
        syscalls.close_range(first, last)
    except OSError:  # before Linux 5.9
        os.closerange(first, min(last + 1, os.sysconf("SC_OPEN_MAX")))
