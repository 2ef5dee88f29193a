"""What a submission's test cells earn by its own run, and which of them may be looked at again."""

from collections.abc import Iterator
from functools import cached_property

from nbjudge.grading import follow_through
from nbjudge.grading.follow_through import Chain, chain_of, steps_in
from nbjudge.grading.job import Job, NotebookRun
from nbjudge.grading.judgement import Mark, outcome_of
from nbjudge.grading.score import score


class OwnMarks:
    """The ``marks`` of a job's test cells by grade_id, as ``run`` went."""

    def __init__(self, job: Job, run: NotebookRun) -> None:
        self.job = job
        self.run = run
        self.marks: dict[str, Mark] = {}
        self._steps = steps_in(job.source_cells)
        for cell, ran in zip(job.cells, run.cells, strict=True):
            if cell.points is not None and cell.grade_id:
                earned = score(cell, ran)
                outcome = outcome_of(ran, earned, cell.points)
                mark = Mark(outcome, earned, cell.points, cell.place, unclear=ran.unclear)
                self.marks[cell.grade_id] = mark

    def lost(self) -> Iterator[tuple[int, str, Mark]]:
        """The test cells that lost points, each with its position in the job and its mark."""
        for position, cell in enumerate(self.job.cells):
            if cell.grade_id in self.marks and cell.points is not None:
                mark = self.marks[cell.grade_id]
                if mark.points < mark.max_points and not mark.unclear:
                    yield position, cell.grade_id, mark

    def chain(self, position: int) -> Chain | None:
        return chain_of(self.job.cells, self._steps, position)

    @cached_property
    def helped(self) -> dict[str, Chain]:
        """The chains of the test cells that may end otherwise on top of right earlier steps."""
        chains = ((test, self.chain(position)) for position, test, _ in self.lost())
        return {
            test: chain
            for test, chain in chains
            if chain
            and follow_through.can_help(
                chain, self.job, self.run.cells, bool(self.lost_before(chain))
            )
        }

    def lost_before(self, chain: Chain) -> set[str]:
        """The earlier solution cells whose own test cells lost points of their own."""
        lost: set[str] = set()
        for test, (own, _) in self._steps.items():
            mark = self.marks.get(test)
            if mark and mark.points - mark.follow_through < mark.max_points:
                lost |= own & chain.earlier.keys()
        return lost

    def right_before(self, chain: Chain) -> frozenset[str]:
        """The earlier solution cells whose tests have all gained full marks of their own."""
        tested = frozenset().union(*(own for own, _ in self._steps.values()))
        return tested & chain.earlier.keys() - self.lost_before(chain)
