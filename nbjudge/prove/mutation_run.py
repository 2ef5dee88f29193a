"""The hunt: which test cells take points from which mutants.

A mutant is first tried on the test cells that guard its own solution cell, many mutants in one pair
of processes: the cells before, then for each mutant its cell and the guards, and last the reference
solution, which must still get full marks there. What gets away is tried on its own in the rest of
the notebook, where nothing is left of the others.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from nbjudge.grading.job import Cell
from nbjudge.grading.needed import needed
from nbjudge.prove.baseline import Graded, Ground
from nbjudge.prove.context import Bench
from nbjudge.prove.mutants import Mutant, Solution

PER_PAIR = 24
"""Mutants in one pair: more would save little, and lose more where one of them hangs."""


@dataclass(frozen=True)
class Caught:
    """The test cells that took points from a mutant: its own guards, and any at all.

    Where the guards did, nobody asks which others would.
    """

    mutant: Mutant
    guards: frozenset[str]
    anywhere: frozenset[str]


def hunt(
    bench: Bench, ground: Ground, mutants: Sequence[Mutant], done: Callable[[int], object]
) -> list[Caught]:
    """What becomes of each mutant, in order. ``done`` is told how many more have been tried."""
    near = hunt_near(bench, ground, mutants, done)
    rest = [mutant for mutant in mutants if not near.get(mutant)]
    alone = ground.lost_by(bench, [(mutant.grade_id, mutant.source) for mutant in rest])
    far = dict(zip(rest, alone, strict=True))
    return [
        Caught(mutant, where & ground.guard_names[mutant.grade_id], where)
        for mutant in mutants
        for where in [near.get(mutant) or far[mutant]]
    ]


@dataclass(frozen=True)
class Pack:
    """Mutants of one solution cell that share a pair, and the notebook that holds them all: from
    ``start`` on, ``length`` cells for each mutant, and as many for the reference."""

    mutants: Sequence[Mutant]
    cells: Sequence[Cell]
    start: int
    length: int

    def caught(self, graded: Graded) -> dict[Mutant, frozenset[str]]:
        """Where each mutant lost points; nowhere, if the reference too lost some after them."""
        starts = range(self.start, len(self.cells), self.length)
        *outcomes, control = (graded.lost(n, n + self.length) for n in starts)
        return {} if control else dict(zip(self.mutants, outcomes, strict=True))


def hunt_near(
    bench: Bench, ground: Ground, mutants: Sequence[Mutant], done: Callable[[int], object]
) -> dict[Mutant, frozenset[str]]:
    packs = [pack for s in ground.solutions for pack in packed(ground, s, mutants)]
    sizes = iter([len(pack.mutants) for pack in packs])
    all_graded = ground.grade_all(
        bench, [pack.cells for pack in packs], lambda: done(next(sizes, 0))
    )
    found: dict[Mutant, frozenset[str]] = {}
    for pack, graded in zip(packs, all_graded, strict=True):
        found |= pack.caught(graded)
    return found


def packed(ground: Ground, solution: Solution, mutants: Sequence[Mutant]) -> Iterator[Pack]:
    own = [mutant for mutant in mutants if mutant.grade_id == solution.grade_id]
    guards = ground.guards(solution)
    if not guards:
        return
    cells = ground.cells
    after = [
        cells[n]
        for n in range(solution.position + 1, max(guards) + 1)
        if cells[n].points is None or n in guards
    ]
    original = cells[solution.position]
    before = [cell for cell in cells[: solution.position] if cell.points is None]
    before = needed(before, [original, *after])
    for first in range(0, len(own), PER_PAIR):
        some = own[first : first + PER_PAIR]
        tried = [replace(original, source=mutant.source) for mutant in some]
        rounds = [cell for planted in [*tried, original] for cell in (planted, *after)]
        yield Pack(some, [*before, *rounds], len(before), 1 + len(after))
