"""``nbjudge autograde`` leaves what stock nbgrader leaves: every row, every file, every output."""

import shutil
from datetime import timedelta
from pathlib import Path

import nbformat
import pytest

from grader_tests.batch import classroom
from grader_tests.batch.classroom import (
    ASSIGNMENT,
    LATE,
    RIGHT,
    WORDS,
    WRONG,
    autograde,
    dump,
    extend,
    files_in,
    hand_in,
    mark_by_hand,
    of,
)
from grader_tests.course_folder import run_nbgrader
from grader_tests.parity.graded import comparable

SOLVED = {"p1": {"value": RIGHT, "essay": "I think so."}, "p2": {"words": WORDS}}


def class_of_stock(course: Path) -> None:
    """Students whom stock nbgrader can grade."""
    classroom.create(course)
    hand_in(course, "ann", SOLVED)
    hand_in(course, "bob", SOLVED | {"p1": {"value": WRONG}})
    hand_in(course, "cyd", SOLVED | {"p2": {"words": "words = ['two', 'words']"}})
    hand_in(course, "dan", SOLVED, timestamp=LATE)
    (hand_in(course, "eve", SOLVED) / "p2.ipynb").unlink()
    hand_in(course, "fay", timestamp=None)
    own = {"editable.py": "mine = True\n", "helper.py": "ONE = 7\n", "notes/own.txt": "mine\n"}
    unknown = hand_in(course, "gus", SOLVED, files=own)
    shutil.copy(unknown / "p1.ipynb", unknown / "scratch.ipynb")
    hand_in(course, "hal", SOLVED, timestamp=LATE)
    hand_in(course, "ida", SOLVED | {"p1": {"value": "1 / 0"}}, timestamp="")


@pytest.fixture(scope="module")
def courses(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The same class, graded by stock nbgrader and by nbjudge."""
    stock = tmp_path_factory.mktemp("parity") / "stock"
    class_of_stock(stock)
    ours = stock.with_name("ours")
    shutil.copytree(stock, ours)
    run_nbgrader(stock, "autograde", ASSIGNMENT)
    for compiled in list((stock / "autograded").rglob("__pycache__")):
        shutil.rmtree(compiled)  # stock runs students' code there, which leaves such folders
    autograde(ours)
    return stock, ours


def test_every_row_of_the_gradebook_is_the_same(courses: tuple[Path, Path]) -> None:
    stock, ours = courses
    rows = dump(stock)
    assert dump(ours) == rows
    assert of(rows, "notebook", "dan")["p1",][1] == 3.0, "late: all points are taken off"
    assert {row[0] for row in of(rows, "grade", "eve").values()} >= {3.0, 0.0}
    assert of(rows, "comment", "fay")["p1", "value"][0] == "No response."


def test_the_same_files_lie_beside_the_notebooks(courses: tuple[Path, Path]) -> None:
    stock, ours = courses
    for place in sorted((stock / "autograded").glob(f"*/{ASSIGNMENT}")):
        graded = files_in(ours / place.relative_to(stock))
        expected = files_in(place)
        assert graded.keys() - expected.keys() == {"nbjudge.json"}
        for name, data in expected.items():
            if not name.endswith(".ipynb"):
                assert graded[name] == data, (place, name)


def test_files_and_folders_have_the_same_permissions(courses: tuple[Path, Path]) -> None:
    stock, ours = courses
    for path in sorted((stock / "autograded").rglob("*")):
        twin = ours / path.relative_to(stock)
        assert twin.stat().st_mode == path.stat().st_mode, path


def test_the_notebooks_hold_the_same_cells_and_outputs(courses: tuple[Path, Path]) -> None:
    stock, ours = courses
    paths = sorted((stock / "autograded").rglob("*.ipynb"))
    assert len(paths) == 17
    for path in paths:
        expected = nbformat.read(path, as_version=4)
        graded = nbformat.read(ours / path.relative_to(stock), as_version=4)
        assert comparable(graded) == comparable(expected), path


def test_a_regrade_keeps_what_a_person_entered(courses: tuple[Path, Path]) -> None:
    stock, ours = courses
    for course in courses:
        mark_by_hand(course, "ann")
        extend(course, "hal", timedelta(days=2))
    run_nbgrader(stock, "autograde", ASSIGNMENT, "--force", "--student=[ah]*")
    autograde(ours, "--force", "--student", "[ah]*")
    rows = dump(stock)
    assert dump(ours) == rows
    assert of(rows, "grade", "ann")["p1", "value_test"] == (3.0, 1.5, None, True, 1.5)
    assert of(rows, "comment", "ann")["p1", "value"] == (None, "Nearly.")
    assert of(rows, "notebook", "hal")["p1",][1] is None, "no longer late"


def test_feedback_is_generated_from_what_was_graded(courses: tuple[Path, Path]) -> None:
    _, ours = courses
    run_nbgrader(ours, "generate_feedback", ASSIGNMENT, "--student=ann")
    pages = sorted((ours / "feedback" / "ann" / ASSIGNMENT).glob("*.html"))
    assert [page.stem for page in pages] == ["p1", "p2"]
