"""What a worker does: the bytes of a submission become graded notebooks, as plain data.

A worker needs neither the gradebook nor the disk of the course, and keeps nothing of a submission.
"""

import pickle
from collections.abc import Mapping
from functools import lru_cache

from nbjudge.batch.bench import Bench
from nbjudge.batch.bundle import Pack
from nbjudge.batch.submission import GradedNotebook, Submission
from nbjudge.batch.ungraded import ungraded
from nbjudge.course.cache import grade_held, held_zygote, reference_held
from nbjudge.errors import GraderError
from nbjudge.grading.reference import Reference
from nbjudge.repair import REASONS

References = Mapping[str, Reference]

_pack: Pack | None = None


def take_pack(pack: Pack) -> None:
    """Keep the assignment for `grade_here`; a process pool calls it in each new worker."""
    global _pack
    _pack = pack


def make_references(pack: Pack) -> bytes:
    """Raise the walls once and run the reference solutions; what `grade_submission` needs of them.

    Raises GraderError when a wall is missing or a reference does not get full marks, twice: the
    first time, somebody may have killed a process.
    """
    try:
        return _made_references(pack)
    except GraderError:
        return _made_references(pack)


def _made_references(pack: Pack) -> bytes:
    preload = pack.execute["preload"]
    grade_held(preload, Bench(pack).execute.job([], {}, {}))
    return pickle.dumps(
        {
            name: reference_held(preload, place.reference_job, place.path)
            if place.reference_job
            else Reference({})
            for name, place in pack.notebooks.items()
        }
    )


def make_references_here() -> bytes:
    assert _pack is not None
    return make_references(_pack)


def warm_up() -> None:
    """Start this process's zygote, which takes seconds, before there is work for it."""
    assert _pack is not None
    with held_zygote(_pack.execute["preload"]):
        pass


def grade_here(references: bytes, submission: Submission) -> list[GradedNotebook]:
    """`grade_submission` with the pack that this process was started with."""
    assert _pack is not None
    return grade_submission(_pack, references, submission)


def grade_submission(pack: Pack, references: bytes, submission: Submission) -> list[GradedNotebook]:
    """Grade all notebooks of a submission. Raises GraderError, but for nothing a student did.

    ``references`` come from `make_references`, so that all workers hold to the same ones.
    """
    bench, known = _bench(pack), _references(references)
    graded = [
        bench.grade(pack.notebooks[name], known[name], data, submission.files)
        for name, data in submission.notebooks.items()
    ]
    return graded + [
        ungraded(pack.notebooks[name], "unreadable", REASONS[reason])
        for name, reason in submission.unopened.items()
    ]


@lru_cache(maxsize=4)
def _references(pickled: bytes) -> References:
    known: References = pickle.loads(pickled)  # from `make_references` of a worker of ours
    return known


_kept: Bench | None = None


def _bench(pack: Pack) -> Bench:
    """The tools for an assignment, made once and kept while the same pack is in use."""
    global _kept
    if _kept is None or _kept.pack is not pack:
        _kept = Bench(pack)
    return _kept
