"""What a process holds from one submission to the next: a zygote, and the reference runs.

nbgrader makes a new preprocessor for each notebook, and the formgrader's server lives for weeks,
so both are kept here, in one place for the whole process. A lock lets in one thread at a time:
a zygote answers one request after the other.
"""

import hashlib
import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from nbjudge.grading import Job, NotebookRun, grade
from nbjudge.pair import GraderError, Zygote
from nbjudge.reference import Reference, reference_run

MOST_REFERENCES = 64

_lock = threading.RLock()
_zygotes: dict[tuple[int, tuple[str, ...]], Zygote] = {}
_references: dict[str, Reference] = {}


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
            _end_zygotes()
            _zygotes[key] = Zygote(list(preload))
        try:
            yield _zygotes[key]
        except GraderError:
            _end_zygotes()
            raise


def _end_zygotes() -> None:
    for (process, _), zygote in _zygotes.items():
        if process == os.getpid():
            zygote.close()
    _zygotes.clear()


def grade_held(preload: Sequence[str], job: Job) -> NotebookRun:
    """Grade a job with this process's zygote."""
    with held_zygote(preload) as zygote:
        return grade(zygote, job)


def reference_held(preload: Sequence[str], job: Job, name: str) -> Reference:
    """The reference run of a job, made once for each state of all that it depends on."""
    state = repr((name, list(preload), job))
    key = hashlib.sha256(state.encode("utf-8", "surrogatepass")).hexdigest()
    with _lock:
        if key not in _references:
            with held_zygote(preload) as zygote:
                reference = reference_run(zygote, job, name)
            if len(_references) == MOST_REFERENCES:
                del _references[next(iter(_references))]
            _references[key] = reference
        return _references[key]
