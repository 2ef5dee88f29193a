"""What a process holds from one run to the next: a zygote, and what was made for a state of the
source.

nbgrader makes a new preprocessor for each notebook, and the formgrader's server lives for weeks,
so all are kept here, in one place for the whole process. A lock lets in one thread at a time:
a zygote answers one request after the other.
"""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from nbjudge.course.fingerprint import digest
from nbjudge.errors import GraderError
from nbjudge.grading.job import CellRun, Job, NotebookRun
from nbjudge.grading.pair import Zygote
from nbjudge.grading.reference import Reference, reference_run
from nbjudge.grading.run import before_fault, grade
from nbjudge.grading.variants import Variant

MOST_HELD = 16
"""States of a source; each may have many megabytes of files."""

T = TypeVar("T")

_lock = threading.RLock()
_zygotes: dict[tuple[int, tuple[str, ...]], Zygote] = {}
_made: dict[str, Any] = {}
_slot: int | None = None


def take_slot(slot: int) -> None:
    """Number this process among those of a run: its pairs get the core of that number."""
    global _slot
    _slot = slot


@contextmanager
def held_zygote(preload: Sequence[str]) -> Iterator[Zygote]:
    """This process's zygote; it ends when the process does.

    After a GraderError it is not used again: the next run starts a fresh one, so that a server
    recovers from whatever befell the old one.
    """
    # A process that was forked from one with a zygote must not talk to that zygote too.
    key = os.getpid(), tuple(preload)
    with _lock:
        if key not in _zygotes:
            end_zygotes()
            _zygotes[key] = Zygote(list(preload), _slot)
        try:
            yield _zygotes[key]
        except GraderError:
            end_zygotes()
            raise


def end_zygotes() -> None:
    """End this process's zygotes, and with them all that they forked."""
    for (process, _), zygote in _zygotes.items():
        if process == os.getpid():
            zygote.close()
    _zygotes.clear()


def grade_held(preload: Sequence[str], job: Job) -> NotebookRun:
    """Grade a job with this process's zygote; once more if that is gone or if a process died.

    Whoever killed it, the machine or an operator, must not cost a student points. What a student's
    own code did to it happens again.
    """

    def attempt(known: Sequence[CellRun] = ()) -> NotebookRun:
        with held_zygote(preload) as zygote:
            return grade(zygote, job, known)

    try:
        run = attempt()
    except GraderError:
        return attempt()
    has_died = any(cell.fault == "died" for cell in run.cells)
    return attempt(before_fault(run)) if has_died else run


def reference_held(
    preload: Sequence[str], job: Job, name: str, variants: Sequence[Variant]
) -> Reference:
    """The reference run of a job, with this process's zygote."""
    with held_zygote(preload) as zygote:
        return reference_run(zygote, job, name, variants)


def memoise(state: object, make: Callable[[], T]) -> T:
    """What was made for this state, or is made now; the oldest makes room for it."""
    key = digest(state)
    with _lock:
        if key not in _made:
            made = make()
            if len(_made) == MOST_HELD:
                del _made[next(iter(_made))]
            _made[key] = made
        held: T = _made[key]
        return held
