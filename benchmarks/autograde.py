"""Seconds of a whole ``nbgrader autograde``: nbjudge against stock, on the same class.

The notebooks import numpy, pandas and matplotlib. Both run in turn, as whole processes, start-up
and reference run included; the medians and their ratio count.
"""

import shutil
import statistics
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from grader_tests.course_folder import ROOT, STOCK_CONFIG, CourseFolder, submission
from nbjudge.answers import read_answers

ASSIGNMENT = "admissions_gradient_descent"
STUDENTS = 30
ROUNDS = 3
CONFIGS = {
    "nbjudge": f"{STOCK_CONFIG}\nimport nbjudge\nnbjudge.use(c)\n",
    "stock nbgrader": STOCK_CONFIG,
}


def seconds(folder: CourseFolder, config: str) -> float:
    (folder.path / "nbgrader_config.py").write_text(config)
    shutil.rmtree(folder.path / "autograded", ignore_errors=True)
    started = time.perf_counter()
    folder.nbgrader("autograde", ASSIGNMENT)
    return time.perf_counter() - started


def main() -> None:
    answers = read_answers(ROOT / "grader_tests" / ASSIGNMENT / "alternatives.py")
    with tempfile.TemporaryDirectory() as path:
        folder = CourseFolder.create(Path(path), ASSIGNMENT)
        for n in range(STUDENTS):
            folder.submit(f"student{n}", submission(ASSIGNMENT, [answers[n % len(answers)]]))
        taken: dict[str, list[float]] = {name: [] for name in CONFIGS}
        for _ in range(ROUNDS):
            for name, config in CONFIGS.items():
                taken[name].append(seconds(folder, config))
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
