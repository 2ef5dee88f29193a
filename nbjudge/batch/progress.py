"""What a run says while it is at work: a bar on a terminal, lines elsewhere, JSON for machines."""

import json
import time
from collections.abc import Sequence
from types import TracebackType
from typing import Protocol, Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from nbjudge.batch.summary import FINE, Summary
from nbjudge.cli.terminal import output

BETWEEN_LINES = 5.0
"""Seconds between two lines where there is no terminal."""


class Reporter(Protocol):
    """Told of each submission as soon as its grades are safe."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def done(self, student: str, how: str, notes: Sequence[str]) -> None: ...

    def finish(self, summary: Summary) -> None: ...


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f}/s" if task.speed else "", style="progress.data.speed")


class Bar:
    """A live bar with rate, remaining time and what went wrong so far."""

    def __init__(self, console: Console, total: int) -> None:
        self._console = console
        self._failures = 0
        self._progress = Progress(
            TextColumn("grading"),
            BarColumn(),
            MofNCompleteColumn(),
            _Rate(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[failures]}"),
            console=console,
            transient=True,
        )
        self._task = self._progress.add_task("", total=total, failures="")

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def done(self, student: str, how: str, notes: Sequence[str]) -> None:
        say(self._console, student, how, notes)
        if how not in (*FINE, "repaired"):
            self._failures += 1
            self._progress.update(self._task, failures=f"[red]{self._failures} not as wished")
        self._progress.advance(self._task)

    def finish(self, summary: Summary) -> None:
        summary.show(self._console)


class Lines:
    """A line now and then, and one for each submission that did not go well."""

    def __init__(self, console: Console, total: int) -> None:
        self._console = console
        self._total = total
        self._count = 0
        self._said = self._started = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def done(self, student: str, how: str, notes: Sequence[str]) -> None:
        self._count += 1
        say(self._console, student, how, notes)
        now = time.monotonic()
        if now - self._said >= BETWEEN_LINES:
            self._said = now
            rate = self._count / (now - self._started)
            left = (self._total - self._count) / rate
            line = f"{self._count} of {self._total}, {rate:.1f}/s, {left:.0f} s left"
            self._console.print(line, highlight=False)

    def finish(self, summary: Summary) -> None:
        summary.show(self._console)


class Quiet:
    """Only what went wrong."""

    def __init__(self, console: Console, total: int) -> None:
        self._console = console

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def done(self, student: str, how: str, notes: Sequence[str]) -> None:
        if how != "repaired":
            say(self._console, student, how, notes)

    def finish(self, summary: Summary) -> None:
        pass


class Json:
    """One JSON object a line: each submission, then the summary."""

    def __init__(self, console: Console, total: int) -> None:
        pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def done(self, student: str, how: str, notes: Sequence[str]) -> None:
        print(json.dumps({"student": student, "ended": how, "notes": [*notes]}), flush=True)

    def finish(self, summary: Summary) -> None:
        print(json.dumps({"summary": summary.as_json()}), flush=True)


def say(console: Console, student: str, how: str, notes: Sequence[str]) -> None:
    """A line on a submission that was not simply graded."""
    if how not in FINE:
        line = "; ".join([f"{student}: {how}", *notes])
        console.print(line, highlight=False, markup=False, soft_wrap=True)


def reporter(total: int, quiet: bool, as_json: bool) -> Reporter:
    """The one that fits whoever is reading."""
    console = output()
    if as_json:
        return Json(console, total)
    if quiet:
        return Quiet(console, total)
    return Bar(console, total) if console.is_terminal else Lines(console, total)
