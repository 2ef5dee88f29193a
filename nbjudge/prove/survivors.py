"""Why a mutant lost no points: it changes no value, it is right, too, or tests miss it."""

import ast
from collections.abc import Sequence

from nbjudge.grading.answers import Answer
from nbjudge.grading.mutation.mutants import Mutant
from nbjudge.prove.baseline import Baseline
from nbjudge.prove.observing import CLOSE, Comparison, compare
from nbjudge.prove.proof import End


def judged(baseline: Baseline, survivors: Sequence[Mutant]) -> dict[Mutant, tuple[End, str]]:
    """How each survivor ends, and what more is known."""
    cells = {mutant.grade_id for mutant in survivors}
    right = [a for a in baseline.material.alternatives or () if a.grade_id in cells]
    codes = [(m.grade_id, m.source) for m in survivors] + [(a.grade_id, a.code) for a in right]
    compared = compare(baseline, codes)
    alternatives = list(zip(right, compared[len(survivors) :], strict=True))
    return {
        mutant: ending(mutant, it, [a for a in alternatives if a[0].grade_id == mutant.grade_id])
        for mutant, it in zip(survivors, compared, strict=False)
    }


def ending(
    mutant: Mutant, it: Comparison, alternatives: Sequence[tuple[Answer, Comparison]]
) -> tuple[End, str]:
    """A cell is open where an alternative is right with quite other values, such as another
    counterexample: a survivor that differs nowhere else is no fault of the test."""
    if it.is_same:
        return "equivalent", ""
    for answer, other in alternatives:
        if same_code(answer.code, mutant.source):
            return "also right", f"it is the alternative {answer.name}"
        is_open = {place for place, apart in other.places_in_tests.items() if apart > CLOSE}
        if it.unknown is None and other.unknown is None and it.places.keys() <= is_open:
            where = ", ".join(it.places)
            return (
                "also right",
                f"the alternative {answer.name} is right with other values, too: {where}",
            )
    if it.unknown:
        return "survived", f"nobody can tell whether it changes a value: {it.unknown}"
    if it.apart < float("inf"):
        return "survived", f"a value changes by {100 * it.apart:.2g} %"
    return "survived", ""


def same_code(one: str, other: str) -> bool:
    """Whether two codes differ only in comments, layout and docstrings."""
    return parses(one) and parses(other) and bare(one) == bare(other)


def bare(code: str) -> str:
    tree = ast.parse(code)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.Module) and ast.get_docstring(node, clean=False):
            del node.body[0]
    return ast.dump(tree)


def parses(source: str) -> bool:
    try:
        ast.parse(source)
    except (SyntaxError, ValueError):
        return False
    return True
