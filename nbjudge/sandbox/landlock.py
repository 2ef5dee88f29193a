"""The three Landlock walls: files, TCP, and signals with abstract sockets.

Landlock (landlock(7)) needs no privilege and cannot be taken off. It knows nothing of namespaces,
so a mistake in the mounts or a hole in a namespace still leaves this second line.
"""

import os
import struct
from collections.abc import Iterable

from nbjudge.errors import WallError
from nbjudge.sandbox import syscalls
from nbjudge.sandbox.table import REMEDIES, raising

# LANDLOCK_ACCESS_FS_*, by the bits of <linux/landlock.h>
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_TRUNCATE, _IOCTL_DEV = 1 << 14, 1 << 15
_UP_TO_ABI_3 = (1 << 15) - 1
_READ = _EXECUTE | _READ_FILE | _READ_DIR
_ON_PLAIN_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL_DEV

_NET_BIND_TCP_AND_CONNECT_TCP = 0b11
_SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS = 0b11

# The version that first has all of what the wall needs: 3 brought truncation (Linux 6.2), 4 TCP
# (6.7), 6 the scopes (6.12).
NEEDED_ABI = {"landlock_files": 3, "landlock_tcp": 4, "landlock_scope": 6}


def restrict(walls: Iterable[str], readable: Iterable[str], writable: Iterable[str]) -> None:
    """Raise the named walls around this thread and all that it starts.

    Needs no_new_privs. Files may be read and executed beneath readable, and all but device nodes
    made beneath writable; a path that does not exist is passed over.
    """
    walls = set(walls)
    if not walls:
        return
    abi = syscalls.landlock_abi()
    for wall, needed in NEEDED_ABI.items():
        if wall in walls and abi < needed:
            reason = f"Landlock here is version {abi} (0: absent), {needed} is needed"
            raise WallError(wall, reason, REMEDIES[wall])
    with raising(min(walls)):
        _restrict(walls, abi, readable, writable)


def _restrict(walls: set[str], abi: int, readable: Iterable[str], writable: Iterable[str]) -> None:
    files = 0
    if "landlock_files" in walls:
        files = _UP_TO_ABI_3 | (_IOCTL_DEV if abi >= 5 else 0)
    tcp = _NET_BIND_TCP_AND_CONNECT_TCP if "landlock_tcp" in walls else 0
    scope = _SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS if "landlock_scope" in walls else 0
    # An older kernel rejects fields that it does not know unless they are left out or zero.
    ruleset = syscalls.landlock_create_ruleset(struct.pack("=QQQ", files, tcp, scope))
    try:
        if files:
            for path in readable:
                _allow(ruleset, path, files & _READ)
            for path in writable:
                _allow(ruleset, path, files)
        syscalls.landlock_restrict_self(ruleset)
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        beneath = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except (FileNotFoundError, PermissionError):
        return  # with no rule, it is out of reach all the more
    try:
        if not os.path.isdir(f"{path}/"):
            rights &= _ON_PLAIN_FILES  # the kernel rejects rights on folders for a plain file
        syscalls.landlock_allow_beneath(ruleset, beneath, rights)
    finally:
        os.close(beneath)
