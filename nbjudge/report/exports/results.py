"""Graded notebooks as Gradescope's ``results.json``.

https://gradescope-autograders.readthedocs.io/en/latest/specs/ describes the format. Each graded
cell becomes a test case. What a test may tell the student is decided where the feedback page
decides it, so hidden tests stay hidden here too.
"""

from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import determine_grade, is_grade, is_task

from nbjudge.course.configuration import config_of
from nbjudge.course.delimiters import hidden_delimiters
from nbjudge.course.notes import CellNotes, read_notes
from nbjudge.errors import NotGraded
from nbjudge.feedback.failure import failure_of, has_run_hidden
from nbjudge.feedback.hidden import Delimiters

LONGEST_OUTPUT = 4000
SAID = {
    "partly": "Partly right.",
    "timed out": "A cell ran longer than the time limit and was stopped.",
    "died": "The process that runs your code died.",
    "out of time": "The notebook as a whole ran longer than it may.",
}
BY_HAND = "A person will mark this."


def results_of(coursedir: CourseDirectory, student: str, assignment: str) -> dict[str, Any]:
    """A graded submission in Gradescope's form. Raises NotGraded where there is no outcome."""
    folder = Path(coursedir.format_path(coursedir.autograded_directory, student, assignment))
    hidden = Delimiters(hidden_delimiters(config=config_of(coursedir)))
    tests: list[dict[str, Any]] = []
    said: list[str] = []
    paths = sorted(folder.glob("*.ipynb"))
    if not paths:
        raise NotGraded(f"{folder} holds no graded notebook; run: nbjudge autograde {assignment}")
    for path in paths:
        notebook = nbformat.read(path, as_version=4)
        notes = read_notes(notebook.metadata)
        said += notes.repairs
        prefix = f"{path.stem}: " if len(paths) > 1 else ""
        after_hidden = False
        for cell in notebook.cells:
            if is_grade(cell) or is_task(cell):
                grade_id = cell.metadata.nbgrader.grade_id
                noted = notes.of(grade_id)
                case = _case(cell, _score(cell, path, noted), noted, hidden, after_hidden)
                after_hidden |= has_run_hidden(cell, hidden)
                tests.append({"name": f"{prefix}{grade_id}", "name_format": "text"} | case)
    return {
        "output": "\n".join(said),
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": tests,
    }


def _score(cell: NotebookNode, path: Path, notes: CellNotes) -> float | None:
    """The points of a graded cell by nbgrader's rules, None where a person marks it.

    nbgrader takes a test cell without any outcome for a right answer. Here that is no score.
    """
    is_for_a_person = is_task(cell) or notes.outcome == "unclear"
    points: float | None = None if is_for_a_person else determine_grade(cell)[0]
    has_ended = any(o.output_type in ("error", "execute_result") for o in cell.get("outputs", ()))
    if points is not None and not cell.metadata.nbgrader.solution and not has_ended:
        raise NotGraded(
            f"{path}: the test cell {cell.metadata.nbgrader.grade_id!r} has no outcome; "
            "grade the notebook with nbjudge first"
        )
    return points


def _case(
    cell: NotebookNode,
    points: float | None,
    notes: CellNotes,
    hidden: Delimiters,
    after_hidden: bool,
) -> dict[str, Any]:
    """A test case without its name; one that waits for a person has 0 points and no status."""
    most = float(cell.metadata.nbgrader.points)
    shown = {"max_score": most, "output_format": "text", "visibility": "visible"}
    if points is None:
        return shown | {"score": 0.0, "output": BY_HAND}
    status = "passed" if points >= most else "failed"
    output = "\n".join(_sentences(cell, notes, hidden, after_hidden))[:LONGEST_OUTPUT]
    return shown | {"score": points, "status": status, "output": output}


def _sentences(
    cell: NotebookNode, notes: CellNotes, hidden: Delimiters, after_hidden: bool
) -> list[str]:
    """What the student may read of a test cell, the most telling first."""
    found = [SAID.get(notes.outcome or "", ""), notes.diagnosis or ""]
    if notes.follow_through:
        found.append(f"{notes.follow_through:g} points by follow-through.")
    failure = failure_of(cell, {}, hidden, after_hidden)
    found += [*failure.printed, failure.raised or ""]
    return [sentence for sentence in dict.fromkeys(found) if sentence.strip()]
