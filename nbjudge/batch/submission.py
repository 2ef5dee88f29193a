"""A submission on its way to a worker, and what comes back: plain data both."""

from dataclasses import dataclass, field
from typing import Any

from nbjudge.batch.verdict import UNGRADED, Verdict
from nbjudge.course.folder import Files

Scores = dict[str, float | None]
"""Points of each grade cell by grade_id; None where a person has to give them."""

Comments = dict[str, str | None]
"""What nbgrader says automatically below each solution and task cell, by grade_id."""


@dataclass(frozen=True)
class Submission:
    """What one student handed in. ``unopened`` are notebooks without bytes: a reason code each."""

    student: str
    notebooks: dict[str, bytes]
    unopened: dict[str, str] = field(default_factory=dict)
    files: Files = field(default_factory=dict)


@dataclass(frozen=True)
class GradedNotebook:
    """How one notebook of a submission ended; ``text`` is the autograded notebook as a file."""

    name: str
    text: str
    verdict: Verdict
    scores: Scores
    comments: Comments
    record: dict[str, Any] = field(default_factory=dict)

    @property
    def needs_a_person(self) -> bool:
        return self.verdict in UNGRADED
