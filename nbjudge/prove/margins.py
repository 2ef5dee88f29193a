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
from nbjudge.prove.mutation_run import MutantOutcome
from nbjudge.prove.observing import compare

PATIENCE = 5.0
"""Seconds for all wrong answers to one solution cell; who was not tried then has no distance."""


def margins(baseline: Baseline, outcomes: Sequence[MutantOutcome]) -> dict[str, tuple[float, str]]:
    """For test cells, by grade_id, the margin and what came so near."""
    wrong = [
        (o.mutant.grade_id, o.mutant.source, f"{o.mutant.was} -> {o.mutant.now}", o.caught_by)
        for o in outcomes
        if o.end == "killed"
    ]
    answers = baseline.material.misconceptions or ()
    wrong += [(answer.grade_id, answer.code, answer.name, answer.loses) for answer in answers]
    compared = compare(baseline, [(grade_id, code) for grade_id, code, _, _ in wrong], PATIENCE)
    found: dict[str, tuple[float, str]] = {}
    for (grade_id, _, what, caught_by), it in zip(wrong, compared, strict=True):
        if it.unknown is None and 0 < it.apart_in_tests < inf:
            for test in caught_by & baseline.covering[grade_id]:
                found[test] = min(found.get(test, (inf, "")), (it.apart_in_tests, what))
    return found
