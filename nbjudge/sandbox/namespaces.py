"""The walls ``user``, ``mount``, ``pid``, ``net``, ``ipc`` and ``uts``: the kernel's namespaces.

There are two ways in. An ordinary user makes a user namespace first and is allowed everything
else inside it (user_namespaces(7)). Root makes the others with its real privileges, so that they
belong to the machine and not to the student, then becomes nobody, then enters a user namespace
too. Root must become nobody because the kernel counts no processes for user 0 (setrlimit(2),
RLIMIT_NPROC) and because files of root must not be the student's own.
"""

import errno
import fcntl
import os
import socket
import struct
from collections.abc import Container
from contextlib import suppress

from nbjudge.sandbox import syscalls
from nbjudge.sandbox.table import raising

NOBODY = 65534
INSIDE_ID = 1000  # who the student is inside the user namespace

_CAP_SETGID, _CAP_SETUID, _CAP_SYS_ADMIN = 6, 7, 21
_SIOCSIFFLAGS, _IFF_UP = 0x8914, 1  # netdevice(7)
_TCP_BUFFERS = "4096 65536 65536"  # least, usual and most bytes; megabytes, left to itself
_FLAGS = {
    # Where in the tree of control groups one stands is a path of the machine, too.
    "mount": syscalls.CLONE_NEWNS | syscalls.CLONE_NEWCGROUP,
    "pid": syscalls.CLONE_NEWPID,
    "net": syscalls.CLONE_NEWNET,
    "ipc": syscalls.CLONE_NEWIPC,
    "uts": syscalls.CLONE_NEWUTS,
}


def is_privileged(proc: int) -> bool:
    """Whether this process may make namespaces as it is and become nobody afterwards."""
    return _has(proc, _CAP_SYS_ADMIN) and can_become_nobody(proc)


def flags(walls: Container[str], privileged: bool) -> int:
    """The namespaces of walls to be born into, for clone(2)."""
    wanted = [flag for wall, flag in _FLAGS.items() if wall in walls]
    if "user" in walls and not privileged:
        wanted.append(syscalls.CLONE_NEWUSER)
    return sum(wanted)


def name_the_rejected(walls: Container[str], privileged: bool) -> None:
    """Enter the namespaces of walls one by one, after the kernel rejected them all together.

    Raises the WallError of the one that cannot be entered.
    """
    if "user" in walls and not privileged:
        with raising("user"):
            syscalls.unshare(syscalls.CLONE_NEWUSER)
    for wall, flag in _FLAGS.items():
        if wall in walls:
            with raising(wall):
                syscalls.unshare(flag)
    with raising("pid"):
        raise OSError(errno.EAGAIN, "the kernel had no room for another process; try again")


def raise_loopback(proc: int) -> None:
    """Let the processes of this network namespace, and they alone, reach each other by 127.0.0.1.

    A convenience, no wall: where a container withholds CAP_NET_ADMIN there is none. What lies in
    the kernel between two ends counts against no limit of a process, so it is made little.
    """
    for name in ("tcp_rmem", "tcp_wmem"):
        with suppress(OSError):  # containers mount /proc/sys read-only
            write_proc(proc, f"sys/net/ipv4/{name}", _TCP_BUFFERS)
    request = struct.pack("16sH14x", b"lo", _IFF_UP)
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, request)


def become_nobody() -> None:
    """Give up root's user, groups and, with them, its capabilities."""
    with raising("user"):
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
        # A change of user hands /proc/self to root (PR_SET_DUMPABLE(2const)); take it back, the
        # maps of the user namespace are written there.
        syscalls.prctl(syscalls.PR_SET_DUMPABLE, 1)


def enter_user_namespace(proc: int) -> None:
    """Enter a user namespace of one's own; see settle_user for the rest."""
    user, group = os.geteuid(), os.getegid()
    with raising("user"):
        syscalls.unshare(syscalls.CLONE_NEWUSER)
    settle_user(proc, user, group)


def settle_user(proc: int, user: int, group: int) -> None:
    """Let this process's user namespace know one user, who is the given one outside of it, and let
    no further one be made in it.

    proc is a descriptor of /proc, which may by now lie outside this process's root.
    """
    with raising("user"):
        write_proc(proc, "self/setgroups", "deny")  # a condition for gid_map
        write_proc(proc, "self/uid_map", f"{INSIDE_ID} {user} 1")
        write_proc(proc, "self/gid_map", f"{INSIDE_ID} {group} 1")
    # Containers mount /proc/sys read-only. The wall "syscalls" rejects such namespaces as well.
    with suppress(OSError):
        write_proc(proc, "sys/user/max_user_namespaces", "0")


def write_proc(proc: int, name: str, text: str) -> None:
    descriptor = os.open(name, os.O_WRONLY | os.O_CLOEXEC, dir_fd=proc)
    try:
        os.write(descriptor, text.encode())
    finally:
        os.close(descriptor)


def read_proc(proc: int, name: str) -> str:
    descriptor = os.open(name, os.O_RDONLY | os.O_CLOEXEC, dir_fd=proc)
    with os.fdopen(descriptor) as file:
        return file.read()


def _has(proc: int, *capabilities: int) -> bool:
    status = read_proc(proc, "self/status")
    effective = int(status.partition("CapEff:")[2].split()[0], 16)
    return all(effective >> capability & 1 for capability in capabilities)


def can_become_nobody(proc: int) -> bool:
    # In some containers only root has a number outside.
    ranges = [map(int, line.split()) for line in read_proc(proc, "self/uid_map").splitlines()]
    mapped = any(first <= NOBODY < first + count for first, _, count in ranges)
    return mapped and _has(proc, _CAP_SETUID, _CAP_SETGID)
