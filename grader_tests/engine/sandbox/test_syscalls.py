"""What is not on the list of system calls does not exist inside; locks and hints are no channel.

The filter is held twice: run here, instruction by instruction, for both architectures, and asked
from inside, by number. The numbers below are the kernel's own (asm/unistd.h), not those of nbjudge.
"""

import errno
import os
import platform
import select
import signal
import struct
import sys
from pathlib import Path
from typing import Any

import pytest

from grader_tests.engine.sandbox.inside import RefusedError, Zygote
from nbjudge.sandbox import seccomp

ALLOW, FAIL = 0x7FFF_0000, 0x0005_0000
X86, ARM = "x86_64", "aarch64"
ARCH = {X86: 0xC000_003E, ARM: 0xC000_00B7, "i386": 0x4000_0003}

REFUSED = {  # by name: numbers on x86_64 and on aarch64
    "mount": (165, 40),
    "unshare": (272, 97),
    "setns": (308, 268),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "pidfd_getfd": (438, 438),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "keyctl": (250, 219),
    "memfd_create": (319, 279),
    "shmget": (29, 194),
    "mq_open": (240, 180),
    "inotify_init1": (294, 26),
    "fanotify_init": (300, 262),
    "mincore": (27, 232),
    "cachestat": (451, 451),
    "sysinfo": (99, 179),
    "openat2": (437, 437),
    "statmount": (457, 457),
    "listmount": (458, 458),
    "clone3": (435, 435),
    "name_to_handle_at": (303, 264),
    "vmsplice": (278, 75),
}
NEEDED = {
    "read": (0, 63),
    "openat": (257, 56),
    "mmap": (9, 222),
    "futex": (202, 98),
    "execve": (59, 221),
    "getrandom": (318, 278),
    "close_range": (436, 436),
    "rt_sigreturn": (15, 139),
    "exit_group": (231, 94),
}
PRETENDED = {
    "flock": (73, 32),
    "fadvise64": (221, 223),
    "readahead": (187, 213),
    "syncfs": (306, 267),
    "sched_setaffinity": (203, 122),
}


