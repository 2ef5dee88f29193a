"""However much a notebook shows, what is written of it can be opened; and each cut is told."""

import json

import pytest

from grader_tests.engine.judge.conftest import job_of, outcomes
from nbjudge.grading import checked_outputs
from nbjudge.grading.checked_outputs import Room
from nbjudge.grading.pair import Zygote
from nbjudge.grading.run import grade
from nbjudge.process.kernel.outputs import Output


def stream(text: str) -> Output:
    return {"output_type": "stream", "name": "stdout", "text": text}


def is_cut(output: Output) -> bool:
    return "left out by nbjudge" in output.get("text", "")


FAILED = {"output_type": "error", "ename": "AssertionError", "evalue": "off", "traceback": []}


def test_what_fits_is_kept_as_it_is() -> None:
    shown = [stream("some"), FAILED, stream("more")]
    assert Room().kept(shown) == shown


def test_a_cell_has_bounds_of_its_own_and_the_sentence_names_them() -> None:
    kept = Room().kept([stream("x" * 4_000_000)] * 4)
    assert [is_cut(output) for output in kept] == [False, False, True]
    assert "a cell may have 1,000, of 10 MB" in kept[-1]["text"]
    assert len(Room().kept([stream("x")] * 3_000)) == 1_001


@pytest.mark.parametrize(
    "shown", [[stream("x" * 900_000)] * 10, [stream("x")] * 900], ids=["large", "many"]
)
def test_a_notebook_has_bounds_too_however_many_its_cells(shown: list[Output]) -> None:
    room = Room()
    kept = [room.kept(shown) for _ in range(100)]
    assert sum(map(len, kept)) < 5_000 + 100 * (3 + 1)
    assert len(json.dumps(kept)) < 30_000_000 + 100 * 11_000
    assert kept[0] == shown
    assert "cells before this one" in kept[-1][-1]["text"]


def test_a_test_says_how_it_ended_when_there_is_no_more_room() -> None:
    room = Room(characters=0, outputs=0)
    assert room.kept([FAILED]) == [FAILED]
    assert FAILED in room.kept([stream("x" * 90_000), FAILED])


def test_floods_before_it_cost_a_test_nothing(
    zygote: Zygote, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In both directions: the right answer keeps its points, and the wrong one gains none."""
    monkeypatch.setattr(checked_outputs, "MOST_CHARACTERS", 50_000)
    flood = "# %% student\nfrom IPython.display import HTML, display\n" + (
        "for number in range(30):\n    display(HTML('x' * 10_000))\n"
    )
    tests = "# %% test\nassert x == 1, 'x is off'\n# %% test\n2.0 if x == 1 else 0.5\n"
    for x, points in ((1, [2.0, 2.0]), (2, [0.0, 0.5])):
        job = job_of(flood + f"x = {x}\n" + tests)
        monkeypatch.setattr("nbjudge.grading.run.Room", lambda: Room(40_000, 10))
        runs = grade(zygote, job).cells
        assert [outcome.points for outcome in outcomes(job, runs)] == points
        assert any(map(is_cut, runs[0].outputs))


def test_cells_that_run_again_take_no_room_twice(
    zygote: Zygote, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nbjudge.grading.run.Room", lambda: Room(30_000, 10))
    says = "# %% student\nprint('x' * 12_000)\n"
    dies = "# %% student\nimport os\nos._exit(0)\n"
    runs = grade(zygote, job_of(says + dies * 3 + says)).cells
    assert [cell.fault for cell in runs] == [None, "died", "died", "died", None]
    assert not any(is_cut(output) for cell in runs for output in cell.outputs)
