"""A small class with two notebooks, graded by stock nbgrader and by ``nbjudge autograde``."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import chdir
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from click.testing import CliRunner
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook
from nbgrader.apps import GenerateAssignmentApp

from grader_tests.course_folder import STOCK_CONFIG
from nbjudge.cli import main

ASSIGNMENT = "ps1"
DUE = datetime(2026, 10, 5, 22, 0)
IN_TIME = "2026-10-05 21:00:00 UTC"
LATE = "2026-10-06 09:30:00 UTC"
SETTINGS = """
c.LateSubmissionPlugin.penalty_method = "zero"
c.Autograde.exclude_overwriting = {"ps1": ["editable.py"]}
c.Execute.preload = []
"""
"""Nothing that takes long to import is preloaded: these notebooks need none of it."""

RIGHT = "from helper import ONE\ndef value():\n    return ONE"
WRONG = "def value():\n    return 2"
TEST = "assert value() == 1"
PARTIAL = "2.0 if len(words) > 2 else 0.5"
WORDS = "words = ['three', 'short', 'words']"
FILES = {"helper.py": "ONE = 1\n", "editable.py": "mine = False\n", "data/table.csv": "a,b\n1,2\n"}


def cell(
    grade_id: str, source: str, kind: str, points: int | None = None, markdown: bool = False
) -> NotebookNode:
    """A cell of nbgrader's: ``kind`` is solution, test, locked, task or written (by hand)."""
    about: dict[str, Any] = {
        "grade_id": grade_id,
        "grade": kind in ("test", "written"),
        "solution": kind in ("solution", "written"),
        "locked": kind in ("test", "locked", "task"),
        "task": kind == "task",
        "schema_version": 3,
    }
    if points is not None:
        about["points"] = points
    new = new_markdown_cell if markdown else new_code_cell
    return new(source, id=grade_id, metadata={"nbgrader": about})


def first(answer: str = RIGHT, text: str = "An answer in words.") -> NotebookNode:
    return _notebook(
        cell("setup", "import numpy as np", "locked"),
        cell("value", f"### BEGIN SOLUTION\n{answer}\n### END SOLUTION", "solution"),
        cell("value_test", TEST, "test", 3),
        cell("essay", text, "written", 4, markdown=True),
        new_code_cell("print('a cell of nobody')", id="plain"),
    )


def second(answer: str = WORDS) -> NotebookNode:
    return _notebook(
        cell("words", f"### BEGIN SOLUTION\n{answer}\n### END SOLUTION", "solution"),
        cell("words_test", PARTIAL, "test", 2),
        cell("drawing", "Draw something.", "task", 5, markdown=True),
    )


def _notebook(*cells: NotebookNode) -> NotebookNode:
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=list(cells), metadata={"kernelspec": kernel})


def create(course: Path) -> None:
    """A course folder with the assignment generated and its due date set."""
    shutil.copytree(_created().name, course)


@cache
def _created() -> "tempfile.TemporaryDirectory[str]":
    """What `create` copies: nbgrader takes seconds to generate an assignment."""
    folder = tempfile.TemporaryDirectory()
    course = Path(folder.name)
    source = course / "source" / ASSIGNMENT
    source.mkdir(parents=True)
    for name, notebook in {"p1": first(), "p2": second()}.items():
        nbformat.write(notebook, source / f"{name}.ipynb")
    write_files(source, FILES)
    configure(course)
    generate(course, "--create")
    with gradebook(course) as book:
        book.update_or_create_assignment(ASSIGNMENT, duedate=DUE)
    return folder


def generate(course: Path, *options: str) -> None:
    """What ``nbgrader generate_assignment`` does, in this process."""
    with chdir(course):
        app = GenerateAssignmentApp()
        app.initialize([ASSIGNMENT, *options])
        app.start()


def configure(course: Path, settings: str = "") -> None:
    (course / "nbgrader_config.py").write_text(STOCK_CONFIG + SETTINGS + settings)


def hand_in(
    course: Path,
    student: str,
    answers: dict[str, dict[str, str]] | None = None,
    timestamp: str | None = IN_TIME,
    files: dict[str, str] | None = None,
) -> Path:
    """Hand in the release with these answers, by notebook and solution cell. Returns the folder."""
    place = course / "submitted" / student / ASSIGNMENT
    shutil.copytree(course / "release" / ASSIGNMENT, place)
    for name, given in (answers or {}).items():
        edit(place / f"{name}.ipynb", given)
    if timestamp is not None:
        (place / "timestamp.txt").write_text(timestamp)
    write_files(place, files or {})
    return place


