"""The mutation run: which test cells take points from which mutants.

A mutant is first tried on the test cells that cover its own solution cell, many mutants in one pair
of processes: the cells before, then for each mutant its cell and the tests, and last the reference
solution, which must still get full marks there. What survives is tried on its own in the rest of
the notebook, where nothing is left of the others.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from nbjudge.grading.job import Cell
from nbjudge.grading.mutation.mutants import Mutant, Solution, mutants, within_budget
from nbjudge.grading.needed import needed
from nbjudge.prove.baseline import Baseline, GradedCells
from nbjudge.prove.observing import scopes
from nbjudge.prove.proof import Claim, End
from nbjudge.prove.survivors import judged

PER_PAIR = 24
"""Mutants in one pair: more would save little, and lose more where one of them hangs."""


@dataclass(frozen=True)
class MutantOutcome:
    """What became of a mutant. ``caught_by`` are the test cells that took points from it: where
    those that cover its cell did, nobody asks which others would."""

    mutant: Mutant
    caught_by: frozenset[str]
    end: End
    note: str = ""


@dataclass(frozen=True)
class MutationRun:
    """What became of a notebook's mutants. ``possible`` of them there are."""

    possible: int
    outcomes: Sequence[MutantOutcome]

    def of(self, end: End) -> list[MutantOutcome]:
        return [outcome for outcome in self.outcomes if outcome.end == end]

    def claim(self, baseline: Baseline) -> Claim:
        text = f"each mutant that changes a value loses points ({len(self.outcomes)} tried)"
        if not self.outcomes and self.possible:
            return Claim.absent(text, f"the budget allowed none of {self.possible}")
        if not self.outcomes:
            return Claim.absent(text, "there is no solution code that could be changed")
        faults = []
        for mutant in (outcome.mutant for outcome in self.of("survived")):
            tests = ", ".join(sorted(baseline.covering[mutant.grade_id]))
            let = tests or "no test cell tests it"
            faults.append(f"{let} let through {mutant.grade_id}: {mutant.was} -> {mutant.now}")
        return Claim.of(text, faults)


def mutation_run(
    baseline: Baseline,
    budget: int,
    step: Callable[[str, int, int], object],
) -> MutationRun:
    """Make the mutants, at most as many as the budget allows, grade them, and look at those that
    survive. ``step`` is told how many are done, and of how many."""
    in_scope = scopes(baseline).items()
    possible = [m for name, scope in in_scope for m in mutants(baseline.solutions[name], scope)]
    made = within_budget(possible, budget)
    decided = 0

    def done(more: int) -> None:
        nonlocal decided
        decided += more
        step("mutants", decided, len(made))

    caught = catches(baseline, made, done)
    survivors = [mutant for mutant in made if not caught[mutant]]
    ends = judged(baseline, survivors)
    outcomes = []
    for mutant, tests in caught.items():
        end: End = "killed" if tests & baseline.covering[mutant.grade_id] else "elsewhere"
        outcomes.append(MutantOutcome(mutant, tests, *ends.get(mutant, (end, ""))))
    return MutationRun(len(possible), outcomes)


def catches(
    baseline: Baseline,
    mutants: Sequence[Mutant],
    done: Callable[[int], object],
) -> dict[Mutant, frozenset[str]]:
    """The test cells that took points from each mutant. ``done`` is told how many more were
    tried."""
    groups = [group for s in baseline.solutions.values() for group in grouped(baseline, s, mutants)]
    sizes = iter([len(group.mutants) for group in groups])
    all_graded = baseline.grade_all([group.cells for group in groups], lambda: done(next(sizes, 0)))
    near: dict[Mutant, frozenset[str]] = {}
    for group, graded in zip(groups, all_graded, strict=True):
        near |= group.caught(graded)
    rest = [mutant for mutant in mutants if not near.get(mutant)]
    alone = baseline.lost_by([(mutant.grade_id, mutant.source) for mutant in rest])
    found = near | dict(zip(rest, alone, strict=True))
    return {mutant: found[mutant] for mutant in mutants}


@dataclass(frozen=True)
class Group:
    """Mutants of one solution cell that share a pair, and the notebook that holds them all: from
    ``start`` on, ``length`` cells for each mutant, and as many for the reference."""

    mutants: Sequence[Mutant]
    cells: Sequence[Cell]
    start: int
    length: int

    def caught(self, graded: GradedCells) -> dict[Mutant, frozenset[str]]:
        """Where each mutant lost points; nowhere, if the reference too lost some after them."""
        starts = range(self.start, len(self.cells), self.length)
        *outcomes, control = (graded.lost(n, n + self.length) for n in starts)
        return {} if control else dict(zip(self.mutants, outcomes, strict=True))


def grouped(baseline: Baseline, solution: Solution, mutants: Sequence[Mutant]) -> Iterator[Group]:
    own = [mutant for mutant in mutants if mutant.grade_id == solution.grade_id]
    cells, tests = baseline.cells, baseline.covering[solution.grade_id]
    last = max((n for n, cell in enumerate(cells) if cell.grade_id in tests), default=None)
    if last is None:
        return
    between = cells[solution.position + 1 : last + 1]
    after = [cell for cell in between if cell.points is None or cell.grade_id in tests]
    original = cells[solution.position]
    before = [cell for cell in cells[: solution.position] if cell.points is None]
    before = needed(before, [original, *after])
    for first in range(0, len(own), PER_PAIR):
        some = own[first : first + PER_PAIR]
        tried = [replace(original, source=mutant.source) for mutant in some]
        rounds = [cell for planted in [*tried, original] for cell in (planted, *after)]
        yield Group(some, [*before, *rounds], len(before), 1 + len(after))
