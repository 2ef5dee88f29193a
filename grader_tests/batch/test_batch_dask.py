"""A Dask cluster comes to the marks of this machine's processes, also when a worker is killed."""

import shutil
import threading
from pathlib import Path

import psutil

from grader_tests.batch import faults
from grader_tests.batch.classroom import ASSIGNMENT, ended, nbjudge
from grader_tests.batch.dask_worker import scheduler, worker
from grader_tests.batch.faults import CLASS, PATIENCE, state, wait_for


def zygotes(process: psutil.Process) -> list[psutil.Process]:
    return process.children() if process.is_running() else []


def test_a_cluster_comes_to_the_same_marks_with_a_worker_killed_at_work(tmp_path: Path) -> None:
    course, calm = tmp_path / "course", tmp_path / "calm"
    faults.create(course)
    shutil.copytree(course, calm)
    first, second = tmp_path / "first", tmp_path / "second"
    with (
        scheduler() as cluster,
        worker(cluster.scheduler_address, first) as one,
        worker(cluster.scheduler_address, second) as other,
    ):
        cluster.wait_for_workers(2)
        workers = (one, other)
        of_doomed: list[psutil.Process] = []

        def kill_one_at_work() -> None:
            wait_for(lambda: any(zygotes(worker) for worker in workers))
            doomed = next(worker for worker in workers if zygotes(worker))
            of_doomed.extend(doomed.children(recursive=True))
            doomed.kill()

        hand = threading.Thread(target=kill_one_at_work)
        hand.start()
        how = ended(course, "--scheduler", cluster.scheduler_address)
        hand.join()
    assert how == dict.fromkeys(CLASS, "graded")
    ended(calm)
    assert state(course) == state(calm)
    _, alive = psutil.wait_procs(of_doomed, timeout=PATIENCE)
    assert of_doomed
    assert not alive, "what the killed worker had forked is gone too"
    for folder in (first, second):
        assert not [path for path in folder.rglob("*") if path.suffix in (".ipynb", ".db")]


def test_no_scheduler_is_a_grader_error_that_names_the_address(tmp_path: Path) -> None:
    course = tmp_path / "course"
    faults.create(course)
    said = nbjudge(course, "autograde", ASSIGNMENT, "--scheduler", "tcp://127.0.0.1:9", status=3)
    assert "tcp://127.0.0.1:9" in said
    assert not (course / "autograded").exists()
