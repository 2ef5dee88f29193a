"""A machine on which others compute, too."""

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def busy_machine(each: int) -> Iterator[None]:
    """So many processes spin on each core, each in a session of its own, as far as the kernel
    cares. They end with this process at the latest."""
    pids = []
    for core in os.sched_getaffinity(0):
        for _ in range(each):
            pid = os.fork()
            if not pid:
                os.setsid()
                os.sched_setaffinity(0, {core})
                parent = os.getppid()
                while os.getppid() == parent:
                    pass
                os._exit(0)
            pids.append(pid)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, 9)
            os.waitpid(pid, 0)
