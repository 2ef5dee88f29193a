"""``nbjudge replay``: grade one submission once more and compare it with what was recorded."""

from contextlib import closing

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from nbjudge.batch import worker
from nbjudge.batch.class_run import ClassRun
from nbjudge.batch.comparison import CellComparison, compared
from nbjudge.batch.plan import Planned, planned
from nbjudge.batch.summary import notes_of
from nbjudge.course.record import RECORD, Entry, entries_in
from nbjudge.errors import GraderError


def replay(run: ClassRun, student: str, console: Console) -> bool:
    """Show the comparison. Returns whether points and outcomes are the same.

    Raises GraderError if there is no record of this student's submission.
    """
    folder = run.students().get(student)
    records = entries_in(run.graded_folder(student))
    if folder is None or not records:
        raise GraderError(
            f"{run.graded_folder(student)} holds no {RECORD} of a submission that is still "
            f"there; run: nbjudge autograde {run.assignment} --student {student}"
        )
    with closing(run.writer()) as writer:
        standing = writer.standings([student]).get(student)
        one = planned(run, student, folder, standing, writer.due(), force=True)
    for sentence in changed_since(one, records):
        console.print(sentence, highlight=False, soft_wrap=True)
    graded = worker.grade_submission(run.bundle, worker.make_references(run.bundle), one.submission)
    is_same = True
    for notebook in graded:
        recorded = records.get(notebook.name, {})
        before = recorded.get("scores", {})
        cells = list(compared(student, one.graded, before, notebook))
        show(console, cells, notebook.record)
        is_same &= all(cell.is_same for cell in cells)
        is_same &= recorded.get("verdict") == notebook.verdict
        console.print(f"{notebook.name}: {recorded.get('verdict')} → {notebook.verdict}")
    for note in notes_of(one, graded):
        console.print(note, highlight=False, markup=False, soft_wrap=True)
    console.print("The same as recorded." if is_same else "[red]Not as recorded.")
    whole = f"nbjudge report {run.assignment}"
    dry_run = f"nbjudge autograde {run.assignment} --student {student} --dry-run"
    console.print(f"Next: {whole if is_same else dry_run}", highlight=False, soft_wrap=True)
    return is_same


def changed_since(one: Planned, records: dict[str, Entry]) -> list[str]:
    """A sentence on each notebook whose grades hang on something that is no longer as it was."""
    return [
        f"{name}: the submission, the assignment or the environment has changed since it was graded"
        for name, mark in one.fingerprints.items()
        if name in records and records[name]["fingerprint"] != mark
    ]


def show(console: Console, cells: list[CellComparison], record: Entry) -> None:
    """Print a notebook's grade cells."""
    ran = {cell["grade_id"]: cell for cell in record.get("cells", [])}
    table = Table(box=SIMPLE, show_edge=False, pad_edge=False)
    for heading in ("cell", "ran", "ms", "points then", "now", "outcome"):
        table.add_column(heading, justify="right" if heading in ("ms", "now") else "left")
    for cell in cells:
        how = ran.get(cell.cell, {})
        table.add_row(
            cell.cell,
            how.get("ran", ""),
            f"{1000 * how['seconds']:.0f}" if how else "",
            _points(cell.points_before),
            _points(cell.points_after),
            (cell.outcome_after or "") if cell.is_same else cell.why,
        )
    console.print(table)


def _points(points: float | None) -> str:
    return "by hand" if points is None else f"{points:g}"
