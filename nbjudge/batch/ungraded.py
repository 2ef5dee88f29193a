"""What is left of a notebook that could not be graded."""

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_solution, is_task

from nbjudge.batch.bundle import PackedNotebook
from nbjudge.batch.submission import Comments, GradedNotebook, Scores
from nbjudge.batch.verdict import Verdict, comment
from nbjudge.grading.outcome import error


def ungraded(place: PackedNotebook, verdict: Verdict, sentence: str) -> GradedNotebook:
    """The blank assignment with 0 points and a comment that says why; no text if it is missing."""
    notebook = place.assignment.blank(
        f"nbjudge could not grade this notebook: {sentence}.",
        {"verdict": verdict, "reason": sentence},
    )
    scores: Scores = {}
    comments: Comments = {}
    for cell in notebook.cells:
        if is_grade(cell) or is_task(cell):
            scores[cell.metadata.nbgrader["grade_id"]] = 0.0
        if is_solution(cell) or is_task(cell):
            said = None if comments else comment(sentence)
            comments[cell.metadata.nbgrader["grade_id"]] = said
        if is_grade(cell) and cell.cell_type == "code":
            cell.outputs = [nbformat.from_dict(error("NotGraded", sentence))]
    text = "" if verdict == "missing" else written(notebook)
    return GradedNotebook(place.name, text, verdict, scores, comments, {"reason": sentence})


def written(notebook: NotebookNode) -> str:
    """A notebook as the text of its file."""
    text: str = nbformat.writes(notebook, version=4)
    return text if text.endswith("\n") else f"{text}\n"
