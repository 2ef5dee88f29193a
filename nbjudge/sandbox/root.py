"""The wall ``mount``: a root folder of the student's own, made of memory.

It holds the interpreter and the system's libraries, read-only, and three empty places to write
to. All else of the machine has no name in it: not the course, not the home folders, not even the
folder of nbjudge. It vanishes, with all that was written, when its last process ends.
"""

import contextlib
import errno
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from nbjudge.sandbox import proc, syscalls
from nbjudge.sandbox.limits import ResourceLimits

WORK_FOLDER = "/submission"
_SHARED_DISK = (WORK_FOLDER, "/tmp")
WRITABLE = (*_SHARED_DISK, "/dev/shm")
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")

# The parts of an interpreter's folder that hold code, and no more: the folder itself may be the
# course's own (a virtual environment made in place) or hold nbgrader's exchange (/usr/local has it
# in share).
_PREFIX_PARTS = ("bin", "lib", "lib32", "lib64", "libexec", "pyvenv.cfg")
_SYSTEM = (
    *(f"/{folder}" for folder in ("bin", "sbin", "lib", "lib32", "lib64", "nix/store")),
    *(f"/usr/{folder}" for folder in ("bin", "sbin", "lib", "lib32", "lib64", "libexec", "share")),
    "/usr/local/lib",
)
# Libraries to load, the local time, fonts; each costs a mount, so no more than is used.
_ETC = tuple(
    f"/etc/{name}" for name in ("ld.so.cache", "alternatives", "localtime", "fonts", "mime.types")
)
# Names and certificates of the network, where the wall "net" is waived.
_NETWORK = tuple(
    f"/etc/{name}"
    for name in ("resolv.conf", "nsswitch.conf", "gai.conf", "ssl", "pki", "ca-certificates")
)
_MADE_UP = {
    "/etc/passwd": f"student:x:1000:1000:Student:{WORK_FOLDER}:/bin/sh\n",
    "/etc/group": "student:x:1000:\n",
    "/etc/hosts": "127.0.0.1 localhost\n::1 localhost\n",
}
_LINKS = {
    "/dev/fd": "/proc/self/fd",
    "/dev/stdin": "/proc/self/fd/0",
    "/dev/stdout": "/proc/self/fd/1",
    "/dev/stderr": "/proc/self/fd/2",
}
_SCAFFOLD = "/scaffold"
_HOST = "/scaffold/host"  # where the machine's root hangs while ours is being built
_READ_ONLY = syscalls.MS_RDONLY | syscalls.MS_NOSUID | syscalls.MS_NODEV


@dataclass(frozen=True)
class Layout:
    """What of the machine the student may read: real paths, and links that lead to them."""

    folders: tuple[str, ...]  # to be made in the new root, outer ones first
    sources: tuple[str, ...]
    links: dict[str, str]


@cache
def layout(online: bool = False) -> Layout:
    """Find the interpreter, its packages and the system's libraries on this machine; ``online``,
    what it takes to find others and to trust them."""
    prefixes = dict.fromkeys((sys.base_prefix, sys.base_exec_prefix, sys.prefix, sys.exec_prefix))
    # Only folders made by an installer count: sys.path also holds the current folder, and those
    # of packages under development, which may be the course itself.
    packages = [
        path
        for path in sys.path
        if os.path.basename(path.rstrip("/")) in ("site-packages", "dist-packages")
    ]
    parts = [os.path.join(prefix, part) for prefix in prefixes for part in _PREFIX_PARTS]
    etc = _ETC + _NETWORK if online else _ETC
    wanted = [path for path in (*_SYSTEM, *parts, *packages, *etc) if os.path.exists(path)]
    real = {os.path.abspath(path): os.path.realpath(path) for path in wanted}
    sources = _outermost(real.values())
    links = _outermost(path for path in real if path != real[path])
    links = [link for link in links if not _lies_within(link, sources)]
    folders = [source if os.path.isdir(source) else os.path.dirname(source) for source in sources]
    folders += [os.path.dirname(path) for path in (*links, *DEVICES, *_MADE_UP, *_LINKS)]
    return Layout(
        folders=tuple(sorted(_with_parents(folders) - _with_parents(WRITABLE))),
        sources=tuple(sources),
        links={link: real[link] for link in links} | _LINKS,
    )


def readable(found: Layout) -> tuple[str, ...]:
    """What Landlock should allow to be read in the new root, which is all that it holds."""
    return (*found.sources, "/etc", "/proc")


def build(
    found: Layout,
    limits: ResourceLimits,
    owner: int,
    group: int,
    fresh_proc: bool,
    opened: Iterable[str],
) -> None:
    """Replace this process's root. It needs CAP_SYS_ADMIN over its mount namespace.

    limits say how large the student's folder and /dev/shm are; owner and group own them.
    fresh_proc asks for a /proc of the pid namespace that this process is in; opened are files and
    folders of the machine to be shown at their own place.
    """
    # Without this, what is mounted here would appear in the machine's own tree as well.
    syscalls.mount("none", "/", None, syscalls.MS_REC | syscalls.MS_PRIVATE)
    os.umask(0o022)
    _turn_into_new_root(os.path.realpath("/tmp"), limits.disk, owner, group)
    for folder in found.folders:
        os.mkdir(folder)
    for source in found.sources:
        _bind(source, _READ_ONLY)
    for path in opened:
        os.makedirs(path if os.path.isdir(_HOST + path) else os.path.dirname(path), exist_ok=True)
        _bind(path, _READ_ONLY)
    for device in DEVICES:
        _bind(device, syscalls.MS_NOSUID | syscalls.MS_NOEXEC)
    if _mount_proc(fresh_proc):  # while the machine's own is here: its sight is a condition
        proc.cover(limits.memory)
    syscalls.unmount(_SCAFFOLD, syscalls.MNT_DETACH)
    os.rmdir(_SCAFFOLD)
    for path, target in found.links.items():
        os.symlink(target, path)
    for path, text in _MADE_UP.items():
        with open(path, "w") as file:
            file.write(text)
    _set_attributes("/", _READ_ONLY, recursive=False)
    os.chdir(WORK_FOLDER)


