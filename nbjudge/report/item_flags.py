"""What the figures of a test cell say against it, or against the text that asks for the answer."""

import math
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from nbjudge.report.items import Item
from nbjudge.report.misconceptions import Misconception

ENOUGH = 10
"""With fewer students than this nothing is said: chance would speak."""


def with_flags(items: Sequence[Item], misconceptions: Sequence[Misconception]) -> list[Item]:
    """The test cells of one assignment, each with the sentences that its figures warrant."""
    blanks = [item.blank for item in items if item.blank is not None]
    usual = median(blanks) if blanks else 0.0
    return [replace(item, flags=flags_of(item, usual, misconceptions)) for item in items]


def flags_of(item: Item, usual_blank: float, misconceptions: Sequence[Misconception]) -> list[str]:
    """Sentences for an instructor; ``usual_blank`` is the assignment's median share of blanks."""
    if item.students < ENOUGH:
        return []
    found = [
        _against_the_strong(item),
        _nobody(item),
        _no_difference(item),
        _untouched(item, usual_blank),
        _stopped(item),
        _unexplained(item),
        *(_one_mistake(item, mistake) for mistake in misconceptions),
    ]
    return [sentence for sentence in found if sentence]


def at_most(correlation: float, students: int) -> float:
    """What the correlation is at most, but for one class in twenty (Fisher's transformation)."""
    bounded = min(max(correlation, -0.999999), 0.999999)
    return math.tanh(math.atanh(bounded) + 1.645 / math.sqrt(students - 3))


def _against_the_strong(item: Item) -> str | None:
    if item.discrimination is None or at_most(item.discrimination, item.students) >= 0:
        return None
    return (
        "Students who did well elsewhere fail this test more often than the others: it may reject "
        "a right answer, or the text may mislead those who read it closely. Look at the test first."
    )


def _nobody(item: Item) -> str | None:
    if item.full > 0.05:
        return None
    return (
        f"Almost nobody earned full points ({item.full:.0%}): the test may ask for something "
        "that the text does not, or reject right answers."
    )


def _no_difference(item: Item) -> str | None:
    apart = item.discrimination
    if apart is None or not 0.2 <= item.difficulty <= 0.8:
        return None
    if not 0 <= at_most(apart, item.students) < 0.2:
        return None
    return (
        "Passing it has little to do with how a student did elsewhere: the test may measure "
        "something else, such as luck with a name or a shape."
    )


def _untouched(item: Item, usual: float) -> str | None:
    if item.blank is None or item.blank - usual < 0.2:
        return None
    return (
        f"{item.blank:.0%} left it untouched, where {usual:.0%} is usual in this assignment: the "
        "text may not say what to do, or the way there is too long."
    )


def _stopped(item: Item) -> str | None:
    if item.stopped < max(3, item.students / 10):
        return None
    return (
        f"In {item.stopped} submissions it ran into a limit of time or memory: the limit may be "
        "too tight, or the test too large."
    )


def _unexplained(item: Item) -> str | None:
    failed = sum(count for outcome, count in item.outcomes.items() if outcome != "passed")
    if item.unexplained is None or item.unexplained < max(5, 0.75 * failed):
        return None
    return (
        f"{item.unexplained} of {failed} answers that lost points match no known misconception: "
        "read some of them. A right answer that the test rejects would look like this."
    )


def _one_mistake(item: Item, mistake: Misconception) -> str | None:
    if item.cell not in mistake.cells or mistake.share < 0.4:
        return None
    return (
        f"{mistake.share:.0%} of the class made one and the same mistake ({mistake.name}): the "
        "text may invite it."
    )
