"""Whatever is killed, the marks are those of a run that nobody disturbed, and nothing is left."""

import os
import random
import resource
import shutil
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from grader_tests.batch import faults
from grader_tests.batch.classroom import ASSIGNMENT, autograde, dump, edit, ended, of
from grader_tests.batch.faults import CLASS, OF_WORKERS, processes, resume, state, survive, wait_for

ENDLESS = "while True:\n    pass"
MOMENTS = random.Random(4)


@pytest.fixture(scope="module")
def courses(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A course that nobody has graded, and the same one graded in peace."""
    fresh = tmp_path_factory.mktemp("faults") / "fresh"
    faults.create(fresh)
    calm = fresh.with_name("calm")
    shutil.copytree(fresh, calm)
    assert set(ended(calm).values()) == {"graded"}
    return fresh, calm


@pytest.fixture
def calm(courses: tuple[Path, Path]) -> Path:
    return courses[1]


@pytest.fixture
def course(courses: tuple[Path, Path], tmp_path: Path) -> Path:
    """A copy of the ungraded course."""
    shutil.copytree(courses[0], tmp_path / "course")
    return tmp_path / "course"


@pytest.mark.parametrize("role", OF_WORKERS)
def test_a_killed_process_of_a_worker_changes_no_mark(calm: Path, course: Path, role: str) -> None:
    moment = MOMENTS.uniform(0, 0.4)
    assert survive(calm, course, role, moment), f"nothing was left to kill after {moment:.3f} s"


def test_a_killed_coordinator_takes_everybody_along_and_the_next_run_goes_on(
    calm: Path, course: Path
) -> None:
    status, _ = resume(calm, course, signal.SIGKILL, lambda: wait_for(something_safe(course)))
    assert status == -signal.SIGKILL


def test_ctrl_c_at_a_terminal_keeps_what_is_done_and_leaves_no_process(
    calm: Path, course: Path
) -> None:
    status, said = resume(calm, course, signal.SIGINT, lambda: wait_for(something_safe(course)))
    assert status == 130, said
    assert said.splitlines()[-1] == "nbjudge: interrupted; the same command goes on from here"
    assert "Traceback" not in said
    assert said.count('"graded"') >= 1, "what had been graded was made safe"


def something_safe(course: Path) -> Callable[[], list[Path]]:
    """Submissions that are graded and in their place."""
    return lambda: list((course / "autograded").glob(f"*/{ASSIGNMENT}"))


def test_a_submission_whose_worker_dies_each_time_is_flagged_and_the_rest_graded(
    calm: Path, course: Path
) -> None:
    edit(course / "submitted" / "b" / ASSIGNMENT / "p2.ipynb", {"words": ENDLESS})
    kills = []
    over = threading.Event()

    def kill_hungry_workers() -> None:
        while not over.wait(0.05):
            for worker in processes(os.getpid(), "worker"):
                if is_hungry(worker):
                    worker.kill()
                    kills.append(worker.pid)

    hand = threading.Thread(target=kill_hungry_workers)
    hand.start()
    try:
        how = ended(course, "--Execute.timeout=60")
    finally:
        over.set()
        hand.join()
    assert len(kills) == 4, "once beside others, then three times alone"
    assert how == dict.fromkeys(CLASS, "graded") | {"b": "crashed the grader"}
    rows = dump(course)
    assert {row[0] for row in of(rows, "grade", "b").values()} == {0.0}
    assert {row[3] for row in of(rows, "grade", "b").values()} == {True}
    assert "the grader failed" in of(rows, "comment", "b")["p2", "words"][0]
    assert of(rows, "grade", "c") == of(dump(calm), "grade", "c")


def is_hungry(worker: psutil.Process) -> bool:
    """Whether a student process of this worker is in the endless loop: what the machine's
    out-of-memory killer would be after."""
    try:
        busy = [process.cpu_times().user for process in worker.children(recursive=True)]
    except psutil.NoSuchProcess:
        return False
    # The zygote itself has imported for a while; it is the first.
    return any(seconds > 2 for seconds in busy[1:])


@contextmanager
def with_largest_file(size: int) -> Iterator[None]:
    """Let no file that this process writes become larger, as if the disk were full."""
    before, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, most))


@pytest.mark.parametrize("largest", [1 << 16, 1 << 19], ids=["the gradebook", "a student's file"])
def test_a_full_disk_stops_the_run_with_a_message_and_the_next_one_goes_on(
    calm: Path, course: Path, largest: int
) -> None:
    hoard = course / "submitted" / "c" / ASSIGNMENT / "hoard.bin"
    hoard.write_bytes(bytes(1 << 20))
    with with_largest_file(largest):
        said = autograde(course, status=3)
    assert "What was graded so far stands" in said
    assert "run the same command again" in said
    assert not list(course.glob("autograded/*/.*")), "nothing half-written is left"
    hoard.unlink()
    assert set(ended(course)) == set(CLASS)
    assert state(course) == state(calm)
