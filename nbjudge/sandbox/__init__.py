"""The sandbox of a student process: what it may reach, and how much of the machine it may use.

In a zygote with one thread::

    prepare_zygote()                                    # once
    student = fork_sandboxed(run, [fd], ResourceLimits())    # run(standing) runs student code
    os.kill(student, signal.SIGKILL)                    # ends it and all that it started
    os.waitpid(student, 0)

Memory is counted from outside: whoever waits for a student process asks a `MemoryWatch` meanwhile.

``table`` has one entry a wall, one layer of it: what it stops, its remedy, its probes. Below is the
order in which they are raised. A waived wall is not raised, even where it could be, so that a
class is graded alike on every machine.
"""

import os
import socket
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache

from nbjudge.errors import WallError
from nbjudge.sandbox import (
    capabilities,
    descriptors,
    environment,
    landlock,
    namespaces,
    proc,
    root,
    seccomp,
    syscalls,
)
from nbjudge.sandbox.limits import ResourceLimits, limit_resources
from nbjudge.sandbox.lineage import die_with, fork_into, start_afresh
from nbjudge.sandbox.memory import MemoryWatch
from nbjudge.sandbox.root import WORK_FOLDER
from nbjudge.sandbox.table import TABLE, WALLS, raising

__all__ = [
    "TABLE",
    "WALLS",
    "WORK_FOLDER",
    "MemoryWatch",
    "ResourceLimits",
    "Standing",
    "fork_sandboxed",
    "hide_memory",
    "prepare_zygote",
]

Standing = tuple[str, ...] | WallError
"""The walls that stand around a process, or the one that could not be raised."""


@dataclass(frozen=True)
class _Zygote:
    """What student processes need to know of the zygote. ``process`` and ``proc`` are descriptors
    of it and of /proc, which stay usable when the root is another one."""

    process: int
    proc: int
    privileged: bool
    user: int
    group: int


def prepare_zygote() -> None:
    """Work out once what is alike for all student processes to come."""
    root.layout()
    proc.machine()
    seccomp.prepare()
    _zygote()


@cache
def _zygote() -> _Zygote:
    proc = os.open("/proc", os.O_PATH | os.O_CLOEXEC)
    privileged = namespaces.is_privileged(proc)
    if not privileged and os.geteuid() == 0 and namespaces.can_become_nobody(proc):
        namespaces.become_nobody()  # root in a container without CAP_SYS_ADMIN
    return _Zygote(os.pidfd_open(os.getpid()), proc, privileged, os.geteuid(), os.getegid())


def fork_sandboxed(
    run: Callable[[Standing], object],
    keep_fds: Sequence[int],
    limits: ResourceLimits,
    waived: Collection[str] = frozenset(),
    opened: Sequence[str] = (),
) -> int:
    """Fork a student process, raise its walls and call ``run`` in it; returns its pid.

    ``run`` is told which walls stand, which are all but the waived, or the WallError of the first
    that could not be raised: then it must run no student code. The process ends when ``run``
    returns. keep_fds stay open. Descriptor 0 is empty, 1 and 2 are files in memory, the current
    folder is WORK_FOLDER, empty and writable (or / if "mount" is waived). ``opened`` are files and
    folders of the machine that stay readable at their own absolute path.

    Raises ValueError, before anything is done, if a waived name is no wall.
    """
    unknown = set(waived) - set(WALLS)
    if unknown:
        raise ValueError(f"no such wall: {', '.join(sorted(unknown))}; there are {WALLS}")
    walls = tuple(wall for wall in WALLS if wall not in waived)
    zygote = _zygote()
    rejected = False
    try:
        pid = fork_into(namespaces.flags(walls, zygote.privileged))
    except OSError:
        rejected = True
        pid = os.fork()
    if pid:
        return pid
    try:
        standing: Standing = walls
        try:
            if rejected:
                namespaces.name_the_rejected(walls, zygote.privileged)
            _raise_walls(walls, zygote, keep_fds, limits, opened)
        except WallError as missing:
            standing = missing
        run(standing)
    finally:
        os._exit(0)


def _raise_walls(
    walls: tuple[str, ...],
    zygote: _Zygote,
    keep_fds: Sequence[int],
    limits: ResourceLimits,
    opened: Sequence[str],
) -> None:
    start_afresh()
    if "user" in walls and not zygote.privileged:
        namespaces.settle_user(zygote.proc, zygote.user, zygote.group)
    _change_surroundings(walls, limits, zygote, opened)
    _restrict_process(walls, limits, zygote.proc)
    die_with(zygote.process)
    os.close(zygote.proc)
    os.close(zygote.process)
    descriptors.capture_output()
    if "descriptors" in walls:
        descriptors.keep_only(keep_fds)
    if zygote.privileged:
        hide_memory()
    _restrict_kernel(walls, opened)
    os.umask(0o077)


def hide_memory() -> None:
    """Keep others of the same user from looking into this process, by /proc or a debugger.

    The grader is kept out too, unless it is root: a `MemoryWatch` then counts what it may see.
    """
    syscalls.prctl(syscalls.PR_SET_DUMPABLE, 0)


def _change_surroundings(
    walls: tuple[str, ...], limits: ResourceLimits, zygote: _Zygote, opened: Sequence[str]
) -> None:
    """Files, the machine's name, the user: what takes privileges, real or of the namespace."""
    if "uts" in walls:
        with raising("uts"):
            socket.sethostname("nbjudge")
    if "net" in walls:
        namespaces.raise_loopback(zygote.proc)
    copy = _build_root(walls, limits, zygote, opened) if "mount" in walls else None
    if zygote.privileged and "user" in walls:
        namespaces.become_nobody()
        namespaces.enter_user_namespace(zygote.proc)  # which nobody may from within the copy
    if copy is not None:
        with raising("mount"):
            root.move_into(copy)
    if zygote.privileged and "user" not in walls:
        namespaces.become_nobody()
    if "mount" not in walls:
        os.chdir("/")


def _build_root(
    walls: tuple[str, ...], limits: ResourceLimits, zygote: _Zygote, opened: Sequence[str]
) -> int | None:
    owner = namespaces.NOBODY if zygote.privileged else os.geteuid()
    group = namespaces.NOBODY if zygote.privileged else os.getegid()
    with raising("mount"):
        found = root.layout("net" not in walls)
        root.build(found, limits, owner, group, "pid" in walls, opened)
        return root.copy_mounts()


def _restrict_process(walls: tuple[str, ...], limits: ResourceLimits, proc: int) -> None:
    if "limits" in walls:
        with raising("limits"):
            # Should the machine run out of memory all the same, this process is the one to go.
            namespaces.write_proc(proc, "self/oom_score_adj", "1000")
            limit_resources(limits)
    if "environment" in walls:
        with raising("environment"):
            environment.scrub(namespaces.read_proc(proc, "self/stat"))
    if "capabilities" in walls:
        with raising("capabilities"):
            capabilities.drop_all()


def _restrict_kernel(walls: tuple[str, ...], opened: Sequence[str]) -> None:
    """The two walls that would stand in the way of raising the others come last."""
    own_root = "mount" in walls
    found = root.layout("net" not in walls)
    readable = (*(root.readable(found) if own_root else found.sources), *opened)
    writable = (*root.DEVICES, *(root.WRITABLE if own_root else ()))
    syscalls.prctl(syscalls.PR_SET_NO_NEW_PRIVS, 1)  # a condition of both
    landlock.restrict([wall for wall in walls if wall in landlock.NEEDED_ABI], readable, writable)
    if "syscalls" in walls:
        with raising("syscalls"):
            seccomp.reject_calls()
