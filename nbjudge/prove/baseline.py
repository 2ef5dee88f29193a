"""The baseline: the reference notebook in which mutants, answers and the probe are planted."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from nbjudge.grading.job import Cell, CellRun
from nbjudge.grading.mutation.mutants import Solution
from nbjudge.grading.needed import needed
from nbjudge.grading.reference import Reference
from nbjudge.grading.regions import in_job
from nbjudge.grading.score import score
from nbjudge.prove.material import Material
from nbjudge.prove.zygotes import Zygotes

BRIEF = "import IPython as _i\n_i.get_ipython().InteractiveTB.set_mode('Minimal')"
FIRST = (Cell(BRIEF), Cell(BRIEF, "judge"))
"""What runs before each notebook: nobody reads the traceback of a mutant, and one costs 25 ms."""

UNSEEN = Cell(
    "import sys as _s\n"
    "if _figure := _s.modules.get('matplotlib.figure'):\n"
    "    _figure.Figure.draw = lambda *_: None\n"
    "for _name, _formatter in get_ipython().display_formatter.formatters.items():\n"
    "    _formatter.enabled = _name == 'text/plain'"
)
"""What runs before a short notebook: its pictures are made, for they may call what was planted, but
never drawn, which would cost more than all the rest."""


@dataclass(frozen=True)
class GradedCells:
    """How the cells of one notebook ended."""

    cells: Sequence[Cell]
    runs: Sequence[CellRun]
    walls: Sequence[str]

    @cached_property
    def losses(self) -> list[bool]:
        """For each cell, whether it is a test cell that did not give full marks."""
        return [
            cell.points is not None and score(cell, run) < cell.points
            for cell, run in zip(self.cells, self.runs, strict=True)
        ]

    def lost(self, start: int = 0, end: int | None = None) -> frozenset[str]:
        """The grade_ids of the test cells that did not give full marks."""
        found = list(zip(self.cells, self.losses, strict=True))[start:end]
        return frozenset(cell.grade_id or "" for cell, loses in found if loses)


@dataclass(frozen=True)
class Baseline:
    """The reference notebook, and what grades others like it. ``timeout`` is for one cell, in
    seconds."""

    zygotes: Zygotes
    material: Material
    reference: Reference
    timeout: float

    @cached_property
    def cells(self) -> Sequence[Cell]:
        return tuple(self.reference.apply(self.reference.source_cells))

    @cached_property
    def solutions(self) -> Mapping[str, Solution]:
        """The solution cells by grade_id."""
        return {solution.grade_id: solution for solution in self.material.solutions}

    def planted(self, grade_id: str, source: str, short: bool) -> list[Cell]:
        """The notebook with that code in the place of one solution cell's; if ``short``, without
        the test cells before it, which it cannot touch, and pictures."""
        position = self.solutions[grade_id].position
        after = [replace(self.cells[position], source=source), *self.cells[position + 1 :]]
        before = self.cells[:position]
        if short:
            # Pictures after it stay: they may call what was planted, and show what that spoils.
            unscored = [cell for cell in before if cell.points is None]
            before = [UNSEEN, *needed(unscored, after)]
        return [*before, *after]

    def lost_by(self, codes: Sequence[tuple[str, str]]) -> list[frozenset[str]]:
        """The test cells that take points from each code for a solution cell, given as its grade_id
        and the code. Notebooks are short where the reference gets full marks in a short one."""
        asked = list(dict.fromkeys(grade_id for grade_id, _ in codes))
        controls = self.grade_all(self.planted(g, self.solutions[g].source, True) for g in asked)
        short = {g: not control.lost() for g, control in zip(asked, controls, strict=True)}
        notebooks = [self.planted(g, code, short[g]) for g, code in codes]
        return [graded.lost() for graded in self.grade_all(notebooks)]

    def grade_all(
        self,
        notebooks: Iterable[Sequence[Cell]],
        done: Callable[[], object] = lambda: None,
        **changes: Any,
    ) -> list[GradedCells]:
        """Grade notebooks as submissions to this one would be, but for ``changes`` of the job."""
        job = replace(self.material.job, **{"timeout": self.timeout, **changes})
        jobs = [self.reference.apply_to(replace(job, cells=[*FIRST, *n])) for n in notebooks]
        return [
            GradedCells(job.cells[len(FIRST) :], run.cells[len(FIRST) :], run.walls)
            for job, run in zip(jobs, self.zygotes.grade_all(jobs, done), strict=True)
        ]

    def grade(self, cells: Sequence[Cell], **changes: Any) -> GradedCells:
        (graded,) = self.grade_all([cells], **changes)
        return graded

    @cached_property
    def covering(self) -> dict[str, frozenset[str]]:
        """For each solution cell, the test cells that test it and bear points; by grade_id."""
        tests = {cell.grade_id for cell in self.cells if cell.points}
        regions = in_job(self.cells)
        return {
            solution: frozenset(t for t, own in regions.items() if solution in own) & tests
            for solution in self.solutions
        }
