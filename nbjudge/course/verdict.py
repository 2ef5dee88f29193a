"""How a notebook of a submission ended, in the words that summaries and records use."""

from typing import Literal

Verdict = Literal[
    "graded", "repaired", "timed out", "died", "unreadable", "missing", "crashed the grader"
]

UNGRADED: tuple[Verdict, ...] = ("unreadable", "missing", "crashed the grader")
"""Verdicts that come without a run: score 0, and a person is asked to look."""

MEANING: dict[Verdict, str] = {
    "graded": "graded as handed in",
    "repaired": "graded after a repair",
    "timed out": "graded; a cell ran longer than it may",
    "died": "graded; a cell ended its process",
    "unreadable": "a file is no notebook: 0 points for it, for a person to look at",
    "missing": "a notebook was not handed in: 0 points for it",
    "crashed the grader": "the worker died of it each time; 0 points, for a person to look at",
}

NOTHING_HANDED_IN = "no notebook of this assignment was handed in"
CRASHED = "the grader failed each time it tried to grade this notebook"


def comment(sentence: str) -> str:
    """What the student reads where no cell could be graded."""
    return f"Not graded: {sentence}. A person will look at it."
