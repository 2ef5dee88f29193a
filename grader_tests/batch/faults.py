"""Kill what takes part in a run of ``nbjudge autograde``, and hold what is left to a calm run's.

``python -m grader_tests.batch.faults ROUNDS`` does so that many times for each victim, and prints
what came of it.
"""

import os
import random
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Container
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
from rich.console import Console
from rich.table import Table

from grader_tests.batch import classroom
from grader_tests.batch.classroom import ASSIGNMENT, RIGHT, WORDS, dump, ended, hand_in, started

CLASS = tuple("abcd")
SLOW = f"{WORDS}\nimport time\ntime.sleep(0.3)"
OF_WORKERS = ("worker", "zygote", "student", "judge")
PATIENCE = 300.0


def create(course: Path) -> None:
    """A class whose grading takes long enough to be hit."""
    classroom.create(course)
    for student in CLASS:
        hand_in(course, student, {"p1": {"value": RIGHT}, "p2": {"words": SLOW}})


def state(course: Path, db_url: str | None = None) -> tuple[Any, dict[str, bytes]]:
    """Gradebook and autograded folders, but for the seconds that the records tell of."""
    graded = classroom.files_in(course / "autograded")
    return dump(course, db_url), {
        name: b"" if name.endswith("nbjudge.json") else data for name, data in graded.items()
    }


ROLES = ("worker", "zygote", "student_zygote", "student", "judge")


def processes(
    coordinator: int, role: str, others: Container[psutil.Process] = ()
) -> list[psutil.Process]:
    """The living processes of a run that have this role, the oldest first.

    ``others`` are of another run in the same process, such as zygotes that a test before holds.
    """
    found = []
    for process in psutil.Process(coordinator).children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            is_alive = process.status() != psutil.STATUS_ZOMBIE
            if is_alive and process not in others and role_of(process, coordinator) == role:
                found.append(process)
    return sorted(found, key=lambda process: process.pid)


def role_of(process: psutil.Process, coordinator: int) -> str:
    line, parent = " ".join(process.cmdline()), process.parent()
    for module, forked in (("zygote", "judge"), ("student_zygote", "student")):
        if f"nbjudge.process.{module} " in line:
            is_forked = parent is not None and parent.cmdline() == process.cmdline()
            return forked if is_forked else module
    is_forked = parent is not None and parent.pid != coordinator
    return "worker" if "forkserver" in line and is_forked else "helper"


def victim(coordinator: int, role: str, others: Container[psutil.Process]) -> psutil.Process | None:
    """The process to hit, if there is one now."""
    return next(iter(processes(coordinator, role, others)), None)


def wait_for(is_so: Callable[[], Any]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.01)


@dataclass
class Blow:
    """Kills one process of a run in this process, ``moment`` seconds after the first appeared that
    has the role."""

    role: str
    moment: float
    others: Container[psutil.Process]
    hit: int | None = None
    too_late: threading.Event = field(default_factory=threading.Event)

    def strike(self) -> None:
        us = os.getpid()
        wait_for(lambda: victim(us, self.role, self.others))
        time.sleep(self.moment)
        while self.hit is None and not self.too_late.is_set():
            found = victim(us, self.role, self.others)
            if found is not None:
                with suppress(psutil.NoSuchProcess):
                    found.kill()
                    self.hit = found.pid


def survive(calm: Path, course: Path, role: str, moment: float) -> bool:
    """Kill one process of a run of this process, which must come to the end of the calm run.

    Returns whether there was still something to hit.
    """
    others = processes_of_a_run(os.getpid())
    blow = Blow(role, moment, others)
    hand = threading.Thread(target=blow.strike)
    hand.start()
    assert ended(course) == dict.fromkeys(CLASS, "graded")
    blow.too_late.set()
    hand.join()
    assert_nothing_is_left(course, processes_of_a_run(os.getpid(), others))
    assert state(course) == state(calm)
    return blow.hit is not None


