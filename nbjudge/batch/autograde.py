"""``nbjudge autograde``: from the submissions of an assignment to gradebook and autograded folders.

`Autograding` is the flow; each step is a module of its own.
"""

import errno
import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

import click
from nbgrader.converters.base import NbGraderException
from rich.console import Console

from nbjudge.batch.address import Address
from nbjudge.batch.class_run import ClassRun
from nbjudge.batch.cluster import Cluster
from nbjudge.batch.folders import Folders
from nbjudge.batch.interrupt import held_back
from nbjudge.batch.marks import Marks, NotebookMarks
from nbjudge.batch.plan import Planned, plan
from nbjudge.batch.pool import Crashed, Workers, graded_by
from nbjudge.batch.processes import Processes
from nbjudge.batch.progress import Reporter
from nbjudge.batch.rounds import in_rounds
from nbjudge.batch.summary import (
    BY_NBGRADER,
    NO_NAME,
    NO_STUDENT,
    NOT_BY_NBGRADER,
    UNCHANGED,
    Summary,
    notes_of,
    worst,
)
from nbjudge.batch.worker import as_text, remarks_on
from nbjudge.batch.writer import Writer
from nbjudge.course.graded import GradedNotebook
from nbjudge.course.grader import not_graded
from nbjudge.course.record import Entry, dumps, entry_of, missing_entry
from nbjudge.course.spec import NotebookSpec
from nbjudge.course.verdict import CRASHED, NOTHING_HANDED_IN, UNGRADED, Verdict
from nbjudge.errors import GraderError
from nbjudge.harmless.text import on_one_line, visible
from nbjudge.plugin.bundle import JobBundle

MOST_UNWRITTEN = 32
LONGEST_UNWRITTEN = 1.0
"""Submissions, and seconds, that wait for a transaction: what a kill costs."""


Done = tuple[Planned, list[GradedNotebook]]
"""A submission and what came of it."""

OF_THE_MACHINE = {
    getattr(errno, name) for name in "ENOSPC EDQUOT EFBIG EROFS EIO EMFILE ENFILE".split()
}


@dataclass(frozen=True)
class Options:
    """What the command line says beyond nbgrader's own options, and where to answer."""

    console: Console
    jobs: int
    cluster: Address | None = None
    quiet: bool = False
    as_json: bool = False


def autograde(run: ClassRun, options: Options) -> Summary:
    """Grade all submissions that need it. Raises GraderError when that cannot go on.

    Whatever ends it, what was reported as done stays done.
    """
    run.check_cluster(options.cluster)
    summary = Summary(run.assignment)
    found = run.handed_in()
    tell(run.remarks)
    with Reporter(options.console, len(found), options.quiet, options.as_json) as report:
        work = Autograding(run, summary, report)
        if run.other_kernels:
            work.hand_over(found)
        else:
            work.grade(found, options)
    report.finish(summary)
    return summary


def tell(remarks: Iterable[str]) -> None:
    """Say what is to be known of the sources."""
    for sentence in remarks:
        click.echo(f"nbjudge: {visible(sentence)}", err=True)


