"""A notebook in repair: its cells, and which of them is which of the assignment's."""

from collections.abc import Collection, Sequence

import nbformat
from nbformat import NotebookNode

from nbjudge.repair.trusted import TrustedCell

MOST_COMPARED = 200  # cells with one name or in one gap; comparing texts is slow


class Draft:
    """``place`` says which of ``cells`` is which trusted cell; ``said`` collects the sentences.

    ``given`` are the texts of the assignment's other cells, which are never taken for an answer.
    """

    def __init__(
        self, cells: Sequence[NotebookNode], trusted: Sequence[TrustedCell], given: Collection[str]
    ) -> None:
        self.cells = list(cells)
        self.trusted = trusted
        self.given = {text.strip() for text in given}
        self.place: dict[str, int] = {}
        self.said: list[str] = []
        self._taken_ids = {cell.get("id") for cell in cells}

    def plain_cell(self, source: str, cell_type: str) -> NotebookNode:
        """A new cell with an id that no cell has. It is in no place yet."""
        number = len(self.cells) + 1
        while f"nbjudge-{number}" in self._taken_ids:
            number += 1
        self._taken_ids.add(f"nbjudge-{number}")
        cell: NotebookNode = nbformat.from_dict(
            {"id": f"nbjudge-{number}", "cell_type": "raw", "metadata": {}, "source": source}
        )
        turn_into(cell, cell_type)
        return cell

    def drop(self, useless: set[int]) -> None:
        """Remove cells; ``place`` follows."""
        left = [index for index in range(len(self.cells)) if index not in useless]
        moved = {old: new for new, old in enumerate(left)}
        self.cells = [self.cells[index] for index in left]
        self.place = {grade_id: moved[index] for grade_id, index in self.place.items()}


def turn_into(cell: NotebookNode, cell_type: str) -> None:
    """Change a cell's type, with the fields that come and go with it."""
    cell.cell_type = cell_type
    for key in ("outputs", "execution_count", "attachments"):
        cell.pop(key, None)
    if cell_type == "code":
        cell.outputs, cell.execution_count = [], None
