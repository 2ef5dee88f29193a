"""Grade one notebook: run its cells in order in a pair, and go on in a fresh pair after a fault.

A cell that times out, dies or breaks the protocol counts as a cell that raised. The cells before it
are run again in a fresh pair, silently, and the rest goes on there.
"""

import ast
import json
import math
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from nbjudge import names
from nbjudge.judge import Expectation
from nbjudge.pair import GraderError, Pair, PairLost, Zygote
from nbjudge.shell import Output, capped
from nbjudge.walls import Limits

Place = Literal["student", "locked", "judge", "beside"]
"""Where a cell runs: a student's cell, a locked set-up cell, a test cell in the judge, or a test
cell beside the student's code, because it needs live objects."""

OUT_OF_TIME = "out of time"
"""The fault of a cell that was not run, because the notebook as a whole had taken too long."""

MOST_OUTPUTS = 1_000
MOST_CHARACTERS = 10_000_000
"""What one cell's outputs may hold, pictures included."""

DEEPEST = 20
"""The nesting of the JSON in an output."""


@dataclass(frozen=True)
class Cell:
    """One code cell. ``points`` is the maximum of a test cell; ``expectation`` is what the
    reference run showed it to need, or None when there was no reference run."""

    source: str
    place: Place = "student"
    grade_id: str | None = None
    points: float | None = None
    expectation: Expectation | None = None

    @property
    def has_hidden_tests(self) -> bool:
        return "BEGIN HIDDEN TESTS" in self.source


@dataclass(frozen=True)
class Job:
    """All that is needed to grade one notebook, as plain data.

    ``files`` lie in the student process's working folder, ``grader_files`` in the judge's: the
    instructor's helper modules and data, never the submission's. ``source_cells`` are those of the
    instructor's own notebook, or empty if this is it: what a submission's cells mention must not
    decide which names the judge hands over, and which it has copies of. ``patience`` is the time
    for the whole notebook, in seconds: each fault costs running all cells before it again.
    """

    cells: Sequence[Cell]
    files: dict[str, bytes] = field(default_factory=dict)
    grader_files: dict[str, bytes] = field(default_factory=dict)
    timeout: float | None = 30.0
    limits: Limits = field(default_factory=Limits)
    waived: frozenset[str] = frozenset()
    source_cells: Sequence[Cell] = ()
    patience: float | None = 1200.0

    @property
    def pushable(self) -> frozenset[str]:
        """The names that cells read in the student process."""
        return frozenset().union(*map(names.reads, self._trees("student", "locked", "beside")))

    @property
    def solution_names(self) -> frozenset[str]:
        """The names that unlocked cells bind."""
        return frozenset().union(*map(names.binds, self._trees("student")))

    def _trees(self, *places: Place) -> list[ast.Module]:
        cells = self.source_cells or self.cells
        return [names.parse(cell.source) for cell in cells if cell.place in places]


@dataclass
class CellRun:
    """How one cell ended. ``fault`` is the reason if its process did not survive it."""

    outputs: list[Output]
    failed: bool
    seconds: float = 0.0
    number: float | None = None
    fault: str | None = None
    seen: Expectation | None = None


@dataclass
class NotebookRun:
    """How a notebook's cells ended, and the walls that stood around them."""

    cells: list[CellRun]
    walls: tuple[str, ...] = ()
    restarts: int = 0


def grade(zygote: Zygote, job: Job) -> NotebookRun:
    """Run all cells of a job. Raises GraderError when a wall is missing or the zygote is gone."""
    return _Grading(zygote, job).run()


