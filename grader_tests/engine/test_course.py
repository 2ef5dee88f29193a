"""Every test cell of the course runs in the judge, and a blank notebook earns nothing there.

The marks of the known answers: `grader_tests/course/marks.py`.
"""

from dataclasses import replace
from functools import cache

import pytest

from grader_tests.course_folder import ASSIGNMENTS, ROOT, release_notebook, source_notebook
from nbjudge.course.cells import as_cells, code_cells
from nbjudge.course.files import read_files
from nbjudge.grading.job import Job
from nbjudge.grading.pair import Zygote
from nbjudge.grading.reference import Reference, reference_run
from nbjudge.grading.run import grade
from nbjudge.grading.score import score


@cache
def job(assignment: str) -> Job:
    """The reference solution of an assignment, as a job."""
    notebook = source_notebook(assignment)
    files = read_files(ROOT / "source" / assignment, [])
    return Job(as_cells(code_cells(notebook), locked_sources(assignment)), files, files)


@cache
def locked_sources(assignment: str) -> dict[str, str]:
    return {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in source_notebook(assignment).cells
        if cell.metadata.get("nbgrader", {}).get("locked")
    }


@cache
def reference(zygote: Zygote, assignment: str) -> Reference:
    return reference_run(zygote, job(assignment), assignment)


def points(zygote: Zygote, assignment: str, notebook: object) -> dict[str, tuple[float, float]]:
    """Points and maximum of each test cell of a notebook, by grade_id. No picture is rendered."""
    cells = as_cells(code_cells(notebook), locked_sources(assignment))
    cells = reference(zygote, assignment).apply(cells)
    runs = grade(zygote, replace(job(assignment), cells=cells, brief=True)).cells
    return {
        cell.grade_id or "": (score(cell, run), cell.points)
        for cell, run in zip(cells, runs, strict=True)
        if cell.points is not None
    }


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_every_test_cell_runs_in_the_judge(zygote: Zygote, assignment: str) -> None:
    tests = reference(zygote, assignment).tests
    assert {cell.place for cell in tests.values()} == {"judge"}


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_a_blank_release_gets_nothing(zygote: Zygote, assignment: str) -> None:
    blank = points(zygote, assignment, release_notebook(assignment))
    assert {earned for earned, _ in blank.values()} == {0}
