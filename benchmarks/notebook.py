"""Milliseconds per notebook: nbjudge against stock nbgrader's Execute and against plain ``exec``.

``make bench`` runs it. All three run the same ten-cell notebook, in turn, several times; what
counts are the medians and their ratios, for machines are shared and noisy.
"""

import ast
import statistics
import time
from collections.abc import Callable
from typing import Any

import matplotlib.pyplot
import nbformat
import numpy
import pandas
from nbformat import NotebookNode
from nbgrader.preprocessors import Execute as StockExecute
from rich.console import Console
from rich.table import Table

from nbjudge.grading import Cell, Job, grade
from nbjudge.pair import Zygote
from nbjudge.reference import reference_run

ROUNDS = 15
STOCK_ROUNDS = 3

CELLS = [
    Cell(
        "import numpy as np\nimport pandas as pd\nimport matplotlib.pyplot as plt",
        "locked",
        "setup",
    ),
    Cell("x = np.array([0.5, 0.1, -0.2])\ntarget, learnrate = 0.6, 0.5", "locked", "given"),
    Cell("def sigmoid(h):\n    return 1 / (1 + np.exp(-h))"),
    Cell("assert sigmoid(0) == 0.5\n1.0", "judge", "sigmoid_test", 1.0),
    Cell("w = np.array([[0.5, -0.6], [0.1, -0.2], [0.1, 0.7]])\nhidden = sigmoid(x @ w)"),
    Cell("assert np.allclose(hidden, [0.5597136, 0.3869858])\n1.0", "judge", "hidden_test", 1.0),
    Cell("output = sigmoid(hidden @ [0.1, -0.3])\nerror = target - output"),
    Cell("assert abs(output - 0.4849734) < 1e-6\n1.0", "judge", "output_test", 1.0),
    Cell("table = pd.DataFrame({'hidden': hidden})"),
    Cell("assert list(table) == ['hidden']\n1.0", "judge", "table_test", 1.0),
]


def by_nbjudge(zygote: Zygote) -> Callable[[], None]:
    job = Job(CELLS)
    cells = reference_run(zygote, job, "benchmark").apply(CELLS)

    def run() -> None:
        assert not any(ran.failed for ran in grade(zygote, Job(cells)).cells)

    return run


def by_stock() -> None:
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell.source) for cell in CELLS],
        metadata={"kernelspec": {"name": "python3", "language": "python", "display_name": "x"}},
    )
    executed: NotebookNode = StockExecute().preprocess(notebook, {"metadata": {}})[0]
    assert executed.cells[3].outputs


def by_exec() -> None:
    """The same cells in this warm interpreter: what any grader must at least spend."""
    namespace: dict[str, Any] = {}
    for cell in CELLS:
        exec(compile(ast.parse(cell.source), "cell", "exec"), namespace)


def milliseconds(run: Callable[[], None]) -> float:
    started = time.perf_counter()
    run()
    return 1000 * (time.perf_counter() - started)


def main() -> None:
    warm = (numpy, pandas, matplotlib.pyplot)  # in memory, for the plain exec
    assert all(warm)
    with Zygote() as zygote:
        contestants = {"nbjudge, walls up": by_nbjudge(zygote), "plain exec, warm": by_exec}
        taken: dict[str, list[float]] = {name: [] for name in contestants}
        for run in contestants.values():
            run()
        for _ in range(ROUNDS):
            for name, run in contestants.items():
                taken[name].append(milliseconds(run))
    taken["stock nbgrader Execute"] = [milliseconds(by_stock) for _ in range(STOCK_ROUNDS)]
    show({name: statistics.median(times) for name, times in taken.items()})


def show(medians: dict[str, float]) -> None:
    ours = medians["nbjudge, walls up"]
    table = Table(title="One ten-cell notebook, four tests: median milliseconds")
    for column in ("", "ms", "to nbjudge"):
        table.add_column(column, justify="left" if not column else "right")
    for name, median in medians.items():
        table.add_row(name, f"{median:.1f}", f"{median / ours:.2f}")
    console = Console()
    console.print(table)
    console.print(f"nbjudge over plain exec: {ours - medians['plain exec, warm']:.1f} ms")


if __name__ == "__main__":
    main()
