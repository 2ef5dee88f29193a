"""One run of nbgrader's own autograde over a class in which every notebook is damaged otherwise.

Three of them once more with stock execution, so that the reading and repairing is tested alone.
"""

import os
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode
from nbgrader.api import Gradebook

from grader_tests.engine.repair.damaged import DAMAGES, answered, grade_id_of, source
from grader_tests.nbgrader_command import run_nbgrader

STOCK_EXECUTION = """
c = get_config()
c.CourseDirectory.course_id = "damaged"
c.Autograde.exporter_class = "nbjudge.plugin.exporter.RepairingExporter"
"""
CONFIG = """
import nbjudge

c = get_config()
c.CourseDirectory.course_id = "damaged"
c.Execute.preload = ["numpy"]
nbjudge.use(c)
"""
NAME = "sigmoid"
IDS = [name for name in map(grade_id_of, source().cells) if name]
ALL = {"slope_test": 2.0, "step_test": 1.0}
NONE = {"slope_test": 0.0, "step_test": 0.0}
UNREADABLE = {
    "cut_short": "cut_short",
    "empty": "empty",
    "not_a_notebook": "not_a_notebook",
    "picture": "binary",
    "from_the_future": "new_format",
    "folder": "not_a_file",
    "pipe": "not_a_file",
    "dangling_link": "link",
    "link_to_the_source": "link",
}


def write_unreadable(kind: str, path: Path, good: bytes, course: Path) -> None:
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "dangling_link":
        path.symlink_to("gone.ipynb")
    elif kind == "link_to_the_source":
        path.symlink_to(course / "source" / NAME / f"{NAME}.ipynb")
    else:
        texts = {
            "cut_short": good[: len(good) // 2],
            "empty": b"",
            "not_a_notebook": b'{"answer": 42}',
            "picture": b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 8,
            "from_the_future": good.replace(b'"nbformat": 4', b'"nbformat": 5'),
        }
        path.write_bytes(texts[kind])


def submit(course: Path, student: str) -> Path:
    place = course / "submitted" / student / NAME
    place.mkdir(parents=True)
    return place / f"{NAME}.ipynb"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course folder after its one assignment was graded."""
    course = tmp_path_factory.mktemp("course")
    (course / "source" / NAME).mkdir(parents=True)
    nbformat.write(source(), course / "source" / NAME / f"{NAME}.ipynb")
    (course / "nbgrader_config.py").write_text(CONFIG)
    run_nbgrader(course, "generate_assignment", NAME, "--create")
    released = nbformat.read(course / "release" / NAME / f"{NAME}.ipynb", as_version=4)
    good = answered(released)
    for student, damage in DAMAGES.items():
        notebook = answered(released)
        damage(notebook)
        submit(course, student).write_text(nbformat.v4.writes(notebook), encoding="utf-8")
    text = nbformat.writes(good)
    submit(course, "utf_16").write_text(text, encoding="utf-16")
    submit(course, "utf_8_with_a_mark").write_text(text, encoding="utf-8-sig")
    submit(course, "format_3").write_text(nbformat.writes(good, version=3), encoding="utf-8")
    for student in UNREADABLE:
        write_unreadable(student, submit(course, student), text.encode(), course)
    run_nbgrader(course, "autograde", NAME)  # raises unless the exit status is 0
    return course


@pytest.fixture(scope="module")
def scores(course: Path) -> dict[str, dict[str, Any]]:
    return scores_in(course)


def scores_in(course: Path) -> dict[str, dict[str, Any]]:
    """Points of each test cell, by student."""
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        return {
            submission.student.id: {
                grade.name: grade.auto_score
                for notebook in submission.notebooks
                for grade in notebook.grades
                if grade.cell_type == "code"
            }
            for submission in gradebook.assignment_submissions(NAME)
        }


def graded(course: Path, student: str) -> NotebookNode:
    path = course / "autograded" / student / NAME / f"{NAME}.ipynb"
    return nbformat.read(path, as_version=4)


def repair_note(notebook: NotebookNode) -> dict[str, Any]:
    """What its metadata tell of nbjudge's work on it, but for how it was executed."""
    note = notebook.metadata.get("nbjudge", {})
    return {name: said for name, said in note.items() if name not in ("walls", "cells")}


@pytest.mark.parametrize("student", [*DAMAGES, "utf_16", "utf_8_with_a_mark", "format_3"])
def test_a_damaged_notebook_gets_the_points_of_its_answers(
    student: str, scores: dict[str, dict[str, Any]]
) -> None:
    assert scores[student] == ALL


@pytest.mark.parametrize("student", UNREADABLE)
def test_an_unreadable_notebook_is_graded_as_blank_and_says_why(
    student: str, scores: dict[str, dict[str, Any]], course: Path
) -> None:
    assert scores[student] == NONE
    notebook = graded(course, student)
    assert "could not read this notebook" in notebook.cells[0].source
    assert grade_id_of(notebook.cells[0]) is None
    assert repair_note(notebook) == {
        "verdict": "unreadable",
        "reason": UNREADABLE[student],
    }


def test_the_record_says_what_was_repaired(course: Path) -> None:
    note = repair_note(graded(course, "test_deleted"))
    assert note["verdict"] == "repaired"
    assert note["repairs"] == ["the test cell slope_test was missing and was put back"]


def test_an_undamaged_notebook_carries_no_record(course: Path) -> None:
    assert repair_note(graded(course, "undamaged")) == {}


def test_hidden_tests_run_in_a_test_cell_that_was_put_back(course: Path) -> None:
    (cell,) = (c for c in graded(course, "test_deleted").cells if grade_id_of(c) == "slope_test")
    assert "assert slope(9) < 0.01" in cell.source


def test_every_student_is_in_the_gradebook(scores: dict[str, dict[str, Any]], course: Path) -> None:
    assert set(scores) == set(os.listdir(course / "submitted"))


def test_without_the_instructors_notebooks_the_gradebook_is_enough_also_for_stock_execution(
    course: Path, tmp_path: Path
) -> None:
    students = ("cut_short", "test_deleted", "undamaged")
    shutil.copy(course / "gradebook.db", tmp_path)
    (tmp_path / "nbgrader_config.py").write_text(STOCK_EXECUTION)
    for student in students:
        shutil.copytree(course / "submitted" / student, tmp_path / "submitted" / student)
    run_nbgrader(tmp_path, "autograde", NAME)
    scores = scores_in(tmp_path)
    assert [scores[student] for student in students] == [NONE, ALL, ALL]
    notebooks = {student: graded(tmp_path, student) for student in students}
    assert set(map(grade_id_of, notebooks["cut_short"].cells[1:])) == set(IDS)
    assert [name for name in map(grade_id_of, notebooks["undamaged"].cells) if name] == IDS
    assert "nbjudge" not in notebooks["undamaged"].metadata
    assert "was missing" in notebooks["test_deleted"].metadata["nbjudge"]["repairs"][0]
