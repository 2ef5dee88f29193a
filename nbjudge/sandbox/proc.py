"""What /proc tells inside: a submission's own processes, and of the machine nothing that changes.

Each counter of the whole machine (load, free memory, interrupts, open files) is a line by which two
submissions side by side could talk, and the tables of mounts and control groups name folders of
the host (see `root.move_into`). So of what every user may read, only files that never change are
left. Libraries that ask for memory, processors or load find made-up files of the same form.
"""

import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

from nbjudge.sandbox import syscalls

STAND_INS = "/etc/proc"
"""Where the made-up files lie, to be shown in their places."""

_EMPTY_FILE, _EMPTY_FOLDER = f"{STAND_INS}/nothing", f"{STAND_INS}/none"
_LEFT = ("version", "filesystems")
_LOCKED = syscalls.MS_RDONLY | syscalls.MS_NOSUID | syscalls.MS_NODEV | syscalls.MS_NOEXEC


@dataclass(frozen=True)
class Machine:
    """What the machine's own /proc has: names of files and folders to be covered, and what is
    taken over from it, as it was when this process asked first."""

    files: tuple[str, ...]
    folders: tuple[str, ...]
    texts: dict[str, str]


@cache
def machine() -> Machine:
    """Look at /proc once, for all sandboxes to come."""
    files: list[str] = []
    folders: list[str] = []
    for entry in os.scandir("/proc"):
        if entry.name.isdigit() or entry.name in _LEFT or entry.is_symlink():
            continue
        if entry.stat(follow_symlinks=False).st_mode & stat.S_IROTH:
            (folders if entry.is_dir() else files).append(entry.name)
    lines = _read("stat").splitlines()
    kept = [line for line in lines if line.startswith("btime")]
    processors = [line.split()[0] for line in lines if line.startswith("cpu")]
    stat_text = "".join(f"{name} 0 0 0 0 0 0 0 0 0 0\n" for name in processors or ["cpu"])
    stat_text += "intr 0\nctxt 0\n" + "".join(f"{line}\n" for line in kept)
    stat_text += "processes 1\nprocs_running 1\nprocs_blocked 0\nsoftirq 0\n"
    texts = {name: _read(name) for name in ("cpuinfo", "uptime")} | {"stat": stat_text}
    return Machine(tuple(files), tuple(folders), texts)


def cover(memory: int) -> None:
    """Cover what the /proc of this root tells of the machine; all of it becomes read-only.

    ``memory`` is what a submission may use: as much as there seems to be.
    """
    found = machine()
    os.makedirs(_EMPTY_FOLDER)
    texts = {"nothing": "", **found.texts, **_made_up(memory >> 10)}
    for name, text in texts.items():
        with open(f"{STAND_INS}/{name}", "w") as file:
            file.write(text)
    for name in found.files:
        source = f"{STAND_INS}/{name}" if name in texts else _EMPTY_FILE
        syscalls.mount(source, f"/proc/{name}", None, syscalls.MS_BIND)
    for name in found.folders:
        syscalls.mount(_EMPTY_FOLDER, f"/proc/{name}", None, syscalls.MS_BIND)
    with suppress(OSError):  # before Linux 5.12: then Landlock alone keeps it from being written
        syscalls.mount_setattr("/proc", True, _LOCKED)


def _made_up(kilobytes: int) -> dict[str, str]:
    sizes = {"MemTotal": kilobytes, "MemFree": kilobytes, "MemAvailable": kilobytes}
    names = ("Buffers", "Cached", "SwapCached", "Active", "Inactive", "SwapTotal", "SwapFree")
    sizes |= dict.fromkeys((*names, "Shmem", "Slab", "SReclaimable"), 0)
    return {
        "meminfo": "".join(f"{name + ':':16}{size:8} kB\n" for name, size in sizes.items()),
        "loadavg": "0.00 0.00 0.00 1/1 1\n",
        "vmstat": "pgfault 0\npswpin 0\npswpout 0\n",
    }


def _read(name: str) -> str:
    with suppress(OSError), open(f"/proc/{name}") as file:
        return file.read()
    return ""
