"""Whether a cell gives the same as a known answer where the values before it are others.

Two formulas may agree at the one point that an exercise is about: with a target of 1, y s (1 - s)
is (y - s) s. So both are run once more after what they read was changed: the known answer in the
reference notebook; the student's there, too, where a course has follow-through, and else where it
stands, for then nothing of the reference's may lie beside student code. There it can be confirmed
only if what it starts from is right.
"""

from collections.abc import Sequence
from dataclasses import replace

from nbjudge.grading.job import Cell, in_any
from nbjudge.process import names

CHANGE = """
import numpy as _np
for _name in {names}:
    _value = globals().get(_name)
    if isinstance(_value, (float, _np.floating)):
        globals()[_name] = _value * 1.3 + 0.17
    elif isinstance(_value, _np.ndarray) and _value.dtype.kind in {kinds!r}:
        _shift = _np.arange(1, _value.size + 1).reshape(_value.shape) / 7
        globals()[_name] = _np.asarray(_value * 1.3 + _shift)
    elif isinstance(_value, (int, _np.integer)) and type(_value) is not bool and "i" in {kinds!r}:
        globals()[_name] = _value + 2
"""

KINDS = ("fi", "f")
"""The kinds of numbers that are changed: whole ones, too, unless they count or index something."""


def cells_elsewhere(
    reference: Sequence[Cell], grade_id: str, source: str, helpers: str, kinds: str
) -> list[Cell]:
    """The reference's cells up to the tests of an answer, which gets another ``source``, and other
    values to start from. ``helpers`` are definitions that the source may use."""
    place = place_of(reference, grade_id)
    before = [changing(reference, grade_id, kinds)]
    if helpers:
        before.append(Cell(helpers))
    own = replace(reference[place], source=source)
    after = reference[place + 1 : _end(reference, place)]
    return [*reference[:place], *before, own, *after]


def own_cells_elsewhere(
    cells: Sequence[Cell], reference: Sequence[Cell], grade_id: str, kinds: str
) -> list[Cell]:
    """A student's own cells up to the tests of an answer, with other values to start it from. A
    cell that the student wrote beside the answer is part of it."""
    place = start = place_of(cells, grade_id)
    given = {cell.source for cell in reference if cell.grade_id is None}
    while start > 0 and _is_own(cells[start - 1]) and cells[start - 1].source not in given:
        start -= 1
    change = changing(reference, grade_id, kinds)
    return [*cells[:start], change, *cells[start : _end(cells, place)]]


def changing(reference: Sequence[Cell], grade_id: str, kinds: str) -> Cell:
    """The cell that changes what the reference's answer reads."""
    read = in_any(names.needs, (reference[place_of(reference, grade_id)].source,))
    return Cell(CHANGE.format(names=sorted(read), kinds=kinds), "locked")


def place_of(cells: Sequence[Cell], grade_id: str) -> int:
    return next(n for n, cell in enumerate(cells) if cell.grade_id == grade_id)


def _end(cells: Sequence[Cell], place: int) -> int:
    """Where the tests of an answer end: at the next answer."""
    after = enumerate(cells[place + 1 :], place + 1)
    return next((n for n, c in after if c.place == "student" and c.grade_id), len(cells))


def _is_own(cell: Cell) -> bool:
    return cell.place == "student" and cell.grade_id is None
