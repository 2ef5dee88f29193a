"""The system calls of the sandbox that Python 3.11 does not offer, through ctypes.

Each wrapper raises OSError when the kernel rejects it; nothing here decides anything.
"""

import ctypes
import os
import platform
import signal
import struct

# clone(2), mount(2), umount(2)
CLONE_CHILD_CLEARTID = 0x0020_0000
CLONE_CHILD_SETTID = 0x0100_0000
CLONE_NEWNS = 0x0002_0000
CLONE_NEWUTS = 0x0400_0000
CLONE_NEWIPC = 0x0800_0000
CLONE_NEWUSER = 0x1000_0000
CLONE_NEWPID = 0x2000_0000
CLONE_NEWNET = 0x4000_0000
CLONE_NEWCGROUP = 0x0200_0000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 1 << 5, 1 << 12, 1 << 14, 1 << 18
MNT_DETACH = 2

# prctl(2)
PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_SECCOMP = 22
PR_CAPBSET_DROP = 24
PR_SET_NO_NEW_PRIVS = 38
PR_GET_TID_ADDRESS = 40
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_CLEAR_ALL = 4
SECCOMP_MODE_FILTER = 2

# landlock_create_ruleset(2), landlock_add_rule(2)
LANDLOCK_CREATE_RULESET_VERSION = 1
LANDLOCK_RULE_PATH_BENEATH = 1

# Calls newer than 2011 have one number on every architecture; older ones do not. To -1 the kernel
# says ENOSYS.
MACHINE = platform.machine()
SYS_CLONE = {"x86_64": 56, "aarch64": 220}.get(MACHINE, -1)
SYS_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}.get(MACHINE, -1)
SYS_OPEN_TREE = 428
SYS_CLOSE_RANGE = 436
SYS_MOUNT_SETATTR = 442
SYS_LANDLOCK_CREATE_RULESET = 444
SYS_LANDLOCK_ADD_RULE = 445
SYS_LANDLOCK_RESTRICT_SELF = 446

AT_FDCWD = -100
AT_RECURSIVE = 0x8000
OPEN_TREE_CLONE = 1
LINUX_CAPABILITY_VERSION_3 = 0x2008_0522

_libc = ctypes.CDLL(None, use_errno=True)
_libc_locked = ctypes.PyDLL(None, use_errno=True)
for library in (_libc, _libc_locked):
    library.syscall.restype = ctypes.c_long


def _check(result: int, what: str) -> int:
    if result == -1:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), what)
    return result


def _syscall(what: str, number: int, *arguments: int | bytes | None) -> int:
    # A bare Python int would be passed as a 32-bit C int and leave the upper half undefined.
    wide = [ctypes.c_long(a) if isinstance(a, int) else ctypes.c_char_p(a) for a in arguments]
    return _check(_libc.syscall(ctypes.c_long(number), *wide), what)


def clone(flags: int) -> int:
    """Fork into the namespaces of flags; returns 0 in the child.

    The C library does not notice, so the child's thread is told its new id as fork(3) would.
    """
    thread_id = _thread_id_address()
    if thread_id:
        flags |= CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID
    last = (thread_id, 0) if MACHINE == "x86_64" else (0, thread_id)  # before or after TLS
    arguments = (SYS_CLONE, flags | signal.SIGCHLD, 0, 0, *last)
    # Without letting go of the interpreter's lock: nobody in the child could take it.
    pid = int(_libc_locked.syscall(*map(ctypes.c_long, arguments)))
    return _check(pid, "clone")


def _thread_id_address() -> int:
    """Where the C library keeps this thread's id; 0 if the kernel does not tell."""
    address = ctypes.c_void_p()
    pointer = ctypes.c_ulong(ctypes.addressof(address))
    rejected = _libc.prctl(PR_GET_TID_ADDRESS, pointer, *map(ctypes.c_ulong, (0, 0, 0)))
    return 0 if rejected else address.value or 0


