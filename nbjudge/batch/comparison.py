"""Two gradings of one notebook, cell by cell: the points, and what the test cell ended with."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten

from nbformat import NotebookNode
from nbgrader.utils import is_grade

from nbjudge.course.graded import GradedNotebook
from nbjudge.errors import Unreadable
from nbjudge.repair import read, read_path

LONGEST = 200


@dataclass(frozen=True)
class CellComparison:
    """One grade cell. Points are None where a person gives them, outcomes where there is none."""

    student: str
    notebook: str
    cell: str
    points_before: float | None
    points_after: float | None
    outcome_before: str | None
    outcome_after: str | None

    @property
    def gain(self) -> float:
        return (self.points_after or 0.0) - (self.points_before or 0.0)

    @property
    def is_same(self) -> bool:
        return (self.points_before, self.outcome_before) == (
            self.points_after,
            self.outcome_after,
        )

    @property
    def why(self) -> str:
        return f"{self.outcome_before or 'no outcome'} → {self.outcome_after or 'no outcome'}"


def compared(
    student: str, folder: Path, before: Mapping[str, float | None], after: GradedNotebook
) -> Iterator[CellComparison]:
    """Each grade cell of a notebook as it was in the autograded folder, and as it is now."""
    old, new = outcomes_in(folder / f"{after.name}.ipynb"), outcomes_of(after.text)
    for cell in sorted(before.keys() | after.scores.keys()):
        yield CellComparison(
            student,
            after.name,
            cell,
            before.get(cell),
            after.scores.get(cell),
            old.get(cell),
            new.get(cell),
        )


def outcomes_in(path: Path) -> dict[str, str]:
    try:
        return _outcomes(read_path(path))
    except Unreadable:
        return {}


def outcomes_of(text: str) -> dict[str, str]:
    return _outcomes(read(text.encode())) if text else {}


def _outcomes(notebook: NotebookNode) -> dict[str, str]:
    return {
        cell.metadata.nbgrader["grade_id"]: outcome(cell)
        for cell in notebook.cells
        if is_grade(cell) and cell.cell_type == "code"
    }


def outcome(cell: NotebookNode) -> str:
    """What a graded test cell ended with, in a line."""
    for output in cell.outputs:
        if output.output_type == "error":
            return shorten(f"{output.ename}: {output.evalue}", LONGEST, placeholder=" …")
    return "passed"
