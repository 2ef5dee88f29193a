"""What a worker does: the bytes of a submission become graded notebooks, as plain data.

A worker needs neither the gradebook nor the disk of the course, and keeps nothing of a submission.
"""

import pickle
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import ClearOutput
from traitlets.utils.importstring import import_item

from nbjudge.course.cache import held_zygote
from nbjudge.course.files import Files
from nbjudge.course.graded import GradedNotebook
from nbjudge.course.grader import NotebookGrader, reference, try_sandbox
from nbjudge.errors import GraderError, Unreadable
from nbjudge.grading.reference import Reference
from nbjudge.grading.rounds import Begun
from nbjudge.plugin.bundle import JobBundle
from nbjudge.repair.bounded import killed_after

References = Mapping[str, Reference]
Step = Callable[[NotebookNode, dict[str, Any]], tuple[NotebookNode, dict[str, Any]]]


Done = GradedNotebook | Begun
"""A notebook that is graded, or has rounds before it."""


@dataclass(frozen=True)
class Submission:
    """What one student handed in: notebooks by name, and what came with them. ``done`` are the
    same notebooks after the rounds so far."""

    student: str
    notebooks: dict[str, bytes | Unreadable]
    files: Files = field(default_factory=dict)
    done: dict[str, Done] = field(default_factory=dict)

    def after(self, step: Sequence[Done]) -> "Submission":
        """The submission after a step of which this came."""
        return replace(self, done=dict(zip(self.notebooks, step, strict=True)))

    @property
    def next(self) -> float | None:
        """The next round that any of its notebooks has a part in; None if all are graded."""
        rounds = (done.next for done in self.done.values() if isinstance(done, Begun))
        return min((number for number in rounds if number is not None), default=None)

    @property
    def graded(self) -> list[GradedNotebook]:
        """Its graded notebooks: all of them, once there is no next round."""
        return [done for done in self.done.values() if isinstance(done, GradedNotebook)]


class WorkerContext:
    """What a worker keeps for one assignment: its graders, and nbgrader's own steps around them.

    The steps are those of ``nbgrader autograde`` in its order. Repair does what its sanitising
    steps do, and after it there is nothing for CheckCellMetadata to find, which takes ten times as
    long as all the rest; the writer does what the steps do that need the gradebook.
    """

    def __init__(self, bundle: JobBundle, references: References) -> None:
        self.bundle = bundle
        self._graders = {
            name: NotebookGrader(spec, bundle.settings, references[name])
            for name, spec in bundle.notebooks.items()
        }
        self._clear_output: Step = ClearOutput(**bundle.clear_output)
        self._clean_up: list[Step] = [import_item(name)(**v) for name, v in bundle.clean_up]

    def step(self, submission: Submission) -> list[Done]:
        """Do what a submission has to do first, or in its next round. Raises GraderError, but for
        nothing a student did."""
        return [
            before
            if (before := submission.done.get(name)) and not is_due(before, submission.next)
            else self._step(name, handed_in, submission.files, before)
            for name, handed_in in submission.notebooks.items()
        ]

    def _step(
        self, name: str, handed_in: bytes | Unreadable, files: Files, before: Done | None
    ) -> Done:
        template = self.bundle.notebooks[name].template
        with killed_after():
            notebook = template.received(handed_in)
        if template.kernelspec:
            notebook.metadata["kernelspec"] = nbformat.from_dict(template.kernelspec)
        self._clear_output(notebook, {})
        begun = before if isinstance(before, Begun) else None
        graded = self._graders[name].step(notebook, files, begun)
        if isinstance(graded, Begun):
            return graded
        for step in self._clean_up:
            notebook, _ = step(notebook, {})
        return replace(graded, text=as_text(notebook))


def is_due(done: Done, now: float | None) -> bool:
    return isinstance(done, Begun) and done.next == now


def as_text(notebook: NotebookNode) -> str:
    """A notebook as the text of its file."""
    text: str = nbformat.writes(notebook, version=4)
    return text if text.endswith("\n") else f"{text}\n"


def make_references(bundle: JobBundle) -> bytes:
    """Run the reference solutions; what `step_of_submission` needs of them.

    Raises GraderError when a wall is missing or a reference does not get full marks, twice: the
    first time, somebody may have killed a process.
    """
    try:
        return _made_references(bundle)
    except GraderError:
        return _made_references(bundle)


def _made_references(bundle: JobBundle) -> bytes:
    try_sandbox(bundle.settings)
    specs = bundle.notebooks.items()
    return pickle.dumps({name: reference(spec, bundle.settings) for name, spec in specs})


def remarks_on(bundle: JobBundle, references: bytes) -> list[str]:
    """What the reference runs showed that whoever grades should know, one sentence each."""
    made = _references(references)
    said = [s for name, one in made.items() for s in one.remarks(bundle.notebooks[name].path)]
    return [*said, in_process(made.values())]


def in_process(references: Iterable[Reference]) -> str:
    """How many tests run beside students' code, said each time: they are as weak as stock's."""
    tests = [cell for one in references for cell in one.tests.values()]
    beside = sum(cell.place == "in-process" for cell in tests)
    if not beside:
        return f"0 of {len(tests)} tests run in-process"
    return (
        f"{beside} of {len(tests)} tests run in-process, in the student process: there a "
        "submission can cheat as under stock nbgrader"
    )


def grade_submission(
    bundle: JobBundle, references: bytes, submission: Submission
) -> list[GradedNotebook]:
    """Grade a submission by itself, all its rounds in turn."""
    while True:
        submission = submission.after(step_of_submission(bundle, references, submission))
        if submission.next is None:
            return submission.graded


def step_of_submission(bundle: JobBundle, references: bytes, submission: Submission) -> list[Done]:
    """`WorkerContext.step`; ``references`` come from `make_references`, so that all workers hold
    to the same ones."""
    return _context(bundle, _references(references)).step(submission)


@lru_cache(maxsize=4)
def _references(pickled: bytes) -> References:
    known: References = pickle.loads(pickled)  # from `make_references` of a worker of ours
    return known


_kept: WorkerContext | None = None


def _context(bundle: JobBundle, references: References) -> WorkerContext:
    """The context of an assignment, made once and kept while the same bundle is in use."""
    global _kept
    if _kept is None or _kept.bundle is not bundle:
        _kept = WorkerContext(bundle, references)
    return _kept


_bundle: JobBundle | None = None


def take_bundle(bundle: JobBundle) -> None:
    """Keep the assignment for the functions below; a process pool calls it in each new worker."""
    global _bundle
    _bundle = bundle


def make_references_here() -> bytes:
    assert _bundle is not None
    return make_references(_bundle)


def warm_up() -> None:
    """Start this process's zygote, which takes seconds, before there is work for it."""
    assert _bundle is not None
    with held_zygote(_bundle.settings.preload):
        pass


def step_here(references: bytes, submission: Submission) -> list[Done]:
    assert _bundle is not None
    return step_of_submission(_bundle, references, submission)
