"""A gradebook as rows: what Canvas and Moodle are told of it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """An assignment and the points it has."""

    assignment: str
    max_points: float


@dataclass(frozen=True)
class Row:
    """A student with the points earned in each assignment that was handed in.

    ``lms_id`` is the learning platform's own id where the gradebook has one. Points are after late
    penalties and hold what was earned by follow-through, as nbgrader's own export has them.
    """

    student: str
    first_name: str
    last_name: str
    email: str
    lms_id: str
    points: Mapping[str, float]
