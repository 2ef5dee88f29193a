"""``nbjudge autograde --dry-run``: who would gain or lose points, and why, before it is written."""

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from rich.box import SIMPLE
from rich.table import Table

from nbjudge.batch.autograde import Options, outcomes, tell
from nbjudge.batch.class_run import ClassRun
from nbjudge.batch.comparison import CellComparison, compared
from nbjudge.batch.marks import Standing
from nbjudge.batch.plan import Planned, plan
from nbjudge.course.graded import GradedNotebook
from nbjudge.errors import GraderError


@dataclass
class Preview:
    """What a run would change: grade cells whose points differ, and who is new to the gradebook."""

    graded: int = 0
    unchanged: int = 0
    new: list[str] = field(default_factory=list)
    changes: list[CellComparison] = field(default_factory=list)
    is_complete: bool = True

    def to_do(self, plans: Iterator[Planned]) -> Iterator[Planned]:
        for planned in plans:
            if planned.is_unchanged:
                self.unchanged += 1
            else:
                yield planned

    def add(
        self, planned: Planned, graded: list[GradedNotebook], standing: Standing | None
    ) -> None:
        """Note what would change for one student."""
        self.graded += 1
        if standing is None:
            self.new.append(planned.student)
            return
        for notebook in graded:
            before = standing.scores.get(notebook.name, {})
            cells = compared(planned.student, planned.graded, before, notebook)
            self.changes += [cell for cell in cells if cell.gain]

    @property
    def gains(self) -> dict[str, float]:
        """The sum of what each student would gain, or lose if it is negative."""
        found: dict[str, float] = defaultdict(float)
        for change in self.changes:
            found[change.student] += change.gain
        return dict(found)

    def as_json(self) -> dict[str, Any]:
        return {
            "graded": self.graded,
            "unchanged": self.unchanged,
            "new": self.new,
            "gains": self.gains,
        }


def dry_run(run: ClassRun, options: Options) -> Preview:
    """Grade what needs it and show what would change. Raises GraderError as `autograde` does."""
    if run.other_kernels:
        raise GraderError(f"--dry-run grades Python only, not {', '.join(run.other_kernels)}")
    run.check_cluster(options.cluster)
    preview = Preview()
    found = run.handed_in()
    tell(run.remarks)
    with closing(run.writer()) as writer:
        to_do = preview.to_do(plan(run, found, writer))
        with closing(outcomes(run.bundle, options, to_do)) as results:
            for one, graded in results:
                preview.add(one, graded, writer.standings([one.student]).get(one.student))
    show(preview, options)
    return preview


def show(preview: Preview, options: Options) -> None:
    """Say what would change: a table, or JSON."""
    if options.as_json:
        for change in preview.changes:
            print(json.dumps(vars(change)))
        print(json.dumps({"dry_run": preview.as_json()}))
        return
    console = options.console
    changes = sorted(preview.changes, key=lambda change: (change.student, change.notebook))
    if changes:
        table = Table(box=SIMPLE, show_edge=False, pad_edge=False)
        for heading in ("student", "notebook", "cell"):
            table.add_column(heading)
        table.add_column("points", justify="right")
        table.add_column("why")
        for change in changes:
            points = f"{change.points_before or 0:g} → {change.points_after or 0:g}"
            table.add_row(change.student, change.notebook, change.cell, points, change.why)
        console.print(table)
    gains = preview.gains.values()
    more, less = sum(gain > 0 for gain in gains), sum(gain < 0 for gain in gains)
    console.print(
        f"Nothing was written. {preview.graded} graded, {preview.unchanged} unchanged: {more} "
        f"would gain points, {less} lose some, {len(preview.new)} are new to the gradebook.",
        highlight=False,
        soft_wrap=True,
    )
