"""The way from a job to its marks: run, score, follow-through, diagnosis.

`nbjudge.course.grader` takes it for each submission.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import Literal

from nbjudge.grading import follow_through
from nbjudge.grading.compare import same_events
from nbjudge.grading.diagnosis import AMBIGUOUS, Finding, Knowledge, match, sign_of
from nbjudge.grading.follow_through import Chain, chain_of, steps_in
from nbjudge.grading.job import OUT_OF_TIME, CellRun, Job, NotebookRun, transcripts_of
from nbjudge.grading.judgement import Judgement, Mark, outcome_of
from nbjudge.grading.outcome import with_fault, with_outcome, without_outcome
from nbjudge.grading.score import score
from nbjudge.grading.series import series_of
from nbjudge.process import names as names_in
from nbjudge.process.kernel.outputs import Output
from nbjudge.process.transcript import Transcript

Grade = Callable[[Job], NotebookRun]

Unclear = Literal["hold", "grant", "refuse"]

EARLIER = "This goes back to an earlier step."


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
    run = settled(grade(job), unclear)
    return _Judging(grade, job, knowledge, share, run).judged(on_timeout)


def settled(run: NotebookRun, unclear: Unclear) -> NotebookRun:
    """A run in which what no machine can tell is only unclear where a person is to look at it."""

    def one(cell: CellRun) -> CellRun:
        if not cell.unclear or unclear == "hold":
            return cell
        if unclear == "refuse":
            return replace(cell, unclear=None)
        return replace(cell, unclear=None, failed=False, outputs=[], number=None)

    return replace(run, cells=[one(cell) for cell in run.cells])


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
        # Solution cells that are right on top of the reference's earlier ones.
        self._cleared: set[str] = set()

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
        earned = score(self._job.cells[position], again) if again else 0.0
        if chain and earned >= mark.max_points:
            self._cleared |= chain.own_ids
        said = self._said.setdefault(test, [])
        if mark.outcome != OUT_OF_TIME:
            mark.finding = self._finding(test, chain, again)
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
        return series_of(self._seen[test].names.get(name)) if test in self._seen else None

    def _remark(self, chain: Chain, sentence: str) -> None:
        """Keep a sentence for the solution cell that the chain ends in."""
        own = [c.grade_id for c in self._job.source_cells if c.grade_id in chain.own_ids]
        before = self._remarks.get(str(own[-1]))
        self._remarks[str(own[-1])] = f"{before} {sentence}" if before else sentence

    def _run_again(self, chain: Chain) -> CellRun | None:
        """How the test cell ends on top of the reference's earlier answers, if that may differ."""
        if not (self._share or self._knowledge):
            return None
        lost = bool(self._lost_before(chain))
        if not follow_through.can_help(chain, self._job, self._run.cells, lost):
            return None
        job = follow_through.substituted(self._job, chain)
        run = self._grade(job).cells[-1]
        return run if not run.fault else None

    def _lost_before(self, chain: Chain) -> set[str]:
        """The earlier solution cells whose own test cells lost points of their own."""
        lost: set[str] = set()
        for test, (own, _) in self._steps.items():
            mark = self._marks.get(test)
            if mark and mark.points - mark.follow_through < mark.max_points:
                lost |= own & chain.earlier.keys()
        return lost

    def _finding(self, test: str, chain: Chain | None, again: CellRun | None) -> Finding | None:
        if self._knowledge is None:
            return None
        found = match(self._knowledge, test, self._seen)
        if found == AMBIGUOUS:
            return None
        if found is not None:
            return self._placed(found, chain)
        return self._second_misconception(test, again) or self._sign(test, chain, again)

    @cached_property
    def _seen(self) -> dict[str, Transcript]:
        """What each test cell before the first fault sees of this notebook, run again for it.

        Recording takes time that only a notebook with a lost point should cost.
        """
        faults = [n for n, run in enumerate(self._run.cells) if run.fault]
        cells = self._job.cells[: min(faults, default=len(self._job.cells))]
        run = self._grade(self._job.only_seen(cells, follow_through.PATIENCE))
        return transcripts_of(cells, run.cells)

    def _placed(self, found: Finding, chain: Chain | None) -> Finding | None:
        """The finding, which says so if the mistake is one of an earlier step."""
        assert self._knowledge is not None
        known = next(a for a in self._knowledge.misconceptions if a.name == found.misconception)
        if known.grade_id in self._cleared:
            return None  # an earlier mistake only looks like this one
        if chain is None or known.grade_id not in chain.earlier:
            return found
        return replace(found, sentence=f"{EARLIER} {found.sentence}")

    def _second_misconception(self, test: str, again: CellRun | None) -> Finding | None:
        """A misconception that shows only once earlier mistakes are out of the way.

        Only its sentence is told: values of that run could hold the reference's.
        """
        assert self._knowledge is not None
        if again is None or again.transcript is None:
            return None
        alone = {test: again.transcript}
        found = match(self._knowledge, test, alone)
        return found if isinstance(found, Finding) else None

    def _sign(self, test: str, chain: Chain | None, again: CellRun | None) -> Finding | None:
        assert self._knowledge is not None
        reference = self._knowledge.reference.transcripts.get(test)
        if chain is None or reference is None or test not in self._seen:
            return None
        own = self._bound_by(chain)
        if self._lost_before(chain) and not (
            again
            and again.transcript
            and same_events(again.transcript, self._seen[test], reference.names.keys())
        ):
            return None  # what differs may come from an earlier mistake
        return sign_of(self._seen[test], reference, own)

    def _bound_by(self, chain: Chain) -> frozenset[str]:
        sources = [c.source for c in self._job.source_cells if c.grade_id in chain.own_ids]
        return frozenset().union(*(names_in.binds(names_in.parse(s)) for s in sources))
