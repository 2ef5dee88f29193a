"""Which submissions there are, and which of their notebooks need grading.

A notebook is graded already if its autograded folder holds a record with the fingerprint of today
(see `nbjudge.batch.fingerprint`), and the gradebook the scores that the record tells of.
"""

import glob
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import parse_utc

from nbjudge.batch.fingerprint import fingerprint
from nbjudge.batch.marks import Standing, seconds_late
from nbjudge.batch.submission import Submission
from nbjudge.batch.writer import Writer
from nbjudge.course.folder import Files, read_some, without_links
from nbjudge.course.record import Entry, entries_in
from nbjudge.errors import Unreadable
from nbjudge.repair.reading import bytes_of

AT_ONCE = 50
"""Submissions that are looked up in the gradebook together."""


@dataclass(frozen=True)
class Planned:
    """A submission and what is to be done about it.

    ``submission`` holds the notebooks that need grading; ``missing`` are those of the assignment
    that were not handed in, ``strangers`` what may have been meant; ``records`` belong to
    notebooks that stay as they are; ``left_out`` are files that are links or too large.
    ``fingerprints`` are by notebook of the run.
    """

    submission: Submission
    folder: Path
    graded: Path
    timestamp: datetime | None
    fingerprints: dict[str, str]
    missing: tuple[str, ...]
    strangers: tuple[str, ...]
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
class Wanted:
    """What a plan is made for: the assignment's notebooks, and those of the run with digests."""

    directory: CourseDirectory
    assignment: str
    all_notebooks: Sequence[str]
    digests: dict[str, str]
    force: bool


def students(directory: CourseDirectory, assignment: str) -> dict[str, Path]:
    """Who handed something in, and where it lies; in nbgrader's order."""
    step = directory.submitted_directory
    pattern = directory.format_path(step, directory.student_id, assignment)
    named = re.compile(
        directory.format_path(step, "(?P<student>.*)", re.escape(assignment), escape=True),
        re.DOTALL,  # a folder's name may hold anything
    )
    excluded = set(directory.student_id_exclude.split(","))
    found = {}
    for path in sorted(glob.glob(pattern)):
        match = named.fullmatch(path)
        if match and match["student"] not in excluded:
            found[match["student"]] = Path(path)
    return found


def plan(wanted: Wanted, found: dict[str, Path], writer: Writer) -> Iterator[Planned]:
    """The submissions one by one, so that only those in work are in memory."""
    due = writer.due()
    names = list(found)
    for start in range(0, len(names), AT_ONCE):
        some = names[start : start + AT_ONCE]
        standings = writer.standings(some)
        for student in some:
            yield planned(wanted, student, found[student], standings.get(student), due)


def planned(
    wanted: Wanted,
    student: str,
    folder: Path,
    standing: Standing | None,
    due: datetime | None,
) -> Planned:
    """What is to be done about one submission."""
    directory = wanted.directory
    notebooks, unopened, missing = _notebooks(folder, wanted.all_notebooks)
    files, left_out = _files(folder, directory.ignore)
    timestamp = _timestamp(folder)
    known = timestamp or (standing.timestamp if standing else None)
    late = seconds_late(known, due, standing.extension if standing else None)
    fingerprints = {
        name: fingerprint(digest, notebooks.get(name), unopened.get(name), files, late)
        for name, digest in wanted.digests.items()
    }
    graded = Path(directory.format_path(directory.autograded_directory, student, wanted.assignment))
    records = {
        name: entry
        for name, entry in entries_in(graded).items()
        if name not in fingerprints
        or (
            not wanted.force
            and entry["fingerprint"] == fingerprints[name]
            and _holds(graded, name, entry, standing)
        )
    }
    wanted_now = fingerprints.keys() - records.keys()
    submission = Submission(
        student,
        {name: data for name, data in notebooks.items() if name in wanted_now},
        {name: reason for name, reason in unopened.items() if name in wanted_now},
        files,
    )
    return Planned(
        submission=submission,
        folder=folder,
        graded=graded,
        timestamp=timestamp,
        fingerprints=fingerprints,
        missing=missing,
        strangers=_strangers(folder, wanted.all_notebooks) if missing else (),
        records=records,
        left_out=left_out,
    )


def _notebooks(
    folder: Path, names: Sequence[str]
) -> tuple[dict[str, bytes], dict[str, str], tuple[str, ...]]:
    """The notebooks' bytes, reasons for those that cannot be opened, and those that are missing."""
    found, unopened, missing = {}, {}, []
    for name in names:
        path = folder / f"{name}.ipynb"
        try:
            found[name] = bytes_of(str(path))
        except Unreadable as unreadable:
            if unreadable.reason == "missing":
                missing.append(name)
            else:
                unopened[name] = unreadable.reason
    return found, unopened, tuple(missing)


def _strangers(folder: Path, names: Sequence[str]) -> tuple[str, ...]:
    """The notebooks that are none of the assignment's."""
    known = {f"{name}.ipynb" for name in names}
    return tuple(sorted({path.name for path in folder.glob("*.ipynb")} - known))


def _files(folder: Path, ignore: list[str]) -> tuple[Files, tuple[str, ...]]:
    """The files beside the notebooks, and those left out: too large, or links to anybody's file."""
    files, too_large = read_some(folder, ignore)
    kept, links = without_links(files, folder)
    return kept, (*too_large, *links)


def _timestamp(folder: Path) -> datetime | None:
    """When it was handed in, in UTC; None where that cannot be read."""
    try:
        text = bytes_of(str(folder / "timestamp.txt")).decode().strip()
        stamp: datetime | None = parse_utc(text) if text else None
        return stamp
    except (Unreadable, ValueError, OverflowError):
        return None


def _holds(graded: Path, name: str, entry: Entry, standing: Standing | None) -> bool:
    """Whether folder and gradebook hold what a record tells of."""
    if standing is None:
        return False
    held = standing.scores.get(name, {})
    if entry["verdict"] == "missing":
        return all(score == 0 for score in held.values())
    is_there = (graded / f"{name}.ipynb").is_file()
    return is_there and all(held.get(cell) == score for cell, score in entry["scores"].items())
