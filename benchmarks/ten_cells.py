"""The notebook that the benchmarks grade: ten cells, four tests, numpy, pandas and matplotlib.

Each cell is given once, as the instructor's; a course folder of it, with a class that hands in the
right answers, is what a whole run grades.
"""

import shutil
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grader_tests.course_folder import STOCK_CONFIG
from grader_tests.nbgrader_command import run_nbgrader
from nbjudge.grading.job import Cell

ASSIGNMENT = "ten_cells"

CELLS = [
    Cell(
        "import numpy as np\nimport pandas as pd\nimport matplotlib.pyplot as plt",
        "locked",
        "setup",
    ),
    Cell("x = np.array([0.5, 0.1, -0.2])\ntarget, learnrate = 0.6, 0.5", "locked", "given"),
    Cell("def sigmoid(h):\n    return 1 / (1 + np.exp(-h))", grade_id="sigmoid"),
    Cell("assert sigmoid(0) == 0.5\n1.0", "judge", "sigmoid_test", 1.0),
    Cell(
        "w = np.array([[0.5, -0.6], [0.1, -0.2], [0.1, 0.7]])\nhidden = sigmoid(x @ w)",
        grade_id="hidden",
    ),
    Cell("assert np.allclose(hidden, [0.5597136, 0.3869858])\n1.0", "judge", "hidden_test", 1.0),
    Cell("output = sigmoid(hidden @ [0.1, -0.3])\nerror = target - output", grade_id="output"),
    Cell("assert abs(output - 0.4849734) < 1e-6\n1.0", "judge", "output_test", 1.0),
    Cell("table = pd.DataFrame({'hidden': hidden})", grade_id="table"),
    Cell("assert list(table) == ['hidden']\n1.0", "judge", "table_test", 1.0),
]


def source_notebook() -> NotebookNode:
    """The instructor's notebook, as nbgrader wants it."""
    return nbformat.v4.new_notebook(
        cells=[as_source(cell) for cell in CELLS],
        metadata={
            "kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}
        },
    )


def as_source(cell: Cell) -> NotebookNode:
    solution = cell.place == "student"
    text = f"### BEGIN SOLUTION\n{cell.source}\n### END SOLUTION" if solution else cell.source
    about = {
        "schema_version": 3,
        "grade_id": cell.grade_id,
        "grade": cell.points is not None,
        "solution": solution,
        "locked": not solution,
        "task": False,
    }
    if cell.points is not None:
        about["points"] = cell.points
    return nbformat.v4.new_code_cell(text, metadata={"nbgrader": about})


def create_course(path: Path, students: int) -> None:
    """Make a course folder whose class has handed in the instructor's own answers."""
    source = path / "source" / ASSIGNMENT
    source.mkdir(parents=True)
    nbformat.write(source_notebook(), source / f"{ASSIGNMENT}.ipynb")
    (path / "nbgrader_config.py").write_text(STOCK_CONFIG)
    run_nbgrader(path, "generate_assignment", ASSIGNMENT, "--create")
    for n in range(students):
        shutil.copytree(source, path / "submitted" / f"student{n:05}" / ASSIGNMENT)
