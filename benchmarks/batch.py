"""Seconds a notebook and memory of whole runs over a class: stock nbgrader, otter, nbjudge.

``make bench`` runs it. Each grades notebooks that import numpy, pandas and matplotlib, as whole
processes, start-up and reference run included; "steady" leaves out start-up. Stock nbgrader and
otter grade fewer, for they take seconds for each. ``python -m benchmarks.batch STUDENTS BARS.svg``
takes another class size than 200, and draws.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import vl_convert
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmarks.measured import Measured, measured
from benchmarks.otter import RUNS, otter_run
from benchmarks.ten_cells import ASSIGNMENT, create_course
from grader_tests.batch.dask_worker import scheduler, worker

STUDENTS = 200
MOST_BY_STOCK = 20
NBJUDGE = str(Path(sys.executable).with_name("nbjudge"))


def by_stock(course: Path, students: int) -> Measured:
    few = "student000[01]?" if students > MOST_BY_STOCK else "*"
    command = [sys.executable, "-m", "nbgrader", "autograde", ASSIGNMENT, f"--student={few}"]
    scripts = Path(sys.executable).parent  # nbgrader calls alembic by its bare name
    return measured(command, course, PATH=f"{scripts}{os.pathsep}{os.environ['PATH']}")


def by_nbjudge(course: Path, *options: str) -> Measured:
    return measured([NBJUDGE, "autograde", ASSIGNMENT, "--json", *options], course)


def by_dask(course: Path, folder: Path, workers: int) -> Measured:
    """A cluster of this machine: its scheduler is here, its workers are processes, each with all
    that it forks on a core of its own; left free, one keeps two cores busy."""
    with ExitStack() as parts, scheduler() as cluster:
        address = cluster.scheduler_address
        cores = sorted(os.sched_getaffinity(0))
        for number in range(workers):
            core = cores[number % len(cores)]
            parts.enter_context(worker(address, folder / f"{workers}-{number}", core))
        cluster.wait_for_workers(workers)
        return by_nbjudge(course, "--scheduler", address)


def main(students: int, picture: Path | None) -> None:
    """Measure each in turn, each on a fresh copy of the same course."""
    console = Console()
    rows: dict[str, tuple[int, Measured]] = {}
    with tempfile.TemporaryDirectory() as path:
        folder = Path(path)
        create_course(folder / "fresh", students)

        def course(name: str) -> Path:
            return Path(shutil.copytree(folder / "fresh", folder / name))

        few = min(students, MOST_BY_STOCK)
        rows["stock nbgrader"] = few, by_stock(course("stock"), students)
        (folder / "otter").mkdir()
        try:
            rows["otter run"] = RUNS, otter_run(folder / "otter")
        except (subprocess.CalledProcessError, OSError) as error:
            console.print(f"[bold red]NO FIGURES OF OTTER: it could not be run here: {error}")
        for jobs in (1, 2):
            one = by_nbjudge(course(f"jobs{jobs}"), "--jobs", str(jobs))
            rows[f"nbjudge, {jobs} process{'es' * (jobs > 1)}"] = students, one
        for workers in (1, 2):
            one = by_dask(course(f"dask{workers}"), folder, workers)
            rows[f"nbjudge, Dask, {workers} core{'s' * (workers > 1)}"] = students, one
    show(console, rows)
    if picture is not None:
        picture.write_text(drawn(rows))
        console.print(f"The bars are in {picture}")


def show(console: Console, rows: dict[str, tuple[int, Measured]]) -> None:
    stock_count, stock = rows["stock nbgrader"]
    table = Table(
        title="A class of ten-cell notebooks, four tests each", box=SIMPLE_HEAD, pad_edge=False
    )
    for heading in (
        *("", "count", "s\neach", "s each\nsteady", "times\nstock", "times\nsteady"),
        *("MiB\nown", "MiB\nall"),
    ):
        table.add_column(heading, justify="right" if heading else "left", no_wrap=True)
    per_notebook = stock.seconds / stock_count
    for name, (count, run) in rows.items():
        each = run.seconds / count
        table.add_row(
            name,
            str(count),
            f"{each:.3f}",
            f"{run.steady:.3f}" if run.done else "",
            f"{per_notebook / each:.1f}",
            f"{per_notebook / run.steady:.1f}" if run.done else "",
            f"{run.coordinator:.0f}",
            f"{run.everybody:.0f}",
        )
    console.print(table)
    for what, two, one in (
        ("processes", "nbjudge, 2 processes", "nbjudge, 1 process"),
        ("Dask workers", "nbjudge, Dask, 2 cores", "nbjudge, Dask, 1 core"),
    ):
        efficiency = rows[one][1].steady / (2 * rows[two][1].steady)
        console.print(f"Two {what} against one, steady: efficiency {efficiency:.2f}")
    console.print(f"This machine has {len(os.sched_getaffinity(0))} cores.")


def drawn(rows: dict[str, tuple[int, Measured]]) -> str:
    """Bars of seconds a notebook as SVG, on a scale of tens."""
    bars = [
        {"name": name, "seconds": round(run.seconds / count, 3)}
        for name, (count, run) in rows.items()
    ]
    x = {"field": "seconds", "type": "quantitative", "scale": {"type": "log", "domain": [0.01, 10]}}
    y = {"field": "name", "type": "nominal", "title": None, "sort": None}
    title = "seconds a notebook, start-up included (logarithmic scale)"
    text = {"field": "seconds", "type": "quantitative", "format": ".3~f"}
    spec = {
        "data": {"values": bars},
        "encoding": {"x": x | {"title": title, "axis": {"values": [0.01, 0.1, 1, 10]}}, "y": y},
        "layer": [
            {"mark": {"type": "bar", "color": "#17365c"}, "encoding": {"x2": {"datum": 0.01}}},
            {"mark": {"type": "text", "align": "left", "dx": 5}, "encoding": {"text": text}},
        ],
        "width": 420,
        "height": {"step": 26},
        "config": {
            "background": "white",
            "font": "sans-serif",
            "axis": {"labelFontSize": 12, "titleFontSize": 12, "labelLimit": 240},
        },
    }
    svg: str = vl_convert.vegalite_to_svg(json.dumps(spec))
    return svg


if __name__ == "__main__":
    arguments = sys.argv[1:]
    main(
        int(arguments[0]) if arguments else STUDENTS,
        Path(arguments[1]) if len(arguments) > 1 else None,
    )
