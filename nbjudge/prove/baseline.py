"""The ground: the reference notebook in which mutants, answers and the probe are planted."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from nbjudge.grading.job import Cell, CellRun, Job
from nbjudge.grading.needed import needed
from nbjudge.grading.reference import Reference
from nbjudge.grading.score import score
from nbjudge.process import names
from nbjudge.prove.context import Bench
from nbjudge.prove.mutants import Solution

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
class Graded:
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
class Ground:
    """The reference notebook. ``timeout`` is for one cell, in seconds."""

    job: Job
    reference: Reference
    solutions: Sequence[Solution]
    timeout: float

    @cached_property
    def cells(self) -> Sequence[Cell]:
        return tuple(self.reference.apply(self.reference.source_cells))

    def planted(self, grade_id: str, source: str, short: bool) -> list[Cell]:
        """The notebook with that code in the place of one solution cell's; if ``short``, without
        the test cells before it, which it cannot touch, and pictures."""
        position = next(s.position for s in self.solutions if s.grade_id == grade_id)
        after = [replace(self.cells[position], source=source), *self.cells[position + 1 :]]
        before = self.cells[:position]
        if short:
            # Pictures after it stay: they may call what was planted, and show what that spoils.
            unscored = [cell for cell in before if cell.points is None]
            before = [UNSEEN, *needed(unscored, after)]
        return [*before, *after]

    def lost_by(self, bench: Bench, codes: Sequence[tuple[str, str]]) -> list[frozenset[str]]:
        """The test cells that take points from each code for a solution cell, given as its grade_id
        and the code. Notebooks are short where the reference gets full marks in a short one."""
        known = {s.grade_id: s.source for s in self.solutions}
        asked = list(dict.fromkeys(grade_id for grade_id, _ in codes))
        controls = self.grade_all(bench, [self.planted(g, known[g], True) for g in asked])
        short = {g: not control.lost() for g, control in zip(asked, controls, strict=True)}
        notebooks = [self.planted(g, code, short[g]) for g, code in codes]
        return [graded.lost() for graded in self.grade_all(bench, notebooks)]

    def grade_all(
        self,
        bench: Bench,
        notebooks: Iterable[Sequence[Cell]],
        done: Callable[[], object] = lambda: None,
        files: Mapping[str, bytes] | None = None,
        timeout: float | None = None,
    ) -> list[Graded]:
        """Grade notebooks as submissions to this one would be; ``files`` lie beside its own."""
        job = replace(
            self.job, files={**self.job.files, **(files or {})}, timeout=timeout or self.timeout
        )
        jobs = [self.reference.apply_to(replace(job, cells=[*FIRST, *n])) for n in notebooks]
        return [
            Graded(job.cells[len(FIRST) :], run.cells[len(FIRST) :], run.walls)
            for job, run in zip(jobs, bench.grade_all(jobs, done), strict=True)
        ]

    def grade(self, bench: Bench, cells: Sequence[Cell]) -> Graded:
        (graded,) = self.grade_all(bench, [cells])
        return graded

    def guards(self, solution: Solution) -> list[int]:
        """The positions of the test cells that test a solution cell.

        They stand between it and the next solution cell; where none does, it is the first one
        further on that reads a name of it.
        """
        later = [s.position for s in self.solutions if s.position > solution.position]
        tests = [n for n, c in enumerate(self.cells) if c.points and n > solution.position]
        near = [n for n in tests if n < min(later, default=len(self.cells))]
        if near:
            return near
        bound = names.binds(names.parse(solution.source))
        reads = (n for n in tests if names.reads(names.parse(self.cells[n].source)) & bound)
        return list(reads)[:1]

    @cached_property
    def guard_names(self) -> dict[str, frozenset[str]]:
        """For each solution cell, the grade_ids of the test cells that test it."""
        return {
            solution.grade_id: frozenset(
                self.cells[n].grade_id or "" for n in self.guards(solution)
            )
            for solution in self.solutions
        }
