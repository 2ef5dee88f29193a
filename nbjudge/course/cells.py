"""Which cells of a notebook a kernel would run, and where nbjudge runs each."""

from collections.abc import Collection, Mapping, Sequence

from nbformat import NotebookNode
from nbgrader.preprocessors import ClearHiddenTests
from nbgrader.utils import is_grade, is_locked

from nbjudge.grading.job import Cell

HIDDEN_TESTS_MARK: str = ClearHiddenTests.class_traits()["begin_test_delimeter"].default()
"""What hidden tests begin with, unless a course says otherwise."""


def grade_id_of(cell: NotebookNode) -> str | None:
    found: str | None = cell.metadata.get("nbgrader", {}).get("grade_id")
    return found


def is_ours(cell: NotebookNode, tests: Mapping[str, str]) -> bool:
    """Whether a cell is the instructor's: locked, and known to the gradebook."""
    return grade_id_of(cell) in tests and is_locked(cell)


def as_cells(
    code: Sequence[NotebookNode],
    tests: Mapping[str, str],
    hidden_tests_mark: str = HIDDEN_TESTS_MARK,
) -> list[Cell]:
    """Where each cell runs. A cell is locked or a test only if the gradebook holds that source."""
    return [as_cell(cell, tests, hidden_tests_mark) for cell in code]


def as_cell(cell: NotebookNode, tests: Mapping[str, str], hidden_tests_mark: str) -> Cell:
    grade_id = grade_id_of(cell)
    if grade_id is None or not is_ours(cell, tests):
        return Cell(cell.source, grade_id=grade_id)
    source = tests[grade_id]
    if not is_grade(cell):
        return Cell(source, "locked", grade_id)
    points = float(cell.metadata.nbgrader.points)
    hidden = hidden_tests_mark in source
    return Cell(source, "judge", grade_id, points, has_hidden_tests=hidden)


def executed_cells(
    nb: NotebookNode, tests: Mapping[str, str], skipped: Collection[str | None], tag: str
) -> list[NotebookNode]:
    """The cells that a kernel would execute.

    ``tag`` keeps a student's own cell from it; ``skipped`` are the instructor's cells that have it.
    """
    return [
        cell
        for cell in code_cells(nb)
        if (
            grade_id_of(cell) not in skipped
            if is_ours(cell, tests)
            else tag not in cell.metadata.get("tags", [])
        )
    ]


def code_cells(nb: NotebookNode) -> list[NotebookNode]:
    """The code cells that hold any code."""
    return [cell for cell in nb.cells if cell.cell_type == "code" and cell.source.strip()]