def edit(path: Path, answers: dict[str, str]) -> None:
    """Write answers into the solution cells of a notebook file."""
    notebook = nbformat.read(path, as_version=4)
    for one in notebook.cells:
        about = one.metadata.get("nbgrader", {})
        if about.get("grade_id") in answers:
            one.source = answers[about["grade_id"]]
    path.chmod(0o644)
    nbformat.write(notebook, path)


def write_files(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).unlink(missing_ok=True)
        (folder / name).write_text(text)


def gradebook(course: Path) -> Gradebook:
    return Gradebook(f"sqlite:///{course}/gradebook.db", "stock")


def nbjudge(course: Path, *arguments: str, status: int = 0) -> str:
    """Run a command of nbjudge in this process; it must end with that status.

    Returns what it says.
    """
    heard = signal.getsignal(signal.SIGINT)
    try:
        with chdir(course):
            done = CliRunner().invoke(main, arguments, env={"COLUMNS": "200"})
    finally:
        signal.signal(signal.SIGINT, heard)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == status, done.output
    assert "Traceback" not in done.output, done.output
    return done.output


def started(course: Path, *arguments: str) -> "subprocess.Popen[str]":
    """A command of nbjudge in a process and a process group of its own, as a shell starts it."""
    return subprocess.Popen(
        [str(Path(sys.executable).with_name("nbjudge")), *arguments],
        cwd=course,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=os.environ | {"COLUMNS": "200", "PYTHONWARNINGS": "error"},
        process_group=0,
        # A test run that was itself started in the background ignores Ctrl-C, and so would this.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def autograde(course: Path, *arguments: str, status: int = 0) -> str:
    return nbjudge(course, "autograde", ASSIGNMENT, "--jobs", "1", *arguments, status=status)


def ended(course: Path, *arguments: str, status: int = 0) -> dict[str, str]:
    """How each submission ended, by student, as a run with ``--json`` says."""
    lines = autograde(course, "--json", *arguments, status=status).splitlines()
    said = [json.loads(line) for line in lines if line.startswith("{")]
    return {one["student"]: one["ended"] for one in said if "student" in one}


def dump(course: Path, db_url: str | None = None) -> dict[tuple[str, ...], Any]:
    """Every row of the gradebook that grading may touch, by names in the place of ids."""
    rows: dict[tuple[str, ...], Any] = {}
    with Gradebook(db_url, "stock") if db_url else gradebook(course) as book:
        for student in book.students:
            rows["student", student.id] = student.first_name
        for submission in book.assignment_submissions(ASSIGNMENT):
            who = submission.student.id
            rows["submission", who] = submission.timestamp, submission.extension, submission.score
            for notebook in submission.notebooks:
                rows["notebook", who, notebook.name] = (
                    notebook.flagged,
                    notebook.late_submission_penalty,
                    notebook.score,
                )
                for grade in notebook.grades:
                    rows["grade", who, notebook.name, grade.name] = (
                        grade.auto_score,
                        grade.manual_score,
                        grade.extra_credit,
                        grade.needs_manual_grade,
                        grade.score,
                    )
                for comment in notebook.comments:
                    rows["comment", who, notebook.name, comment.name] = (
                        comment.auto_comment,
                        comment.manual_comment,
                    )
    return rows


def of(rows: dict[tuple[str, ...], Any], kind: str, student: str) -> dict[tuple[str, ...], Any]:
    return {key[2:]: row for key, row in rows.items() if key[:2] == (kind, student)}


def mark_by_hand(course: Path, student: str) -> None:
    """What a person enters: a score of their own, extra credit, a comment."""
    with gradebook(course) as book:
        book.find_grade("value_test", "p1", ASSIGNMENT, student).manual_score = 1.5
        book.find_grade("essay", "p1", ASSIGNMENT, student).manual_score = 3.0
        book.find_grade("words_test", "p2", ASSIGNMENT, student).extra_credit = 0.25
        book.find_comment("value", "p1", ASSIGNMENT, student).manual_comment = "Nearly."
        book.db.commit()


def extend(course: Path, student: str, by: timedelta) -> None:
    with gradebook(course) as book:
        book.find_submission(ASSIGNMENT, student).extension = by
        book.db.commit()


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
