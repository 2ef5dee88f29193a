"""Source notebooks are in canonical form, complete, and run without a warning."""

import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from grader_tests.course_folder import ASSIGNMENTS, ROOT, source_notebook
from nbjudge.repair.canonical import canonical, dumps

HIDDEN = re.compile(r"### BEGIN HIDDEN TESTS\n(.*?)### END HIDDEN TESTS", re.DOTALL)


def nbgrader_cells(assignment: str, kind: str) -> list[NotebookNode]:
    return [
        cell
        for cell in source_notebook(assignment).cells
        if cell.metadata.get("nbgrader", {}).get(kind)
    ]


def test_the_course_is_the_six_assignments() -> None:
    assert {path.name for path in (ROOT / "source").iterdir()} == set(ASSIGNMENTS)


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_the_notebook_is_in_canonical_form(assignment: str) -> None:
    path = ROOT / "source" / assignment / f"{assignment}.ipynb"
    notebook = source_notebook(assignment)
    nbformat.validate(notebook)
    assert path.read_text("utf-8") == dumps(canonical(notebook, assignment)), (
        f"run: python -m nbjudge.repair.canonical {path.relative_to(ROOT)}"
    )


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_nothing_but_the_notebook_and_its_data_lies_in_the_source_folder(assignment: str) -> None:
    allowed = {f"{assignment}.ipynb", "binary.csv"}
    found = {p.name for p in (ROOT / "source" / assignment).iterdir()} - {".ipynb_checkpoints"}
    assert found <= allowed


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_every_test_cell_shows_a_check_hides_others_and_ends_with_an_explicit_outcome(
    assignment: str,
) -> None:
    cells = [c for c in nbgrader_cells(assignment, "grade") if c.cell_type == "code"]
    assert cells
    for cell in cells:
        hidden = HIDDEN.findall(cell.source)
        assert len(hidden) == 1, cell.id
        assert "assert" in HIDDEN.sub("", cell.source), cell.id
        outcome = hidden[0].strip().splitlines()[-1]
        points = float(cell.metadata.nbgrader.points)
        explicit = outcome == "points" or float(outcome) == points
        assert explicit, f"{cell.id} ends with {outcome}"


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_grade_ids_are_unique_and_cells_that_hold_tests_or_givens_are_locked(
    assignment: str,
) -> None:
    cells = [c for c in source_notebook(assignment).cells if "nbgrader" in c.metadata]
    ids = [c.metadata.nbgrader.grade_id for c in cells]
    assert len(ids) == len(set(ids))
    assert all(c.metadata.nbgrader.locked != c.metadata.nbgrader.solution for c in cells)


def test_at_least_two_assignments_ask_for_a_written_answer_with_a_marking_scheme() -> None:
    tasks = [cell for a in ASSIGNMENTS for cell in nbgrader_cells(a, "task")]
    assert all("BEGIN MARK SCHEME" in cell.source for cell in tasks)
    assert len({a for a in ASSIGNMENTS if nbgrader_cells(a, "task")}) >= 2


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_the_notebook_runs_with_warnings_as_errors(assignment: str, tmp_path: Path) -> None:
    script = tmp_path / "cells.py"
    cells = [c.source for c in source_notebook(assignment).cells if c.cell_type == "code"]
    script.write_text(
        "".join(f"exec(compile({source!r}, 'cell', 'exec'), globals())\n" for source in cells)
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", str(script)],
        cwd=ROOT / "source" / assignment,
        env={"MPLBACKEND": "agg", "PATH": "", "HOME": str(tmp_path), "MPLCONFIGDIR": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
