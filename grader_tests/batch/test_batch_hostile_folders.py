"""Nobody stops a class: whatever lies in a submission's folder is that student's affair alone."""

import errno
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader_tests.batch.classroom import (
    RIGHT,
    WORDS,
    autograde,
    create,
    dump,
    ended,
    hand_in,
    of,
)
from grader_tests.batch.hostile_folders import HARMLESS, UNREADABLE
from nbjudge.batch import plan
from nbjudge.batch.folders import Folders
from nbjudge.batch.marks import Marks
from nbjudge.batch.writer import Writer
from nbjudge.course.record import entries_in

SOLVED = {"p1": {"value": RIGHT}, "p2": {"words": WORDS}}
NO_NAME = os.fsdecode(b"zo\xeb")


pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, str], Any]]:
    """A class with all of these in it, how each ended, and the gradebook."""
    course = tmp_path_factory.mktemp("folders") / "course"
    create(course)
    hand_in(course, "a_first", SOLVED)
    for student, spoil in (HARMLESS | UNREADABLE).items():
        spoil(hand_in(course, student, SOLVED))
    hand_in(course, NO_NAME, SOLVED)
    hand_in(course, "z_last", SOLVED)
    said = ended(course, status=1)
    yield course, said, dump(course)
    subprocess.run(["rm", "-rf", course], check=True)  # Python cannot go so deep


def test_each_is_graded_as_far_as_it_can_be(graded: tuple[Path, dict[str, str], Any]) -> None:
    _, said, _ = graded
    fine = dict.fromkeys([*HARMLESS, "a_first", "z_last"], "graded")
    assert said == fine | dict.fromkeys(UNREADABLE, "unreadable") | {r"zo\udceb": "no name"}


@pytest.mark.parametrize("student", HARMLESS)
def test_what_lies_beside_a_notebook_costs_no_point(
    graded: tuple[Path, dict[str, str], Any], student: str
) -> None:
    _, _, rows = graded
    assert of(rows, "grade", student) == of(rows, "grade", "a_first")


@pytest.mark.parametrize("student", UNREADABLE)
def test_the_other_notebook_is_graded(
    graded: tuple[Path, dict[str, str], Any], student: str
) -> None:
    _, _, rows = graded
    assert of(rows, "grade", student)["p1", "value_test"][:4] == (0.0, None, None, True)
    assert of(rows, "grade", student)["p2", "words_test"][0] == 2.0


def test_the_next_run_has_nothing_to_do(graded: tuple[Path, dict[str, str], Any]) -> None:
    course, said, rows = graded
    unchanged = {who: how if how == "no name" else "unchanged" for who, how in said.items()}
    assert ended(course, status=1) == unchanged
    assert dump(course) == rows


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A class of three."""
    create(tmp_path / "course")
    for student in ("a_first", "odd", "z_last"):
        hand_in(tmp_path / "course", student, SOLVED)
    return tmp_path / "course"


@pytest.mark.parametrize("error", [RecursionError(), MemoryError(), KeyError("x"), OSError(5, "")])
def test_what_nobody_thought_of_is_one_students_verdict(
    course: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    look = plan.handed_in

    def failing(folder: Path, *about: Any) -> Any:
        if "odd" in str(folder):
            raise error
        return look(folder, *about)

    monkeypatch.setattr(plan, "handed_in", failing)
    assert ended(course) == {"a_first": "graded", "odd": "unreadable", "z_last": "graded"}
    assert ended(course) == dict.fromkeys(("a_first", "odd", "z_last"), "unchanged")


@pytest.mark.parametrize("step", [(Folders, "stage"), (Writer, "store")])
def test_who_cannot_be_written_is_left_to_a_person_and_the_others_are_written(
    course: Path, monkeypatch: pytest.MonkeyPatch, step: tuple[type, str]
) -> None:
    do = getattr(*step)

    def failing(self: Any, what: Any, *about: Any) -> Any:
        if any(mark.student == "odd" and is_graded(mark) for mark in listed(what)):
            raise OSError(errno.ENAMETOOLONG, "too long")
        return do(self, what, *about)

    def listed(what: Any) -> list[Any]:
        return what if isinstance(what, list) else [what]

    def is_graded(mark: Any) -> bool:
        if isinstance(mark, Marks):
            return not all(notebook.needs_a_person for notebook in mark.notebooks.values())
        return bool(mark.submission.files)

    monkeypatch.setattr(*step, failing)
    assert ended(course) == {"a_first": "graded", "odd": "crashed the grader", "z_last": "graded"}
    assert of(dump(course), "grade", "odd")["p1", "value_test"][:4] == (0.0, None, None, True)


def test_a_full_disk_is_nobodys_verdict(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> Any:
        raise OSError(errno.ENOSPC, "no space left on device")

    monkeypatch.setattr(Folders, "stage", full)
    autograde(course, status=3)
    assert not of(dump(course), "grade", "odd")


FORGED = [
    "[" * 100_000,
    '{"form": 1}',
    '{"form": 1, "notebooks": {"p1": {"fingerprint": "", "verdict": "graded", "scores": {}, %s}}}',
    '{"form": 1, "notebooks": {"p1": {"fingerprint": "", "verdict": "mine", "scores": {}}}}',
    '{"form": 1, "notebooks": {"p1": {"fingerprint": "", "verdict": "graded", "scores": []}}}',
]


@pytest.mark.parametrize("forged", FORGED)
@pytest.mark.parametrize("cells", ['"cells": [[]]', '"cells": {}', '"repairs": [1]', '"waived": 1'])
def test_no_forged_record_is_taken_for_one(tmp_path: Path, forged: str, cells: str) -> None:
    (tmp_path / "nbjudge.json").write_text(forged.replace("%s", cells))
    assert entries_in(tmp_path) == {}