class _Grading:
    def __init__(self, zygote: Zygote, job: Job) -> None:
        self._zygote = zygote
        self._job = job
        self._done = NotebookRun([])
        self._started = time.monotonic()

    def run(self) -> NotebookRun:
        pair = self._start()
        try:
            for count, cell in enumerate(self._job.cells, start=1):
                run = self._run_cell(pair, cell, count)
                self._done.cells.append(run)
                if run.fault not in (None, OUT_OF_TIME) and count < len(self._job.cells):
                    pair.end()
                    pair = self._restart()
        finally:
            pair.end()
        return self._done

    def _start(self) -> Pair:
        job = self._job
        pair = self._zygote.pair(job.limits, job.waived)
        start = {
            "files": job.files,
            "grader_files": job.grader_files,
            "pushable": sorted(job.pushable),
            "solution_names": sorted(job.solution_names),
        }
        try:
            reports = pair.ask(start, timeout=60)
        except PairLost as lost:
            pair.end()
            raise GraderError(f"a student process did not start ({lost}): nbjudge doctor") from lost
        for side in ("student", "judge"):
            if "missing" in reports[side]:
                wall, reason, remedy = reports[side]["missing"]
                pair.end()
                raise GraderError(f"the wall {wall!r} cannot be raised: {reason}. {remedy}")
        self._done.walls = tuple(reports["student"]["standing"])
        return pair

    def _restart(self) -> Pair:
        """A fresh pair in which the cells so far, but for those with a fault, were run again."""
        while True:
            pair = self._start()
            self._done.restarts += 1
            for count, run in enumerate(list(self._done.cells), start=1):
                if run.fault:
                    continue
                again = self._run_cell(pair, self._job.cells[count - 1], count)
                if again.fault == OUT_OF_TIME:
                    return pair
                if again.fault:
                    run.fault = again.fault
                    pair.end()
                    break
            else:
                return pair

    def _run_cell(self, pair: Pair, cell: Cell, count: int) -> CellRun:
        started = time.monotonic()
        expectation = vars(cell.expectation) if cell.expectation else None
        place = "student" if cell.place == "beside" else cell.place
        message = (place, cell.source, count, expectation, not cell.has_hidden_tests)
        left = self._time_left()
        if left is not None and left <= 0:
            return CellRun([], True, fault=OUT_OF_TIME)
        limits = [limit for limit in (self._job.timeout, left) if limit is not None]
        try:
            answer = pair.ask(message, min(limits, default=None))
        except PairLost as lost:
            return CellRun([], True, time.monotonic() - started, fault=str(lost))
        run = CellRun(checked_outputs(answer["outputs"], count), answer["failed"])
        run.seconds = time.monotonic() - started
        if cell.place == "beside":
            run.number = printed_number(run.outputs)
        else:
            run.number = answer["number"]
            run.seen = Expectation(**answer["seen"]) if "seen" in answer else None
        return run

    def _time_left(self) -> float | None:
        patience = self._job.patience
        return None if patience is None else patience - (time.monotonic() - self._started)


def checked_outputs(text: str, count: int) -> list[Output]:
    """A cell's outputs, rebuilt from what a process sent so that nbformat accepts each of them.

    Anything that is not an output, in kind or form, is left out: the process is not trusted. What
    would make the notebook too large to open is left out too, with a line that says so.
    """
    try:
        claimed = json.loads(text)
    except (ValueError, RecursionError):
        claimed = []
    found: list[Output] = []
    size = 0
    for claim in claimed if isinstance(claimed, list) else []:
        output = checked_output(claim, count)
        if output is None:
            continue
        size += len(json.dumps(output))
        if size > MOST_CHARACTERS or len(found) == MOST_OUTPUTS:
            left_out = "\n… further outputs of this cell left out by nbjudge …\n"
            found.append({"output_type": "stream", "name": "stdout", "text": left_out})
            break
        found.append(output)
    return found


def checked_output(claim: object, count: int) -> Output | None:
    """One output in nbformat's form, or None if the claim is none."""
    match claim:
        case {"output_type": "stream", "name": "stdout" | "stderr" as name, "text": str(said)}:
            return {"output_type": "stream", "name": name, "text": capped(printable(said))}
        case {
            "output_type": "display_data" | "execute_result" as kind,
            "data": dict(data),
            "metadata": dict(metadata),
        }:
            shown = {"output_type": kind, "data": bundle(data), "metadata": plain(metadata)}
            return shown | ({"execution_count": count} if kind == "execute_result" else {})
        case {
            "output_type": "error",
            "ename": str(name),
            "evalue": str(value),
            "traceback": list(lines),
        }:
            return {
                "output_type": "error",
                "ename": capped(printable(name)),
                "evalue": capped(printable(value)),
                "traceback": [
                    capped(printable(line))
                    for line in lines[:MOST_OUTPUTS]
                    if isinstance(line, str)
                ],
            }
    return None


MIME = re.compile(r"[\w.+-]+/[\w.+-]+")


def bundle(data: dict[str, Any]) -> dict[str, Any]:
    """The parts of a display bundle that a notebook may hold: text by MIME type, or JSON."""
    return {
        mime: plain(value)
        for mime, value in data.items()
        if MIME.fullmatch(mime) and (isinstance(value, str) or mime.endswith("json"))
    }


def plain(value: Any, depth: int = 0) -> Any:
    """A JSON value as every reader of JSON takes it: no NaN, no lone surrogates, not too deep."""
    match value:
        case str():
            return printable(value)
        case dict() if depth < DEEPEST:
            return {printable(name): plain(part, depth + 1) for name, part in value.items()}
        case list() if depth < DEEPEST:
            return [plain(part, depth + 1) for part in value]
        case float() if math.isfinite(value):
            return value
        case None | bool() | int():
            return value
    return None


def printable(text: str) -> str:
    """The text without lone surrogates, which no file could hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def printed_number(outputs: Sequence[Output]) -> float | None:
    """The number that a cell's execute result shows, as nbgrader reads it, or None."""
    for output in outputs:
        if output["output_type"] == "execute_result":
            try:
                return float(output["data"].get("text/plain", ""))
            except ValueError:
                return None
    return None
