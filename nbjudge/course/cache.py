"""What a process holds from one run to the next: a zygote, reference runs, and what is known of
wrong answers.

nbgrader makes a new preprocessor for each notebook, and the formgrader's server lives for weeks,
so all are kept here, in one place for the whole process. A lock lets in one thread at a time:
a zygote answers one request after the other.
"""

import hashlib
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TypeVar

from nbjudge.errors import GraderError
from nbjudge.grading.answers import Answer
from nbjudge.grading.diagnosis import Knowledge
from nbjudge.grading.job import Job, NotebookRun
from nbjudge.grading.pair import Zygote
from nbjudge.grading.reference import Reference, reference_run
from nbjudge.grading.run import grade

MOST_HELD = 64
"""References, and as many states of knowledge."""

T = TypeVar("T")

_lock = threading.RLock()
_zygotes: dict[tuple[int, tuple[str, ...]], Zygote] = {}
_references: dict[str, Reference] = {}
_knowledge: dict[str, Knowledge] = {}


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
            _zygotes[key] = Zygote(list(preload))
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

    def attempt() -> NotebookRun:
        with held_zygote(preload) as zygote:
            return grade(zygote, job)

    try:
        run = attempt()
    except GraderError:
        return attempt()
    return attempt() if any(cell.fault == "died" for cell in run.cells) else run


def with_digests(job: Job) -> Job:
    """A job with fingerprints for its files: as telling, and short, however large they are."""

    def digests(files: dict[str, bytes]) -> dict[str, bytes]:
        return {name: hashlib.sha256(data).digest() for name, data in files.items()}

    return replace(job, files=digests(job.files), grader_files=digests(job.grader_files))


def reference_held(preload: Sequence[str], job: Job, name: str) -> Reference:
    """The reference run of a job, made once for each state of all that it depends on."""

    def run() -> Reference:
        with held_zygote(preload) as zygote:
            return reference_run(zygote, job, name)

    return _held(_references, (name, list(preload), with_digests(job)), run)


def knowledge_held(
    preload: Sequence[str], job: Job, name: str, misconceptions: Sequence[Answer]
) -> Knowledge:
    """What is known of a notebook's wrong answers. Each is run once for each state of the source,
    when a failed test first asks for it."""
    reference = reference_held(preload, job, name)

    def begin() -> Knowledge:
        grade_here = partial(grade_held, preload)
        return Knowledge(reference.apply_to(job), reference, grade_here, misconceptions)

    return _held(_knowledge, (name, list(preload), with_digests(job), misconceptions), begin)


def _held(kept: dict[str, T], state: object, make: Callable[[], T]) -> T:
    """What was made for this state, or is made now; the oldest makes room for it."""
    key = hashlib.sha256(repr(state).encode("utf-8", "surrogatepass")).hexdigest()
    with _lock:
        if key not in kept:
            made = make()
            if len(kept) == MOST_HELD:
                del kept[next(iter(kept))]
            kept[key] = made
        return kept[key]
