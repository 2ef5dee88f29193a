"""Which cells a notebook can do without when it is only run for its tests."""

from collections.abc import Sequence

from nbjudge.grading.job import Cell
from nbjudge.process import names


def needed(cells: Sequence[Cell], after: Sequence[Cell] = ()) -> list[Cell]:
    """The cells but for locked ones whose names nobody reads later, such as those that draw.

    ``after`` are the cells that follow. Should one of those left out matter in another way, the
    reference ends otherwise without it, and whoever asked must run the whole notebook.
    """
    kept: list[Cell] = []
    wanted = frozenset().union(*(names.reads(names.parse(cell.source)) for cell in after))
    for cell in reversed(cells):
        tree = names.parse(cell.source)
        bound = names.binds(tree)
        if cell.place != "locked" or not bound or bound & wanted:
            kept.append(cell)
            wanted |= names.reads(tree)
    return kept[::-1]
