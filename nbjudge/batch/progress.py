"""What a run says while it is at work: a bar on a terminal, lines elsewhere, JSON for machines."""

import json
import time
from collections.abc import Sequence
from typing import Self

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
from nbjudge.harmless.text import on_one_line

BETWEEN_LINES = 5.0
"""Seconds between two lines where there is no terminal."""


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f}/s" if task.speed else "", style="progress.data.speed")


class Reporter:
    """Told of each submission as soon as its grades are safe. A ``quiet`` one says only what went
    wrong; ``as_json`` gives one object a line: each submission, then the summary."""

    def __init__(self, console: Console, total: int, quiet: bool, as_json: bool) -> None:
        self._console, self._total = console, total
        self._quiet, self._as_json = quiet, as_json
        self._count = self._failures = 0
        self._said = self._started = time.monotonic()
        self._has_bar = console.is_terminal and not quiet and not as_json
        self._progress = Progress(
            TextColumn("grading"),
            BarColumn(),
            MofNCompleteColumn(),
            _Rate(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[failures]}"),
            console=console,
            transient=True,
            disable=not self._has_bar,
        )
        self._task = self._progress.add_task("", total=total, failures="")

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def done(self, student: str, how: str, notes: Sequence[str]) -> None:
        self._count += 1
        if self._as_json:
            print(json.dumps({"student": student, "ended": how, "notes": [*notes]}), flush=True)
            return
        is_fine = (how in FINE and not notes) or (self._quiet and how == "repaired")
        if not is_fine:
            line = on_one_line("; ".join([f"{student}: {how}", *notes]))
            self._console.print(line, highlight=False, markup=False, soft_wrap=True)
        self._failures += how not in (*FINE, "repaired")
        failures = f"[red]{self._failures} not as wished" if self._failures else ""
        self._progress.update(self._task, advance=1, failures=failures)
        if not self._has_bar and not self._quiet:
            self._now_and_then()

    def _now_and_then(self) -> None:
        now = time.monotonic()
        if now - self._said >= BETWEEN_LINES:
            self._said = now
            rate = self._count / (now - self._started)
            left = (self._total - self._count) / rate
            line = f"{self._count} of {self._total}, {rate:.1f}/s, {left:.0f} s left"
            self._console.print(line, highlight=False)

    def finish(self, summary: Summary) -> None:
        if self._as_json:
            print(json.dumps({"summary": summary.as_json()}), flush=True)
        elif not self._quiet:
            summary.show(self._console)
