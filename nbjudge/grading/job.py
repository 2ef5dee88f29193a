"""What is to be graded, and how it ended: one notebook's cells as plain data."""

import ast
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

from nbjudge.process import names
from nbjudge.process.kernel.outputs import Output
from nbjudge.process.policy.expectation import Expectation
from nbjudge.process.source import Source
from nbjudge.process.transcript import Transcript
from nbjudge.sandbox import ResourceLimits

Place = Literal["student", "locked", "judge", "in-process"]
"""Where a cell runs: a student's cell, a locked set-up cell, a test cell in the judge, or a test
cell in-process, in the student process, because it needs live objects."""

OUT_OF_TIME = "out of time"
"""The fault of a cell that was not run, because the notebook as a whole had taken too long."""

OUT_OF_MEMORY = "out of memory"
"""The fault of a cell that used more of it than a submission may."""


@dataclass(frozen=True)
class Cell:
    """One code cell. ``points`` is the maximum of a test cell. What student code prints while a
    cell with hidden tests calls it stays out of the notebook. ``expectation`` is what the reference
    run showed the cell to need, or None when there was no reference run."""

    source: str
    place: Place = "student"
    grade_id: str | None = None
    points: float | None = None
    has_hidden_tests: bool = False
    expectation: Expectation | None = None


@dataclass(frozen=True)
class Job:
    """All that is needed to grade one notebook, as plain data.

    ``files`` lie in the student process's working folder, ``grader_files`` in the judge's: the
    instructor's helper modules and data, never the submission's. ``source_cells`` are those of the
    instructor's own notebook, or empty if this is it: what a submission's cells mention must not
    decide which names the judge hands over, and which it has copies of. ``patience`` is the time
    for the whole notebook, in seconds: each fault costs running all cells before it again. A
    run whose outputs nobody sees may be ``brief``: figures and tracebacks would take most of it.
    Only a run that ``records`` what its tests see has transcripts, and only one that ``watches``
    them notes what they do to the judge. ``curves`` names, by grade_id of
    a test cell that reads it, a list that is kept for a picture if the test fails. ``opened`` are
    files and folders of the machine that the sandbox shows at their own place, read-only.
    """

    cells: Sequence[Cell]
    files: dict[str, bytes] = field(default_factory=dict)
    grader_files: dict[str, bytes] = field(default_factory=dict)
    timeout: float | None = 30.0
    limits: ResourceLimits = field(default_factory=ResourceLimits)
    waived: frozenset[str] = frozenset()
    source_cells: Sequence[Cell] = ()
    patience: float | None = 1200.0
    brief: bool = False
    records: bool = False
    watches: bool = False
    curves: Mapping[str, str] = field(default_factory=dict)
    opened: tuple[str, ...] = ()

    def only_seen(self, cells: Sequence[Cell], patience: float | None) -> "Job":
        """The job of running such cells for what their tests see, and for nobody to look at."""
        return replace(self, cells=cells, patience=patience, brief=True, records=True)

    @property
    def source(self) -> Source:
        """What the judge is told of the instructor's notebook. It imports nothing where that is not
        known: nothing that a student asks for."""
        open_cells = [c for c in self.source_cells if c.place == "student"]
        answers = tuple(cell.source for cell in open_cells if cell.grade_id is not None)
        setup = imports_in(tuple(cell.source for cell in open_cells if cell.grade_id is None))
        library = imports_in(answers)
        assigned = in_any(names.assigns, answers)
        return Source(
            pushable=in_any(names.needs, self._sources("student", "locked", "in-process")),
            solution_names=in_any(names.rebinds, self._sources("student")),
            imports={n: setup[n] for n in setup.keys() - in_any(names.rebinds, answers)},
            library={n: library[n] for n in library.keys() - assigned},
            seed=digest_of(tuple(cell.source for cell in self.source_cells or self.cells)),
        )

    def _sources(self, *places: Place) -> tuple[str, ...]:
        cells = self.source_cells or self.cells
        return tuple(cell.source for cell in cells if cell.place in places)


@lru_cache(maxsize=64)  # a class's notebooks have the same source cells
def in_any(find: Callable[[ast.Module], frozenset[str]], sources: Sequence[str]) -> frozenset[str]:
    """The names that are found in any of the cells."""
    return frozenset().union(*(find(names.parse(source)) for source in sources))


@lru_cache(maxsize=64)
def digest_of(sources: Sequence[str]) -> bytes:
    return hashlib.blake2b("\0".join(sources).encode("utf-8", "replace")).digest()


@lru_cache(maxsize=64)
def imports_in(sources: Sequence[str]) -> Mapping[str, str]:
    """The imports of cells, as statements by name."""
    found: dict[str, str] = {}
    for source in sources:
        found |= names.imports(names.parse(source))
    return found


@dataclass
class CellRun:
    """How one cell ended. ``fault`` is the reason if its process did not survive it; it may also be
    ``last`` of its pair because student code that a test has given up on is still running."""

    outputs: list[Output]
    failed: bool
    seconds: float = 0.0
    number: float | None = None
    fault: str | None = None
    last: bool = False
    unclear: str | None = None
    seen: Expectation | None = None
    transcript: Transcript | None = None


@dataclass
class NotebookRun:
    """How a notebook's cells ended, and the walls that stood around them."""

    cells: list[CellRun]
    walls: tuple[str, ...] = ()
    restarts: int = 0


def transcripts_of(cells: Sequence[Cell], runs: Sequence[CellRun]) -> dict[str, Transcript]:
    """What each test cell in the judge saw, by grade_id, as far as it was recorded."""
    return {
        cell.grade_id: run.transcript
        for cell, run in zip(cells, runs, strict=True)
        if cell.place == "judge" and cell.grade_id and run.transcript
    }
