"""What a run came to: how each submission ended, as counts, as a table and as JSON."""

import shlex
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from nbjudge.batch.plan import Planned
from nbjudge.course.graded import GradedNotebook
from nbjudge.course.verdict import MEANING, Verdict
from nbjudge.harmless.text import on_one_line

UNCHANGED = "unchanged"
NO_STUDENT = "no such student"
NO_NAME = "no name"
BY_NBGRADER = "by nbgrader"
NOT_BY_NBGRADER = "failed in nbgrader"
WITHOUT_VERDICT = (NO_STUDENT, NO_NAME, NOT_BY_NBGRADER)
MEANINGS: dict[str, str] = {
    **{str(how): meaning for how, meaning in MEANING.items()},
    UNCHANGED: "graded before, and nothing has changed since",
    BY_NBGRADER: "graded by nbgrader itself, without a sandbox: the kernel is not a Python",
    NOT_BY_NBGRADER: "no verdict: nbgrader gave up on it; its log says why",
    NO_STUDENT: "no verdict: the gradebook has no such student, and the course creates none",
    NO_NAME: "no verdict: the student's folder has a name that is no UTF-8; give it another",
}
WORST_FIRST: tuple[Verdict, ...] = (
    "crashed the grader",
    "unreadable",
    "missing",
    "died",
    "timed out",
    "repaired",
    "graded",
)
MOST_NAMES = 5
FINE = ("graded", UNCHANGED, BY_NBGRADER)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict of a submission, from those of its notebooks."""
    return min(verdicts, key=WORST_FIRST.index, default="missing")


@dataclass
class Summary:
    """How the submissions ended: students by how; ``held`` are those whose marks are left to a
    person, by test cell and why."""

    assignment: str
    ended: dict[str, list[str]] = field(default_factory=dict)
    held: dict[str, dict[str, str]] = field(default_factory=dict)
    started: float = field(default_factory=time.monotonic)

    def add(self, student: str, how: str, graded: Iterable[GradedNotebook] = ()) -> None:
        self.ended.setdefault(how, []).append(student)
        for notebook in graded:
            for test, why in notebook.held.items():
                self.held.setdefault(test, {})[student] = why

    @property
    def counts(self) -> Counter[str]:
        return Counter({how: len(students) for how, students in self.ended.items()})

    @property
    def is_complete(self) -> bool:
        """Whether each submission got a verdict."""
        return not self.ended.keys() & set(WITHOUT_VERDICT)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.started

    def as_json(self) -> dict[str, Any]:
        held = {test: sorted(students) for test, students in sorted(self.held.items())}
        return {
            "assignment": self.assignment,
            "submissions": self.counts.total(),
            "ended": dict(sorted(self.counts.items())),
            **({"held": held} if held else {}),
            "seconds": round(self.seconds, 3),
        }

    def show(self, console: Console) -> None:
        """Print the table, and what to do next."""
        table = Table(box=SIMPLE, show_edge=False, pad_edge=False)
        table.add_column("submissions", justify="right")
        table.add_column("ended")
        table.add_column("meaning")
        table.add_column("who")
        for how in (*reversed(WORST_FIRST), UNCHANGED, BY_NBGRADER, *WITHOUT_VERDICT):
            students = self.ended.get(how, [])
            if students:
                who = "" if how in FINE else some_of(students)
                table.add_row(str(len(students)), how, MEANINGS[how], who)
        name = shlex.quote(self.assignment)
        console.print(table)
        total = self.counts.total()
        for test, why in sorted(self.held.items()):
            console.print(for_a_person(test, why), highlight=False, soft_wrap=True, markup=False)
        console.print(
            f"{total} submission{'s' * (total != 1)} in {self.seconds:.1f} s. "
            f"One of them cell by cell: nbjudge replay STUDENT {name}",
            f"Next: nbgrader generate_feedback {name}",
            sep="\n",
            highlight=False,
            soft_wrap=True,
        )


def for_a_person(test: str, why: Mapping[str, str]) -> str:
    """Whose marks for a test are left to a person, and why, with one of the reasons."""
    reasons = sorted(set(why.values()))
    more = f", and {len(reasons) - 1} other reasons" if reasons[1:] else ""
    return f"{test}: {len(why)} for a person to mark ({some_of([*why])}): {reasons[0]}{more}"


def some_of(students: list[str]) -> str:
    shown = ", ".join(map(on_one_line, sorted(students)[:MOST_NAMES]))
    return shown if len(students) <= MOST_NAMES else f"{shown}, …"


def notes_of(planned: Planned, graded: Sequence[GradedNotebook]) -> list[str]:
    """A note on each notebook that is missing or came with a repair or a fault."""
    notes = [missing(name, planned.unexpected) for name in planned.missed]
    if notes and planned.unexpected:
        notes.append(f"not this assignment's: {', '.join(map(repr, planned.unexpected))}")
    if planned.stamp.problem:
        notes.append(planned.stamp.problem)
    if planned.left_out:
        notes.append(f"left out, no plain files or too large: {', '.join(planned.left_out[:3])}")
        more = len(planned.left_out) - 3
        notes[-1] += f" and {more} more" * (more > 0)
    for notebook in graded:
        if notebook.verdict not in ("graded", "missing"):
            about = "; ".join(reasons(notebook)) or notebook.verdict
            notes.append(f"{notebook.name}.ipynb: {about}")
    return notes


def missing(name: str, found: Iterable[str]) -> str:
    """That a notebook was not handed in, and which file must be meant, if one must."""
    wanted = f"{name}.ipynb"
    meant = [path for path in found if PurePath(path).name.lower().startswith(wanted.lower())]
    hint = f"; {meant[0]!r} must be meant: call it {wanted} and grade again" if meant else ""
    return f"{wanted} is missing{hint}"


def reasons(notebook: GradedNotebook) -> Iterator[str]:
    record = notebook.record
    if "reason" in record:
        yield record["reason"]
    yield from record.get("repairs", [])
    for cell in record.get("cells", []):
        if cell["fault"]:
            yield f"{cell['grade_id'] or 'a cell'} {cell['fault']}"
