"""Who is whose child: the zygote is the parent of every student process, and outlives none of them.

The student process is the first of its pid namespace, so that killing it kills all that it started
(pid_namespaces(7)). It is forked straight into its namespaces, by clone(2): a process that made the
namespace first and forked then would cost a second fork, and forks are what a pair costs most.
"""

import ctypes
import os
import select
import signal

from nbjudge.sandbox import syscalls

# What Python does around a fork of its own.
_python = ctypes.pythonapi
for _name in ("BeforeFork", "AfterFork_Parent", "AfterFork_Child"):
    getattr(_python, f"PyOS_{_name}").restype = None
_SIGNALS = tuple(map(int, signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}))


def fork_into(flags: int) -> int:
    """Like ``os.fork``, but the child is born in new namespaces, those of the flags CLONE_NEW*.

    The caller must have one thread. Raises OSError when the kernel rejects one of them.
    """
    _python.PyOS_BeforeFork()
    try:
        pid = syscalls.clone(flags)
    except OSError:
        _python.PyOS_AfterFork_Parent()
        raise
    if pid:
        _python.PyOS_AfterFork_Parent()
    else:
        _python.PyOS_AfterFork_Child()
    return pid


def die_with(zygote: int) -> None:
    """Have the kernel kill this process when its parent, the zygote, ends.

    zygote is a descriptor of that process (pidfd_open(2)). Later changes of user would undo it
    (PR_SET_PDEATHSIG(2const)).
    """
    syscalls.prctl(syscalls.PR_SET_PDEATHSIG, signal.SIGKILL)
    has_ended, _, _ = select.select([zygote], [], [], 0)
    if has_ended:
        os._exit(1)


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