def _turn_into_new_root(place: str, disk: int, owner: int, group: int) -> None:
    """Mount an empty root on place, with empty places to write to, and go there.

    What place holds is hidden only until the two roots are swapped: the interpreter may lie in it.
    """
    flags = syscalls.MS_NOSUID | syscalls.MS_NODEV
    # Inodes cost kernel memory too, about a kilobyte each.
    inodes = max(1024, disk >> 13)
    options = f"size={disk},nr_inodes={inodes},mode=700,uid={owner},gid={group}"
    syscalls.mount("root", place, "tmpfs", flags, "mode=755,size=4m,nr_inodes=4096")
    os.chdir(place)
    for folder in (*WRITABLE, _SCAFFOLD):
        os.makedirs(folder[1:])
    syscalls.mount("shm", "dev/shm", "tmpfs", flags, options)
    # One small disk is seen as two folders. The machine's root hangs below it as well, so that
    # one unmounting, each of which waits milliseconds for the kernel, clears all of it away.
    syscalls.mount("scratch", _SCAFFOLD[1:], "tmpfs", flags, options)
    for folder in (_HOST, *_SHARED_DISK):
        os.mkdir(_SCAFFOLD[1:] + folder.removeprefix(_SCAFFOLD), 0o700)
    syscalls.pivot_root(".", _HOST[1:])
    os.chdir("/")
    for folder in _SHARED_DISK:
        os.chown(_SCAFFOLD + folder, owner, group)
        syscalls.mount(_SCAFFOLD + folder, folder, None, syscalls.MS_BIND)


def _bind(path: str, attributes: int) -> None:
    """Show the machine's path at the same path of the new root, with all that is mounted in it."""
    with contextlib.suppress(IsADirectoryError):  # which is there already
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_CLOEXEC, 0o644))
    syscalls.mount(_HOST + path, path, None, syscalls.MS_BIND | syscalls.MS_REC)
    _set_attributes(path, attributes, recursive=True)


def _set_attributes(path: str, attributes: int, recursive: bool) -> None:
    try:
        syscalls.mount_setattr(path, recursive, attributes)
    except OSError as error:
        if error.errno != errno.ENOSYS:  # before Linux 5.12
            raise
        # The old way sets all attributes anew, one mount at a time. A user namespace may not
        # clear what the machine's mounts had, so keep what there is.
        for mounted in _mounts_below(path) if recursive else [path]:
            kept = os.statvfs(mounted).f_flag & (_READ_ONLY | syscalls.MS_NOEXEC)
            flags = syscalls.MS_REMOUNT | syscalls.MS_BIND | kept | attributes
            syscalls.mount("none", mounted, None, flags)


def _mounts_below(path: str) -> list[str]:
    with open(f"{_HOST}/proc/self/mountinfo") as table:
        mounted = [line.split()[4] for line in table]
    # Blanks and backslashes are written in octal. Python's own decoder is no help: it would have
    # to be imported, from an interpreter that is not in sight at this moment.
    for written, meant in (("\\011", "\t"), ("\\012", "\n"), ("\\040", " "), ("\\134", "\\")):
        mounted = [point.replace(written, meant) for point in mounted]
    return [point for point in mounted if _lies_within(point, [path])]


def _mount_proc(fresh: bool) -> bool:
    os.mkdir("/proc")
    if not fresh:
        return False
    try:
        flags = syscalls.MS_NOSUID | syscalls.MS_NODEV | syscalls.MS_NOEXEC
        syscalls.mount("proc", "/proc", "proc", flags)
    except PermissionError:
        # Containers cover parts of /proc, and the kernel then forbids a second, uncovered one.
        # An empty folder serves: Python needs no /proc.
        return False
    return True


def copy_mounts() -> int | None:
    """A descriptor of a copy of this root, with all that is mounted in it, that is in no table.

    None before Linux 5.2. Takes CAP_SYS_ADMIN.
    """
    try:
        return syscalls.open_tree("/")
    except OSError as error:
        if error.errno != errno.ENOSYS:
            raise
        return None


def move_into(copy: int) -> None:
    """Make the copy this process's root. Takes CAP_SYS_CHROOT.

    /proc/self/mountinfo shows what the namespace has mounted beneath one's root, and where on the
    machine that lies. A root outside of every namespace has nothing beneath it there. It also
    keeps a process from making user namespaces (user_namespaces(7): a root that is not its mount
    namespace's).
    """
    os.chdir(copy)
    os.chroot(".")
    os.close(copy)
    os.chdir(WORK_FOLDER)


def _lies_within(path: str, folders: Iterable[str]) -> bool:
    return any(path == folder or path.startswith(f"{folder.rstrip('/')}/") for folder in folders)


def _outermost(paths: Iterable[str]) -> list[str]:
    """Those of the paths that lie within no other."""
    kept: list[str] = []
    for path in sorted(set(paths)):
        if not _lies_within(path, kept):
            kept.append(path)
    return kept


def _with_parents(folders: Iterable[str]) -> set[str]:
    """The folders and all that lead to them, but for the root."""
    found = {folder for folder in folders if folder != "/"}
    for folder in list(found):
        while (folder := os.path.dirname(folder)) != "/":
            found.add(folder)
    return found
