"""The assignment's nbgrader cells as they must be, against which a submission is repaired."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode

SCHEMA = 3
"""The version of nbgrader's metadata that is written here."""


@dataclass(frozen=True)
class TrustedCell:
    """One of the assignment's nbgrader cells as it must be.

    ``source`` is what is graded; of a solution cell, what was handed out. ``released`` is the text
    that students were given, which lacks the hidden tests, or None where nobody knows it.
    ``locked`` cells have their text restored: test cells, too, whatever their flag says.
    """

    grade_id: str
    cell_type: str
    source: str
    grade: bool = False
    solution: bool = False
    locked: bool = False
    task: bool = False
    points: float | None = None
    checksum: str | None = None
    released: str | None = None
    tags: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.task:
            return f"the task cell {self.grade_id}"
        if self.solution:
            return f"the solution cell {self.grade_id}"
        return f"the {'test' if self.grade else 'set-up'} cell {self.grade_id}"

    @property
    def texts(self) -> list[str]:
        """The texts that a submission may show where its student changed nothing."""
        return [text.strip() for text in (self.source, self.released) if text is not None]

    def metadata(self) -> dict[str, Any]:
        wanted: dict[str, Any] = {
            "schema_version": SCHEMA,
            "grade": self.grade,
            "grade_id": self.grade_id,
            "locked": self.locked,
            "solution": self.solution,
            "task": self.task,
        }
        if self.points is not None:
            wanted["points"] = self.points
        if self.checksum is not None:
            wanted |= {"checksum": self.checksum, "cell_type": self.cell_type}
        return wanted


def trusted_from_notebook(notebook: NotebookNode, begin_solution: str) -> list[TrustedCell]:
    """The nbgrader cells of a release or source notebook, in its order.

    A source notebook's solution cells hold the solutions, which must never be put into a
    submission: their text is taken only from a release, which is told by its checksums and by its
    not having ``begin_solution``.
    """
    return [_trusted(cell, begin_solution) for cell in notebook.cells if _is_nbgrader(cell)]


def _is_nbgrader(cell: NotebookNode) -> bool:
    about = cell.metadata.get("nbgrader", {})
    return any(about.get(flag) for flag in ("grade", "solution", "locked", "task"))


def _trusted(cell: NotebookNode, begin_solution: str) -> TrustedCell:
    about = cell.metadata["nbgrader"]
    solution = bool(about.get("solution"))
    is_answered = "checksum" not in about or begin_solution in cell.source
    text = "" if solution and is_answered else cell.source
    return TrustedCell(
        grade_id=about["grade_id"],
        cell_type=cell.cell_type,
        source=text,
        grade=bool(about.get("grade")),
        solution=solution,
        locked=is_locked(about),
        task=bool(about.get("task")),
        points=about.get("points") if about.get("grade") or about.get("task") else None,
        checksum=about.get("checksum"),
        released=text,
        tags=tuple(cell.metadata.get("tags", ())),
    )


def is_locked(about: Mapping[str, Any]) -> bool:
    """Whether nbgrader restores such a cell's text, whatever its flag ``locked`` says."""
    return not about.get("solution") and bool(about.get("grade") or about.get("locked"))
