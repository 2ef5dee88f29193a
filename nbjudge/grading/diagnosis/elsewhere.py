"""Whether a cell gives the same as a known answer where the values before it are others.

Two formulas may agree at the one point that an exercise is about: with a target of 1, y s (1 - s)
is (y - s) s. So both are run once more in the reference notebook, after what they read was changed.
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
    place = next(n for n, cell in enumerate(reference) if cell.grade_id == grade_id)
    end = next(
        (
            n
            for n, cell in enumerate(reference[place + 1 :], place + 1)
            if cell.place == "student" and cell.grade_id
        ),
        len(reference),
    )
    read = in_any(names.needs, (reference[place].source,))
    before = [Cell(CHANGE.format(names=sorted(read), kinds=kinds), "locked")]
    if helpers:
        before.append(Cell(helpers))
    own = replace(reference[place], source=source)
    return [*reference[:place], *before, own, *reference[place + 1 : end]]
