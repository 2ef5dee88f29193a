"""The wall ``limits``: how much of the machine one student process may use."""

import errno
import os
import resource
from dataclasses import dataclass

_PAGE = resource.getpagesize()


@dataclass(frozen=True)
class ResourceLimits:
    """What a student process may use. The kernel counts memory and time for each process."""

    memory: int = 1 << 30  # bytes of address space on top of what the zygote has
    processes: int = 64  # at one moment, threads included
    file_size: int = 64 << 20  # bytes in one file
    disk: int = 128 << 20  # bytes in the working folder and /tmp together, and again in /dev/shm
    open_files: int = 256
    cpu_seconds: int = 600  # a backstop; wall time is kept outside


def limit_resources(limits: ResourceLimits, pages_in_use: int) -> None:
    """Set the resource limits of this process and of all that it starts.

    pages_in_use is the size of its address space, the first number of /proc/self/statm.
    """
    if os.geteuid() == 0:
        raise PermissionError(errno.EPERM, "the kernel does not limit the processes of root")
    wanted = {
        resource.RLIMIT_AS: pages_in_use * _PAGE + limits.memory,
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
