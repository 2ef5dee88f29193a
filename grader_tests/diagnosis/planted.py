"""Plant wrong answers in the reference notebook and see what diagnosis makes of them."""

import ast
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import product
from typing import Literal, TypeVar

from grader_tests.course_folder import ROOT, release_notebook
from grader_tests.diagnosis import unfinished
from grader_tests.diagnosis.unfinished import Codes, Unfinished
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

Planted = TypeVar("Planted")
Word = Literal["right", "in part", "silent", "wrong"]


@dataclass
class Verdict:
    """What was said of one planted answer. ``true`` and ``untrue`` are the sentences, one for each
    test cell in which they stand; ``is_all`` tells whether everything planted was named."""

    true: list[str] = field(default_factory=list)
    untrue: list[str] = field(default_factory=list)
    is_all: bool = True

    @property
    def word(self) -> Word:
        if self.untrue:
            return "wrong"
        if not self.true:
            return "silent"
        return "right" if self.is_all else "in part"


class Course:
    """What one assignment knows of wrong answers, for planting them.

    A notebook is graded without the cells that only draw; the same one is graded once. For a quick
    look, only one in ``every`` misconceptions is known.
    """

    def __init__(self, zygote: Zygote, assignment: str, every: int = 1) -> None:
        self._zygote = zygote
        self._assignment = assignment
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

    def verdict(self, *planted: Answer) -> Verdict:
        """Whether what is said of known answers is what is known of them; a general sign counts
        as true of a cell that the answers stand in, and names none of them."""
        wanted = {answer.sentence for answer in planted}
        found = Verdict()
        named = set()
        for finding in self.findings({a.grade_id: a.code for a in planted}).values():
            sentence = self._sentences.get(finding.misconception or "", finding.sentence)
            fits = sentence in wanted or (
                finding.sign and any(self._is_about(finding, a.grade_id) for a in planted)
            )
            (found.true if fits else found.untrue).append(finding.sentence)
            named.add(sentence)
        found.is_all = wanted <= named
        return found

    def verdict_on(self, mutant: Mutant) -> Verdict:
        """Whether what is said of a mutant is about the cell that the slip is in."""
        found = Verdict()
        for finding in self.findings({mutant.grade_id: mutant.source}).values():
            fits = self._is_about(finding, mutant.grade_id)
            (found.true if fits else found.untrue).append(finding.misconception or finding.sentence)
        return found

    def verdict_on_unfinished(self, planted: Unfinished) -> Verdict:
        """Whether nothing is said of an unfinished answer but what is plain."""
        found = Verdict()
        for finding in self.findings(planted.codes).values():
            fits = not finding.misconception and planted.is_true(finding.sign, finding.sentence)
            (found.true if fits else found.untrue).append(finding.sentence)
        return found

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

    def reworded(self, count: int) -> list[Answer]:
        """Some misconceptions word for word, but for comments, quotes, brackets and line breaks."""
        return [
            replace(a, code=f"# mine\n{ast.unparse(ast.parse(a.code))}\n# done")
            for a in _some(self.misconceptions, count)
        ]

    def otherwise_written(self, count: int) -> list[Answer]:
        """Some with one more statement, which does nothing: not word for word."""
        return [
            replace(a, code=_with_idle_statement(a.code)) for a in _some(self.misconceptions, count)
        ]

    def unfinished(self, count: int) -> dict[str, list[Unfinished]]:
        """Some answers of each kind that no misconception explains, always the same."""
        solutions, released = self._solutions, self._released
        kinds: dict[str, Iterator[Unfinished]] = {
            "left open": unfinished.left_open(solutions, released),
            "misspelt": unfinished.misspelt(solutions),
            "stale": unfinished.stale(solutions, released, self.misconceptions),
            "raising": unfinished.raising(solutions),
        }
        return {kind: _some([*planted], count) for kind, planted in kinds.items()}

    @cached_property
    def _solutions(self) -> Mapping[str, str]:
        cells = (cell for cell in self._job.cells if cell.place == "student" and cell.grade_id)
        return {str(cell.grade_id): cell.source for cell in cells}

    @cached_property
    def _released(self) -> Mapping[str, str]:
        return {
            cell.metadata.nbgrader.grade_id: cell.source
            for cell in release_notebook(self._assignment).cells
            if cell.metadata.get("nbgrader", {}).get("solution")
        }

    def mutants(self, count: int) -> list[Mutant]:
        """Some mutants of the solution cells, always the same."""
        found = [m for n, cell in enumerate(self._job.cells) for m in _mutants_of(cell, n)]
        return random.Random(SEED).sample(found, min(count, len(found)))


def _with_idle_statement(code: str) -> str:
    tree = ast.parse(code)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for node in functions or [tree]:
        node.body.append(ast.Pass())
    return ast.unparse(tree)


def _some(planted: Sequence[Planted], count: int) -> list[Planted]:
    return random.Random(SEED).sample(planted, min(count, len(planted)))


def _mutants_of(cell: Cell, position: int) -> Sequence[Mutant]:
    if cell.place != "student" or not cell.grade_id:
        return []
    lines = frozenset(range(1, cell.source.count("\n") + 2))
    return mutants(Solution(cell.grade_id, position, cell.source, lines), {})
