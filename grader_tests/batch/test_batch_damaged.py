"""Whatever lies in ``submitted/``: each student ends with a row, a verdict and a reason."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from grader_tests.batch import classroom
from grader_tests.batch.classroom import (
    ASSIGNMENT,
    RIGHT,
    WORDS,
    autograde,
    dump,
    ended,
    hand_in,
    of,
)

SOLVED = {"p1": {"value": RIGHT}, "p2": {"words": WORDS}}
SECRET = "what no student may read"
UNREADABLE = ("cut", "empty", "folder", "link")


def damage(course: Path) -> None:
    hand_in(course, "fine", SOLVED)
    cut = hand_in(course, "cut", SOLVED) / "p1.ipynb"
    cut.write_bytes(cut.read_bytes()[:400])
    (hand_in(course, "empty", SOLVED) / "p1.ipynb").write_bytes(b"")
    folder = hand_in(course, "folder", SOLVED) / "p1.ipynb"
    folder.unlink()
    folder.mkdir()
    secret = course / "secret.txt"
    secret.write_text(SECRET)
    link = hand_in(course, "link", SOLVED)
    (link / "p1.ipynb").unlink()
    (link / "p1.ipynb").symlink_to(secret)
    (link / "own.txt").symlink_to(secret)
    shutil.rmtree(hand_in(course, "nothing"))
    (course / "submitted" / "nothing" / ASSIGNMENT).mkdir()
    (course / "submitted" / "a_file").mkdir()
    (course / "submitted" / "a_file" / ASSIGNMENT).write_text("not a folder")
    unknown = hand_in(course, "unknown", SOLVED)
    for name in ("p1", "p2"):
        os.rename(unknown / f"{name}.ipynb", unknown / f"my {name}.ipynb")
    (hand_in(course, "half", SOLVED) / "p2.ipynb").unlink()
    clash = hand_in(course, "clash", SOLVED, files={"nbjudge.json/mine": ""})
    shutil.rmtree(clash / "data")
    (clash / "data").write_text("a file where the instructor has a folder")
    (clash / "helper.py").unlink()
    (clash / "helper.py").mkdir()
    (clash / "helper.py" / "mine").write_text("a folder where the instructor has a file")
    hand_in(course, "two\nlines", SOLVED)
    bad_time = hand_in(course, "bad_time", SOLVED, timestamp="yesterday evening")
    assert bad_time.is_dir()


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str], Any]:
    """A course with damaged submissions, how each ended, and the gradebook."""
    course = tmp_path_factory.mktemp("damaged") / "course"
    classroom.create(course)
    damage(course)
    said = ended(course)
    return course, said, dump(course)


def test_each_student_has_a_verdict_and_a_row(
    graded: tuple[Path, dict[str, str], Any],
) -> None:
    _, said, rows = graded
    assert said == dict.fromkeys(UNREADABLE, "unreadable") | {
        "fine": "graded",
        "half": "missing",
        "bad_time": "graded",
        "clash": "graded",
        "two\nlines": "graded",
        "nothing": "missing",
        "a_file": "missing",
        "unknown": "missing",
    }
    assert {key[1] for key in rows if key[0] == "submission"} == set(said)


def test_what_went_wrong_is_said_with_the_notebook_and_the_reason(
    graded: tuple[Path, dict[str, str], Any],
) -> None:
    course, _, _ = graded
    lines = dict(
        line.split(": ", 1)
        for line in autograde(course, "--force", "--quiet").splitlines()
        if ": " in line
    )
    assert lines["half"] == "missing; p2.ipynb is missing"
    assert lines["cut"].startswith("unreadable; p1.ipynb: the file ends in the middle")
    assert lines["unknown"].endswith("not this assignment's: 'my p1.ipynb', 'my p2.ipynb'")
    assert "fine" not in lines


def test_what_is_called_like_the_instructors_files_gives_way(
    graded: tuple[Path, dict[str, str], Any],
) -> None:
    course, _, rows = graded
    place = course / "autograded" / "clash" / ASSIGNMENT
    for name, text in classroom.FILES.items():
        if name != "editable.py":
            assert (place / name).read_text() == text
    assert of(rows, "grade", "clash") == of(rows, "grade", "fine")


@pytest.mark.parametrize("student", UNREADABLE)
def test_an_unreadable_notebook_scores_nothing_and_asks_for_a_person(
    graded: tuple[Path, dict[str, str], Any], student: str
) -> None:
    course, _, rows = graded
    grades = of(rows, "grade", student)
    assert grades["p1", "value_test"] == (0.0, None, None, True, 0.0)
    assert grades["p1", "essay"] == (0.0, None, None, True, 0.0)
    assert grades["p2", "words_test"][0] == 2.0, "the other notebook is graded"
    comment, _ = of(rows, "comment", student)["p1", "value"]
    assert comment.startswith("Not graded: ")
    assert (course / "autograded" / student / ASSIGNMENT / "p1.ipynb").is_file()


@pytest.mark.parametrize("student", ["nothing", "a_file", "unknown"])
def test_who_handed_in_no_notebook_scores_nothing_and_is_told(
    graded: tuple[Path, dict[str, str], Any], student: str
) -> None:
    _, _, rows = graded
    grades = of(rows, "grade", student)
    assert len(grades) == 4
    assert {grade[0] for grade in grades.values()} == {0.0}
    assert {grade[3] for grade in grades.values()} == {True}
    comment, _ = of(rows, "comment", student)["p2", "words"]
    assert "no notebook of this assignment was handed in" in comment


def test_a_missing_notebook_scores_nothing_and_the_other_is_graded(
    graded: tuple[Path, dict[str, str], Any],
) -> None:
    _, _, rows = graded
    grades = of(rows, "grade", "half")
    assert grades["p2", "words_test"] == (0.0, None, None, False, 0.0)
    assert grades["p1", "value_test"][0] == 3.0


def test_a_link_is_followed_to_nobodys_file(graded: tuple[Path, dict[str, str], Any]) -> None:
    course, _, _ = graded
    place = course / "autograded" / "link" / ASSIGNMENT
    assert SECRET not in "".join(path.read_text() for path in place.rglob("*") if path.is_file())
    assert not (place / "own.txt").exists()


def test_what_could_not_be_graded_is_not_tried_again_until_it_changes(
    graded: tuple[Path, dict[str, str], Any],
) -> None:
    course, said, rows = graded
    assert ended(course) == dict.fromkeys(said, "unchanged")
    assert dump(course) == rows
