"""What is known of an assignment's wrong answers: their code, and what the tests see of them.

Each misconception is run once, in the reference notebook, when a failed test first asks for it.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from nbjudge.grading import regions
from nbjudge.grading.answers import Answer
from nbjudge.grading.compare import same_events
from nbjudge.grading.diagnosis.elsewhere import KINDS, cells_elsewhere, own_cells_elsewhere
from nbjudge.grading.diagnosis.sight import Sight
from nbjudge.grading.diagnosis.thorough import thorough
from nbjudge.grading.job import Cell, Job, NotebookRun, transcripts_of
from nbjudge.grading.needed import needed
from nbjudge.grading.reference import Reference
from nbjudge.grading.stale import with_names_unbound
from nbjudge.grading.students_code import form

Grade = Callable[[Job], NotebookRun]

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
    _seen: dict[str, Sight] = field(default_factory=dict)
    _elsewhere_seen: dict[str, Sight] = field(default_factory=dict)
    _kinds: dict[str, str] = field(default_factory=dict)

    def losing(self, test: str) -> list[Answer]:
        """The misconceptions that lose points in a test cell, in the order of the answers file."""
        return [answer for answer in self.misconceptions if test in answer.loses]

    def names(self, test: str) -> Collection[str]:
        """The names that a test looks at: under others it finds what does not concern it."""
        reference = self.right.transcripts.get(test)
        return reference.names.keys() if reference else ()

    def own(self, test: str) -> tuple[str, ...]:
        """The solution cells that a test tests."""
        return self._regions.get(test, ())

    def word_for_word(self, grade_id: str, source: str) -> Answer | None:
        """The misconception that a student's cell is, but for layout, comments and docstrings.

        Any magic keeps it from being read; and where two have that code, neither is meant.
        """
        wanted = form(source)
        fits = [known for code, known in self._forms.get(grade_id, ()) if code == wanted]
        return fits[0] if wanted and len({answer.sentence for answer in fits}) == 1 else None

    def sight(self, answer: Answer) -> Sight:
        """What each test cell sees of a notebook in which only this answer is wrong."""
        if answer.name not in self._seen:
            cells = [
                replace(cell, source=answer.code)
                if cell.place == "student" and cell.grade_id == answer.grade_id
                else cell
                for cell in self._cells
            ]
            self._seen[answer.name] = self.observe(self.job, cells, PATIENCE)
        return self._seen[answer.name]

    def confirms(self, answer: Answer, source: str, helpers: str) -> bool:
        """Whether a student's cell gives the same as this answer with other values before it, as
        far as the reference can do with others: on top of the reference's earlier steps."""
        kinds = self._changeable(answer.grade_id)
        return not kinds or self._is_like(
            answer, kinds, self._elsewhere(answer.grade_id, source, helpers, kinds)
        )

    def confirms_own(self, answer: Answer, job: Job, cells: Sequence[Cell]) -> bool:
        """The same of a student's cell on top of the student's own earlier steps: ``cells`` are
        those of the ``job`` that can be run."""
        kinds = self._changeable(answer.grade_id)
        if not kinds:
            return True
        cells = own_cells_elsewhere(cells, self._cells, answer.grade_id, kinds)
        return self._is_like(answer, kinds, self.observe(job, cells, PATIENCE))

    def _is_like(self, answer: Answer, kinds: str, found: Sight) -> bool:
        """Whether a run with other values showed what the known answer shows with them."""
        if answer.name not in self._elsewhere_seen:
            known = self._elsewhere(answer.grade_id, answer.code, "", kinds)
            self._elsewhere_seen[answer.name] = known
        known = self._elsewhere_seen[answer.name]
        return found.raised == known.raised and all(
            test in known.transcripts
            and same_events(seen, known.transcripts[test], self.names(test))
            for test, seen in found.transcripts.items()
            if answer.grade_id in self.own(test)
        )

    def _changeable(self, grade_id: str) -> str:
        """The kinds of numbers that may be changed before an answer: the reference still runs."""
        if grade_id not in self._kinds:
            right = next(c.source for c in self._cells if c.grade_id == grade_id)
            runs = (k for k in KINDS if not self._elsewhere(grade_id, right, "", k).raised)
            self._kinds[grade_id] = next(runs, "")
        return self._kinds[grade_id]

    def _elsewhere(self, grade_id: str, source: str, helpers: str, kinds: str) -> Sight:
        cells = cells_elsewhere(self._cells, grade_id, source, helpers, kinds)
        return self.observe(self.job, cells, PATIENCE)

    @cached_property
    def right(self) -> Sight:
        """What each test cell sees of the reference."""
        return self.observe(self.job, self._cells, PATIENCE)

    @cached_property
    def _cells(self) -> Sequence[Cell]:
        """The cells of the reference notebook without its pictures, if its tests see the same."""
        fewer = needed(self.job.cells)
        runs = self.grade(self.job.only_seen(fewer, PATIENCE)).cells
        same = transcripts_of(fewer, runs) == self.reference.transcripts
        return fewer if same else self.job.cells

    @cached_property
    def _regions(self) -> regions.Regions:
        return regions.in_job(self.job.cells)

    @cached_property
    def _forms(self) -> Mapping[str, Sequence[tuple[str | None, Answer]]]:
        """The misconceptions by solution cell, each with its form."""
        found: dict[str, list[tuple[str | None, Answer]]] = {}
        for answer in self.misconceptions:
            found.setdefault(answer.grade_id, []).append((form(answer.code), answer))
        return found

    def observe(self, job: Job, cells: Sequence[Cell], patience: float) -> Sight:
        """What the tests see of a job with these cells, each going on to its end."""
        # One that asks too much to be kept is seen as far as it comes.
        cut = {test for test, seen in self.reference.transcripts.items() if seen.is_cut}
        cells = with_names_unbound(thorough(cells, cut), self.job.cells)
        runs = self.grade(job.only_seen(cells, patience)).cells
        return Sight.of(cells, runs, self.job.cells)