def unshare(flags: int) -> None:
    _check(_libc.unshare(flags), "unshare")


def mount(source: str, target: str, kind: str | None, flags: int, options: str = "") -> None:
    kind_ = None if kind is None else os.fsencode(kind)
    result = _libc.mount(
        os.fsencode(source), os.fsencode(target), kind_, ctypes.c_ulong(flags), options.encode()
    )
    _check(result, f"mount {target}")


def unmount(target: str, flags: int) -> None:
    _check(_libc.umount2(os.fsencode(target), flags), f"umount {target}")


def mount_setattr(target: str, recursive: bool, attributes: int) -> None:
    """Set MOUNT_ATTR_* on a mount; RDONLY, NOSUID and NODEV have the values of MS_*."""
    attr = struct.pack("=QQQQ", attributes, 0, 0, 0)
    flags = AT_RECURSIVE if recursive else 0
    what = f"mount_setattr {target}"
    _syscall(what, SYS_MOUNT_SETATTR, AT_FDCWD, os.fsencode(target), flags, attr, len(attr))


def open_tree(path: str) -> int:
    """A descriptor of a copy of all that is mounted at and below a path, which is gone with it."""
    flags = OPEN_TREE_CLONE | AT_RECURSIVE | os.O_CLOEXEC
    return _syscall(f"open_tree {path}", SYS_OPEN_TREE, AT_FDCWD, os.fsencode(path), flags)


def pivot_root(new_root: str, put_old: str) -> None:
    _syscall("pivot_root", SYS_PIVOT_ROOT, os.fsencode(new_root), os.fsencode(put_old))


def prctl(option: int, *arguments: int) -> None:
    padded = [*arguments, 0, 0, 0, 0][:4]
    _check(_libc.prctl(option, *map(ctypes.c_ulong, padded)), f"prctl {option}")


def set_seccomp_filter(program: bytes) -> None:
    """Install a classic BPF program given as packed struct sock_filter entries."""
    buffer = ctypes.create_string_buffer(program, len(program))
    # struct sock_fprog: a count, padding up to the pointer, the pointer.
    fprog = struct.pack("@HP", len(program) // 8, ctypes.addressof(buffer))
    holder = ctypes.create_string_buffer(fprog, len(fprog))
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.addressof(holder))


def drop_capabilities() -> None:
    """Empty the effective, permitted and inheritable sets of this thread."""
    header = struct.pack("=Ii", LINUX_CAPABILITY_VERSION_3, 0)
    _check(_libc.capset(header, bytes(24)), "capset")


def close_range(first: int, last: int) -> None:
    _syscall("close_range", SYS_CLOSE_RANGE, first, last, 0)


def landlock_abi() -> int:
    """The Landlock version that the running kernel speaks; 0 if it is absent or switched off."""
    try:
        number, version = SYS_LANDLOCK_CREATE_RULESET, LANDLOCK_CREATE_RULESET_VERSION
        return _syscall("landlock_create_ruleset", number, None, 0, version)
    except OSError:
        return 0


def landlock_create_ruleset(attr: bytes) -> int:
    number = SYS_LANDLOCK_CREATE_RULESET
    return _syscall("landlock_create_ruleset", number, attr, len(attr), 0)


def landlock_allow_beneath(ruleset: int, folder: int, rights: int) -> None:
    rule = struct.pack("=Qi", rights, folder)
    number, kind = SYS_LANDLOCK_ADD_RULE, LANDLOCK_RULE_PATH_BENEATH
    _syscall("landlock_add_rule", number, ruleset, kind, rule, 0)


def landlock_restrict_self(ruleset: int) -> None:
    _syscall("landlock_restrict_self", SYS_LANDLOCK_RESTRICT_SELF, ruleset, 0)


def overwrite_memory(start: int, end: int) -> None:
    """Fill this process's memory from start up to end with zeros."""
    ctypes.memset(start, 0, end - start)


def clear_c_environment() -> None:
    _check(_libc.clearenv(), "clearenv")
