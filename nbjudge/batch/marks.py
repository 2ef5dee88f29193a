"""What the gradebook is to hold of a submission, and what it holds."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from nbjudge.course.graded import Comments, Scores


@dataclass(frozen=True)
class NotebookMarks:
    """What the gradebook is to hold of one notebook. ``needs_a_person`` flags each of its grades;
    ``is_missing`` sets all of them to 0 and leaves the rest alone, as nbgrader does.
    """

    scores: Scores = field(default_factory=dict)
    comments: Comments = field(default_factory=dict)
    needs_a_person: bool = False
    is_missing: bool = False


@dataclass(frozen=True)
class Marks:
    """What the gradebook is to hold of one submission, notebooks by name."""

    student: str
    timestamp: datetime | None
    notebooks: dict[str, NotebookMarks]


@dataclass(frozen=True)
class Standing:
    """What the gradebook holds of a student's submission: automatic scores by notebook and cell."""

    timestamp: datetime | None
    extension: timedelta | None
    scores: dict[str, Scores]


def score_of(grade: dict[str, Any]) -> float:
    """The score of a grade as nbgrader counts it: a person's before the grader's, and extras."""
    manual, automatic = grade["manual_score"], grade["auto_score"]
    if manual is None and automatic is None:
        return 0.0
    base: float = automatic if manual is None else manual
    return base + (grade["extra_credit"] or 0.0)


def seconds_late(
    timestamp: datetime | None, due: datetime | None, extension: timedelta | None
) -> float:
    """By how many seconds a submission is late; 0 where nobody knows."""
    if timestamp is None or due is None:
        return 0.0
    return max(0.0, (timestamp - due - (extension or timedelta())).total_seconds())
