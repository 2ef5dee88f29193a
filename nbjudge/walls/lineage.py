"""Who is whose child: zygote, keeper, student process.

The student process must be the first of its pid namespace, so that killing it kills all that it
started (pid_namespaces(7)); only a child of the process that made the namespace can be that. So the
zygote forks a keeper, the keeper makes the namespace, forks the student process and ends. A child
without a parent falls to the nearest subreaper: the zygote, which can then wait for it.
"""

import os
import select
import signal
from dataclasses import dataclass

from nbjudge.walls import syscalls

_PID_BYTES = 8
_SIGNALS = tuple(map(int, signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}))


def become_subreaper() -> None:
    """Call once in the zygote: student processes become its children when their keeper ends."""
    syscalls.prctl(syscalls.PR_SET_CHILD_SUBREAPER, 1)


def student_pid(report: int) -> int:
    """Read, in the zygote, the student's pid from the pipe that raise_walls reported to.

    Wait for the keeper after that; only then is the student process a child of the zygote.
    Raises EOFError if the keeper ended without a student process.
    """
    data = b""
    while len(data) < _PID_BYTES:
        more = os.read(report, _PID_BYTES - len(data))
        if not more:
            raise EOFError("the keeper ended before it had forked the student process")
        data += more
    return int.from_bytes(data, "little")


@dataclass(frozen=True)
class Ancestors:
    """Descriptors (pidfd_open(2)) of the two processes above the student's."""

    keeper: int
    zygote: int


def fork_student(report: int) -> Ancestors:
    """Fork the student process and return in it; the keeper reports its pid and ends."""
    ancestors = Ancestors(os.pidfd_open(os.getpid()), os.pidfd_open(os.getppid()))
    student = os.fork()
    if student:
        try:
            os.write(report, student.to_bytes(_PID_BYTES, "little"))
        finally:
            os._exit(0)
    os.close(report)
    return ancestors


def die_with(ancestors: Ancestors) -> None:
    """Have the kernel kill this process when the zygote ends.

    Later changes of user would undo it (PR_SET_PDEATHSIG(2const)).
    """
    # The signal comes with the end of the present parent, so wait for the keeper's. A pidfd
    # becomes readable after the kernel has passed the children on; a pipe would before.
    select.select([ancestors.keeper], [], [])
    syscalls.prctl(syscalls.PR_SET_PDEATHSIG, signal.SIGKILL)
    zygote_has_ended, _, _ = select.select([ancestors.zygote], [], [], 0)
    if zygote_has_ended:
        os._exit(1)
    os.close(ancestors.keeper)
    os.close(ancestors.zygote)


def start_afresh() -> None:
    """Leave the zygote's session and terminal; forget its signal handlers and blocked signals."""
    os.setsid()
    signal.set_wakeup_fd(-1)
    for number in _SIGNALS:
        if callable(signal.getsignal(number)):
            signal.signal(number, signal.SIG_DFL)
    # As Python starts: Ctrl-C raises KeyboardInterrupt, failed writes raise OSError.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
