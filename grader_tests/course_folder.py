"""A course folder in a temporary place, graded by nbgrader's own commands.

The tests of the course hold its notebooks against *stock* nbgrader, the independent oracle, so this
folder's settings name no other way to execute a notebook.
"""

import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook

from grader_tests.nbgrader_command import run_nbgrader
from nbjudge.grading.answers import Answer, with_answers

ROOT = Path(__file__).resolve().parent.parent
ASSIGNMENTS = (
    "gradient_descent_step",
    "admissions_gradient_descent",
    "forward_pass",
    "backprop_step",
    "admissions_backprop",
    "gradient_check",
)
STOCK_CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "stock"
"""


def source_notebook(assignment: str) -> NotebookNode:
    return nbformat.read(ROOT / "source" / assignment / f"{assignment}.ipynb", as_version=4)


def release_notebook(assignment: str) -> NotebookNode:
    return nbformat.read(ROOT / "release" / assignment / f"{assignment}.ipynb", as_version=4)


def reference_answers(assignment: str) -> list[Answer]:
    """The instructor's own solutions, as answers that can stand in a student's notebook."""
    return [
        Answer(
            "reference", cell.metadata.nbgrader.grade_id, "The reference.", cell.source, frozenset()
        )
        for cell in source_notebook(assignment).cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    ]


def submission(assignment: str, answers: list[Answer]) -> NotebookNode:
    """What a student hands in who answers everything rightly except for the given answers."""
    return with_answers(_solved_release(assignment), answers)


@cache
def _solved_release(assignment: str) -> NotebookNode:
    """Read and put together once; `with_answers` copies it for each submission."""
    return with_answers(release_notebook(assignment), reference_answers(assignment))


@dataclass(frozen=True)
class CourseFolder:
    """An nbgrader course folder that holds one of this course's assignments."""

    path: Path
    assignment: str

    @classmethod
    def create(cls, path: Path, assignment: str) -> "CourseFolder":
        shutil.copytree(ROOT / "source" / assignment, path / "source" / assignment)
        (path / "nbgrader_config.py").write_text(STOCK_CONFIG)
        folder = cls(path, assignment)
        folder.nbgrader("generate_assignment", assignment, "--create")
        return folder

    def nbgrader(self, *arguments: str) -> None:
        run_nbgrader(self.path, *arguments)

    def submit(self, student: str, notebook: NotebookNode) -> None:
        place = self.path / "submitted" / student / self.assignment
        shutil.copytree(
            self.path / "release" / self.assignment,
            place,
            ignore=shutil.ignore_patterns("*.ipynb"),
        )
        nbformat.write(notebook, place / f"{self.assignment}.ipynb")

    def points(self) -> dict[str, dict[str, tuple[float | None, float]]]:
        """Points and maximum of each autograded test cell, by student and grade_id."""
        with Gradebook(f"sqlite:///{self.path}/gradebook.db") as gradebook:
            return {
                submission.student.id: {
                    grade.name: (grade.auto_score, grade.max_score)
                    for notebook in submission.notebooks
                    for grade in notebook.grades
                    if grade.cell_type == "code"
                }
                for submission in gradebook.assignment_submissions(self.assignment)
            }
