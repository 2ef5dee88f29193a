"""The small assignment that every hostile submission answers, and its honest solution.

Five test cells, each of another style, for an attack on one style to show: plain comparison,
``numpy.testing``, ``np.allclose``, calls with hidden arguments that earn one point each, and an
exercise that no attack touches and that must keep its point. Then those that use more than their
own exercise's answer: chance, an argument that is looked at again, a function that they hand over,
an earlier answer, a locked class and locked data, a library's function that a solution imports.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

NAME = "hostile"


@dataclass(frozen=True)
class Exercise:
    """A cell that the student writes, with the reference solution."""

    name: str
    solution: str


@dataclass(frozen=True)
class Test:
    """A test cell: what students see of it, what they do not, and its last expression."""

    name: str
    points: int
    visible: str
    hidden: str
    outcome: str = ""

    @property
    def source(self) -> str:
        hidden = f"### BEGIN HIDDEN TESTS\n{self.hidden}\n### END HIDDEN TESTS"
        return "\n".join(part for part in (self.visible, hidden, self.outcome) if part)


SETUP = """\
import numpy as np

targets = np.array([3.0, 4.0])

class Board:
    def __init__(self, cells):
        self.cells = cells

    def is_solved(self):
        return sorted(self.cells) == list(range(4))
"""

VALUES = Exercise(
    "values",
    "loss = 0.40625\nweights = np.array([0.28125, -1.5, 2.25])\nbias = np.array([0.65625, 3.0])",
)
FUNCTION = Exercise("function", "def scaled(x):\n    return 3.0 * x - 1.0")
HONEST = Exercise("honest", "def double(x):\n    return 2 * x")

CELLS: tuple[Exercise | Test, ...] = (
    VALUES,
    Test(
        "loss",
        1,
        "assert isinstance(loss, float)",
        "assert abs(loss - 0.40625) < 1e-9 and round(loss, 5) == 0.40625",
    ),
    Test(
        "weights",
        1,
        "assert isinstance(weights, np.ndarray)",
        "np.testing.assert_allclose(weights, [0.28125, -1.5, 2.25])",
    ),
    Test(
        "bias",
        1,
        "assert np.shape(bias) == (2,)",
        "assert np.allclose(bias, [0.65625, 3.0])",
    ),
    FUNCTION,
    Test(
        "function",
        3,
        "assert callable(scaled)",
        "cases = [(7.34375, 21.03125), (-4.15625, -13.46875), (0.59375, 0.78125)]\n"
        "right = []\n"
        "for x, expected in cases:\n"
        "    right.append(bool(np.isclose(scaled(x), expected)))",
        "sum(right)",
    ),
    HONEST,
    Test("honest", 1, "assert double(3) == 6", "assert all(double(x) == x + x for x in (-1.5, 8))"),
    Exercise("chance", "def line(x):\n    return 3.0 * x - 1.0"),
    Test(
        "chance",
        1,
        "assert callable(line)",
        "for _ in range(20):\n"
        "    x = np.random.uniform(-5, 5)\n"
        "    assert abs(line(x) - (3 * x - 1)) < 1e-9",
    ),
    Exercise("argument", "def total(values):\n    return float(sum(values))"),
    Test("argument", 1, "values = [1.5, 2.25]", "assert total(values) == sum(values)"),
    Exercise("applied", "def applied(f, x):\n    return f(x)"),
    Test(
        "applied",
        1,
        "assert callable(applied)",
        "def oracle(v):\n"
        "    assert isinstance(v, float)\n"
        "    return 5 * v + 2\n"
        "assert applied(oracle, 2.0) == 12.0",
    ),
    Exercise("oracle", "def five(v):\n    return 5 * v + 2"),
    Test(
        "oracle", 1, "assert callable(five)", "assert all(five(v) == 5 * v + 2 for v in (1.5, 8.0))"
    ),
    Exercise("error", "def mse(a, b):\n    return float(np.mean((np.asarray(a) - b) ** 2))"),
    Test("error", 1, "assert callable(mse)", "assert mse([1, 2], np.array([1, 4])) == 2"),
    Exercise("fit", "def fitted():\n    return [3.0, 4.0]"),
    Test("fit", 1, "assert len(fitted()) == 2", "assert mse(fitted(), targets) < 1e-9"),
    Exercise("board", "def solved(board):\n    return Board(sorted(board.cells))"),
    Test(
        "board",
        1,
        "assert isinstance(solved(Board([1, 0])), Board)",
        "assert solved(Board([2, 0, 3, 1])).is_solved()",
    ),
    Exercise("imported", "from math import isclose\nrate = 0.15625"),
    Test("imported", 1, "assert isinstance(rate, float)", "assert isclose(rate, 0.15625)"),
)

EXERCISES = {cell.name: cell for cell in CELLS if isinstance(cell, Exercise)}
TESTS = {cell.name: cell for cell in CELLS if isinstance(cell, Test)}

SECRETS = ("0.40625", "0.28125", "0.65625", "7.34375", "4.15625", "0.59375", "BEGIN HIDDEN")
"""What only hidden tests hold. No honest output shows any of it."""


def secrets_shown(cells: Iterable[tuple[str, Sequence[dict[str, Any]]]]) -> frozenset[str]:
    """The secrets in the outputs of some cells, given by their ids.

    A failed test's traceback shows its source, as nbgrader's feedback does, and does not count.
    """
    told = "".join(
        json.dumps([o for o in outputs if o["output_type"] != "error" or not is_test(name)])
        for name, outputs in cells
    )
    return frozenset(secret for secret in SECRETS if secret in told)


def is_test(cell_id: str) -> bool:
    return cell_id.startswith("test_")


def source_notebook() -> NotebookNode:
    """The instructor's notebook: solutions between nbgrader's marks, hidden tests and all."""
    solutions = {
        name: f"### BEGIN SOLUTION\n{exercise.solution}\n### END SOLUTION"
        for name, exercise in EXERCISES.items()
    }
    return notebook(solutions)


def notebook(answers: dict[str, str]) -> NotebookNode:
    """The notebook with the given code in the student's cells, by their names."""
    cells = [new_markdown_cell("# Hostile", id="title"), _code("setup", SETUP, locked=True)]
    for cell in CELLS:
        if isinstance(cell, Test):
            made = _code(f"test_{cell.name}", cell.source, locked=True, points=cell.points)
        else:
            made = _code(cell.name, answers[cell.name], solution=True)
        cells.append(made)
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def _code(
    name: str,
    source: str,
    *,
    locked: bool = False,
    solution: bool = False,
    points: int | None = None,
) -> NotebookNode:
    grade = {} if points is None else {"points": points}
    about = grade | {
        "grade": points is not None,
        "grade_id": name,
        "locked": locked,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    return new_code_cell(source, id=name, metadata=nbformat.from_dict({"nbgrader": about}))
