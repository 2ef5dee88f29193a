"""The points of a test cell, by nbgrader's rules made strict.

An error earns nothing; a number as the last expression is partial credit; anything else is full
marks. Unlike stock nbgrader, a warning on stderr costs nothing, and a number that cannot be points
(nan, negative, more than the maximum, or none where the reference run ended with one) earns nothing
instead of everything.
"""

from nbjudge.grading.job import Cell, CellRun


def score(cell: Cell, run: CellRun) -> float:
    """The points of a test cell, from 0 to ``cell.points``."""
    assert cell.points is not None
    if run.fault or run.failed or wrong_ending(cell, run):
        return 0.0
    return float(cell.points) if run.number is None else run.number


def wrong_ending(cell: Cell, run: CellRun) -> str | None:
    """What is wrong with the number that a test cell ended with, if it can be no points."""
    assert cell.points is not None
    if run.number is None:
        is_right, shown = not (cell.expectation and cell.expectation.number), "no number"
    else:
        is_right, shown = 0 <= run.number <= cell.points, f"{run.number:g}"
    return None if is_right else f"This test ended with {shown} instead of 0 to {cell.points:g}."
