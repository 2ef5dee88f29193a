"""The way from a job to its marks: run, score, follow-through, diagnosis.

`nbjudge.course.grader` takes it for each submission.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Literal

from nbjudge.grading import follow_through
from nbjudge.grading.diagnosing import Again, Diagnosis
from nbjudge.grading.diagnosis import Knowledge, Sight
from nbjudge.grading.follow_through import Chain, chain_of, steps_in
from nbjudge.grading.job import OUT_OF_TIME, Cell, CellRun, Job, NotebookRun
from nbjudge.grading.judgement import Judgement, Mark, outcome_of
from nbjudge.grading.outcome import with_fault, with_outcome, without_outcome
from nbjudge.grading.score import score
from nbjudge.grading.series import series_of
from nbjudge.process.kernel.outputs import Output

Grade = Callable[[Job], NotebookRun]

Unclear = Literal["hold", "grant", "refuse"]


def judge(
    grade: Grade,
    job: Job,
    knowledge: Knowledge | None = None,
    share: float = 0.0,
    on_timeout: Output | None = None,
    unclear: Unclear = "hold",
) -> Judgement:
    """Run a job that the reference run fixed, and mark its test cells.

    ``share`` is the part of a failed cell's points that follow-through may earn; with 0 there is
    none. Without ``knowledge`` nothing is diagnosed. A test that cannot tell right from wrong is
    held for a person, or counts as right (grant) or wrong (refuse). Raises what ``grade`` raises.
    """
    run = settled(job.cells, grade(job), unclear)
    return _Judging(grade, job, knowledge, share, run).judged(on_timeout)


def settled(cells: Sequence[Cell], run: NotebookRun, unclear: Unclear) -> NotebookRun:
    """A run in which what no machine can tell is only unclear where a person is to look at it."""
    return replace(
        run, cells=[_decided(c, r, unclear) for c, r in zip(cells, run.cells, strict=True)]
    )


def _decided(cell: Cell, run: CellRun, unclear: Unclear) -> CellRun:
    if not run.unclear or unclear == "hold":
        return run
    if unclear == "refuse":
        return replace(run, unclear=None)
    ends_with_number = cell.expectation is not None and cell.expectation.number
    points = cell.points if ends_with_number else None
    return replace(run, unclear=None, failed=False, outputs=[], number=points)


class _Judging:
    def __init__(
        self, grade: Grade, job: Job, knowledge: Knowledge | None, share: float, run: NotebookRun
    ) -> None:
        self._grade = grade
        self._job = job
        self._knowledge = knowledge
        self._share = share
        self._run = run
        self._marks: dict[str, Mark] = {}
        self._said: dict[str, list[str]] = {}
        self._remarks: dict[str, str] = {}
        self._steps = steps_in(job.source_cells)
        self._diagnosis = (
            Diagnosis(job, run.cells, knowledge, lambda: self._seen) if knowledge else None
        )

    def judged(self, on_timeout: Output | None) -> Judgement:
        for cell, run in zip(self._job.cells, self._run.cells, strict=True):
            if cell.points is not None and cell.grade_id:
                earned = score(cell, run)
                outcome = outcome_of(run, earned, cell.points)
                mark = Mark(outcome, earned, cell.points, cell.place, unclear=run.unclear)
                self._marks[cell.grade_id] = mark
        for position, cell in enumerate(self._job.cells):
            if cell.grade_id in self._marks and cell.points is not None:
                mark = self._marks[cell.grade_id]
                if mark.points < mark.max_points and not mark.unclear:
                    self._look_again(position, cell.grade_id, mark)
        return Judgement(self._run, self._outputs(on_timeout), self._marks, self._remarks)

    def _outputs(self, on_timeout: Output | None) -> list[list[Output]]:
        """What each cell is to show, test cells with their points."""
        shown = []
        for cell, run in zip(self._job.cells, self._run.cells, strict=True):
            outputs = with_fault(run, on_timeout)
            if cell.grade_id in self._marks and cell.points is not None:
                said = self._said.get(cell.grade_id, [])
                mark = self._marks[cell.grade_id]
                outputs = (
                    without_outcome(mark.unclear)
                    if mark.unclear
                    else with_outcome(cell, run, outputs, mark, said)
                )
            shown.append(outputs)
        return shown

    def _look_again(self, position: int, test: str, mark: Mark) -> None:
        chain = chain_of(self._job.cells, self._steps, position)
        again = self._run_again(chain) if chain else None
        earned = again.earned if again else 0.0
        said = self._said.setdefault(test, [])
        if self._diagnosis and mark.outcome != OUT_OF_TIME:
            if chain and earned >= mark.max_points:
                self._diagnosis.clear(chain.own_ids)
            follows = bool(chain and self._lost_before(chain))
            mark.finding = self._diagnosis.finding(test, chain, again, follows)
        if mark.finding:
            said.append(mark.finding.sentence)
        earned *= self._share
        if chain and earned > mark.points:
            mark.follow_through, mark.points = earned - mark.points, earned
            upon = follow_through.built_upon(self._job, chain, self._lost_before(chain))
            said.append(follow_through.sentence(upon, mark.follow_through, mark.max_points))
            self._remark(chain, said[-1])
        if test in self._job.curves and mark.outcome != OUT_OF_TIME:
            mark.curve = self._curve(test, self._job.curves[test])

    def _curve(self, test: str, name: str) -> list[float] | None:
        seen = self._seen.transcripts
        return series_of(seen[test].names.get(name)) if test in seen else None

    def _remark(self, chain: Chain, sentence: str) -> None:
        """Keep a sentence for the solution cell that the chain ends in."""
        own = [c.grade_id for c in self._job.source_cells if c.grade_id in chain.own_ids]
        before = self._remarks.get(str(own[-1]))
        self._remarks[str(own[-1])] = f"{before} {sentence}" if before else sentence

    def _run_again(self, chain: Chain) -> Again | None:
        """How the test cell ends on top of right earlier answers, if that may differ.

        The student's own are tried first where they have full marks: this step may use what only
        they define. Where that does not help, the reference's.
        """
        if not (self._share or self._knowledge):
            return None
        lost = self._lost_before(chain)
        if not follow_through.can_help(chain, self._job, self._run.cells, bool(lost)):
            return None
        test = self._job.cells[chain.test]
        tried: list[list[Cell]] = []
        earned: list[float] = []
        for kept in (self._with_full_marks(chain), frozenset[str]()):
            cells = follow_through.substituted(self._job, chain, kept)
            if cells not in tried and test.points not in earned:
                tried.append(cells)
                run = self._grade(follow_through.brief(self._job, cells)).cells[-1]
                earned.append(0.0 if run.fault else score(test, run))
        best = max(earned)
        if run.fault or not self._knowledge or best == test.points:
            return Again(best)
        sight = self._knowledge.observe(self._job, tried[-1], follow_through.PATIENCE)
        return Again(best, sight.only(str(test.grade_id)))

    def _with_full_marks(self, chain: Chain) -> frozenset[str]:
        """The earlier solution cells whose tests have all gained full marks of their own."""
        tested = frozenset().union(*(own for own, _ in self._steps.values()))
        return tested & chain.earlier.keys() - self._lost_before(chain)

    def _lost_before(self, chain: Chain) -> set[str]:
        """The earlier solution cells whose own test cells lost points of their own."""
        lost: set[str] = set()
        for test, (own, _) in self._steps.items():
            mark = self._marks.get(test)
            if mark and mark.points - mark.follow_through < mark.max_points:
                lost |= own & chain.earlier.keys()
        return lost

    @cached_property
    def _seen(self) -> Sight:
        """What each test cell before the first fault sees of this notebook, run again for it.

        Recording takes time that only a notebook with a lost point should cost.
        """
        faults = [n for n, run in enumerate(self._run.cells) if run.fault]
        cells = self._job.cells[: min(faults, default=len(self._job.cells))]
        if self._knowledge:
            return self._knowledge.observe(self._job, cells, follow_through.PATIENCE)
        run = self._grade(self._job.only_seen(cells, follow_through.PATIENCE))
        return Sight.of(cells, run.cells, self._job.source_cells)
