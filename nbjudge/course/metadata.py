"""What grading leaves in a notebook: outputs, outcomes, and in which sandbox they came about."""

import sys
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import is_grade

from nbjudge.grading.judgement import Judgement, metadata_of
from nbjudge.grading.outcome import error, result, without_outcome
from nbjudge.process.kernel.outputs import Output

NOTE = "nbjudge"
"""Where in a notebook's metadata nbjudge keeps what it has to say."""


def note_in(nb: NotebookNode) -> dict[str, Any]:
    """What nbjudge noted in a notebook that it has under way."""
    noted = nb.metadata.get(NOTE)
    return dict(noted) if isinstance(noted, Mapping) else {}


def write_judgement(
    nb: NotebookNode, executed: Sequence[NotebookNode], judgement: Judgement
) -> None:
    """Write how each executed cell ended, the points of every test cell, and what they mean."""
    nb.metadata["language_info"] = language_info()
    for count, (cell, outputs) in enumerate(zip(executed, judgement.outputs, strict=True), start=1):
        write_cell(cell, outputs, count)
    write_unexecuted(nb, executed)
    note = {name: said for name, said in note_in(nb).items() if name != "remarks"}
    nb.metadata[NOTE] = nbformat.from_dict(note | metadata_of(judgement))


def write_sandbox(nb: NotebookNode, walls: Collection[str], waived: Collection[str]) -> None:
    """Note which walls stood, and what the notebook was graded without."""
    note = {name: said for name, said in note_in(nb).items() if name != "waived"}
    note |= {"walls": list(walls)} | ({"waived": sorted(waived)} if waived else {})
    nb.metadata[NOTE] = nbformat.from_dict(note)


def write_not_graded(nb: NotebookNode, sentence: str) -> None:
    """Leave an error in each test cell of a notebook that could not be graded."""
    for cell in nb.cells:
        if is_grade(cell) and cell.cell_type == "code":
            cell.outputs = [nbformat.from_dict(error("NotGraded", sentence))]


def write_held(nb: NotebookNode, tests: Collection[str], why: str) -> None:
    """Say of test cells that did not run that a person will mark them."""
    for cell in nb.cells:
        grade_id = cell.metadata.nbgrader["grade_id"] if is_grade(cell) else None
        if grade_id in tests:
            cell.outputs = [nbformat.from_dict(output) for output in without_outcome(why)]
            noted = {"outcome": "unclear", "points": 0.0, "unclear": why}
            nb.metadata[NOTE]["cells"][grade_id] = nbformat.from_dict(noted)


def write_cell(cell: NotebookNode, outputs: Sequence[Output], count: int) -> None:
    cell.execution_count = count
    cell.outputs = [nbformat.from_dict(output) for output in outputs]
    for output in cell.outputs:
        if output.output_type == "execute_result":
            output.execution_count = count


def write_unexecuted(nb: NotebookNode, executed: Sequence[NotebookNode]) -> None:
    """A test cell that the instructor left empty or had skipped earns its points, as in stock.

    Without outputs of its own it would still be nbgrader's guess; the outcome is explicit.
    """
    ran = {id(cell) for cell in executed}
    for cell in nb.cells:
        if cell.cell_type == "code" and is_grade(cell) and id(cell) not in ran:
            points = float(cell.metadata.nbgrader.points)
            cell.outputs = [nbformat.from_dict(result(points))]


def language_info() -> dict[str, Any]:
    """What a Python kernel says of its language."""
    major = sys.version_info.major
    return nbformat.from_dict(  # type: ignore[no-any-return]
        {
            "codemirror_mode": {"name": "ipython", "version": major},
            "file_extension": ".py",
            "mimetype": "text/x-python",
            "name": "python",
            "nbconvert_exporter": "python",
            "pygments_lexer": f"ipython{major}",
            "version": ".".join(map(str, sys.version_info[:3])),
        }
    )
