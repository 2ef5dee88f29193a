"""Rounds of a class: all submissions are through one before any begins the next.

Only a course with follow-through has more than one (see `nbjudge.grading.rounds`). Those that wait
for another round lie in a file without a name, so that no class is too large for the memory, and
nothing is left behind by a kill.
"""

import pickle
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from tempfile import TemporaryFile
from typing import IO

from nbjudge.batch.plan import Planned
from nbjudge.batch.pool import Crashed, Outcome
from nbjudge.course.graded import GradedNotebook

Step = Callable[[Iterator[Planned]], Iterator[tuple[Planned, Outcome]]]


def in_rounds(
    step: Step, plans: Iterator[Planned]
) -> Iterator[tuple[Planned, list[GradedNotebook] | Crashed]]:
    """Have all submissions graded, by steps; yields each as it is graded."""
    with ExitStack() as files:
        later = _Later(files.enter_context(TemporaryFile()))
        while True:
            for planned, outcome in step(plans):
                if isinstance(outcome, Crashed):
                    yield planned, outcome
                    continue
                submission = planned.submission.after(outcome)
                if submission.next is None:
                    yield planned, submission.graded
                else:
                    later.put(replace(planned, submission=submission))
            if later.next is None:
                return
            now, later = later, _Later(files.enter_context(TemporaryFile()))
            plans = now.due(later)


class _Later:
    """Submissions that wait, the ``next`` round for any of them, None if there are none."""

    def __init__(self, file: IO[bytes]) -> None:
        self.next: float | None = None
        self._file = file
        self._count = 0

    def put(self, planned: Planned) -> None:
        rounds = (self.next, planned.submission.next)
        self.next = min(number for number in rounds if number is not None)
        pickle.dump(planned, self._file)
        self._count += 1

    def due(self, later: "_Later") -> Iterator[Planned]:
        """Those for whom it is the next round; the others go on waiting."""
        self._file.seek(0)
        with self._file:
            for _ in range(self._count):
                planned: Planned = pickle.load(self._file)  # what this process put there
                if planned.submission.next == self.next:
                    yield planned
                else:
                    later.put(planned)