class Autograding:
    """A run at work: what is graded but not yet written, and who is told."""

    def __init__(self, run: ClassRun, summary: Summary, report: Reporter) -> None:
        self._run = run
        self._summary = summary
        self._report = report
        self._folders = Folders(run)
        self._unwritten: list[Done] = []
        self._oldest = 0.0

    def grade(self, found: dict[str, Path], options: Options) -> None:
        """Grade and write what these students handed in, as far as it needs that."""
        bundle = self._run.bundle
        self._folders.clear_leftovers(self._run.graded_folder(student) for student in found)
        with closing(self._run.writer()) as writer:
            for student in self._run.nameless:
                self._ended(on_one_line(student), NO_NAME)
            for student in writer.refused(found):
                del found[student]
                self._ended(student, NO_STUDENT)
            to_do = self._to_do(plan(self._run, found, writer))
            with closing(outcomes(bundle, options, to_do)) as results:
                try:
                    for planned, graded in results:
                        self._take(planned, graded, writer)
                finally:
                    self._write(writer)

    def hand_over(self, found: dict[str, Path]) -> None:
        """Have nbgrader grade all of it, which runs any kernel."""
        click.echo(
            "nbjudge: not sandboxed, nbgrader's own Execute runs the students' code: "
            f"no Python kernel has {', '.join(self._run.other_kernels)}",
            err=True,
        )
        with suppress(NbGraderException):  # it has logged what went wrong, student by student
            self._run.converter.start()
        for student in found:
            is_there = self._run.graded_folder(student).is_dir()
            self._ended(student, BY_NBGRADER if is_there else NOT_BY_NBGRADER)

    def _to_do(self, plans: Iterator[Planned]) -> Iterator[Planned]:
        for planned in plans:
            if planned.is_unchanged:
                self._ended(planned.student, UNCHANGED)
            else:
                yield planned

    def _take(self, planned: Planned, graded: list[GradedNotebook], writer: Writer) -> None:
        if not self._unwritten:
            self._oldest = time.monotonic()
        self._unwritten.append((planned, graded))
        waited = time.monotonic() - self._oldest
        if len(self._unwritten) >= MOST_UNWRITTEN or waited >= LONGEST_UNWRITTEN:
            self._write(writer)

    def _write(self, writer: Writer) -> None:
        """Make safe what was graded. Raises GraderError when disk or gradebook refuse it."""
        batch, self._unwritten = self._unwritten, []
        if not batch:
            return
        with held_back():
            try:
                self._make_safe(batch, writer)
            except OSError as error:
                raise GraderError(
                    f"the grades cannot be written: {error}. What was graded so far stands; "
                    "make room and run the same command again"
                ) from error
            finally:
                self._folders.clear_mine()

    def _make_safe(self, batch: Sequence[Done], writer: Writer) -> None:
        """Stage the folders, write the gradebook in one transaction, move the folders in place.

        What only one of them makes impossible is that student's verdict.
        """
        try:
            staged = [self._stage(planned, graded) for planned, graded in batch]
            writer.store([marks_of(planned, graded) for planned, graded in batch])
        except GraderError:
            raise
        except Exception as error:
            if is_the_machines(error) or all(map(is_given_up, batch)):
                raise
            for one in batch:
                self._make_safe([one if len(batch) > 1 else self._given_up(*one, error)], writer)
            return
        for folder, (planned, graded) in zip(staged, batch, strict=True):
            self._folders.place(folder, planned.graded)
            verdicts = [notebook.verdict for notebook in graded]
            verdicts += ["missing"] * bool(planned.missed)
            self._ended(planned.student, worst(verdicts), notes_of(planned, graded), graded)

    def _given_up(self, planned: Planned, graded: list[GradedNotebook], error: Exception) -> Done:
        """A submission without all that it brought, for a person to look at."""
        click.echo(f"nbjudge: {planned.student} cannot be written: {error!r}", err=True)
        bare = replace(planned, submission=replace(planned.submission, files={}))
        return bare, judged(self._run.bundle, bare, Crashed())

    def _stage(self, planned: Planned, graded: list[GradedNotebook]) -> Path:
        entries = planned.records | missing_entries(planned)
        versions = self._run.bundle.versions
        entries |= {
            n.name: entry_of(n, planned.fingerprints[n.name], planned.left_out, versions)
            for n in graded
        }
        texts = {notebook.name: notebook.text for notebook in graded if notebook.text}
        record = dumps(planned.student, self._run.assignment, entries)
        return self._folders.stage(planned, texts, record)

    def _ended(
        self,
        student: str,
        how: str,
        notes: Sequence[str] = (),
        graded: Sequence[GradedNotebook] = (),
    ) -> None:
        self._summary.add(student, how, graded)
        self._report.done(student, how, notes)


def is_the_machines(error: Exception) -> bool:
    """Whether no submission is to blame: there is no room, or no disk."""
    return isinstance(error, OSError) and error.errno in OF_THE_MACHINE


def is_given_up(one: Done) -> bool:
    """Whether nothing that the student brought is left of it."""
    planned, graded = one
    return not planned.submission.files and all(n.verdict in UNGRADED for n in graded)


def outcomes(bundle: JobBundle, options: Options, to_do: Iterator[Planned]) -> Generator[Done]:
    """Have submissions graded, until it is closed; no worker is started when there are none."""
    first = next(to_do, None)
    if first is None:
        return
    workers = start_workers(bundle, options)
    try:
        references = workers.references()
        tell(remarks_on(bundle, references))
        step = partial(graded_by, workers.groups, references)
        for planned, outcome in in_rounds(step, chain([first], to_do)):
            yield planned, judged(bundle, planned, outcome)
    finally:
        with held_back():
            workers.close()


def start_workers(bundle: JobBundle, options: Options) -> Workers:
    if options.cluster:
        return Cluster(bundle, options.cluster)
    return Processes(bundle, options.jobs)


def judged(
    bundle: JobBundle, planned: Planned, outcome: list[GradedNotebook] | Crashed
) -> list[GradedNotebook]:
    """The graded notebooks of a submission, those among them that could not be graded."""
    if isinstance(outcome, Crashed):
        crashed = [bundle.notebooks[name] for name in planned.submission.notebooks]
        return [ungraded(spec, "crashed the grader", CRASHED) for spec in crashed]
    if planned.is_empty:
        specs = bundle.notebooks.values()
        return [ungraded(spec, "missing", NOTHING_HANDED_IN) for spec in specs]
    return outcome


def ungraded(spec: NotebookSpec, verdict: Verdict, sentence: str) -> GradedNotebook:
    """A notebook without a run, for a person to look at; it has no text if it is missing."""
    blank = spec.template.blank(verdict, sentence)
    graded = not_graded(spec.name, blank)
    return graded if verdict == "missing" else replace(graded, text=as_text(blank))


def missing_entries(planned: Planned) -> dict[str, Entry]:
    """The records of notebooks that were not handed in."""
    return {name: missing_entry(planned.fingerprints[name]) for name in planned.missed}


def marks_of(planned: Planned, graded: list[GradedNotebook]) -> Marks:
    """What the gradebook is to hold of a submission."""
    missing = {name: NotebookMarks(is_missing=True) for name in planned.missing}
    return Marks(
        planned.student,
        planned.stamp.when,
        missing | {n.name: NotebookMarks(n.scores, n.comments, n.needs_a_person) for n in graded},
    )
