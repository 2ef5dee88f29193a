"""What is plain of an answer that is not there, or under another name than the one asked for.

No value is looked at, and none told: only what stands in the student's cells, and the error that
stopped them.
"""

import ast
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from nbjudge.grading.diagnosis.finding import Finding
from nbjudge.grading.diagnosis.sight import Raised
from nbjudge.grading.students_code import (
    bound_in,
    is_left_open,
    is_not_implemented,
    touched_in,
    tree_of,
)
from nbjudge.process import names

NOT_DEFINED = re.compile(r"name '([^\W\d]\w{0,60})' is not defined")
LIKE = 0.75
"""How much two names must have in common for one to be a slip of the pen for the other."""


@dataclass(frozen=True)
class Attempt:
    """The cells that a test tests, as a student left them: their ``sources``, and the errors that
    ``raised`` in them or in the calls of the test. ``missing`` are the names that these cells are
    to bind and the test did not find, ``earlier`` those that earlier answers and cells handed out
    are to bind; ``known`` names has the notebook otherwise."""

    sources: Sequence[str]
    raised: Collection[Raised]
    missing: Collection[str]
    earlier: Collection[str]
    known: Collection[str]


def unfinished(attempt: Attempt) -> Finding | None:
    """What is missing, if it is these cells that lack it."""
    return _left_open(attempt) or _not_defined(attempt) or _not_bound(attempt)


def _left_open(attempt: Attempt) -> Finding | None:
    if all(map(is_left_open, attempt.sources)):
        return Finding("This is not answered yet.", sign="left open")
    trees = [tree for source in attempt.sources if (tree := tree_of(source))]
    still = any(is_not_implemented(node) for tree in trees for node in ast.walk(tree))
    if still and any(name == "NotImplementedError" for name, _ in attempt.raised):
        said = "This is not finished yet: `raise NotImplementedError` still stands in it."
        return Finding(said, sign="left open")
    return None


def _not_defined(attempt: Attempt) -> Finding | None:
    """A name that these cells read, and that nobody was to give them."""
    for kind, message in attempt.raised:
        match = NOT_DEFINED.match(message) if kind == "NameError" else None
        if match is None or match[1] in attempt.earlier:
            continue
        touched = touched_in(attempt.sources) or frozenset()
        if match[1] not in touched or match[1] in bound_in(attempt.sources):
            continue
        others = {*_words_in(attempt.sources), *attempt.known} - {match[1]}
        said = f"The name `{match[1]}` is not defined.{_did_you_mean(match[1], others)}"
        return Finding(said, sign="name not defined")
    return None


def _not_bound(attempt: Attempt) -> Finding | None:
    """A name that the test looks for, and that these cells give to nothing."""
    touched = touched_in(attempt.sources)
    if touched is None or attempt.raised:
        return None
    for name in sorted(set(attempt.missing) - touched):
        others = bound_in(attempt.sources)
        said = f"Nothing in this answer is called `{name}`.{_did_you_mean(name, others, MEANT)}"
        return Finding(said, sign="name not defined")
    return None


ASKED = " Did you mean `{}`?"
MEANT = " Is it what you call `{}`?"


def _did_you_mean(name: str, others: Collection[str], question: str = ASKED) -> str:
    close = get_close_matches(name, sorted(others), n=1, cutoff=LIKE)
    return question.format(close[0]) if close else ""


def _words_in(sources: Sequence[str]) -> set[str]:
    """The names that cells bind, and the parameters and local names of their functions."""
    trees = [tree for source in sources if (tree := tree_of(source))]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    found = {node.arg for node in nodes if isinstance(node, ast.arg)}
    found |= {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return found.union(*map(names.binds, trees))
