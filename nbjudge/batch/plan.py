"""Which submissions there are, and which of their notebooks need grading.

A notebook is graded already if its autograded folder holds a record with the fingerprint of today
(see `nbjudge.course.fingerprint`), and the gradebook the scores that the record tells of.

Whatever reading a submission raises is that student's verdict: all others are graded.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import click

from nbjudge.batch.class_run import ClassRun
from nbjudge.batch.marks import Standing, seconds_late
from nbjudge.batch.stamp import Stamp, read_stamp
from nbjudge.batch.worker import Submission
from nbjudge.batch.writer import Writer
from nbjudge.course.files import MOST_NAMED, Files
from nbjudge.course.fingerprint import fingerprint
from nbjudge.course.handed_in import handed_in, names_below
from nbjudge.course.record import Entry, entries_in
from nbjudge.errors import Unreadable
from nbjudge.harmless.text import on_one_line
from nbjudge.repair.reading import opened
from nbjudge.repair.unreadable import unreadable

AT_ONCE = 50
"""Submissions that are looked up in the gradebook together."""


@dataclass(frozen=True)
class Planned:
    """A submission and what is to be done about it.

    ``submission`` holds the notebooks that need grading; ``missing`` are those of the assignment
    that were not handed in, ``unexpected`` what may have been meant; ``records`` belong to
    notebooks that stay as they are; ``left_out`` are files that are none or too large.
    ``fingerprints`` are by notebook of the run.
    """

    submission: Submission
    folder: Path
    graded: Path
    stamp: Stamp
    fingerprints: dict[str, str]
    missing: tuple[str, ...]
    unexpected: tuple[str, ...]
    records: dict[str, Entry]
    left_out: tuple[str, ...]

    @property
    def student(self) -> str:
        return self.submission.student

    @property
    def is_unchanged(self) -> bool:
        return self.records.keys() >= self.fingerprints.keys()

    @property
    def missed(self) -> list[str]:
        """The notebooks of the run that were not handed in."""
        return [name for name in self.missing if name in self.fingerprints]

    @property
    def is_empty(self) -> bool:
        """Whether no notebook of the run was handed in."""
        return len(self.missed) == len(self.fingerprints)


@dataclass(frozen=True)
class HandedIn:
    """What lies in a submission's folder. ``unexpected`` is looked for where a notebook is
    missing."""

    notebooks: dict[str, bytes | Unreadable]
    files: Files = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    stamp: Stamp = field(default_factory=Stamp)
    missing: tuple[str, ...] = ()
    unexpected: tuple[str, ...] = ()


def plan(run: ClassRun, found: dict[str, Path], writer: Writer) -> Iterator[Planned]:
    """The submissions one by one, so that only those in work are in memory."""
    due = writer.due()
    names = list(found)
    for start in range(0, len(names), AT_ONCE):
        some = names[start : start + AT_ONCE]
        standings = writer.standings(some)
        for student in some:
            force = bool(run.converter.force)
            yield planned(run, student, found[student], standings.get(student), due, force)


def planned(
    run: ClassRun,
    student: str,
    folder: Path,
    standing: Standing | None,
    due: datetime | None,
    force: bool,
) -> Planned:
    """What is to be done about one submission; all of it with ``force``."""
    lies_there = whatever_lies_in(run, folder)
    stamp, files = lies_there.stamp, lies_there.files
    known = stamp.when or (standing.timestamp if standing else None)
    late = seconds_late(known, due, standing.extension if standing else None)
    fingerprints = {
        name: fingerprint(digest, lies_there.notebooks[name], files, late)
        for name, digest in run.bundle.digests.items()
    }
    graded = run.graded_folder(student)
    records = {
        name: entry
        for name, entry in entries_in(graded).items()
        if name in run.all_notebooks
        and (
            name not in fingerprints
            or (
                not force
                and entry["fingerprint"] == fingerprints[name]
                and _holds(graded, name, entry, standing)
            )
        )
    }
    wanted = fingerprints.keys() - records.keys() - set(lies_there.missing)
    notebooks = {name: data for name, data in lies_there.notebooks.items() if name in wanted}
    return Planned(
        submission=Submission(student, notebooks, files),
        folder=folder,
        graded=graded,
        stamp=stamp,
        fingerprints=fingerprints,
        missing=lies_there.missing,
        unexpected=lies_there.unexpected,
        records=records,
        left_out=lies_there.left_out,
    )


def whatever_lies_in(run: ClassRun, folder: Path) -> HandedIn:
    """What was handed in there. Where looking at it raises what nobody thought of, each notebook
    is unreadable, and says so: the class does not wait for it."""
    try:
        return _lies_in(run, folder)
    except Exception as error:
        click.echo(f"nbjudge: {on_one_line(str(folder))} cannot be read: {error!r}", err=True)
        return HandedIn({name: unreadable("folder") for name in run.all_notebooks})


def _lies_in(run: ClassRun, folder: Path) -> HandedIn:
    notebooks = {name: opened(str(folder / f"{name}.ipynb")) for name in run.all_notebooks}
    files, left_out = handed_in(folder, run.directory.ignore, run.settings.limits)
    missing = tuple(name for name, data in notebooks.items() if _is_missing(data))
    unexpected = _unexpected(folder, run.all_notebooks) if missing else ()
    return HandedIn(notebooks, files, left_out, read_stamp(folder), missing, unexpected)


def _is_missing(handed_in: bytes | Unreadable) -> bool:
    return isinstance(handed_in, Unreadable) and handed_in.reason == "missing"


def _unexpected(folder: Path, names: Sequence[str]) -> tuple[str, ...]:
    """What looks like a notebook, one folder deeper too, and is none of the assignment's."""
    known = {f"{name}.ipynb" for name in names}
    notebooks = (
        on_one_line(name)
        for name, entry in names_below(folder, depth=1)
        if ".ipynb" in entry.name.lower()
        and name not in known
        and entry.is_file(follow_symlinks=False)
    )
    return tuple(sorted(notebooks)[:MOST_NAMED])


def _holds(graded: Path, name: str, entry: Entry, standing: Standing | None) -> bool:
    """Whether folder and gradebook hold what a record tells of."""
    if standing is None:
        return False
    held = standing.scores.get(name, {})
    if entry["verdict"] == "missing":
        return all(score == 0 for score in held.values())
    try:
        text = (graded / f"{name}.ipynb").read_bytes()
    except OSError:
        return False
    if sha256(text).hexdigest() != entry.get("sha256"):
        return False
    return all(held.get(cell) == score for cell, score in entry["scores"].items())