def resume(
    calm: Path, course: Path, number: signal.Signals, await_moment: Callable[[], object]
) -> tuple[int, str]:
    """Send a signal to a whole run (but SIGKILL to the coordinator alone), and go on where it
    stopped. Returns its status and what it said."""
    grader = started(course, "autograde", ASSIGNMENT, "--jobs", "1", "--json")
    await_moment()
    everybody = processes_of_a_run(grader.pid)
    (os.kill if number == signal.SIGKILL else os.killpg)(grader.pid, number)
    said, _ = grader.communicate(timeout=PATIENCE)
    assert_nothing_is_left(None, everybody)
    after = ended(course)
    assert set(after) == set(CLASS)
    assert set(after.values()) <= {"graded", "unchanged"}
    assert_nothing_is_left(course, [])
    assert state(course) == state(calm)
    return grader.returncode, said


def processes_of_a_run(
    coordinator: int, others: Container[psutil.Process] = ()
) -> list[psutil.Process]:
    """All but those that a process keeps for its next run."""
    with suppress(psutil.NoSuchProcess):
        return [p for r in ROLES for p in processes(coordinator, r, others)]
    return []


def assert_nothing_is_left(course: Path | None, processes: list[psutil.Process]) -> None:
    """No process of a run is alive, and no folder lies about."""
    _, alive = psutil.wait_procs(processes, timeout=PATIENCE)
    assert not alive, f"left over: {alive}"
    if course is not None:
        for student in CLASS:
            assert os.listdir(course / "autograded" / student) == [ASSIGNMENT]


def main(rounds: int, seed: int) -> None:
    moments, came_of_it = random.Random(seed), Counter[tuple[str, str]]()
    with tempfile.TemporaryDirectory() as folder:
        fresh, calm = Path(folder) / "fresh", Path(folder) / "calm"
        create(fresh)
        shutil.copytree(fresh, calm)
        cold = seconds(lambda: ended(calm))
        warm = seconds(lambda: ended(calm, "--force"))
        for number in range(rounds):
            for role in (*OF_WORKERS, "coordinator", "all of them, by Ctrl-C"):
                moment = moments.uniform(0, warm / 2 if role in OF_WORKERS else cold)
                course = Path(folder) / f"{role[:3]}{number}"
                shutil.copytree(fresh, course)
                came_of_it[role, one_round(calm, course, role, moment)] += 1
                shutil.rmtree(course)
    show(came_of_it)


def seconds(work: Callable[[], object]) -> float:
    started_at = time.monotonic()
    work()
    return time.monotonic() - started_at


def one_round(calm: Path, course: Path, role: str, moment: float) -> str:
    """What came of one kill: same marks, or too late to change anything, or an error's text."""
    try:
        if role in OF_WORKERS:
            is_hit = survive(calm, course, role, moment)
        else:
            is_killed = role == "coordinator"
            number = signal.SIGKILL if is_killed else signal.SIGINT
            status, said = resume(calm, course, number, lambda: time.sleep(moment))
            assert is_killed or (status in (0, 130) and "Traceback" not in said), said
            is_hit = status != 0
    except AssertionError as error:
        print(f"{role}, after {moment:.3f} s: {error}", flush=True)
        return "wrong"
    print(
        f"{role}, after {moment:.3f} s: {'hit' if is_hit else 'too late'}, same marks", flush=True
    )
    return "same marks" if is_hit else "too late"


def show(came_of_it: Counter[tuple[str, str]]) -> None:
    table = Table(title="Killed at random moments, then run to the end")
    outcomes = ("same marks", "too late", "wrong")
    for column in ("victim", *outcomes):
        table.add_column(column, justify="left" if column == "victim" else "right")
    for role in dict.fromkeys(role for role, _ in came_of_it):
        table.add_row(role, *(str(came_of_it[role, outcome]) for outcome in outcomes))
    Console().print(table)


if __name__ == "__main__":
    main(int(sys.argv[1]), seed=4)
