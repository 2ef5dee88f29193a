"""Seconds of a whole ``nbgrader autograde``: nbjudge against stock, on the same class.

The notebooks import numpy, pandas and matplotlib. Both run in turn, as whole processes, start-up
and reference run included; the medians and their ratio count.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.ten_cells import ASSIGNMENT, create_course
from grader_tests.course_folder import STOCK_CONFIG

STUDENTS = 30
ROUNDS = 3
CONFIGS = {
    "nbjudge": f"{STOCK_CONFIG}\nimport nbjudge\nnbjudge.use(c)\n",
    "stock nbgrader": STOCK_CONFIG,
}


def seconds(course: Path, config: str) -> float:
    (course / "nbgrader_config.py").write_text(config)
    shutil.rmtree(course / "autograded", ignore_errors=True)
    command = [sys.executable, "-m", "nbgrader", "autograde", ASSIGNMENT]
    started = time.perf_counter()
    subprocess.run(command, cwd=course, check=True, capture_output=True)
    return time.perf_counter() - started


def main() -> None:
    with tempfile.TemporaryDirectory() as path:
        course = Path(path)
        create_course(course, STUDENTS)
        taken: dict[str, list[float]] = {name: [] for name in CONFIGS}
        for _ in range(ROUNDS):
            for name, config in CONFIGS.items():
                taken[name].append(seconds(course, config))
    show({name: statistics.median(times) for name, times in taken.items()})


def show(medians: dict[str, float]) -> None:
    table = Table(title=f"nbgrader autograde, {STUDENTS} submissions: median of {ROUNDS}")
    for column in ("", "s", "s a submission", "to nbjudge"):
        table.add_column(column, justify="right" if column else "left")
    for name, median in medians.items():
        ratio = median / medians["nbjudge"]
        table.add_row(name, f"{median:.1f}", f"{median / STUDENTS:.2f}", f"{ratio:.1f}")
    Console().print(table)


if __name__ == "__main__":
    main()
