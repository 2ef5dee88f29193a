"""Control groups: the memory, processes and processor time of a whole submission, by the kernel.

Where a folder of cgroup v2 is handed to the user who grades (a scope of systemd with Delegate=yes,
or a container with a tree of its own), each pair of processes gets a group: the kernel counts all
that both and their children use, its own buffers for them included, and ends them at once. It is
a backstop behind `MemoryWatch` and the limits of each process, and no wall: without it all else
works as before.
"""

import contextlib
import itertools
import os
from dataclasses import dataclass
from pathlib import Path

from nbjudge.errors import NotDelegatedError
from nbjudge.sandbox.limits import ResourceLimits

ROOT = Path("/sys/fs/cgroup")
NEEDED = ("memory", "pids", "cpu")
OURS = "nbjudge-grader"
"""The group into which the grader itself goes: one that has groups below it may hold no process."""

KERNEL_SHARE = 128 << 20
"""Bytes that the kernel may need for a pair beside what it counts as the processes' own."""

SCOPE = "systemd-run --user --scope -p Delegate=yes nbjudge …"


@dataclass(frozen=True)
class Groups:
    """A folder in which groups may be made."""

    folder: Path
    _numbers: "itertools.count[int]"

    def new(self, limits: ResourceLimits) -> "Group":
        group = Group(self.folder / f"nbjudge-{os.getpid()}-{next(self._numbers)}")
        group.path.mkdir()
        for name, value in settings(limits).items():
            with contextlib.suppress(FileNotFoundError):  # no swap, or an older kernel
                _write(group.path / name, value)
        return group


@dataclass(frozen=True)
class Group:
    """The group of one pair."""

    path: Path

    def add(self, process: int) -> None:
        _write(self.path / "cgroup.procs", str(process))

    def kill(self) -> None:
        """Kill all that is in it, at one blow (since Linux 5.14)."""
        with contextlib.suppress(FileNotFoundError):
            _write(self.path / "cgroup.kill", "1")

    def remove(self) -> None:
        """Take it away, now or, when a killed process has not quite gone, with the whole tree."""
        with contextlib.suppress(OSError):
            self.path.rmdir()


def settings(limits: ResourceLimits) -> dict[str, str]:
    """What is written into a group. Judge and student process may each use what one may."""
    return {
        "memory.max": str(2 * limits.memory + KERNEL_SHARE),
        "memory.swap.max": "0",
        "memory.oom.group": "1",
        "pids.max": str(2 * limits.processes),
        "cpu.weight": "100",
    }


def delegated(root: Path = ROOT, table: Path = Path("/proc/self/cgroup")) -> Groups:
    """The folder in which this process may make groups, or NotDelegatedError with the reason."""
    try:
        return _delegated(root, table)
    except OSError as error:
        raise NotDelegatedError(f"{error.filename}: {error.strerror}; run `{SCOPE}`") from error


def _delegated(root: Path, table: Path) -> Groups:
    if not (root / "cgroup.controllers").exists():
        raise NotDelegatedError(
            f"{root} is no cgroup v2; boot with systemd.unified_cgroup_hierarchy=1"
        )
    lines = table.read_text().splitlines()
    own = next((line[3:].lstrip("/") for line in lines if line.startswith("0::")), "")
    folder = root / own
    if folder.name == OURS:
        return Groups(folder.parent, itertools.count())
    if own and not _is_handed_over(folder):
        raise NotDelegatedError(f"{folder} is not handed to whoever grades; run `{SCOPE}`")
    there = (folder / "cgroup.controllers").read_text().split()
    if missing := [name for name in NEEDED if name not in there]:
        raise NotDelegatedError(
            f"{folder} has no controller for {', '.join(missing)}; run `{SCOPE}`"
        )
    if (folder / "cgroup.type").exists():  # the machine's own root alone may hold both
        _move_grader(folder)
    _write(folder / "cgroup.subtree_control", " ".join(f"+{name}" for name in NEEDED))
    return Groups(folder, itertools.count())


def _is_handed_over(folder: Path) -> bool:
    """Whether systemd has marked the folder as delegated."""
    for name in ("user.delegate", "trusted.delegate"):
        with contextlib.suppress(OSError):
            if os.getxattr(folder, name) == b"1":
                return True
    return False


def _move_grader(folder: Path) -> None:
    """Move the processes of a folder, all of which are the grader's, into a group of their own."""
    ours = folder / OURS
    ours.mkdir(exist_ok=True)
    for process in (folder / "cgroup.procs").read_text().split():
        with contextlib.suppress(ProcessLookupError):
            _write(ours / "cgroup.procs", process)


def _write(path: Path, text: str) -> None:
    """Write at one go. Raises OSError that names the file, as the kernel's answer does not."""
    try:
        path.write_text(text)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
