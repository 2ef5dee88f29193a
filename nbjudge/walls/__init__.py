"""The walls around a student process: what it may reach, and how much of the machine it may use.

Call order, in a zygote with one thread::

    prepare_zygote()                           # once
    keeper = os.fork()
    if keeper == 0:
        standing = raise_walls(report, [wire], Limits())   # returns in the student process
        ...                                    # run student code
    student = student_pid(pipe_of_report)      # in the zygote
    os.waitpid(keeper, 0)                      # the student process is now the zygote's child
    os.kill(student, signal.SIGKILL)           # ends it and all that it started

``table`` says what each wall stops. A waived wall is not raised, even where it could be, so that a
class is graded alike on every machine.
"""

import os
import socket
from collections.abc import Collection, Sequence

from nbjudge.walls import (
    capabilities,
    descriptors,
    environment,
    landlock,
    namespaces,
    root,
    seccomp,
    syscalls,
)
from nbjudge.walls.limits import Limits, limit_resources
from nbjudge.walls.lineage import (
    become_subreaper,
    die_with,
    fork_student,
    start_afresh,
    student_pid,
)
from nbjudge.walls.root import WORK_FOLDER
from nbjudge.walls.table import TABLE, WALLS, Wall, WallError, raising

__all__ = [
    "TABLE",
    "WALLS",
    "WORK_FOLDER",
    "Limits",
    "Wall",
    "WallError",
    "become_subreaper",
    "prepare_zygote",
    "raise_walls",
    "student_pid",
]


def prepare_zygote() -> None:
    """Become the parent of student processes to come, and work out once what is alike for all."""
    become_subreaper()
    root.layout()
    seccomp.prepare()


def raise_walls(
    report_fd: int,
    keep_fds: Sequence[int],
    limits: Limits,
    waived: Collection[str] = frozenset(),
) -> tuple[str, ...]:
    """Turn this process, freshly forked from the zygote, into a student process behind walls.

    Forks once more and returns only in that child, the student process, whose pid is written to
    report_fd (read it with student_pid); the caller's process ends. keep_fds stay open. Descriptor
    0 is then empty, 1 and 2 are files in memory, the current folder is WORK_FOLDER, empty and
    writable (or / if "mount" is waived).

    Returns the names of the walls that stand, which are all but the waived. Raises WallError in
    the student process if one of them cannot be raised, and ValueError, before anything is done,
    if a waived name is no wall.
    """
    unknown = set(waived) - set(WALLS)
    if unknown:
        raise ValueError(f"no such wall: {', '.join(sorted(unknown))}; there are {WALLS}")
    walls = tuple(wall for wall in WALLS if wall not in waived)
    proc = os.open("/proc", os.O_PATH | os.O_CLOEXEC)  # stays usable when the root is another one
    failure: Exception | None = None
    privileged = False
    try:
        privileged = namespaces.is_privileged(proc)
        if privileged:
            namespaces.enter_others(walls)
        else:
            namespaces.enter_as_ordinary_user(walls, proc)
    except Exception as error:
        failure = error  # to be raised in the student process, whom the zygote listens to
    ancestors = fork_student(report_fd)
    if failure:
        raise failure
    start_afresh()
    _change_surroundings(walls, limits, privileged, proc)
    _restrict_process(walls, limits, proc)
    die_with(ancestors)
    os.close(proc)
    descriptors.capture_output()
    if "descriptors" in walls:
        descriptors.keep_only(keep_fds)
    _restrict_kernel(walls)
    os.umask(0o077)
    return walls


def _change_surroundings(
    walls: tuple[str, ...], limits: Limits, privileged: bool, proc: int
) -> None:
    """Files, the machine's name, the user: what takes privileges, real or of the namespace."""
    if "uts" in walls:
        with raising("uts"):
            socket.sethostname("nbjudge")
    if "mount" in walls:
        owner = namespaces.NOBODY if privileged else os.geteuid()
        group = namespaces.NOBODY if privileged else os.getegid()
        with raising("mount"):
            root.build(limits.disk, owner, group, fresh_proc="pid" in walls)
    else:
        os.chdir("/")
    if privileged:
        namespaces.become_nobody()
        if "user" in walls:
            namespaces.enter_user_namespace(proc)


def _restrict_process(walls: tuple[str, ...], limits: Limits, proc: int) -> None:
    if "limits" in walls:
        with raising("limits"):
            # Should the machine run out of memory all the same, this process is the one to go.
            namespaces.write_proc(proc, "self/oom_score_adj", "1000")
            pages = int(namespaces.read_proc(proc, "self/statm").split()[0])
            limit_resources(limits, pages)
    if "environment" in walls:
        with raising("environment"):
            environment.scrub(namespaces.read_proc(proc, "self/stat"))
    if "capabilities" in walls:
        with raising("capabilities"):
            capabilities.drop_all()


def _restrict_kernel(walls: tuple[str, ...]) -> None:
    """The two walls that would stand in the way of raising the others come last."""
    own_root = "mount" in walls
    readable = root.readable() if own_root else root.layout().sources
    writable = (*root.DEVICES, *(root.WRITABLE if own_root else ()))
    syscalls.prctl(syscalls.PR_SET_NO_NEW_PRIVS, 1)  # a condition of both
    landlock.restrict([wall for wall in walls if wall in landlock.NEEDED_ABI], readable, writable)
    if "syscalls" in walls:
        with raising("syscalls"):
            seccomp.refuse_calls()
