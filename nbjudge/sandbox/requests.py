"""What an allowed system call may ask for: the wall ``syscalls`` by arguments.

Each call has rules, tried in their order. The first whose conditions all hold decides: the call
fails with that error, or with error 0, which makes it succeed without effect. A call that meets
none goes on to the kernel. Only numbers can be looked at; what a pointer leads to no filter sees.
"""

import errno
from dataclasses import dataclass

from nbjudge.sandbox import syscalls

PRETEND = 0
"""The "error" of a call that is said to have been done."""


@dataclass(frozen=True)
class Condition:
    """Holds when an argument is among the values, or lies within one of the ranges; with
    ``others``, when it does not; with ``bits``, when one of those is set in it."""

    argument: int
    values: tuple[int, ...] = ()
    ranges: tuple[tuple[int, int], ...] = ()
    others: bool = False
    bits: int = 0


@dataclass(frozen=True)
class Rule:
    """An error for the calls of which all conditions hold."""

    error: int
    conditions: tuple[Condition, ...]


def _is(argument: int, *values: int) -> Condition:
    return Condition(argument, values)


def _is_not(argument: int, *values: int, ranges: tuple[tuple[int, int], ...] = ()) -> Condition:
    return Condition(argument, values, ranges, others=True)


_NEW_NAMESPACE = (
    syscalls.CLONE_NEWNS
    | syscalls.CLONE_NEWUTS
    | syscalls.CLONE_NEWIPC
    | syscalls.CLONE_NEWUSER
    | syscalls.CLONE_NEWPID
    | syscalls.CLONE_NEWNET
    | syscalls.CLONE_NEWCGROUP
)

_AF_UNIX, _AF_INET, _AF_INET6 = 1, 2, 10
_TCP, _UDP = 6, 17

# fcntl(2). Descriptors, flags, who gets SIGIO, and how large a pipe is: that may be asked, not set.
# F_GETLK and F_OFD_GETLK are asked in earnest: where nobody can lock, they find no lock.
_FCNTL = (*range(6), *range(8, 12), 36, 1030, 1032, 1034)
_LOCKS = (6, 7, 37, 38)  # F_SETLK, F_SETLKW, F_OFD_SETLK, F_OFD_SETLKW

# madvise(2): what allocators use. Not what tells of pages, moves them out or merges them with
# those of others.
_ADVICE = (*range(5), *range(8, 12), *range(14, 20))

# ioctl(2): terminals, what is waiting to be read, not to wait, closing on exec, network interfaces.
_IOCTL = ((0x5401, 0x5411), (0x5413, 0x5414), (0x541B, 0x541B), (0x5421, 0x5421))
_MORE_IOCTL = ((0x5450, 0x5452), (0x8900, 0x89FF))

# setsockopt(2)
_SOL_SOCKET = 1
_BUFFER_SIZES = (7, 8, 32, 33)  # SO_SNDBUF, SO_RCVBUF and the same by force
_PROGRAMS = (26, 27, 44, 50, 51, 52)  # SO_ATTACH_FILTER and the like
_TCP_ULP = 31

RULES: dict[str, tuple[Rule, ...]] = {
    "clone": (Rule(errno.EPERM, (Condition(0, bits=_NEW_NAMESPACE),)),),
    # Network namespaces do not hold AF_VSOCK, which leads from a virtual machine to its host; other
    # families and protocols load modules of the kernel that nobody else on this machine uses.
    "socket": (
        Rule(errno.EAFNOSUPPORT, (_is_not(0, _AF_UNIX, _AF_INET, _AF_INET6),)),
        Rule(errno.EPROTONOSUPPORT, (_is(0, _AF_INET, _AF_INET6), _is_not(2, 0, _TCP, _UDP))),
    ),
    "socketpair": (Rule(errno.EAFNOSUPPORT, (_is_not(0, _AF_UNIX),)),),
    "setsockopt": (
        Rule(PRETEND, (_is(1, _SOL_SOCKET), _is(2, *_BUFFER_SIZES))),  # memory of the kernel
        Rule(errno.ENOPROTOOPT, (_is(1, _SOL_SOCKET), _is(2, *_PROGRAMS))),
        Rule(errno.ENOPROTOOPT, (_is(1, _TCP), _is(2, _TCP_ULP))),
    ),
    # A lock on a file that all may read is seen by all. Libraries ask for locks and get them.
    "fcntl": (Rule(PRETEND, (_is(1, *_LOCKS),)), Rule(errno.EINVAL, (_is_not(1, *_FCNTL),))),
    # With RWF_NOWAIT, whether someone else has read a file of late.
    "preadv2": (Rule(errno.EOPNOTSUPP, (_is_not(5, 0),)),),
    "pwritev2": (Rule(errno.EOPNOTSUPP, (_is_not(5, 0),)),),
    "madvise": (Rule(errno.EINVAL, (_is_not(2, *_ADVICE),)),),
    "ioctl": (Rule(errno.ENOTTY, (_is_not(1, ranges=(*_IOCTL, *_MORE_IOCTL)),)),),
    # Who is killed with the zygote stays so.
    "prctl": (Rule(PRETEND, (_is(0, syscalls.PR_SET_PDEATHSIG),)),),
}
