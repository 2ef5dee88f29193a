"""Hand submissions to workers, and what a dead worker had at work to another.

All that a worker had before it when it died is suspect, and tried again one by one with nothing
beside it. A submission that kills its worker each time ends with `Crashed` in place of a result.

One whose cell timed out or died beside others is graded again at the end, when nothing else is at
work: a neighbour may have been the cause, and what a submission earns is not to hang on those.
"""

import traceback
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from typing import Any, Protocol

import click

from nbjudge.batch.plan import Planned
from nbjudge.batch.worker import Done, Submission
from nbjudge.errors import GraderError
from nbjudge.grading.rounds import Begun
from nbjudge.harmless.text import visible


class WorkerGroup(Protocol):
    """Takes up to ``room`` submissions at a time, and grades ``at_once`` of them side by side.

    A future, and `submit` itself, raises one of ``deaths`` when a worker died of the submission or
    beside it. One that is alone in its group when that happens ``deaths_allowed`` times is given
    up.
    """

    room: int
    at_once: int
    deaths: tuple[type[Exception], ...]
    deaths_allowed: int

    def submit(self, references: bytes, submission: Submission) -> "Future[list[Done]]": ...

    def renew(self) -> None:
        """Be ready again after a death; called when nothing is at work here."""


class Workers(Protocol):
    """All the workers of a run. ``close`` ends them at once."""

    @property
    def groups(self) -> "list[WorkerGroup]": ...

    def references(self) -> bytes:
        """Run the reference solutions, in the sandbox, once. Raises GraderError."""

    def close(self) -> None: ...


class Crashed(Exception):
    """A submission of which the worker died each time, or that its grading ended with a fault."""


Outcome = Sequence[Done] | Crashed


def graded_by(
    groups: Sequence[WorkerGroup], references: bytes, plans: Iterator[Planned]
) -> Iterator[tuple[Planned, Outcome]]:
    """Have all submissions do their next step; yields each as it is done, with few in memory."""
    queues = [_Queue(group, references) for group in groups]
    had_neighbours: set[str] = set()
    again: deque[Planned] = deque()
    while True:
        _share_out(plans, queues)
        at_work = {future: queue for queue in queues for future in queue.at_work}
        if not at_work and not again:
            return
        if not at_work:
            had_neighbours.clear()
            queues[0].submit(again.popleft())
            continue
        if sum(queue.at_once for queue in queues) > 1:
            had_neighbours |= {one.student for queue in queues for one in queue.at_work.values()}
        done, _ = wait(at_work, return_when=FIRST_COMPLETED)
        for future in done:
            for planned, outcome in at_work[future].ended(future):
                if planned.student in had_neighbours and is_doubtful(planned, outcome):
                    again.append(planned)
                else:
                    yield planned, outcome


def is_doubtful(planned: Planned, outcome: Outcome) -> bool:
    """Whether something stopped a cell in this step that may have been a neighbour's doing."""
    if isinstance(outcome, Crashed):
        return False
    before = planned.submission.done.values()
    known = set().union(*(faults(done) for done in before))
    # What is graded after others' rounds had its runs then.
    news = [done for done in outcome if isinstance(done, Begun) or not before]
    return any(not faults(done) <= known for done in news)


def faults(done: Done) -> set[str]:
    """What was stopped so far in the grading of a notebook."""
    if isinstance(done, Begun):
        stopped = {f"cell {n}" for n, cell in enumerate(done.run.cells) if cell.fault}
        return stopped | done.faults
    return {str(done.verdict)} & {"timed out", "died"}


def _share_out(plans: Iterator[Planned], queues: Sequence["_Queue"]) -> None:
    """Give submissions to whoever has the least to do, as long as there is room."""
    for queue in queues:
        queue.try_suspect()
    while any(queue.has_room for queue in queues):
        planned = next(plans, None)
        if planned is None:
            return
        free = [queue for queue in queues if queue.has_room]
        min(free, key=lambda queue: len(queue.at_work)).submit(planned)


class _Queue:
    """A group and the submissions that wait for it."""

    def __init__(self, group: WorkerGroup, references: bytes) -> None:
        self.at_work: dict[Future[Any], Planned] = {}
        self._group = group
        self._references = references
        self._suspects: deque[Planned] = deque()
        self._is_trying_one = False
        self._is_broken = False
        self._deaths: Counter[str] = Counter()

    @property
    def at_once(self) -> int:
        """How many submissions are being graded here."""
        return min(len(self.at_work), self._group.at_once)

    @property
    def has_room(self) -> bool:
        is_free = not self._suspects and not self._is_trying_one
        return is_free and len(self.at_work) < self._group.room

    def submit(self, planned: Planned) -> None:
        try:
            future = self._group.submit(self._references, planned.submission)
        except self._group.deaths:  # it died while it had nothing to do
            self._is_broken = True
            self._suspects.append(planned)
            self.try_suspect()
        else:
            self.at_work[future] = planned

    def try_suspect(self) -> None:
        """Submit the next suspect, once nothing is at work beside it."""
        if self._suspects and not self.at_work:
            if self._is_broken:
                self._group.renew()
            self._is_broken, self._is_trying_one = False, True
            self.submit(self._suspects.popleft())

    def ended(self, future: "Future[Any]") -> Iterator[tuple[Planned, Outcome]]:
        """What came of a submission; nothing yet if it is going to be tried again."""
        planned = self.at_work.pop(future)
        was_alone, self._is_trying_one = self._is_trying_one, False
        try:
            yield planned, future.result()
        except self._group.deaths:
            self._is_broken = True
            self._deaths[planned.student] += was_alone
            if self._deaths[planned.student] >= self._group.deaths_allowed:
                yield planned, Crashed()
            else:
                self._suspects.append(planned)
        except CancelledError:
            raise GraderError(
                "the cluster's scheduler is gone. What was graded so far stands; run the same "
                "command again"
            ) from None
        except GraderError:
            raise
        except Exception as error:  # a fault of the grader's, and no reason to leave the others
            trace = "".join(traceback.format_exception(error))
            said = visible(f"a fault in grading {planned.student}:\n{trace}")
            click.echo(f"nbjudge: {said}", err=True)
            yield planned, Crashed()
