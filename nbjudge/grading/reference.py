"""The reference run: the instructor's own solution, graded before anyone else.

It must get full marks, or nobody is graded. It fixes for each test cell whether it runs in the
judge or in-process, and what it may meet there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from nbjudge.errors import GraderError
from nbjudge.grading.complaint import complaint, short_of_full_marks
from nbjudge.grading.job import Cell, CellRun, Job, transcripts_of
from nbjudge.grading.pair import Zygote
from nbjudge.grading.run import grade
from nbjudge.process.transcript import Transcript


@dataclass(frozen=True)
class Reference:
    """The test cells as the reference run showed them and what they saw, by grade_id, and all cells
    of the source."""

    tests: dict[str, Cell]
    source_cells: Sequence[Cell] = ()
    transcripts: dict[str, Transcript] = field(default_factory=dict)

    def apply_to(self, job: Job) -> Job:
        """The job of grading a submission, as the reference run fixed it."""
        return replace(job, cells=self.apply(job.cells), source_cells=self.source_cells)

    def apply(self, cells: Sequence[Cell]) -> list[Cell]:
        """The cells of a submission, each test cell where and as the reference run fixed it."""
        return [
            replace(
                cell,
                place=known.place,
                has_hidden_tests=known.has_hidden_tests,
                expectation=known.expectation,
            )
            if cell.points is not None and (known := self.tests.get(cell.grade_id or ""))
            else cell
            for cell in cells
        ]


def reference_run(zygote: Zygote, job: Job, name: str) -> Reference:
    """Run the reference solution. ``name`` says whose it is, for the message.

    A test cell that fails in the judge is tried once more in-process. Raises GraderError,
    which names the cell and its error, when a cell does not get full marks there either.
    """
    recording = replace(job, records=True, source_cells=job.cells)
    runs = grade(zygote, recording).cells
    if any(run.fault == "died" for run in runs):  # a kill from outside says nothing of the test
        runs = grade(zygote, recording).cells
    short = _short_of_full_marks(job.cells, runs)
    cells = list(job.cells)
    if short:
        cells = [replace(c, place="in-process") if c.grade_id in short else c for c in cells]
        again = grade(zygote, replace(job, cells=cells, source_cells=cells)).cells
        if _short_of_full_marks(cells, again):
            raise GraderError(complaint(name, cells, again, runs))
    return Reference(
        {
            cell.grade_id: replace(cell, expectation=run.seen if cell.place == "judge" else None)
            for cell, run in zip(cells, runs, strict=True)
            if cell.points is not None and cell.grade_id is not None
        },
        cells,
        transcripts_of(cells, runs),
    )


def _short_of_full_marks(cells: Sequence[Cell], runs: Sequence[CellRun]) -> set[str | None]:
    return {cells[number].grade_id for number in short_of_full_marks(cells, runs)}
