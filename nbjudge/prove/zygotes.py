"""Several zygotes: as many notebooks are graded at a time, each by a zygote of its own."""

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from queue import SimpleQueue
from typing import Self, TypeVar

from nbjudge.grading.job import Job, NotebookRun
from nbjudge.grading.pair import Zygote
from nbjudge.grading.reference import Reference, reference_run
from nbjudge.grading.run import grade
from nbjudge.grading.variants import Variant

T = TypeVar("T")


class Zygotes:
    """Grades jobs side by side and returns their runs in order. ``with`` ends the zygotes."""

    def __init__(self, preload: Sequence[str] | None = None, size: int | None = None) -> None:
        size = size or os.cpu_count() or 1
        self._idle: SimpleQueue[Zygote] = SimpleQueue()
        self._threads = ThreadPoolExecutor(size)
        self._open = ExitStack()
        for zygote in self._threads.map(lambda slot: Zygote(preload, slot), range(size)):
            self._idle.put(self._open.enter_context(zygote))

    def grade_all(
        self, jobs: Iterable[Job], done: Callable[[], object] = lambda: None
    ) -> list[NotebookRun]:
        """The run of each job. ``done`` is called after each; GraderError passes through."""

        def one(job: Job) -> NotebookRun:
            run = self.grade(job)
            done()
            return run

        return list(self._threads.map(one, jobs))

    def grade(self, job: Job) -> NotebookRun:
        return self._lend(lambda zygote: grade(zygote, job))

    def reference(self, job: Job, name: str, variants: Sequence[Variant]) -> Reference:
        return self._lend(lambda zygote: reference_run(zygote, job, name, variants))

    def _lend(self, work: Callable[[Zygote], T]) -> T:
        zygote = self._idle.get()
        try:
            return work(zygote)
        finally:
            self._idle.put(zygote)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown(cancel_futures=True)
        self._open.close()
