"""Workers that are processes of this machine, forked from a fresh one that imported all they need.

Each is a process pool of its own: a pool breaks as a whole when one of its processes dies, and the
others' work is not to suffer from that.
"""

import multiprocessing
import os
import signal
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import ForkServerContext
from typing import Any

from nbjudge.batch import worker
from nbjudge.batch.forkserver import start_server
from nbjudge.batch.interrupt import held_back
from nbjudge.batch.pool import WorkerGroup
from nbjudge.batch.worker import Done, Submission
from nbjudge.course.cache import end_zygotes, take_slot
from nbjudge.errors import GraderError
from nbjudge.plugin.bundle import JobBundle

WAITING = 4
"""Submissions that a worker has before it: enough for the time that writing a batch takes."""

TIME_TO_LEAVE = 20.0


class Process:
    """One worker."""

    room = WAITING
    at_once = 1
    deaths: tuple[type[Exception], ...] = (BrokenProcessPool,)
    deaths_allowed = 3

    def __init__(self, bundle: JobBundle, context: ForkServerContext, slot: int) -> None:
        self._bundle = bundle
        self._slot = slot
        self._context = context
        self._pool = self._start()

    def _start(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            1, self._context, initializer=start_worker, initargs=(self._bundle, self._slot)
        )

    def run(self, work: Any, *arguments: Any) -> "Future[Any]":
        with held_back():  # a worker that is only half started would not be found by `close`
            future = self._pool.submit(work, *arguments)
        # The worker alone may hold the end into which results are written. As long as it is open
        # here, a result that was cut short by a kill is waited for without end.
        results: Any = self._pool._result_queue
        results._writer.close()
        return future

    def submit(self, references: bytes, submission: Submission) -> "Future[list[Done]]":
        return self.run(worker.step_here, references, submission)

    def renew(self) -> None:
        self.close()
        self._pool = self._start()

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)


class Processes:
    """As many workers as there are jobs. None is started before there is work for it."""

    def __init__(self, bundle: JobBundle, jobs: int) -> None:
        context = multiprocessing.get_context("forkserver")
        start_server()
        self._processes = [Process(bundle, context, slot) for slot in range(jobs)]

    @property
    def groups(self) -> list[WorkerGroup]:
        return [*self._processes]

    def references(self) -> bytes:
        first, *others = self._processes
        for other in others:
            other.run(worker.warm_up)  # while the first is at work
        for _ in range(first.deaths_allowed):
            try:
                references: bytes = first.run(worker.make_references_here).result()
                return references
            except BrokenProcessPool:
                first.renew()
        raise GraderError(
            "a worker is killed each time that it runs the reference solutions; see the machine's "
            "log, and whether it has enough memory"
        )

    def close(self) -> None:
        """End the workers at once: whoever closes has all the results that he wants."""
        children = multiprocessing.active_children()
        for process in children:
            process.terminate()
        for process in children:
            process.join(TIME_TO_LEAVE)
            process.kill()
        for one in self._processes:
            one.close()


def start_worker(bundle: JobBundle, slot: int) -> None:
    """What a new worker does first."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    signal.signal(signal.SIGTERM, leave)
    worker.take_bundle(bundle)
    take_slot(slot)
    threading.Thread(target=end_with_coordinator, daemon=True).start()


def end_with_coordinator() -> None:
    """End this worker when the coordinator does, even if that was killed; a pool's worker would
    wait for it forever. The zygote ends when its worker does."""
    coordinator = multiprocessing.parent_process()
    assert coordinator is not None
    coordinator.join()
    os._exit(1)


def leave(*_: object) -> None:
    """End this worker, and what it has at work, at once."""
    end_zygotes()
    os._exit(0)
