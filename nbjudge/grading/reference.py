"""The reference run: the instructor's own solution, graded before anyone else.

It must get full marks, or nobody is graded. It fixes for each test cell whether it is judged apart
or runs in-process, and what it may meet there.

A test cell is judged apart only where that makes no difference: neither its text nor what it does
says that it looks at the student's side or changes it, and the reference, the blank version, known
wrong answers and mutants of them end there as they do in-process.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from nbjudge.grading.complaint import broken_tests, reason, short_of_full_marks
from nbjudge.grading.job import Cell, CellRun, Job, transcripts_of
from nbjudge.grading.pair import Zygote
from nbjudge.grading.run import grade
from nbjudge.grading.score import score
from nbjudge.grading.student_side import looked_at
from nbjudge.grading.variants import Variant, planted
from nbjudge.process.policy.expectation import Expectation
from nbjudge.process.transcript import Transcript

VARIANT_SECONDS = 10.0
"""For one cell of a variant. One that takes longer says nothing of the tests after it."""


@dataclass(frozen=True)
class Reference:
    """The test cells as the reference run showed them and what they saw, by grade_id, all cells of
    the source, and ``why`` some test cells run in-process; ``broken`` are those that were left out,
    since they take points from the reference."""

    tests: dict[str, Cell]
    source_cells: Sequence[Cell] = ()
    transcripts: dict[str, Transcript] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()

    def remarks(self, name: str) -> list[str]:
        """What whoever grades the notebook ``name`` should know, one sentence each."""
        return [
            f"{name}: {test} runs in-process, in the student process: {why}"
            for test, why in self.why.items()
        ]

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


def reference_run(
    zygote: Zygote, job: Job, name: str, variants: Sequence[Variant] = ()
) -> Reference:
    """Run the reference solution. ``name`` says whose it is, for the message.

    Raises GraderError, which names the first cell that failed and its error, when a test cell does
    not get full marks in-process either.
    """
    return _Placing(zygote, job, name, variants).settled()


class _Placing:
    """Moves test cells in-process until the reference, held to what it showed, gets full marks and
    no variant makes a difference. A test that was moved stays: so this comes to an end."""

    def __init__(self, zygote: Zygote, job: Job, name: str, variants: Sequence[Variant]) -> None:
        self._zygote = zygote
        self._job = job
        self._name = name
        self._variants = variants
        self._in_judge: Sequence[CellRun] | None = None
        self._why: dict[str, str] = {}
        self._drawn: set[str] = set()
        self._sharing: set[str] = set()

    def settled(self) -> Reference:
        self._move({c.grade_id or "": looked_at(c.source, self._job.files) for c in self._tests()})
        is_tried = False
        while True:
            reference, runs = self._run()
            moved = self._move(self._found(reference, runs)) or self._gave_way(reference)
            if not moved and not is_tried:
                is_tried, moved = True, self._move(self._differing(reference))
            if not moved:
                return reference

    def _tests(self) -> list[Cell]:
        return [cell for cell in self._job.cells if cell.points is not None and cell.grade_id]

    def _move(self, found: dict[str, set[str]]) -> bool:
        """Move the test cells for which there is a reason; whether there is a new one."""
        news = {g: "; ".join(sorted(why)) for g, why in found.items() if why}
        news = {grade_id: why for grade_id, why in news.items() if grade_id not in self._why}
        self._why |= news
        return bool(news)

    def _run(self) -> tuple[Reference, Sequence[CellRun]]:
        """The reference as it is placed now, its tests still free to meet anything."""
        cells = [
            replace(c, place="in-process")
            if c.points is not None and c.grade_id in self._why
            else c
            for c in self._job.cells
        ]
        watched = replace(self._job, cells=cells, source_cells=cells, records=True, watches=True)
        runs = self._graded(watched)
        self._in_judge = self._in_judge or runs
        tests = {
            cell.grade_id: replace(cell, expectation=self._expected(cell, run))
            for cell, run in zip(cells, runs, strict=True)
            if cell.points is not None and cell.grade_id is not None
        }
        return Reference(tests, cells, transcripts_of(cells, runs), self._why), runs

    def _expected(self, cell: Cell, run: CellRun) -> Expectation | None:
        """What a submission's test cell is held to. In-process, only whether it ends with a number.

        Its random numbers are its own until the reference loses points by that.
        """
        if cell.place != "judge":
            return Expectation(number=run.number is not None)
        if run.seen is None:
            return None
        grade_id = cell.grade_id or ""
        if run.seen.shares_stream:
            self._drawn.add(grade_id)
        return replace(run.seen, shares_stream=grade_id in self._sharing)

    def _found(self, reference: Reference, runs: Sequence[CellRun]) -> dict[str, set[str]]:
        """Why tests that ran in the judge do not belong there. Raises GraderError when one that ran
        in-process fell short, and nothing can be done about it by moving others."""
        cells = reference.source_cells
        found: dict[str, set[str]] = {}
        short = short_of_full_marks(cells, runs)
        for number, (cell, run) in enumerate(zip(cells, runs, strict=True)):
            if cell.points is not None and cell.place == "judge":
                effects = run.seen.effects if run.seen else set()
                failed = {f"in the judge: {reason(cell, run)}"} if number in short else set()
                found[cell.grade_id or ""] = effects or failed
        if not any(found.values()) and short:
            assert self._in_judge is not None
            raise broken_tests(self._name, cells, runs, self._in_judge)
        return found

    def _gave_way(self, reference: Reference) -> bool:
        """Whether a test that takes points from the reference, handed in, gives way: first it draws
        random numbers from one stream with student code, then it runs in-process."""
        lost = self._lost_as_submission(reference)
        sharing = (lost.keys() & self._drawn) - self._sharing
        self._sharing |= sharing
        return bool(sharing) or self._move(lost)

    def _lost_as_submission(self, reference: Reference) -> dict[str, set[str]]:
        """The tests in the judge that take points from the reference, handed in by a student."""
        job = reference.apply_to(self._job)
        runs = self._graded(job)
        lost = {
            job.cells[number].grade_id or "": {
                f"held to what it showed: {reason(job.cells[number], runs[number])}"
            }
            for number in short_of_full_marks(job.cells, runs)
            if job.cells[number].place == "judge"
        }
        if not lost and short_of_full_marks(job.cells, runs):
            raise broken_tests(self._name, job.cells, runs, runs)
        return lost

    def _differing(self, reference: Reference) -> dict[str, set[str]]:
        """The tests in the judge that a variant ends otherwise there than in-process."""
        found: dict[str, set[str]] = {}
        apart, sources = reference.apply(self._job.cells), reference.source_cells
        if all(cell.place != "judge" for cell in apart):
            return found
        in_process = [replace(c, place="in-process") if c.place == "judge" else c for c in apart]
        for variant in self._variants:
            here, there = (
                self._tried(replace(self._job, cells=planted(cells, variant), source_cells=sources))
                for cells in (apart, in_process)
            )
            for cell, one, other in zip(apart, here, there, strict=True):
                if one.fault or other.fault:
                    break
                if cell.place == "judge" and score(cell, one) != score(cell, other):
                    found[cell.grade_id or ""] = {WHY_DIFFERING}
        return found

    def _tried(self, job: Job) -> Sequence[CellRun]:
        limit = min(job.timeout or VARIANT_SECONDS, VARIANT_SECONDS)
        brief = replace(job, timeout=limit, patience=2 * VARIANT_SECONDS, brief=True)
        return grade(self._zygote, brief).cells

    def _graded(self, job: Job) -> Sequence[CellRun]:
        runs = grade(self._zygote, job).cells
        if any(run.fault == "died" for run in runs):  # a kill from outside says nothing of the test
            runs = grade(self._zygote, job).cells
        return runs


WHY_DIFFERING = "a wrong answer ends otherwise in the judge than in-process"
