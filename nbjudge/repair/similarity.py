"""How much a text looks like one of the assignment's cells, changed or filled in."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from nbjudge.repair.trusted import TrustedCell

ALIKE = 0.7  # a locked cell with some words changed
UNLIKE = 0.5  # below it, a locked cell's text is the student's own
ANSWER_ALIKE = 0.6  # an answer that still shows the text it was written into
LONGEST_COMPARED = 2000  # characters; difflib is quadratic and the text is a stranger's
BOUND = re.compile(r"^(?:(?:async )?def|class)\s+(\w+)|^(\w+)\s*(?::[^=\n]+)?=(?!=)", re.MULTILINE)


def is_untouched(text: str, trusted: TrustedCell) -> bool:
    """Whether a text is none of the student's: what was handed out, or nothing at all."""
    return not text.strip() or text.strip() in trusted.texts


def similarity(text: str, trusted: TrustedCell) -> float:
    """From 0 to 1: how much a text looks like the trusted cell's, changed or filled in."""
    text = text.strip()
    if text in trusted.texts:
        return 1.0
    alike = max((_ratio(text, original) for original in trusted.texts), default=0.0)
    if trusted.solution:
        asked = _bound(trusted.source)
        return max(alike, 0.9 * len(asked & _bound(text)) / len(asked) if asked else 0.0)
    return alike


def _ratio(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one[:LONGEST_COMPARED], other[:LONGEST_COMPARED])
    if matcher.real_quick_ratio() < UNLIKE or matcher.quick_ratio() < UNLIKE:
        return 0.0
    return matcher.ratio()


def _bound(text: str) -> set[str]:
    """The names that a cell defines, told by its lines: the text need not parse."""
    return {match[1] or match[2] for match in BOUND.finditer(text)}


def own_text(text: str, locked: TrustedCell) -> tuple[str, str]:
    """What a student wrote before and after a locked cell's text, or instead of it."""
    for original in locked.texts:
        if original and original in text:
            before, _, after = text.partition(original)
            return before.strip(), after.strip()
    if text.strip() and similarity(text, locked) < UNLIKE:
        return text.strip(), ""
    return "", ""


def aligned(
    run: list[TrustedCell], spots: list[tuple[int, str]]
) -> Iterable[tuple[TrustedCell, int]]:
    """Pair trusted cells with texts that are like them, both in order, as well as possible."""
    best: list[tuple[float, list[tuple[TrustedCell, int]]]] = [(0.0, [])] * (len(spots) + 1)
    for cell in run:
        least = ANSWER_ALIKE if cell.solution else ALIKE
        row = [best[0]]
        for column, (index, text) in enumerate(spots):
            choice = max(best[column + 1], row[column], key=lambda way: way[0])
            alike = similarity(text, cell)
            total, pairs = best[column]
            if alike >= least and total + alike > choice[0]:
                choice = (total + alike, [*pairs, (cell, index)])
            row.append(choice)
        best = row
    return best[-1][1]
