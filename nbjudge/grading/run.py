"""Grade one notebook: run its cells in order in a pair, and go on in a fresh pair after a fault.

A cell that times out, dies or breaks the protocol counts as a cell that raised. The cells before it
are run again in a fresh pair, silently, with the statements of that cell that had come to their
end, and the rest goes on there.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from nbjudge.errors import GraderError, NoPair, PairLost
from nbjudge.grading.checked_outputs import Room, checked_outputs, printable
from nbjudge.grading.job import OUT_OF_TIME, Cell, CellRun, Job, NotebookRun
from nbjudge.grading.pair import Pair, Zygote
from nbjudge.process.kernel.outputs import Output, capped
from nbjudge.process.policy.expectation import Expectation
from nbjudge.process.transcript import Transcript


def grade(zygote: Zygote, job: Job, known: Sequence[CellRun] = ()) -> NotebookRun:
    """Run all cells of a job. Of the first of them it may be ``known`` how they ended: that stands,
    though they run again. Raises GraderError when a wall is missing or the zygote is gone."""
    return _Grading(zygote, job, known).run()


def before_fault(run: NotebookRun) -> list[CellRun]:
    """How the cells ended that came before the first which cost its process.

    A student's function may have died of what a hidden test called it with. What another attempt
    shows of these cells nobody sees, so that it cannot tell.
    """
    return list(takewhile(lambda cell: not cell.fault and not cell.last, run.cells))


class _Grading:
    """The grading of one notebook. A pair is handed all cells at once and tells how each ended, so
    that nobody waits for anybody between two cells."""

    def __init__(self, zygote: Zygote, job: Job, known: Sequence[CellRun]) -> None:
        self._zygote = zygote
        self._job = job
        self._runs: dict[int, CellRun] = dict(enumerate(known, start=1))
        self._room = Room()
        for run in known:
            self._room.kept(run.outputs)
        self._begun: dict[int, Cell] = {}  # what had run of a cell when it cost its process
        self._walls: tuple[str, ...] = ()
        self._used = 0.0

    def run(self) -> NotebookRun:
        restarts = 0
        while self._loses_its_pair():
            restarts += 1
        not_run = CellRun([], True, fault=OUT_OF_TIME)
        runs = [self._runs.get(number, not_run) for number, _ in self._numbered()]
        return NotebookRun(runs, self._walls, restarts)

    def _numbered(self) -> Iterator[tuple[int, Cell]]:
        return enumerate(self._job.cells, start=1)

    def _loses_its_pair(self) -> bool:
        """Run all cells but those with a fault in a pair; True if another pair has to go on.

        Cells that have run before run again, silently; so one of them may have a fault only now.
        """
        cells = {n: self._begun.get(n, c) for n, c in self._numbered() if self._is_to_run(n)}
        pair = self._start(cells)
        try:
            for number, cell in cells.items():
                run = self._receive(pair, cell, number)
                self._take(number, run)
                if run.fault and cell.place == "student":
                    self._keep_begun(number, cell, pair.line())
                if run.fault or run.last:
                    return run.fault != OUT_OF_TIME and len(self._runs) < len(self._job.cells)
        finally:
            pair.end()
        return False

    def _take(self, number: int, run: CellRun) -> None:
        """Note how a cell ended: the first time counts, until it costs a pair."""
        if number not in self._runs:
            run.outputs = self._room.kept(run.outputs)
        first = self._runs.setdefault(number, run)
        first.last |= run.last
        if run.fault != OUT_OF_TIME:
            first.fault = first.fault or run.fault

    def _is_to_run(self, number: int) -> bool:
        """Whether a cell has its place in the next pair: all but those that cost theirs, unless
        some of its statements did not."""
        run = self._runs.get(number)
        return run is None or not (run.fault or run.last) or number in self._begun

    def _keep_begun(self, number: int, cell: Cell, line: int) -> None:
        """Note what is to run again of a cell that cost its process at a line."""
        begun = lines_before(cell.source, line)
        if begun.strip() and number not in self._begun:
            self._begun[number] = replace(cell, source=begun)
        else:
            self._begun.pop(number, None)

    def _start(self, cells: Mapping[int, Cell]) -> Pair:
        job = self._job
        start = {
            "files": job.files,
            "grader_files": job.grader_files,
            "source": vars(job.source),
            "brief": job.brief,
            "records": job.records,
            "watches": job.watches,
            "cells": [message_of(cell, number) for number, cell in cells.items()],
        }
        pair = self._zygote.pair(job.limits, job.waived, job.opened)
        try:
            pair.send(start)
            reports = pair.receive(timeout=60)
            self._used += pair.used
        except PairLost as lost:
            pair.end()
            raise NoPair(f"a student process did not start ({lost}): nbjudge doctor") from lost
        for side in ("student", "judge"):
            if "missing" in reports[side]:
                wall, reason, remedy = reports[side]["missing"]
                pair.end()
                raise GraderError(f"the wall {wall!r} cannot be raised: {reason}. {remedy}")
        self._walls = tuple(reports["student"]["standing"])
        return pair

    def _receive(self, pair: Pair, cell: Cell, number: int) -> CellRun:
        """How the next cell ended."""
        started = time.monotonic()
        left = self._time_left()
        if left is not None and left <= 0:
            return CellRun([], True, fault=OUT_OF_TIME)
        limits = [limit for limit in (self._job.timeout, left) if limit is not None]
        try:
            answer = pair.receive(min(limits, default=None))
            if "again" in answer:  # which is not to cost the submission its time
                answer = pair.receive(min(limits, default=None))
        except PairLost as lost:
            outputs = [] if cell.place == "judge" else printed_before(pair)
            return CellRun(outputs, True, time.monotonic() - started, fault=str(lost))
        finally:
            self._used += pair.used
        run = CellRun(checked_outputs(answer["outputs"], number), answer["failed"])
        run.seconds = time.monotonic() - started
        if cell.place == "in-process":
            run.number = printed_number(run.outputs)
            # A test that IPython runs for it (%run, run_cell) shows its error and goes on.
            run.failed |= any(output["output_type"] == "error" for output in run.outputs)
        else:
            run.number, run.last = answer["number"], "is_last" in answer
            run.unclear = answer.get("unclear")
            run.seen = Expectation(**answer["seen"]) if "seen" in answer else None
            run.transcript = Transcript(**answer["transcript"]) if "transcript" in answer else None
        return run

    def _time_left(self) -> float | None:
        patience = self._job.patience
        return None if patience is None else patience - self._used


def lines_before(source: str, line: int) -> str:
    """The text of a cell before a line, counted as IPython does: from the first that is not empty.

    It is not parsed: a student wrote it, and nobody stops this process when that takes too long.
    """
    lines = source.splitlines(keepends=True)
    while lines and not lines[0].strip():
        del lines[0]
    return "".join(lines[: max(0, line - 1)])


def printed_before(pair: Pair) -> list[Output]:
    """How the printing of the cell that cost its process began, as an output if there is any."""
    text = capped(printable(pair.printed()))
    return [{"output_type": "stream", "name": "stdout", "text": text}] if text else []


def message_of(cell: Cell, number: int) -> tuple[object, ...]:
    """What a judge is told of a cell."""
    place = "student" if cell.place == "in-process" else cell.place
    expectation = vars(cell.expectation) if cell.expectation else None
    return place, cell.source, number, expectation, not cell.has_hidden_tests


def printed_number(outputs: Sequence[Output]) -> float | None:
    """The number that a cell's execute result shows, as nbgrader reads it, or None."""
    for output in outputs:
        if output["output_type"] == "execute_result":
            try:
                return float(output["data"].get("text/plain", ""))
            except ValueError:
                return None
    return None
