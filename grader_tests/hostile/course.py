"""An nbgrader course that holds the hostile assignment, in which a rival has honest points."""

from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry

from grader_tests.hostile import assignment
from grader_tests.hostile.assignment import EXERCISES, NAME, TESTS
from grader_tests.nbgrader_command import run_nbgrader

RIVAL = "rival"
HONEST = {name: exercise.solution for name, exercise in EXERCISES.items()}


def create(course: Path, config: str) -> None:
    """Generate the assignment and grade the rival, whose points nothing may change."""
    source = course / "source" / NAME
    source.mkdir(parents=True)
    nbformat.write(assignment.source_notebook(), source / f"{NAME}.ipynb")
    (course / "nbgrader_config.py").write_text(config)
    run_nbgrader(course, "generate_assignment", NAME, "--create")
    submit(course, RIVAL, assignment.notebook(HONEST))
    run_nbgrader(course, "autograde", NAME)


def submit(
    course: Path, student: str, notebook: NotebookNode, files: dict[str, str] | None = None
) -> None:
    place = course / "submitted" / student / NAME
    place.mkdir(parents=True)
    nbformat.write(notebook, place / f"{NAME}.ipynb")
    for name, text in (files or {}).items():
        (place / name).write_text(text)


def points(course: Path, student: str) -> dict[str, float | None]:
    """A student's points in each test cell, by hand where they were given so.

    None where nbgrader found no score; empty without a submission.
    """
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        try:
            notebook = gradebook.find_submission_notebook(NAME, NAME, student)
        except MissingEntry:
            return {}
        found = {
            grade.name.removeprefix("test_"): (
                grade.auto_score if grade.manual_score is None else grade.manual_score
            )
            for grade in notebook.grades
        }
        return {name: found[name] for name in TESTS if name in found}
