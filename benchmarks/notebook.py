"""Milliseconds per notebook: nbjudge against stock nbgrader's Execute and against plain ``exec``.

``make bench`` runs it. All run the same ten-cell notebook, in turn, several times; what counts are
the medians and their ratios, for machines are shared and noisy.

nbjudge has two rows. Alone: a pair is waiting when the notebook comes, as under ``nbgrader
autograde``, which spends longer between two notebooks than a pair takes to fork. Back to back: the
next notebook comes at once, so that the forks of its pair count too.
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

from benchmarks.ten_cells import CELLS
from nbjudge.grading.job import Job
from nbjudge.grading.pair import Zygote
from nbjudge.grading.reference import reference_run
from nbjudge.grading.run import grade

ROUNDS = 15
STOCK_ROUNDS = 3
PAUSE = 0.25  # seconds: ample for a pair to be forked and to rehearse
ALONE, EXEC = "nbjudge, walls up", "plain exec, warm"


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
        run = by_nbjudge(zygote)
        taken: dict[str, list[float]] = {ALONE: [], EXEC: []}
        run(), by_exec()
        for _ in range(ROUNDS):
            time.sleep(PAUSE)
            taken[ALONE].append(milliseconds(run))
            taken[EXEC].append(milliseconds(by_exec))
        taken["nbjudge, back to back"] = [milliseconds(run) for _ in range(2 * ROUNDS)]
    taken["stock nbgrader Execute"] = [milliseconds(by_stock) for _ in range(STOCK_ROUNDS)]
    show({name: statistics.median(times) for name, times in taken.items()})


def show(medians: dict[str, float]) -> None:
    ours = medians[ALONE]
    table = Table(title="One ten-cell notebook, four tests: median milliseconds")
    for column in ("", "ms", "to nbjudge"):
        table.add_column(column, justify="left" if not column else "right")
    for name, median in medians.items():
        table.add_row(name, f"{median:.1f}", f"{median / ours:.2f}")
    console = Console()
    console.print(table)
    console.print(f"nbjudge over plain exec: {ours - medians[EXEC]:.1f} ms")


if __name__ == "__main__":
    main()