def verdict(machine: str, number: int, arguments: tuple[int, ...] = (), arch: str = "") -> int:
    """What the filter of a machine says to a call: an interpreter of classic BPF."""
    words = [number, ARCH[arch or machine], 0, 0]
    for argument in (*arguments, *[0] * (6 - len(arguments))):
        words += [argument & 0xFFFF_FFFF, argument >> 32 & 0xFFFF_FFFF]
    steps = list(struct.iter_unpack("=HBBI", seccomp.program(machine)))
    at, accumulator = 0, 0
    while True:
        code, then, otherwise, value = steps[at]
        at += 1
        if code == 0x06:  # return
            return int(value)
        if code == 0x20:  # load
            accumulator = words[value // 4]
        elif code == 0x05:  # jump
            at += value
        else:
            holds = {
                0x15: accumulator == value,
                0x35: accumulator >= value,
                0x45: bool(accumulator & value),
            }[code]
            at += then if holds else otherwise


@pytest.mark.parametrize(("column", "machine"), [(0, X86), (1, ARM)])
def test_calls_are_refused_let_through_or_pretended_on_both_architectures(
    column: int, machine: str
) -> None:
    said = {
        name: verdict(machine, numbers[column])
        for name, numbers in (REFUSED | NEEDED | PRETENDED).items()
    }
    no_such_call = FAIL | errno.ENOSYS
    assert {name for name, found in said.items() if found == no_such_call} == set(REFUSED)
    assert {name for name, found in said.items() if found == ALLOW} == set(NEEDED)
    assert {name for name, found in said.items() if found == FAIL} == set(PRETENDED)


@pytest.mark.parametrize("machine", [X86, ARM])
def test_calls_of_tomorrow_and_of_other_architectures_are_refused(machine: str) -> None:
    future = [470, 500, 1000, 0x3FFF_FFFF, 0x4000_0000, 0x4000_0000 + 59, 0xFFFF_FFFF]
    assert {verdict(machine, number) for number in future} == {FAIL | errno.ENOSYS}
    assert {verdict(machine, n, arch="i386") for n in range(400)} == {FAIL | errno.ENOSYS}


# Name, number here, arguments, and the error; 0 is "done", None goes on to the kernel.
BY_ARGUMENTS: list[tuple[str, int, tuple[int, ...], int | None]] = [
    ("a socket for this machine", 41, (1, 1, 0), None),
    ("a TCP socket", 41, (2, 1, 0), None),
    ("a UDP socket", 41, (10, 2, 17), None),
    ("SCTP", 41, (2, 5, 132), errno.EPROTONOSUPPORT),
    ("MPTCP", 41, (2, 1, 262), errno.EPROTONOSUPPORT),
    ("netlink", 41, (16, 3, 0), errno.EAFNOSUPPORT),
    ("vsock", 41, (40, 1, 0), errno.EAFNOSUPPORT),
    ("a pair", 53, (1, 1, 0), None),
    ("a pair of TIPC", 53, (30, 1, 0), errno.EAFNOSUPPORT),
    ("fork", 56, (17,), None),
    ("a thread", 56, (0x3D0F00,), None),
    ("a user namespace", 56, (0x1000_0000 | 17,), errno.EPERM),
    ("a cgroup namespace", 56, (0x0200_0000 | 17,), errno.EPERM),
    ("F_DUPFD_CLOEXEC", 72, (1, 1030), None),
    ("F_GETLK", 72, (1, 5), None),
    ("F_SETLK", 72, (1, 6), 0),
    ("F_OFD_SETLKW", 72, (1, 38), 0),
    ("F_SETLEASE", 72, (1, 1024), errno.EINVAL),
    ("F_NOTIFY", 72, (1, 1026), errno.EINVAL),
    ("F_SETPIPE_SZ", 72, (1, 1031), errno.EINVAL),
    ("os.preadv", 327, (1, 2, 3, 4, 0, 0), None),
    ("RWF_NOWAIT", 327, (1, 2, 3, 4, 0, 8), errno.EOPNOTSUPP),
    ("MADV_DONTNEED", 28, (1, 2, 4), None),
    ("MADV_MERGEABLE", 28, (1, 2, 12), errno.EINVAL),
    ("MADV_PAGEOUT", 28, (1, 2, 21), errno.EINVAL),
    ("TCGETS", 16, (1, 0x5401), None),
    ("TIOCSTI", 16, (1, 0x5412), errno.ENOTTY),
    ("TIOCLINUX", 16, (1, 0x541C), errno.ENOTTY),
    ("FIONREAD", 16, (1, 0x541B), None),
    ("FS_IOC_FIEMAP", 16, (1, 0xC020660B), errno.ENOTTY),
    ("SO_REUSEADDR", 54, (1, 1, 2), None),
    ("SO_SNDBUF", 54, (1, 1, 7), 0),
    ("TCP_NODELAY", 54, (1, 6, 1), None),
    ("TCP's option of the same number as SO_SNDBUF", 54, (1, 6, 7), None),
    ("SO_ATTACH_BPF", 54, (1, 1, 50), errno.ENOPROTOOPT),
    ("TCP_ULP", 54, (1, 6, 31), errno.ENOPROTOOPT),
    ("PR_SET_PDEATHSIG", 157, (1, 0), 0),
    ("PR_SET_NAME", 157, (15, 1), None),
]


@pytest.mark.parametrize(("what", "number", "arguments", "error"), BY_ARGUMENTS)
def test_what_is_asked_decides(
    what: str, number: int, arguments: tuple[int, ...], error: int | None
) -> None:
    assert verdict(X86, number, arguments) == (ALLOW if error is None else FAIL | error), what
    # Upper halves, which the kernel does not look at for these, change nothing.
    upper = tuple(argument | 1 << 32 for argument in arguments)
    assert verdict(X86, number, upper) == (ALLOW if error is None else FAIL | error), what


def errors_of(numbers: list[int]) -> dict[str, int]:
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    nothing = [ctypes.c_long(-1)] * 6
    errors = {}
    for number in numbers:
        ctypes.set_errno(0)
        returned = libc.syscall(ctypes.c_long(number), *nothing)
        errors[str(number)] = ctypes.get_errno() if returned == -1 else 0
    return errors


def test_refused_calls_do_not_exist_inside_and_do_without_the_wall(zygote: Zygote) -> None:
    column = (X86, ARM).index(platform.machine())
    numbers = [numbers[column] for numbers in REFUSED.values()]
    errors = zygote.inside(errors_of, numbers)
    assert set(errors.values()) == {errno.ENOSYS}
    without = zygote.inside(errors_of, numbers, waived=["syscalls"])
    assert errno.ENOSYS not in {without[str(REFUSED[name][column])] for name in ("ptrace", "mount")}


def lock(path: str) -> None:
    import fcntl
    import os

    descriptor = os.open(path, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    fcntl.lockf(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)


def test_a_lock_on_a_file_that_all_read_tells_nobody_anything(zygote: Zygote) -> None:
    path = "/usr/share/common-licenses/GPL-3"
    if not Path(path).exists():
        path = sys.executable
    for waived, seen in (([], False), (["syscalls"], True)):
        holder = zygote.fork(lock, path, linger=True, waived=waived)["pid"]
        told = "refused" in zygote.fork(lock, path, waived=waived)
        zygote.ask(kill=holder)
        assert told == seen


def outlive() -> None:
    import ctypes

    ctypes.CDLL(None).prctl(1, 0, 0, 0, 0)  # PR_SET_PDEATHSIG: nothing


@pytest.mark.parametrize(("waived", "ends"), [([], True), (["syscalls"], False)])
def test_nobody_undoes_that_it_dies_with_the_zygote(waived: list[str], ends: bool) -> None:
    zygote = Zygote("ordinary", Path("/"))
    student = zygote.fork(outlive, linger=True, waived=waived)["pid"]
    watched = os.pidfd_open(student)
    zygote.process.kill()
    zygote.stop()
    ready, _, _ = select.select([watched], [], [], 5 if ends else 0.5)
    if not ready:
        signal.pidfd_send_signal(watched, signal.SIGKILL)
    os.close(watched)
    assert bool(ready) == ends


def use_databases() -> list[Any]:
    import sqlite3

    found = []
    for name, journal in (("a.db", "delete"), ("b.db", "wal")):
        first, second = sqlite3.connect(name), sqlite3.connect(name, timeout=0)
        first.execute(f"pragma journal_mode={journal}")
        first.execute("create table t (x)")
        first.commit()
        first.execute("insert into t values (7)")
        try:
            second.execute("insert into t values (8)")
        except sqlite3.OperationalError as error:
            found.append(str(error))
        first.commit()
        found.append(second.execute("select x from t").fetchall())
    return found


def test_databases_lock_their_files_as_ever(zygote: Zygote) -> None:
    told = ["database is locked", [[7]]]
    assert zygote.inside(use_databases) == told * 2


def look_into_the_cache(path: str) -> bytes:
    import os

    with open(path, "rb") as file:
        found = bytearray(16)
        os.preadv(file.fileno(), [found], 0, os.RWF_NOWAIT)
    return b""


def test_nobody_is_told_which_files_others_have_read(zygote: Zygote) -> None:
    with pytest.raises(RefusedError, match="not supported"):
        zygote.inside(look_into_the_cache, sys.executable)


def run_usual_programs() -> str:
    import subprocess

    script = (
        "ls -la . | sort | uniq -c | awk '{print $1}' | tail -1; seq 3 | xargs -n1 echo | wc -l;"
        "echo a > f; cp -a f g; mv g h; rm h; sed -i s/a/b/ f; cat f; find . -name f;"
        "flock f true; tar cf f.tar f; gzip -k f.tar; dd if=f of=k status=none; sync;"
        "echo through > /dev/stderr; mkfifo p; (echo piped > p &) ; cat p; cat <(echo substituted)"
    )
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True)
    return done.stdout + done.stderr


def test_the_usual_programs_work(zygote: Zygote) -> None:
    said = zygote.inside(run_usual_programs).split()
    assert said[1:] == ["3", "b", "./f", "piped", "substituted", "through"]
