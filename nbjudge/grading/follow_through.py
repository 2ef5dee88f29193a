"""Follow-through: credit for a step done right on top of an earlier wrong one.

A failed test cell is run once more in a notebook in which the earlier solution cells are the
reference's, but for those with full marks; what a wrong one defines beside its answer is kept, too,
for right steps may use it. There the student's code has the
reference's values and functions within reach, so of that run only points may be told, and which
known misconception it shows; never an output, an error or a value.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from nbjudge.grading import regions
from nbjudge.grading.job import Cell, CellRun, Job, in_any
from nbjudge.grading.stale import with_names_unbound
from nbjudge.grading.students_code import helpers_in, tree_of
from nbjudge.process import names

PATIENCE = 60.0
"""Seconds that one such notebook may take."""

MOST_NAMED = 3


@dataclass(frozen=True)
class Chain:
    """A test cell with the student's ``own`` cells that it tests, by their positions in the
    submission, and the reference's solution cells before these."""

    test: int
    own: tuple[int, ...]
    own_ids: frozenset[str]
    earlier: dict[str, Cell]


Steps = Mapping[str, tuple[frozenset[str], dict[str, Cell]]]
"""For each test cell, the solution cells that it tests and those before them."""


def chain_of(cells: Sequence[Cell], steps: Steps, test: int) -> Chain | None:
    """The chain that ends in a test cell of a submission. None if its parts are not all there."""
    grade_id = cells[test].grade_id
    if grade_id is None or grade_id not in steps:
        return None
    own_ids, earlier = steps[grade_id]
    places = {c.grade_id: n for n, c in enumerate(cells[:test]) if c.place == "student"}
    if not own_ids or not own_ids | earlier.keys() <= places.keys():
        return None
    last = max(places[own_id] for own_id in own_ids)
    first = min(places[own_id] for own_id in own_ids)
    while first > 0 and cells[first - 1].points is None:
        first -= 1  # a student's own cells beside the solution cells belong to them
    while last + 1 < test and cells[last + 1].points is None:
        last += 1
    own = tuple(n for n in range(first, last + 1) if cells[n].place == "student")
    if any(places[e] >= first for e in earlier):
        return None
    return Chain(test, own, own_ids, earlier)


def steps_in(source: Sequence[Cell]) -> Steps:
    """The steps of the source, by what `regions` says that each test cell tests."""
    solutions = {c.grade_id: c for c in source if c.place == "student" and c.grade_id}
    order = list(solutions)
    return {
        test: (frozenset(own), {g: solutions[g] for g in order[: order.index(own[0])]})
        for test, own in regions.in_job(source).items()
        if own
    }


def can_help(chain: Chain, job: Job, runs: Sequence[CellRun], earlier_failed: bool) -> bool:
    """Whether another run can earn points that the student's own cells deserve."""
    if not earlier_failed or not chain.earlier or any(runs[n].fault for n in chain.own):
        return False
    solutions = [c for c in job.source_cells if c.place == "student"]
    own = [c.source for c in solutions if c.grade_id in chain.own_ids]
    bound = frozenset().union(*(names.binds(names.parse(source)) for source in own))
    # A test that looks at nothing that these cells bind says nothing of them.
    return bool(bound & names.reads(names.parse(job.cells[chain.test].source))) and not all(
        _is_left_open(runs[n]) for n in chain.own
    )


def _is_left_open(run: CellRun) -> bool:
    return any(output.get("ename") == "NotImplementedError" for output in run.outputs)


def substituted(job: Job, chain: Chain, kept: Collection[str]) -> list[Cell]:
    """The cells up to the test cell, the earlier solution cells being the reference's, but for
    those that are ``kept``."""
    given = {c.source for c in job.source_cells if c.place == "student" and c.grade_id is None}
    taken = in_any(names.rebinds, tuple(c.source for c in job.source_cells if c.points is None))
    cells: list[Cell] = []
    for position, cell in enumerate(job.cells[: chain.test + 1]):
        is_kept = position in chain.own or cell.grade_id in kept or cell.source in given
        if cell.place != "student" or is_kept:
            cells.append(cell)
            continue
        if helpers := helpers_in(cell.source, taken):
            cells.append(Cell(helpers))
        if cell.grade_id in chain.earlier:
            cells.append(chain.earlier[cell.grade_id])
    return cells


def brief(job: Job, cells: Sequence[Cell]) -> Job:
    """The job of running such cells for their points alone."""
    patience = PATIENCE if job.patience is None else min(job.patience, PATIENCE)
    cells = with_names_unbound(cells, job.source_cells)
    return replace(job.only_seen(cells, patience), records=False)


def built_upon(job: Job, chain: Chain, lost: Collection[str]) -> str:
    """The names of earlier solution cells that the student's own cells read, for a sentence.

    ``lost`` are the solution cells that lost points: names of others are not to blame.
    """
    sources = [cell.source for grade_id, cell in chain.earlier.items() if grade_id in lost]
    bound = frozenset().union(*(names.binds(names.parse(source)) for source in sources))
    trees = [tree for n in chain.own if (tree := tree_of(job.cells[n].source))]
    found = sorted(bound & frozenset().union(*map(names.reads, trees)))[:MOST_NAMED]
    return " and ".join([", ".join(found[:-1]), found[-1]] if found[1:] else found) or "answers"


def sentence(upon: str, earned: float, most: float) -> str:
    """What the student reads of points that came this way."""
    unit = "point" if most == 1 else "points"
    return f"Right, given your earlier {upon}: {earned:.4g} of {most:g} {unit} by follow-through."
