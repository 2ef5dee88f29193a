"""Why a mutant lost no points: it changes no value, it is right, too, or tests miss it."""

import ast
from collections.abc import Sequence

from nbjudge.grading.answers import Answer
from nbjudge.prove.baseline import Baseline
from nbjudge.prove.material import Material
from nbjudge.prove.mutants import Mutant
from nbjudge.prove.observing import CLOSE, Verdict, verdicts
from nbjudge.prove.proof import End
from nbjudge.prove.zygotes import Zygotes


def judged(
    zygotes: Zygotes, baseline: Baseline, material: Material, survivors: Sequence[Mutant]
) -> dict[Mutant, tuple[End, str]]:
    """How each survivor ends, and what more is known."""
    codes: dict[str, list[str]] = {}
    for mutant in survivors:
        codes.setdefault(mutant.grade_id, []).append(mutant.source)
    right = {g: [a for a in material.alternatives or () if a.grade_id == g] for g in codes}
    asked = {g: [*own, *(answer.code for answer in right[g])] for g, own in codes.items()}
    told = verdicts(zygotes, baseline, asked) if asked else {}
    ends = {}
    for mutant in survivors:
        own, about = codes[mutant.grade_id], told[mutant.grade_id]
        alternatives = list(zip(right[mutant.grade_id], about[len(own) :], strict=True))
        ends[mutant] = ending(mutant, about[own.index(mutant.source)], alternatives)
    return ends


def ending(
    mutant: Mutant, verdict: Verdict, alternatives: Sequence[tuple[Answer, Verdict]]
) -> tuple[End, str]:
    """A cell is open where an alternative is right with quite other values, such as another
    counterexample: a survivor that differs nowhere else is no fault of the test."""
    if verdict.is_same:
        return "equivalent", ""
    for answer, other in alternatives:
        if same_code(answer.code, mutant.source):
            return "also right", f"it is the alternative {answer.name}"
        is_open = {place for place, apart in other.places_in_tests.items() if apart > CLOSE}
        if verdict.unknown is None and other.unknown is None and verdict.places.keys() <= is_open:
            where = ", ".join(verdict.places)
            return (
                "also right",
                f"the alternative {answer.name} is right with other values, too: {where}",
            )
    if verdict.unknown:
        return "survived", f"nobody can tell whether it changes a value: {verdict.unknown}"
    if verdict.apart < float("inf"):
        return "survived", f"a value changes by {100 * verdict.apart:.2g} %"
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
