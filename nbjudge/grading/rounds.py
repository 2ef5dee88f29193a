"""The runs of follow-through, in an order in which none can serve another.

In such a run the reference's earlier steps lie beside student code. Whatever it may leave behind
(what the machine's caches hold is for all to see), nobody's points may come of it: so a class has
all its main runs first, and then its rounds. In round n a test is run again on top of n steps. A
run that had a step in reach thus never comes before one in which that step is still to earn points;
and what comes in the last round, the diagnosis, earns none.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from nbjudge.grading import follow_through
from nbjudge.grading.follow_through import Chain
from nbjudge.grading.job import Cell, Job, NotebookRun
from nbjudge.grading.own_marks import OwnMarks
from nbjudge.grading.score import score

Grade = Callable[[Job], NotebookRun]

LAST = math.inf
"""The round after all others, in which there is nothing left to earn."""


@dataclass
class Begun:
    """A submission between its main ``run`` and its marks: what its tests ``earned`` on top of
    right earlier steps, by grade_id, which of these runs had a ``fault``, and the ``next`` round
    that it has a part in, None once its marks can be given."""

    run: NotebookRun
    earned: dict[str, float] = field(default_factory=dict)
    faults: set[str] = field(default_factory=set)
    next: float | None = None


def begin(job: Job, run: NotebookRun, share: float) -> Begun:
    """A submission after its main run. Without a ``share`` of points to earn, or points to gain,
    its marks can be given."""
    begun = Begun(run)
    own = OwnMarks(job, run)
    if share and any(own.lost()):
        begun.next = _round_after(own, 0)
    return begun


def go_on(grade: Grade, job: Job, begun: Begun) -> None:
    """Do what a submission has to do in its next round."""
    if begun.next is None or begun.next == LAST:
        begun.next = None
        return
    own = OwnMarks(job, begun.run)
    for test, chain in own.helped.items():
        if round_of(chain) == begun.next:
            _run_again(grade, own, begun, test, chain)
    begun.next = _round_after(own, begun.next)


def _round_after(own: OwnMarks, now: float) -> float:
    return min((r for c in own.helped.values() if (r := round_of(c)) > now), default=LAST)


def round_of(chain: Chain) -> int:
    return len(chain.earlier)


def _run_again(grade: Grade, own: OwnMarks, begun: Begun, test: str, chain: Chain) -> None:
    """Note how a test cell ends on top of right earlier answers.

    The student's own are tried first where they have full marks: this step may use what only
    they define. Where that does not help, the reference's.
    """
    cell = own.job.cells[chain.test]
    tried: list[list[Cell]] = []
    earned: list[float] = []
    for kept in (own.right_before(chain), frozenset[str]()):
        cells = follow_through.substituted(own.job, chain, kept)
        if cells not in tried and cell.points not in earned:
            tried.append(cells)
            run = grade(follow_through.brief(own.job, cells)).cells[-1]
            earned.append(0.0 if run.fault else score(cell, run))
    begun.earned[test] = max(earned)
    if run.fault:
        begun.faults.add(test)
