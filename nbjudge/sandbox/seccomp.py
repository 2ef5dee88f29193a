"""The wall ``syscalls``: a filter over the kernel's own interface (seccomp(2)).

The other walls say what a student may reach. This one closes kernel interfaces that no notebook
needs and through which sandboxes have been left, or which hold memory that no limit counts.
"""

import errno
import struct
from functools import cache

from nbjudge.sandbox import syscalls

# name: (number on x86_64, number on aarch64); those since 2019 have one number everywhere.
_REJECTED = {
    # namespaces, mounts and roots: the student has its own, and that is that
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    # other processes' insides
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "kcmp": (312, 272),
    "pidfd_getfd": (438, 438),
    # large and often broken parts of the kernel
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    # keyrings belong to the user and outlive the process
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    # a pair has one core, the others are its neighbours'
    "sched_setaffinity": (203, 122),
    # memory that counts against no limit while it is not mapped
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "msgget": (68, 186),
    "semget": (64, 190),
}
_CLONE = (56, 220)
_CLONE3 = (435, 435)
_SOCKET = (41, 198)
_AUDIT_ARCH = {"x86_64": 0xC000_003E, "aarch64": 0xC000_00B7}
_X32_BIT = 0x4000_0000  # x86_64 numbers from here on are a second way to the same calls

_NEW_NAMESPACE = (
    syscalls.CLONE_NEWNS
    | syscalls.CLONE_NEWUTS
    | syscalls.CLONE_NEWIPC
    | syscalls.CLONE_NEWUSER
    | syscalls.CLONE_NEWPID
    | syscalls.CLONE_NEWNET
    | 0x0200_0000  # CLONE_NEWCGROUP
)
# Network namespaces do not hold AF_VSOCK, which leads from a virtual machine to its host.
_AF_UNIX, _AF_INET, _AF_INET6 = 1, 2, 10

# struct seccomp_data: int nr; u32 arch; u64 instruction_pointer; u64 args[6] (little endian)
_NUMBER, _ARCH, _FIRST_ARGUMENT = 0, 4, 16
_LOAD, _IF_EQUAL, _IF_AT_LEAST, _IF_ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _FAIL_WITH = 0x7FFF_0000, 0x0005_0000


def prepare() -> None:
    """Assemble the filter once, before processes that need it are forked."""
    if syscalls.MACHINE in _AUDIT_ARCH:
        _program(syscalls.MACHINE)


def reject_calls() -> None:
    """Install the filter in this thread and all that it starts. Needs no_new_privs."""
    if syscalls.MACHINE not in _AUDIT_ARCH:
        raise OSError(errno.ENOSYS, f"no system call numbers known for {syscalls.MACHINE}")
    syscalls.set_seccomp_filter(_program(syscalls.MACHINE))


@cache
def _program(machine: str) -> bytes:
    """The filter, in classic BPF. Each test skips the next instructions if it does not hold."""
    column = list(_AUDIT_ARCH).index(machine)
    program = [
        _step(_LOAD, _ARCH),
        _step(_IF_EQUAL, _AUDIT_ARCH[machine], then=1, otherwise=0),
        _fail(errno.EPERM),  # 32-bit calls have other numbers: none of them
        _step(_LOAD, _NUMBER),
    ]
    if machine == "x86_64":
        program += [_step(_IF_AT_LEAST, _X32_BIT, otherwise=1), _fail(errno.EPERM)]
    for numbers in _REJECTED.values():
        program += [_step(_IF_EQUAL, numbers[column], otherwise=1), _fail(errno.EPERM)]
    # clone3 has its flags in memory, where no filter can look; on ENOSYS the C library uses clone.
    program += [_step(_IF_EQUAL, _CLONE3[column], otherwise=1), _fail(errno.ENOSYS)]
    program += [
        _step(_IF_EQUAL, _CLONE[column], otherwise=4),
        _step(_LOAD, _FIRST_ARGUMENT),
        _step(_IF_ANY_BIT, _NEW_NAMESPACE, otherwise=1),
        _fail(errno.EPERM),
        _step(_RETURN, _ALLOW),
    ]
    program += [
        _step(_IF_EQUAL, _SOCKET[column], otherwise=5),
        _step(_LOAD, _FIRST_ARGUMENT),
        _step(_IF_EQUAL, _AF_UNIX, then=3),
        _step(_IF_EQUAL, _AF_INET, then=2),
        _step(_IF_EQUAL, _AF_INET6, then=1),
        _fail(errno.EAFNOSUPPORT),
    ]
    return b"".join([*program, _step(_RETURN, _ALLOW)])


def _step(code: int, value: int, *, then: int = 0, otherwise: int = 0) -> bytes:
    return struct.pack("=HBBI", code, then, otherwise, value)


def _fail(number: int) -> bytes:
    return _step(_RETURN, _FAIL_WITH | number)
