"""Plant wrong answers in the reference notebook and see what diagnosis makes of them."""

import random
import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from itertools import product

from grader_tests.course_folder import ROOT
from grader_tests.engine.test_course import job, reference
from nbjudge.grading.answers import Answer, read_answers
from nbjudge.grading.diagnosis import Finding, Knowledge
from nbjudge.grading.job import Cell, Job, NotebookRun
from nbjudge.grading.marking import judge
from nbjudge.grading.mutation.mutants import Mutant, Solution, mutants
from nbjudge.grading.needed import needed
from nbjudge.grading.pair import Zygote
from nbjudge.grading.run import grade
from nbjudge.process import names

SEED = 7

Codes = dict[str, str]
"""The code of each solution cell that is not the reference's, by grade_id."""


class Course:
    """What one assignment knows of wrong answers, for planting them.

    A notebook is graded without the cells that only draw; the same one is graded once. For a quick
    look, only one in ``every`` misconceptions is known.
    """

    def __init__(self, zygote: Zygote, assignment: str, every: int = 1) -> None:
        self._zygote = zygote
        self._graded: dict[str, NotebookRun] = {}
        known_run = reference(zygote, assignment)
        known = known_run.apply_to(job(assignment))
        self._job = known.only_seen(needed(known.cells), known.patience)
        folder = ROOT / "grader_tests" / assignment
        self.misconceptions = read_answers(folder / "misconceptions.py")[::every]
        self.alternatives = read_answers(folder / "alternatives.py")
        self._knowledge = Knowledge(known, known_run, self._grade, self.misconceptions)
        self._sentences = {answer.name: answer.sentence for answer in self.misconceptions}

    def _grade(self, job: Job) -> NotebookRun:
        key = repr([(cell.place, cell.source) for cell in job.cells])
        if key not in self._graded:
            self._graded[key] = grade(self._zygote, job)
        return deepcopy(self._graded[key])

    def findings(self, planted: Codes) -> dict[str, Finding]:
        """The diagnosis of each test cell of a notebook in which only this is wrong."""
        cells = [
            replace(cell, source=planted[cell.grade_id]) if cell.grade_id in planted else cell
            for cell in self._job.cells
        ]
        judged = judge(self._grade, replace(self._job, cells=cells), self._knowledge, share=1.0)
        return {test: mark.finding for test, mark in judged.marks.items() if mark.finding}

    def verdict(self, *planted: Answer) -> str:
        """ "wrong" if anything was said that is not of these answers, "silent" if nothing was,
        "right" if each of them was named, "in part" if not all were."""
        wanted = {answer.sentence for answer in planted}
        findings = self.findings({answer.grade_id: answer.code for answer in planted})
        named = {self._sentences.get(f.misconception or "") for f in findings.values()}
        if named - wanted:
            return "wrong"
        return "right" if named == wanted else "in part" if named else "silent"

    def verdict_on(self, mutant: Mutant) -> tuple[str, list[str]]:
        """ "right" if all that is said of a mutant is about the cell that the slip is in, "wrong"
        if not, "silent" if nothing is said; and what is said."""
        findings = self.findings({mutant.grade_id: mutant.source}).values()
        said = sorted({finding.misconception or finding.sentence for finding in findings})
        if not said:
            return "silent", said
        fits = all(self._is_about(finding, mutant.grade_id) for finding in findings)
        return "right" if fits else "wrong", said

    def _is_about(self, finding: Finding, grade_id: str) -> bool:
        if finding.misconception:
            known = {answer.name: answer.grade_id for answer in self.misconceptions}
            return known[finding.misconception] == grade_id
        (source,) = (cell.source for cell in self._job.cells if cell.grade_id == grade_id)
        words = set(re.findall(r"\w+", finding.sentence))
        return bool(words & names.binds(names.parse(source)))

    def pairs(self, count: int) -> list[tuple[Answer, Answer]]:
        """Some pairs of misconceptions of different solution cells, always the same."""
        every = product(self.misconceptions, self.misconceptions)
        found = [(a, b) for a, b in every if a.grade_id < b.grade_id]
        return random.Random(SEED).sample(found, min(count, len(found)))

    def mutants(self, count: int) -> list[Mutant]:
        """Some mutants of the solution cells, always the same."""
        found = [m for n, cell in enumerate(self._job.cells) for m in _mutants_of(cell, n)]
        return random.Random(SEED).sample(found, min(count, len(found)))


def _mutants_of(cell: Cell, position: int) -> Sequence[Mutant]:
    if cell.place != "student" or not cell.grade_id:
        return []
    lines = frozenset(range(1, cell.source.count("\n") + 2))
    return mutants(Solution(cell.grade_id, position, cell.source, lines), {})
