"""The files beside a submission's notebooks, as a stranger may have left them.

Only plain files are read: what a link, a pipe or a device leads to is anybody's, may block and may
have no end. Nobody's folder is so large or so deep that the class waits for it.
"""

import os
import stat
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

from nbjudge.course.files import MOST_FILES, MOST_NAMED, Files
from nbjudge.harmless.text import on_one_line
from nbjudge.sandbox import ResourceLimits

MOST_SEEN = 20_000
"""Files and folders that are looked at."""

DEEPEST = 32
LONGEST = 1000
"""Folders within folders, and bytes of a path: deeper ones cannot be copied anywhere."""


def handed_in(
    folder: Path, ignore: Sequence[str], limits: ResourceLimits
) -> tuple[Files, tuple[str, ...]]:
    """The files beside a submission's notebooks, and the names of those that were left out: what is
    no plain file or cannot be read, and what the working folder has no room for."""
    found: Files = {}
    left_out = []
    room = limits.disk
    for name, is_plain in sorted(_seen(folder, ignore)):
        most = min(room, limits.file_size)
        data = plain_bytes(folder / name, most) if is_plain and len(found) < MOST_FILES else None
        if data is None:
            left_out.append(on_one_line(name))
        else:
            found[name] = data
            room -= len(data)
    if len(left_out) > MOST_NAMED:
        left_out[MOST_NAMED:] = [f"and {len(left_out) - MOST_NAMED} more"]
    return found, tuple(left_out)


def plain_bytes(path: Path, most: int) -> bytes | None:
    """What stands in a plain file; None where it is none, cannot be read or holds more."""
    try:
        # O_NONBLOCK, or opening a pipe waits for a writer.
        flags = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC
        with open(os.open(path, flags), "rb") as file:
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode) or about.st_size > most:
                return None
            data = file.read(most + 1)  # it may grow meanwhile
    except (OSError, ValueError):
        return None
    return data if len(data) <= most else None


def is_text(name: str) -> bool:
    """Whether a name was UTF-8: one that was not cannot be written into any file."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def is_printable(name: str) -> bool:
    """Whether a name is text without control characters."""
    return is_text(name) and all(ord(c) >= 32 and not 127 <= ord(c) < 160 for c in name)


def names_below(folder: Path, depth: int = DEEPEST) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """What lies below a folder, each with its path from there; folders are not left out. A folder
    that cannot be opened counts as empty."""
    waiting = [("", 0)]
    seen = 0
    while waiting:
        within, level = waiting.pop()
        try:
            with os.scandir(folder / within) as entries:
                for entry in entries:
                    seen += 1
                    if seen > MOST_SEEN:
                        return
                    name = os.path.join(within, entry.name)
                    yield name, entry
                    is_folder = entry.is_dir(follow_symlinks=False)
                    if is_folder and level < depth and len(os.fsencode(name)) < LONGEST:
                        waiting.append((name, level + 1))
        except OSError:
            continue


def _seen(folder: Path, ignore: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Each file, link or other thing that may be somebody's work, and whether it is a plain file
    with a name that can be used; no notebooks, and nothing that the course ignores."""
    ignored: set[str] = set()
    for name, entry in names_below(folder):
        if os.path.dirname(name) in ignored or is_ignored(entry.name, ignore):
            ignored.add(name)
        elif not entry.is_dir(follow_symlinks=False):
            is_plain = entry.is_file(follow_symlinks=False) and is_printable(name)
            yield name, is_plain and len(os.fsencode(name)) < LONGEST


def is_ignored(name: str, ignore: Sequence[str]) -> bool:
    """As nbgrader reads its patterns, which find a hidden file only if they begin with a dot."""
    patterns = (*ignore, "*.ipynb")
    return any(
        fnmatch(name, pattern) and pattern.startswith(".") >= name.startswith(".")
        for pattern in patterns
    )
