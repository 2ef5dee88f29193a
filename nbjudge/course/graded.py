"""How one notebook of a submission ended: what the gradebook and the record are to hold of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nbjudge.course.verdict import UNGRADED, Verdict

Scores = dict[str, float | None]
"""Points of each grade cell by grade_id; None where a person has to give them."""

Comments = dict[str, str | None]
"""What nbgrader says automatically below each solution and task cell, by grade_id."""


@dataclass(frozen=True)
class GradedNotebook:
    """``text`` is the autograded notebook as a file, where nbgrader does not write it itself;
    ``held`` are the test cells that a person has to mark, by grade_id, and why."""

    name: str
    verdict: Verdict
    scores: Scores
    comments: Comments
    record: dict[str, Any] = field(default_factory=dict)
    text: str = ""
    held: Mapping[str, str] = field(default_factory=dict)

    @property
    def needs_a_person(self) -> bool:
        return self.verdict in UNGRADED
