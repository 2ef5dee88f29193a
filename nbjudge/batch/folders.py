"""The autograded folder of a submission: staged beside its place, then moved there by a rename.

A folder that stands in its place is complete, whenever the machine stopped.
"""

import contextlib
import errno
import os
import shutil
import socket
from collections.abc import Iterable
from itertools import count
from pathlib import Path

from nbjudge.batch.class_run import ClassRun
from nbjudge.batch.plan import Planned
from nbjudge.course.files import files_below, without_conflicts
from nbjudge.course.record import RECORD

MARK = ".nbjudge-staged"


class Folders:
    """The autograded folders of an assignment, with the permissions that nbgrader gives them."""

    def __init__(self, run: ClassRun) -> None:
        self._course = run.directory
        self._source = run.source_folder
        self._kept_files = run.kept_files
        self._permissions = int(str(run.converter.permissions), 8)
        self._mine = f"{MARK}-{socket.gethostname()}-{os.getpid()}"
        self._numbers = count()
        self._staged: set[Path] = set()

    def stage(self, planned: Planned, notebooks: dict[str, str], record: str) -> Path:
        """Write a submission's folder beside its place. Returns where it lies."""
        graded = planned.graded
        graded.parent.mkdir(parents=True, exist_ok=True)
        staged = graded.with_name(f".{graded.name}{self._mine}-{next(self._numbers)}")
        self._staged.add(staged)
        staged.mkdir()
        own = self._instructors_files()
        reserved = {*own, RECORD, *(f"{name}.ipynb" for name in [*notebooks, *planned.records])}
        for name, data in without_conflicts(planned.submission.files, reserved).items():
            _way_to(staged, name).write_bytes(data)
        for name, path in own.items():
            if name not in self._kept_files:
                shutil.copy(path, _way_to(staged, name))
        for name in planned.records:
            if (graded / f"{name}.ipynb").is_file():
                shutil.copyfile(graded / f"{name}.ipynb", staged / f"{name}.ipynb")
        for name, text in notebooks.items():
            (staged / f"{name}.ipynb").write_text(text, encoding="utf-8")
        (staged / RECORD).write_text(record, encoding="utf-8")
        self._set_permissions(staged)
        return staged

    def _instructors_files(self) -> dict[str, Path]:
        """What lies beside the source notebooks, by its place there."""
        found = files_below(self._source, self._course.ignore)
        return {str(path.relative_to(self._source)): path for path in found}

    def _set_permissions(self, staged: Path) -> None:
        for folder, _, names in os.walk(staged):
            for name in names:
                os.chmod(os.path.join(folder, name), self._permissions)
            if self._course.groupshared:
                os.chmod(folder, (os.stat(folder).st_mode | 0o2770) & 0o2777)

    def place(self, staged: Path, graded: Path) -> None:
        """Move a staged folder into its place; the one that stood there is removed."""
        old = staged.with_name(f"{staged.name}-old")
        self._staged.add(old)
        while True:
            try:
                os.rename(graded, old)
            except FileNotFoundError:
                pass
            else:
                remove(old)
            try:
                os.rename(staged, graded)
                return
            except OSError as error:  # another grader was faster: its folder is replaced too
                if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                    raise

    def clear_mine(self) -> None:
        """Remove what this run has staged and then not put in place, or not removed."""
        for folder in self._staged:
            remove(folder)
        self._staged.clear()

    def clear_leftovers(self, graded: Iterable[Path]) -> None:
        """Remove what killed runs on this machine have left beside these places."""
        for path in graded:
            for staged in path.parent.glob(f".{path.name}{MARK}-*"):
                if not _is_at_work(staged.name):
                    remove(staged)


def remove(folder: Path) -> None:
    """Remove a folder as far as that goes: stock nbgrader may have copied one there that is nested
    deeper than Python can follow. What stays is hidden, and harms nobody."""
    with contextlib.suppress(RecursionError):
        shutil.rmtree(folder, ignore_errors=True)


def _way_to(folder: Path, name: str) -> Path:
    """The place of a file in a folder, which is made if need be."""
    place = folder / name
    place.parent.mkdir(parents=True, exist_ok=True)
    return place


def _is_at_work(name: str) -> bool:
    """Whether the run that staged a folder is alive, as far as this machine can tell."""
    host, _, rest = name.partition(f"{MARK}-")[2].rpartition("-")[0].rpartition("-")
    if host != socket.gethostname():
        return True
    try:
        os.kill(int(rest), 0)
    except (ProcessLookupError, ValueError):
        return False
    except PermissionError:
        return True
    return True
