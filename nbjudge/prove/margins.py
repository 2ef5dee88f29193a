"""The margin of a test cell: how near a wrong answer came to the reference and was caught.

A wrong answer's distance is the greatest relative difference of any number that the tests observe
of its solution cell: values of its names, results of the calls that tests make. The margin is the
least distance among the mutants and misconceptions that the cell took points from, and that differ
in numbers only. The cell's tolerance is smaller than that, seen relatively; where the margin is
large, nobody has tried how much smaller.
"""

from collections.abc import Sequence
from math import inf

from nbjudge.prove.baseline import Baseline
from nbjudge.prove.material import Material
from nbjudge.prove.mutation_run import Outcome
from nbjudge.prove.observing import verdicts
from nbjudge.prove.zygotes import Zygotes

PATIENCE = 5.0
"""Seconds for all wrong answers to one solution cell; who was not tried then has no distance."""


def margins(
    zygotes: Zygotes, baseline: Baseline, material: Material, outcomes: Sequence[Outcome]
) -> dict[str, tuple[float, str]]:
    """For test cells, by grade_id, the margin and what came so near."""
    wrong = [
        (
            o.mutant.grade_id,
            o.mutant.source,
            f"{o.mutant.was} -> {o.mutant.now}",
            o.caught_by & baseline.covering[o.mutant.grade_id],
        )
        for o in outcomes
        if o.end == "killed"
    ]
    wrong += [
        (a.grade_id, a.code, a.name, a.loses & baseline.covering[a.grade_id])
        for a in material.misconceptions or ()
    ]
    codes: dict[str, list[str]] = {}
    for grade_id, code, _, _ in wrong:
        codes.setdefault(grade_id, []).append(code)
    told = verdicts(zygotes, baseline, codes, PATIENCE) if codes else {}
    left = {grade_id: iter(about) for grade_id, about in told.items()}
    found: dict[str, tuple[float, str]] = {}
    for grade_id, _, what, tests in wrong:
        verdict = next(left[grade_id])
        if verdict.unknown is None and 0 < verdict.apart_in_tests < inf:
            for test in tests:
                nearest = found.get(test, (inf, ""))
                found[test] = min(nearest, (verdict.apart_in_tests, what))
    return found
