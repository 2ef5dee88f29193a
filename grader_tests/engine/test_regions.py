"""Which solution cells a test cell tests: one rule for proofs, marks, reports and feedback."""

import pytest

from nbjudge.grading.job import Cell
from nbjudge.grading.regions import in_job, in_notebook

CELLS = {
    "one after the other": ("s:a t:1 s:b t:2", {"1": "a", "2": "b"}),
    "two solutions and a test": ("s:a s:b t:1", {"1": "a b"}),
    "a second test of the same": ("s:a t:1 t:2 s:b t:3", {"1": "a", "2": "a", "3": "b"}),
    "a test before any solution": ("t:1 s:a t:2", {"1": "", "2": "a"}),
    "cells of nobody's between": ("s:a o:x t:1 o:y t:2", {"1": "a", "2": "a"}),
    "a solution that nobody tests": ("s:a t:1 s:b", {"1": "a"}),
}


@pytest.mark.parametrize("how", CELLS)
def test_a_test_is_about_the_solutions_since_the_last_one(how: str) -> None:
    cells, regions = CELLS[how]
    wanted = {test: tuple(own.split()) for test, own in regions.items()}
    kinds = [cell.split(":") for cell in cells.split()]
    job = [
        {"s": Cell("", "student", n), "t": Cell("", "judge", n, 1.0), "o": Cell("", "locked", n)}[k]
        for k, n in kinds
    ]
    notebook = [
        {
            "cell_type": "code",
            "metadata": {"nbgrader": {"grade_id": n, "solution": k == "s", "grade": k == "t"}},
        }
        for k, n in kinds
    ]
    assert in_job(job) == wanted
    assert in_notebook(notebook) == wanted


def test_what_is_no_cell_of_nbgraders_is_passed_over() -> None:
    by_hand = {"grade_id": "essay", "solution": True, "grade": True}
    cells = [
        {"cell_type": "code", "metadata": {"nbgrader": by_hand}},
        {"cell_type": "markdown", "metadata": {"nbgrader": {"grade_id": "a", "solution": True}}},
        {"cell_type": "code", "metadata": {"nbgrader": [1]}},
        {"cell_type": "code", "metadata": None},
        {},
    ]
    assert in_notebook(cells) == {}
