"""Graded notebooks as Gradescope's ``results.json``.

https://gradescope-autograders.readthedocs.io/en/latest/specs/ describes the format. Each graded
cell becomes a test case. What a test may tell the student is decided where the feedback page
decides it, so hidden tests stay hidden here too.
"""

from collections.abc import Mapping
from typing import Any

from nbformat import NotebookNode

from nbjudge.course.notes import CellNotes, read_notes
from nbjudge.feedback.failure import failure_of
from nbjudge.feedback.hidden import Delimiters

LONGEST_OUTPUT = 4000
SAID = {
    "partly": "Partly right.",
    "timed out": "A cell ran longer than the time limit and was stopped.",
    "died": "The process that runs your code died.",
    "out of time": "The notebook as a whole ran longer than it may.",
}
BY_HAND = "A person will mark this."


def results(
    notebooks: Mapping[str, tuple[NotebookNode, Mapping[str, float | None]]], hidden: Delimiters
) -> dict[str, Any]:
    """The results of a submission: its graded notebooks and their scores, by name.

    A score is the points of a graded cell, by grade_id; None where a person is to mark it.
    """
    tests: list[dict[str, Any]] = []
    said: list[str] = []
    for name, (notebook, scores) in notebooks.items():
        notes = read_notes(notebook.metadata)
        said += notes.repairs
        prefix = f"{name}: " if len(notebooks) > 1 else ""
        for cell in notebook.cells:
            grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
            if grade_id in scores:
                case = case_of(cell, scores[grade_id], notes.of(grade_id), hidden)
                tests.append({"name": f"{prefix}{grade_id}", "name_format": "text"} | case)
    return {
        "output": "\n".join(said),
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": tests,
    }


def case_of(
    cell: NotebookNode, points: float | None, notes: CellNotes, hidden: Delimiters
) -> dict[str, Any]:
    """A test case without its name; one that waits for a person has 0 points and no status."""
    most = float(cell.metadata.nbgrader.points)
    shown = {"max_score": most, "output_format": "text", "visibility": "visible"}
    if points is None:
        return shown | {"score": 0.0, "output": BY_HAND}
    status = "passed" if points >= most else "failed"
    output = "\n".join(sentences(cell, notes, hidden))[:LONGEST_OUTPUT]
    return shown | {"score": points, "status": status, "output": output}


def sentences(cell: NotebookNode, notes: CellNotes, hidden: Delimiters) -> list[str]:
    """What the student may read of a test cell, the most telling first."""
    found = [SAID.get(notes.outcome or "", ""), notes.diagnosis or ""]
    if notes.follow_through:
        found.append(f"{notes.follow_through:g} points by follow-through.")
    failure = failure_of(cell, {}, hidden)
    found += [*failure.printed, failure.raised or ""]
    return [sentence for sentence in dict.fromkeys(found) if sentence.strip()]
