"""A process of the grader, killed from outside once, costs nobody a point and moves no test."""

import os
import signal
from collections.abc import Iterator
from typing import Any

import psutil
import pytest

from grader_tests.engine.judge.conftest import job_of, outcomes
from nbjudge.course import cache
from nbjudge.course.cache import end_zygotes, grade_held
from nbjudge.grading.job import NotebookRun
from nbjudge.grading.pair import Pair, Zygote
from nbjudge.grading.reference import reference_run
from nbjudge.grading.run import grade

pytestmark = pytest.mark.slow

SLOW = "# %% student\nimport time\ntime.sleep(1)\nx = 1\n# %% test\nassert x == 1\n"


@pytest.fixture(params=["student", "judge", "zygote", "student_zygote"])
def killed(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The process that was killed: the one with this role, once the first run has begun."""
    pids: list[int] = []
    hand_out = Zygote.pair

    def with_a_murderer(self: Zygote, *about: object) -> Pair:
        pair = hand_out(self, *about)  # type: ignore[arg-type]
        if not pids:
            student, judge = pair._pids
            students = psutil.Process(student).ppid()
            roles = {"student": student, "judge": judge}
            roles |= {"zygote": self._process.pid, "student_zygote": students}
            pids.append(roles[request.param])
            receive = pair.receive

            def receive_and_kill(timeout: float | None) -> object:
                started = receive(timeout)
                pair.receive = receive  # type: ignore[method-assign]
                os.kill(pids[0], signal.SIGKILL)
                return started

            pair.receive = receive_and_kill  # type: ignore[method-assign]
        return pair

    monkeypatch.setattr(Zygote, "pair", with_a_murderer)
    yield pids
    end_zygotes()


def test_a_submission_keeps_its_points(killed: list[int]) -> None:
    job = job_of(SLOW)
    run = grade_held(["numpy"], job)
    assert killed
    assert [outcome.points for outcome in outcomes(job, run.cells)] == [2.0]
    assert not any(cell.fault for cell in run.cells)


@pytest.mark.parametrize("killed", ["student", "judge"], indirect=True)
def test_the_reference_run_leaves_its_tests_where_they_are(killed: list[int]) -> None:
    with Zygote(["numpy"]) as zygote:
        reference = reference_run(zygote, job_of(SLOW), "the solution")
    assert [cell.place for cell in reference.tests.values()] == ["judge"]
    assert killed


def test_a_second_attempt_shows_nothing_new_of_cells_before_the_death() -> None:
    """A clock tells the attempts apart, as would whatever a function could leave somewhere."""
    job = job_of("""\
# %% student
import time
print(time.time_ns())
# %% student
import os
os._exit(0)
""")
    printed = []

    def noting(*about: Any) -> NotebookRun:
        run = grade(*about)
        printed.append(run.cells[0].outputs[0]["text"])
        return run

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cache, "grade", noting)
        run = cache.grade_held(["numpy"], job)
    end_zygotes()
    assert [cell.fault for cell in run.cells] == [None, "died"]
    assert len(printed) == 2
    assert run.cells[0].outputs[0]["text"] == printed[0]
