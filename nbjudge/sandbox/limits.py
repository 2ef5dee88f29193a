"""The wall ``limits``: how much of the machine one student process may use."""

import errno
import os
import resource
from dataclasses import dataclass

MOST_RESERVED = 64 << 30
"""Bytes that a process may reserve for writing. Libraries reserve tens of gigabytes, and touch few
of them; an array of a terabyte is a mistake that should be told as such."""


@dataclass(frozen=True)
class ResourceLimits:
    """What a student process may use. The kernel counts time for each process; memory, of it and
    all that it starts, is counted by whoever supervises it (`nbjudge.sandbox.memory`)."""

    memory: int = 1 << 30  # bytes in use, not those that are only reserved
    processes: int = 64  # at one moment, threads included
    file_size: int = 64 << 20  # bytes in one file
    disk: int = 128 << 20  # bytes in the working folder and /tmp together, and again in /dev/shm
    open_files: int = 256
    cpu_seconds: int = 600  # a backstop; wall time is kept outside


def limit_resources(limits: ResourceLimits) -> None:
    """Set the resource limits of this process and of all that it starts."""
    if os.geteuid() == 0:
        raise PermissionError(errno.EPERM, "the kernel does not limit the processes of root")
    wanted = {
        # No limit of memory in use: beyond this an allocation raises MemoryError at once.
        resource.RLIMIT_DATA: max(MOST_RESERVED, 2 * limits.memory),
        # Counted for each user namespace since Linux 5.14; before, for all of the user's processes.
        resource.RLIMIT_NPROC: limits.processes,
        # Python ignores SIGXFSZ, so that too long a write raises OSError (EFBIG).
        resource.RLIMIT_FSIZE: limits.file_size,
        resource.RLIMIT_NOFILE: limits.open_files,
        resource.RLIMIT_CORE: 0,
        # Soft and hard alike: the kernel then sends SIGKILL, the only signal that also ends the
        # first process of a pid namespace (pid_namespaces(7)).
        resource.RLIMIT_CPU: limits.cpu_seconds,
        resource.RLIMIT_MEMLOCK: 64 << 10,
        resource.RLIMIT_MSGQUEUE: 0,
        resource.RLIMIT_SIGPENDING: 256,
        resource.RLIMIT_RTPRIO: 0,
        resource.RLIMIT_NICE: 0,
    }
    for kind, value in wanted.items():
        _, hard = resource.getrlimit(kind)
        lowered = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (lowered, lowered))
