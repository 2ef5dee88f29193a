"""What is known of an assignment's wrong answers: the transcripts of the tests that they lose.

Each misconception is run once, in the reference notebook, when a failed test first asks for it.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from nbjudge.grading.answers import Answer
from nbjudge.grading.job import Cell, Job, NotebookRun, transcripts_of
from nbjudge.grading.needed import needed
from nbjudge.grading.reference import Reference
from nbjudge.process.transcript import Transcript

Grade = Callable[[Job], NotebookRun]
Transcripts = Mapping[str, Transcript]
"""What each test cell saw, by grade_id."""

PATIENCE = 30.0
"""Seconds for one misconception's notebook; one that needs longer is not recognised."""


@dataclass
class Knowledge:
    """``job`` is that of the reference notebook, as the reference run fixed it; ``grade`` runs one.

    Raises what ``grade`` raises.
    """

    job: Job
    reference: Reference
    grade: Grade
    misconceptions: Sequence[Answer] = ()
    _seen: dict[str, Transcripts] = field(default_factory=dict)

    def losing(self, test: str) -> list[Answer]:
        """The misconceptions that lose points in a test cell, in the order of the answers file."""
        return [answer for answer in self.misconceptions if test in answer.loses]

    def names(self, test: str) -> Collection[str]:
        """The names that a test looks at: under others it finds what does not concern it."""
        reference = self.reference.transcripts.get(test)
        return reference.names.keys() if reference else ()

    def transcripts(self, answer: Answer) -> Transcripts:
        """What each test cell sees of a notebook in which only this answer is wrong."""
        if answer.name not in self._seen:
            cells = [
                replace(cell, source=answer.code)
                if cell.place == "student" and cell.grade_id == answer.grade_id
                else cell
                for cell in self._cells
            ]
            self._seen[answer.name] = self._run(cells)
        return self._seen[answer.name]

    @cached_property
    def _cells(self) -> Sequence[Cell]:
        """The cells of the reference notebook without its pictures, if its tests see the same."""
        fewer = needed(self.job.cells)
        return fewer if self._run(fewer) == self.reference.transcripts else self.job.cells

    def _run(self, cells: Sequence[Cell]) -> Transcripts:
        return transcripts_of(cells, self.grade(self.job.only_seen(cells, PATIENCE)).cells)
