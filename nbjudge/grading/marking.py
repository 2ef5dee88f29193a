"""The way from a job to its marks: run, score, follow-through, diagnosis.

`nbjudge.course.grader` takes it for each submission.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Literal

from nbjudge.grading import follow_through
from nbjudge.grading.diagnosing import Diagnosis, runnable_part
from nbjudge.grading.diagnosis import Knowledge, Sight
from nbjudge.grading.follow_through import Chain
from nbjudge.grading.job import OUT_OF_TIME, Cell, CellRun, Job, NotebookRun
from nbjudge.grading.judgement import Judgement, Mark
from nbjudge.grading.outcome import with_fault, with_outcome, without_outcome
from nbjudge.grading.own_marks import OwnMarks
from nbjudge.grading.rounds import Begun, Grade, begin, go_on
from nbjudge.grading.series import series_of
from nbjudge.process.kernel.outputs import Output

Unclear = Literal["hold", "grant", "refuse"]


def judge(
    grade: Grade,
    job: Job,
    knowledge: Knowledge | None = None,
    share: float = 0.0,
    on_timeout: Output | None = None,
    unclear: Unclear = "hold",
) -> Judgement:
    """Run a job that the reference run fixed, and mark its test cells, with nothing in between.

    ``share`` is the part of a failed cell's points that follow-through may earn; with 0 there is
    none. Without ``knowledge`` nothing is diagnosed. A test that cannot tell right from wrong is
    held for a person, or counts as right (grant) or wrong (refuse). Raises what ``grade`` raises.
    """
    begun = main_run(grade, job, share, unclear)
    while begun.next is not None:
        go_on(grade, job, begun)
    return marked(grade, job, begun, knowledge, share, on_timeout)


def main_run(grade: Grade, job: Job, share: float, unclear: Unclear) -> Begun:
    """Run a job for the marks that it earns by itself."""
    return begin(job, settled(job.cells, grade(job), unclear), share)


def marked(
    grade: Grade,
    job: Job,
    begun: Begun,
    knowledge: Knowledge | None,
    share: float,
    on_timeout: Output | None,
) -> Judgement:
    """The marks of a submission that has had its last round."""
    return _Judging(grade, job, knowledge, share, begun).judged(on_timeout)


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
        self, grade: Grade, job: Job, knowledge: Knowledge | None, share: float, begun: Begun
    ) -> None:
        self._grade = grade
        self._job = job
        self._knowledge = knowledge
        self._share = share
        self._begun = begun
        self._run = begun.run
        self._own = OwnMarks(job, begun.run)
        self._marks = self._own.marks
        self._said: dict[str, list[str]] = {}
        self._remarks: dict[str, str] = {}
        self._diagnosis = (
            Diagnosis(job, begun.run.cells, knowledge, lambda: self._seen, bool(share))
            if knowledge
            else None
        )

    def judged(self, on_timeout: Output | None) -> Judgement:
        for position, test, mark in list(self._own.lost()):
            self._look_again(position, test, mark)
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
        chain = self._own.chain(position)
        earned = self._begun.earned.get(test, 0.0)
        said = self._said.setdefault(test, [])
        if self._diagnosis and mark.outcome != OUT_OF_TIME:
            if chain and earned >= mark.max_points:
                self._diagnosis.clear(chain.own_ids)
            follows = bool(chain and self._own.lost_before(chain))
            again = self._again(test, chain) if chain else None
            mark.finding = self._diagnosis.finding(test, chain, again, follows)
        if mark.finding:
            said.append(mark.finding.sentence)
        earned *= self._share
        if chain and earned > mark.points:
            mark.follow_through, mark.points = earned - mark.points, earned
            upon = follow_through.built_upon(self._job, chain, self._own.lost_before(chain))
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

    def _again(self, test: str, chain: Chain) -> Sight | None:
        """What the test cell sees on top of the reference's earlier answers, if that is still to
        be found out."""
        earned = self._begun.earned.get(test)
        if self._knowledge is None or earned is None or test in self._begun.faults:
            return None
        if earned == self._marks[test].max_points:
            return None
        cells = follow_through.substituted(self._job, chain, ())
        return self._knowledge.observe(self._job, cells, follow_through.PATIENCE).only(test)

    @cached_property
    def _seen(self) -> Sight:
        """What each test cell before the first fault sees of this notebook, run again for it.

        Recording takes time that only a notebook with a lost point should cost.
        """
        cells = runnable_part(self._job.cells, self._run.cells)
        if self._knowledge:
            return self._knowledge.observe(self._job, cells, follow_through.PATIENCE)
        run = self._grade(self._job.only_seen(cells, follow_through.PATIENCE))
        return Sight.of(cells, run.cells, self._job.source_cells)
