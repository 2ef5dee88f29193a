"""A cell's time is what its own processes use; how busy the machine is decides nothing."""

import os
from collections.abc import Iterator
from dataclasses import replace

import pytest

from grader_tests import busy
from grader_tests.engine.judge.conftest import job_of, outcomes
from nbjudge.grading.job import Job
from nbjudge.grading.pair import Zygote
from nbjudge.grading.run import grade

COMPETITORS = 3
"""Processes that spin on each core: under a clock on the wall half a second becomes two."""

SPINNING = """\
import time
def spin(seconds):
    began = time.process_time()
    while time.process_time() - began < seconds:
        pass
"""


@pytest.fixture
def busy_machine() -> Iterator[None]:
    with busy.busy_machine(COMPETITORS):
        yield


def faults(zygote: Zygote, job: Job, timeout: float) -> list[str | None]:
    return [cell.fault for cell in grade(zygote, replace(job, timeout=timeout)).cells]


@pytest.mark.slow
@pytest.mark.usefixtures("busy_machine")
def test_waiting_for_a_processor_costs_a_cell_nothing(zygote: Zygote) -> None:
    job = job_of(f"# %% student\n{SPINNING}spin(0.5)\n# %% test\nspin(0.5)\n")
    assert faults(zygote, job, timeout=1) == [None, None]


def test_what_several_processes_compute_adds_up(zygote: Zygote) -> None:
    """Each of them alone would wait for a processor most of the time."""
    spinners = """\
import os
for _ in range(20):
    if not os.fork():
        os.setsid()
        while True:
            pass
os.wait()
"""
    job = job_of(f"# %% student\n{spinners}")
    assert faults(zygote, job, timeout=1) == ["timed out"]


@pytest.mark.parametrize(
    "source", ["time.sleep(1000)", "while True: pass", "input_of = open('pipe').read()"]
)
def test_who_sleeps_or_blocks_runs_out_of_time_as_who_computes(zygote: Zygote, source: str) -> None:
    job = job_of(f"# %% student\nimport time, os\nos.mkfifo('pipe')\n# %% student\n{source}\n")
    assert faults(zygote, job, timeout=1) == [None, "timed out"]


@pytest.mark.slow
def test_no_bookkeeping_keeps_a_cell_for_ever(zygote: Zygote) -> None:
    """A moment of fifty who wait for each other is many seconds of waiting; then all sleep."""
    waiting = """\
import os, time
children = []
for _ in range(50):
    children.append(os.fork())
    if not children[-1]:
        began = time.monotonic()
        while time.monotonic() - began < 0.2:
            pass
        time.sleep(1000)
time.sleep(1000)
"""
    job = job_of(f"# %% student\n{waiting}")
    assert faults(zygote, job, timeout=1) == ["timed out"]


def test_a_pair_has_one_core_and_cannot_take_another(zygote: Zygote) -> None:
    job = job_of("""\
# %% student
import os
cores = sorted(os.sched_getaffinity(0))
os.sched_setaffinity(0, range(os.cpu_count()))  # which is said to have been done
spread = sorted(os.sched_getaffinity(0))
# %% test
import os
assert len(cores) == 1 and spread == cores
assert sorted(os.sched_getaffinity(0)) == cores
""")
    assert outcomes(job, grade(zygote, job).cells)[0].points == 2.0


def test_zygotes_of_one_run_are_spread_over_the_cores() -> None:
    cores = sorted(os.sched_getaffinity(0))
    where = job_of("# %% student\nimport os\nprint(*os.sched_getaffinity(0))\n")
    taken = []
    for slot in range(len(cores)):
        with Zygote([], slot) as zygote:
            taken.append(grade(zygote, where).cells[0].outputs[0]["text"].strip())
    assert sorted(taken) == sorted(map(str, cores))
