"""Courses of one exercise, as other people set them up: made, handed in, graded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from grader_tests.batch import classroom
from grader_tests.batch.classroom import ASSIGNMENT, cell, write_files
from grader_tests.parity.graded import NBJUDGE_CONFIG

PYTHON = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
BARE = NBJUDGE_CONFIG + "c.Execute.preload = []\n"


def answer(source: str, name: str = "answer") -> NotebookNode:
    return cell(name, f"### BEGIN SOLUTION\n{source}\n### END SOLUTION", "solution")


def exam(source: str, name: str = "exam", points: int = 1) -> NotebookNode:
    return cell(name, source, "test", points)


def plain(source: str) -> NotebookNode:
    return new_code_cell(source)


def notebook(*cells: NotebookNode, metadata: Mapping[str, object] = PYTHON) -> NotebookNode:
    return new_notebook(cells=list(cells), metadata=dict(metadata))


@dataclass(frozen=True)
class Course:
    """A course folder. ``files`` are by their path in it."""

    path: Path
    notebooks: Mapping[str, NotebookNode]
    files: Mapping[str, str] = field(default_factory=dict)
    config: str = ""

    def generate(self) -> "Course":
        source = self.path / "source" / ASSIGNMENT
        source.mkdir(parents=True, exist_ok=True)
        for name, one in self.notebooks.items():
            nbformat.write(one, source / f"{name}.ipynb")
        write_files(self.path, dict(self.files))
        (self.path / "nbgrader_config.py").write_text(BARE + self.config)
        classroom.generate(self.path, "--create", "--force")
        return self

    def hand_in(self, student: str, files: dict[str, str] | None = None, **answers: str) -> Path:
        """The students' version with these answers, by name of the solution cell."""
        given = dict.fromkeys(self.notebooks, answers)
        return classroom.hand_in(self.path, student, given, files=files)

    def autograde(self, *arguments: str, status: int = 0) -> str:
        return classroom.autograde(self.path, *arguments, status=status)

    @property
    def points(self) -> dict[str, float]:
        with classroom.gradebook(self.path) as book:
            return {s.student.id: s.score for s in book.assignment_submissions(ASSIGNMENT)}
