"""What the course knows of a graded notebook and the notebook itself does not say."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from nbjudge.feedback.curve import Curve
from nbjudge.feedback.hidden import Delimiters
from nbjudge.feedback.picture import Network


@dataclass(frozen=True)
class About:
    """Who handed in what, for how many points.

    ``points`` and ``late_penalty`` are in points; ``points`` is after the penalty. ``waiting`` are
    the grade_ids that a person has yet to mark, ``untouched`` those of the answers that are as they
    were handed out, and ``pictures`` what the instructor wants drawn, by grade_id.
    """

    student: str
    assignment: str
    notebook: str
    points: float
    max_points: float
    late_penalty: float = 0.0
    waiting: frozenset[str] = frozenset()
    untouched: frozenset[str] = frozenset()
    pictures: Mapping[str, Network | Curve] = field(default_factory=dict)
    hidden: Delimiters = field(default_factory=Delimiters)
