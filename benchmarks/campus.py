"""A campus of submissions: is time linear, is memory flat? And a million of them on 64 cores.

``python -m benchmarks.campus [SUBMISSIONS [CURVE.svg]]`` generates them (10,000 unless told
otherwise), grades them with all cores, and prints seconds and memory against the number done.
"""

import json
import math
import os
import shutil
import sys
import tempfile
from copy import deepcopy
from pathlib import Path

import nbformat
import vl_convert
from rich.console import Console
from rich.table import Table

from benchmarks.measured import Measured, measured
from benchmarks.ten_cells import ASSIGNMENT, create_course

SUBMISSIONS = 10_000
POINTS = 10
"""Points of the curve."""

A_MILLION = 1_000_000
CORES = 64

WRONG = ("def sigmoid(h):\n    return h", "hidden = x", "output = 0", "table = pd.DataFrame()")
SOLUTIONS = ("sigmoid", "hidden", "output", "table")


def generate(course: Path, submissions: int) -> None:
    """Submissions that differ: right ones, and each wrong answer alone and beside others."""
    create_course(course, 1)
    right = next((course / "submitted").iterdir())
    notebook = nbformat.read(right / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4)
    texts = []
    for pattern in range(1 << len(SOLUTIONS)):
        variant = deepcopy(notebook)
        for cell in variant.cells:
            grade_id = cell.metadata.nbgrader.grade_id
            if grade_id in SOLUTIONS and pattern >> SOLUTIONS.index(grade_id) & 1:
                cell.source = WRONG[SOLUTIONS.index(grade_id)]
        texts.append(nbformat.writes(variant))
    shutil.rmtree(right)
    for number in range(submissions):
        place = course / "submitted" / f"student{number:07}" / ASSIGNMENT
        place.mkdir(parents=True)
        # Three of four have everything right; the others differ.
        text = texts[0] if number % 4 else texts[number // 4 % len(texts)]
        (place / f"{ASSIGNMENT}.ipynb").write_text(text)


def curve(run: Measured) -> list[dict[str, float]]:
    """Seconds, and the peak of memory until then, when a share of the submissions was done."""
    points = []
    for point in range(1, POINTS + 1):
        count = math.ceil(len(run.done) * point / POINTS)
        seconds = run.done[count - 1]
        memory = max((m for moment, m in run.memory if moment <= seconds), default=0.0)
        points.append({"done": count, "seconds": seconds, "memory": memory})
    return points


def show(console: Console, run: Measured, points: list[dict[str, float]], jobs: int) -> None:
    table = Table(title=f"{len(run.done)} submissions on {jobs} cores")
    for heading in ("done", "s", "s each so far", "peak MiB, all processes"):
        table.add_column(heading, justify="right")
    for point in points:
        each = point["seconds"] / point["done"]
        table.add_row(
            f"{point['done']:.0f}",
            f"{point['seconds']:.1f}",
            f"{each:.3f}",
            f"{point['memory']:.0f}",
        )
    console.print(table)
    console.print(f"Peak memory of the coordinator: {run.coordinator:.0f} MiB")
    for sentence in on_paper(run, jobs):
        console.print(sentence, highlight=False)


def on_paper(run: Measured, jobs: int) -> list[str]:
    """What these figures make of a million submissions on 64 cores."""
    writing = run.busy / len(run.done)
    grading = run.steady * jobs - writing
    memory = run.coordinator + (run.everybody - run.coordinator) / jobs * CORES
    by_all, by_one = (A_MILLION * each / 3600 for each in (grading / CORES, writing))
    return [
        f"On paper, {A_MILLION:,} submissions on {CORES} cores with {memory / 1024:.0f} GiB:",
        f"{grading:.3f} core-seconds of grading each are {by_all:.1f} hours; the one process",
        f"that writes is busy for {1000 * writing:.1f} ms each, {by_one:.1f} hours: the limit",
        f"from {grading / writing:.0f} cores on; with more, give each assignment its own run.",
    ]


def drawn(points: list[dict[str, float]]) -> str:
    """The curve as SVG: seconds above, memory below."""

    def panel(field: str, title: str) -> dict[str, object]:
        done = {"field": "done", "type": "quantitative", "title": "submissions done"}
        y = {"field": field, "type": "quantitative", "title": title, "scale": {"zero": True}}
        return {
            "mark": {"type": "line", "point": True, "color": "#17365c"},
            "encoding": {"x": done, "y": y},
            "width": 460,
            "height": 180,
        }

    spec = {
        "data": {"values": points},
        "vconcat": [panel("seconds", "seconds"), panel("memory", "peak memory, MiB")],
        "config": {"background": "white", "font": "sans-serif"},
    }
    svg: str = vl_convert.vegalite_to_svg(json.dumps(spec))
    return svg


def main(submissions: int, picture: Path | None) -> None:
    console, jobs = Console(), len(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder) / "campus"
        generate(course, submissions)
        command = [str(Path(sys.executable).with_name("nbjudge")), "autograde", ASSIGNMENT]
        run = measured([*command, "--json", "--jobs", str(jobs)], course)
    points = curve(run)
    show(console, run, points, jobs)
    if picture is not None:
        picture.write_text(drawn(points))
        console.print(f"The curve is in {picture}")


if __name__ == "__main__":
    arguments = sys.argv[1:]
    main(
        int(arguments[0]) if arguments else SUBMISSIONS,
        Path(arguments[1]) if len(arguments) > 1 else None,
    )
