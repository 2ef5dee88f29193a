"""``nbgrader autograde`` with nbjudge and ``nbjudge autograde`` are one road to the same result:
rows, notebooks and records, and what the one has done the other need not do again."""

import json
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode

from grader_tests.batch import classroom
from grader_tests.batch.classroom import (
    ASSIGNMENT,
    LATE,
    RIGHT,
    WORDS,
    WRONG,
    autograde,
    dump,
    ended,
    files_in,
    hand_in,
    of,
)
from grader_tests.course_folder import run_nbgrader
from nbjudge.course.record import entries_in

SOLVED = {"p1": {"value": RIGHT, "essay": "I think so."}, "p2": {"words": WORDS}}
OWN = {"helper.py": "ONE = 7\n", "editable.py": "mine = True\n", "notes/own.txt": "mine\n"}
USE = "\nimport nbjudge\nnbjudge.use(c)\n"
STUDENTS = ("ann", "bob", "cyd", "dan", "eve", "fay", "gus", "hal", "ivy", "jon")


def a_class(course: Path) -> None:
    """Right, wrong, late, untouched, cut short, linked, repaired, one notebook missing, and files
    called as the record is."""
    classroom.create(course)
    classroom.configure(course, USE)
    hand_in(course, "ann", SOLVED, files=OWN)
    hand_in(course, "bob", SOLVED | {"p1": {"value": WRONG}}, timestamp=LATE)
    hand_in(course, "cyd", timestamp=None)
    cut = hand_in(course, "dan", SOLVED) / "p2.ipynb"
    cut.write_bytes(cut.read_bytes()[:400])
    (hand_in(course, "eve", SOLVED) / "p2.ipynb").unlink()
    (hand_in(course, "fay", SOLVED) / "mine.txt").symlink_to(course / "nbgrader_config.py")
    damaged = hand_in(course, "gus", SOLVED) / "p1.ipynb"
    notebook = nbformat.read(damaged, as_version=4)
    del notebook.cells[2]
    nbformat.write(notebook, damaged)
    hand_in(course, "hal", SOLVED | {"p2": {"words": "import os\nos._exit(1)"}})
    hand_in(course, "ivy", SOLVED, files={"nbjudge.json": '{"form": 1}'})
    hand_in(course, "jon", SOLVED, files={"nbjudge.json/mine.txt": "a folder"})


@pytest.fixture(scope="module")
def roads(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The same class, graded by nbgrader's command and by nbjudge's."""
    first = tmp_path_factory.mktemp("roads") / "nbgrader"
    a_class(first)
    second = first.with_name("nbjudge")
    shutil.copytree(first, second, symlinks=True)
    run_nbgrader(first, "autograde", ASSIGNMENT)
    autograde(second)
    return first, second


def graded(course: Path, student: str) -> Path:
    return course / "autograded" / student / ASSIGNMENT


def without_cell_ids(notebook: NotebookNode) -> NotebookNode:
    """Cells that are put back get ids by chance."""
    for cell in notebook.cells:
        cell.pop("id")
    return notebook


def record(course: Path, student: str) -> dict[str, Any]:
    """What stands beside the notebooks, but for times and how the notebook came to its place."""
    entries: dict[str, Any] = json.loads((graded(course, student) / "nbjudge.json").read_text())
    for entry in entries["notebooks"].values():
        entry.pop("sha256", None)
        for cell in entry.get("cells", []):
            cell.pop("seconds")
    return entries


def test_every_row_of_the_gradebook_is_the_same(roads: tuple[Path, Path]) -> None:
    first, second = roads
    rows = dump(second)
    assert dump(first) == rows
    assert of(rows, "grade", "dan")["p2", "words_test"] == (0.0, None, None, True, 0.0)
    assert of(rows, "grade", "dan")["p2", "drawing"][3], "a person is asked to look"


@pytest.mark.parametrize("student", STUDENTS)
def test_the_notebooks_are_the_same_outputs_and_notes_included(
    roads: tuple[Path, Path], student: str
) -> None:
    first, second = ([*graded(course, student).glob("*.ipynb")] for course in roads)
    assert [path.name for path in sorted(first)] == [path.name for path in sorted(second)]
    for one, other in zip(sorted(first), sorted(second), strict=True):
        expected, found = (nbformat.read(path, as_version=4) for path in (one, other))
        assert without_cell_ids(found) == without_cell_ids(expected)


@pytest.mark.parametrize("student", STUDENTS)
def test_the_records_are_the_same(roads: tuple[Path, Path], student: str) -> None:
    first, second = roads
    assert record(first, student) == record(second, student)


@pytest.mark.parametrize("student", sorted({*STUDENTS} - {"fay"}))
def test_the_same_files_lie_beside_the_notebooks(roads: tuple[Path, Path], student: str) -> None:
    first, second = ({*files_in(graded(course, student))} for course in roads)
    assert first == second


def test_what_nbgraders_command_has_graded_is_unchanged_to_nbjudges(
    roads: tuple[Path, Path],
) -> None:
    first, _ = roads
    assert ended(first) == dict.fromkeys(STUDENTS, "unchanged")


def test_a_notebook_that_nbgraders_command_did_not_finish_is_graded_again(
    roads: tuple[Path, Path], tmp_path: Path
) -> None:
    """As after a kill between the record and the notebook, which nbgrader writes last."""
    course = tmp_path / "course"
    shutil.copytree(roads[0], course, symlinks=True)
    rows = dump(course)
    path = graded(course, "bob") / "p1.ipynb"
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:300])
    assert ended(course) == dict.fromkeys(STUDENTS, "unchanged") | {"bob": "graded"}
    assert dump(course) == rows
    assert nbformat.read(path, as_version=4).metadata["nbjudge"]["cells"]


@pytest.mark.parametrize(
    "handed_in",
    [
        '{"form": 1}',
        '{"form": 1, "notebooks": {"p1": {}}}',
        '{"form": 1, "notebooks": {"p1": {"fingerprint": 1, "verdict": "missing", "scores": {}}}}',
        '{"form": 1, "notebooks": [1]}',
        "[" * 200_000,
        "no JSON",
    ],
    ids=["no notebooks", "an empty entry", "a number for a name", "a list", "deep", "no JSON"],
)
def test_what_a_student_hands_in_as_a_record_is_none(tmp_path: Path, handed_in: str) -> None:
    """As a grader without nbjudge leaves it: copied into the autograded folder."""
    (tmp_path / "nbjudge.json").write_text(handed_in)
    assert entries_in(tmp_path) == {}
