"""No hostile submission gains a point, harms another exercise, or touches what lies outside."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from grader_tests.hostile.assignment import SECRETS, TESTS, source_notebook
from grader_tests.hostile.cases import Case, all_cases
from grader_tests.hostile.judged import Judge
from grader_tests.hostile.outside import Outside
from nbjudge.grading.job import Cell, Job
from nbjudge.grading.run import grade

CASES = all_cases()


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    made = Judge()
    yield made
    made.close()


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[Outside]:
    planted = Outside(tmp_path)
    yield planted
    planted.close()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_hostile_submission_gets_its_exact_points_and_touches_nothing(
    case: Case, judge: Judge, outside: Outside
) -> None:
    assert judge.judge(case, outside).differences(case) == []
    assert outside.touched() == []


def test_a_name_that_a_test_binds_cannot_be_rebound_between_tests(judge: Judge) -> None:
    cheat = Cell("cases = []\n\ndef double(x):\n    return 0")
    honest = Cell("def double(x):\n    return 2 * x")
    source = [
        Cell("cases = [1.5, 4]\n### BEGIN HIDDEN TESTS", "judge", "bind", 1.0),
        honest,
        Cell("assert all(double(x) == x + x for x in cases)", "judge", "use", 1.0),
    ]
    fooled, right = (
        grade(judge.zygote, Job([source[0], cell, source[2]], source_cells=source)).cells[-1]
        for cell in (cheat, honest)
    )
    assert fooled.failed
    assert not right.failed


def test_a_notebook_that_dies_again_and_again_is_not_run_for_ever(judge: Judge) -> None:
    slow, dies = Cell("import time\ntime.sleep(0.2)"), Cell("import os\nos._exit(0)")
    run = grade(judge.zygote, Job([slow, dies] * 50, patience=4))
    assert run.restarts < 10
    assert run.cells[1].fault == "died"
    assert run.cells[-1].fault == "out of time"


def test_what_a_cell_shows_always_fits_into_a_notebook(judge: Judge, tmp_path: Path) -> None:
    names = (
        "displays_without_end",
        "displays_what_no_notebook_may_hold",
        "prints_hidden_arguments",
    )
    for name in names:
        case = next(case for case in CASES if case.name == name)
        run = grade(judge.zygote, Job([Cell("import numpy as np"), Cell(case.answers["values"])]))
        outputs = [nbformat.from_dict(output) for output in run.cells[-1].outputs]
        notebook = new_notebook(cells=[new_code_cell("", outputs=outputs)])
        nbformat.validate(notebook)
        nbformat.write(notebook, tmp_path / "shown.ipynb")
        assert (tmp_path / "shown.ipynb").stat().st_size < 11_000_000
        assert "NaN" not in (tmp_path / "shown.ipynb").read_text()


def test_the_suite_has_at_least_sixty_submissions() -> None:
    assert len(CASES) >= 60


def test_the_canaries_notice_what_a_submission_would_do(outside: Outside) -> None:
    (outside.course / "gradebook.db").write_bytes(b"")
    (outside.course / "seen.txt").write_text(outside.token)
    with socket.create_connection(("127.0.0.1", int(outside.fill_in("@TCP@")))):
        touched = outside.touched()
    assert touched == [
        "TCP server was reached",
        "gradebook.db changed",
        "seen.txt changed",
    ]


def test_the_canaries_notice_a_process_that_is_left_running(outside: Outside) -> None:
    # It speaks first: between exec and its first step a process has no words in /proc yet.
    sleeps = [sys.executable, "-c", "print(flush=True); import time; time.sleep(60)", outside.token]
    with subprocess.Popen(sleeps, stdout=subprocess.PIPE) as left:
        assert left.stdout is not None
        left.stdout.readline()
        touched = outside.touched()
        left.kill()
    assert touched == ["a process was left running"]


def test_the_secrets_are_in_no_cell_that_students_see() -> None:
    visible = [test.visible + test.outcome for test in TESTS.values()]
    hidden = "".join(test.source for test in TESTS.values())
    assert all(secret in hidden for secret in SECRETS)
    assert not any(secret in text for secret in SECRETS for text in visible)
    assert "BEGIN SOLUTION" in "".join(cell.source for cell in source_notebook().cells)
