"""What a run leaves in the notebook: outputs, outcomes, and around which walls they came about."""

import sys
from collections.abc import Collection, Sequence
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import is_grade

from nbjudge.grading.judgement import Judgement, metadata_of
from nbjudge.grading.outcome import result
from nbjudge.process.kernel.outputs import Output


def write_judgement(
    nb: NotebookNode, executed: Sequence[NotebookNode], judgement: Judgement
) -> None:
    """Write how each executed cell ended, the points of every test cell, and what they mean."""
    nb.metadata["language_info"] = language_info()
    for count, (cell, outputs) in enumerate(zip(executed, judgement.outputs, strict=True), start=1):
        write_cell(cell, outputs, count)
    write_unexecuted(nb, executed)
    note = {n: said for n, said in nb.metadata.get("nbjudge", {}).items() if n != "remarks"}
    nb.metadata["nbjudge"] = nbformat.from_dict(note | metadata_of(judgement))


def remarks_in(nb: NotebookNode) -> dict[str, str]:
    """What the gradebook's comments on solution cells are to say, by grade_id."""
    return dict(nb.metadata.get("nbjudge", {}).get("remarks", {}))


def write_walls(nb: NotebookNode, walls: Collection[str], waived: Collection[str]) -> None:
    """Note in the notebook's metadata which walls stood and what was graded without."""
    note = {name: said for name, said in nb.metadata.get("nbjudge", {}).items() if name != "waived"}
    note["walls"] = list(walls)
    if waived:
        note["waived"] = sorted(waived)
    nb.metadata["nbjudge"] = nbformat.from_dict(note)


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
