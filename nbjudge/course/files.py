"""The instructor's files beside a notebook; and how a submission's (`handed_in`) join them."""

import glob
import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path, PurePath

from nbjudge.errors import GraderError

Files = dict[str, bytes]
"""Files by their path relative to the working folder."""

MOST_BYTES = 256 << 20
MOST_FILES = 5000
MOST_NAMED = 50
"""What may lie beside a notebook, and how many of the files that may not are named."""


def working_files(handed_in: Files, own: Files, kept: Collection[str]) -> Files:
    """The student's files, and the instructor's in place of those of the same name, unless a
    student may change these."""
    return without_conflicts(handed_in, own) | {n: d for n, d in own.items() if n not in kept}


def read_files(folder: Path, ignore: list[str]) -> Files:
    """Every file below a folder but notebooks and ignored ones; a link is followed by its content.

    Raises GraderError when together they are larger than a working folder may be.
    """
    files, too_large = read_some(folder, ignore)
    if too_large:
        raise GraderError(
            f"{folder}: more than {MOST_BYTES >> 20} MiB or {MOST_FILES} files; name those that "
            f"notebooks do not need in c.CourseDirectory.ignore: {', '.join(too_large)}"
        )
    return files


def read_some(folder: Path, ignore: list[str]) -> tuple[Files, list[str]]:
    """The files below a folder, and the names of those for which there was no more room."""
    found: Files = {}
    too_large = []
    room = MOST_BYTES
    for path in sorted(files_below(folder, ignore)):
        name = str(path.relative_to(folder))
        size = path.stat().st_size
        if size > room or len(found) == MOST_FILES:
            too_large.append(name)
            continue
        room -= size
        found[name] = path.read_bytes()
    if len(too_large) > MOST_NAMED:
        too_large[MOST_NAMED:] = [f"and {len(too_large) - MOST_NAMED} more"]
    return found, too_large


def files_below(folder: Path, ignore: list[str]) -> Iterator[Path]:
    """The files that nbgrader's ``find_all_files`` finds, without its looking through a folder anew
    for each file of it; no notebooks."""
    for name, folders, files in os.walk(folder):
        patterns = (os.path.join(glob.escape(name), pattern) for pattern in [*ignore, "*.ipynb"])
        ignored = {path for pattern in patterns for path in glob.glob(pattern)}
        folders[:] = [f for f in folders if os.path.join(name, f) not in ignored]
        for path in map(Path(name).joinpath, files):
            if str(path) not in ignored and path.is_file():
                yield path


def without_conflicts(files: Files, names: Iterable[str]) -> Files:
    """The files that may lie beside others of these names: a student's folder that is called as one
    of them, or a file as a folder of theirs, is left out."""
    taken = set(names)
    folders = {str(parent) for name in taken for parent in PurePath(name).parents}
    return {
        name: data
        for name, data in files.items()
        if name not in folders and taken.isdisjoint(map(str, PurePath(name).parents))
    }
