"""otter-grader's ``otter run`` on the ten cells, in a virtual environment of its own."""

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import nbformat

from benchmarks.measured import Measured, measured
from benchmarks.ten_cells import CELLS

PACKAGES = ("otter-grader", "ipykernel", "numpy", "pandas", "matplotlib")
RUNS = 3


def otter_run(folder: Path) -> Measured:
    """Grade one right submission a few times. Raises CalledProcessError if otter fails."""
    otter = str(installed() / "bin" / "otter")
    write_assignment(folder)
    subprocess.run([otter, "generate", "-t", "tests", "--no-environment"], cwd=folder, check=True)
    whole = Measured()
    for _ in range(RUNS):
        one = measured(
            [otter, "run", "--no-logo", "-a", "autograder.zip", "submission.ipynb"],
            folder,
            PATH=f"{installed() / 'bin'}{os.pathsep}{os.environ['PATH']}",
        )
        score = json.loads((folder / "results.json").read_text())["tests"]
        assert sum(test.get("score", 0) for test in score) >= 4, score
        whole.seconds += one.seconds
        whole.coordinator = max(whole.coordinator, one.coordinator)
        whole.everybody = max(whole.everybody, one.everybody)
    return whole


def installed() -> Path:
    """The environment, made when it is not there. Raises CalledProcessError if pip fails."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    place = cache / "nbjudge-bench" / f"otter-{sys.version_info.major}.{sys.version_info.minor}"
    if not (place / "ready").exists():
        venv.create(place, with_pip=True)
        python = place / "bin" / "python"
        subprocess.run([python, "-m", "pip", "install", "-q", *PACKAGES], check=True)
        (place / "ready").touch()
    return place


def write_assignment(folder: Path) -> None:
    """The ten cells' tests as otter wants them, and a notebook of the other cells."""
    (folder / "tests").mkdir()
    for cell in CELLS:
        if cell.points is not None:
            case = {"code": f">>> {cell.source.splitlines()[0]}\n", "hidden": False}
            test = {
                "name": cell.grade_id,
                "points": cell.points,
                "suites": [{"cases": [case | {"locked": False}], "scored": True}],
            }
            test["suites"][0] |= {"setup": "", "teardown": "", "type": "doctest"}
            text = f"OK_FORMAT = True\n\ntest = {test!r}\n"
            (folder / "tests" / f"{cell.grade_id}.py").write_text(text)
    cells = [nbformat.v4.new_code_cell(c.source) for c in CELLS if c.points is None]
    kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(notebook, folder / "submission.ipynb")
