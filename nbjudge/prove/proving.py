"""The proof of one notebook, step by step."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nbjudge.errors import GraderError
from nbjudge.grading.job import Job
from nbjudge.grading.reference import Reference
from nbjudge.prove.baseline import Ground
from nbjudge.prove.claims import answer_claims, blank_claim, reason, reference_claims
from nbjudge.prove.context import Bench
from nbjudge.prove.leaks import leaks
from nbjudge.prove.margins import margins
from nbjudge.prove.material import Material
from nbjudge.prove.mutants import mutants, within_budget
from nbjudge.prove.mutation_run import Caught, hunt
from nbjudge.prove.observing import scopes
from nbjudge.prove.proof import Claim, MutantFound, Proof, TestCell
from nbjudge.prove.survivors import judged, parses

BUDGET = 2000
"""Mutants of one notebook, if nothing else is asked for."""

SLOWEST = 10.0
"""Seconds that a mutant's cell may take, at least; one that runs on loses its points."""

Step = Callable[[str, int, int], object]
"""Told what is being done, how many steps of it are done, and how many there are."""


def prove(
    bench: Bench, material: Material, budget: int = BUDGET, step: Step = lambda *_: None
) -> Proof:
    """Prove one notebook. Raises GraderError when nobody could be graded on this machine."""
    started = time.monotonic()
    paper = [leak_claim(material), release_claim(material)]
    try:
        reference = bench.reference(material.job, material.name)
    except GraderError as error:
        if "does not get full marks" not in str(error):
            raise
        failed = Claim.of("the reference solution gets full marks", str(error).splitlines()[1:-1])
        return Proof(material.assignment, material.notebook, [failed, *paper])
    ground = ground_of(bench, material, reference)
    step("reference, blank and known answers", 0, 0)
    claims = [
        *reference_claims(bench, ground),
        blank_claim(bench, ground, material),
        *answer_claims(bench, ground, material),
    ]
    found = hunted(bench, ground, material, budget, step)
    return Proof(
        assignment=material.assignment,
        notebook=material.notebook,
        claims=[*claims, *paper, found.claim],
        tests=test_cells(bench, ground, material, found),
        survivors=[found.shown(c) for c in found.of("got away")],
        elsewhere=[found.shown(c) for c in found.of("elsewhere")],
        equivalent=[found.shown(c) for c in found.of("equal")],
        free=[found.shown(c) for c in found.of("free")],
        possible=found.possible,
        made=len(found.caught),
        seconds=time.monotonic() - started,
        remarks=found.remarks,
    )


def leak_claim(material: Material) -> Claim:
    return Claim.of("nothing hidden is in the students' version or beside it", leaks(material))


def release_claim(material: Material) -> Claim:
    text = "release/ holds what the source generates"
    if material.released is None:
        return Claim.absent(text, "not released yet")
    remedy = f"run: nbgrader generate_assignment {material.assignment} --force"
    return Claim.of(text, [] if material.released else [f"it does not; {remedy}"])


def ground_of(bench: Bench, material: Material, reference: Reference) -> Ground:
    job = reference.apply_to(material.job)
    slowest = max((run.seconds for run in bench.grade(job).cells), default=0.0)
    return Ground(material.job, reference, material.solutions, max(SLOWEST, 20 * slowest))


@dataclass(frozen=True)
class Hunted:
    """What became of a notebook's mutants. ``ends`` has one word for each of ``caught``."""

    ground: Ground
    possible: int
    caught: Sequence[Caught]
    ends: Sequence[str]
    notes: Sequence[str]
    remarks: Sequence[str]

    def of(self, end: str) -> list[Caught]:
        return [
            caught for caught, ended in zip(self.caught, self.ends, strict=True) if ended == end
        ]

    def shown(self, caught: Caught) -> MutantFound:
        mutant = caught.mutant
        solution = next(s for s in self.ground.solutions if s.grade_id == mutant.grade_id)
        guards = self.ground.guard_names[mutant.grade_id]
        return MutantFound(
            grade_id=mutant.grade_id,
            kind=mutant.kind,
            was=mutant.was,
            now=mutant.now,
            diff=mutant.diff(solution.source),
            guards=sorted(guards),
            caught_by=sorted(caught.anywhere),
            note=self.notes[self.caught.index(caught)],
        )

    @property
    def claim(self) -> Claim:
        text = f"each mutant that changes a value loses points ({len(self.caught)} tried)"
        if not self.caught and self.possible:
            return Claim.absent(text, f"the budget allowed none of {self.possible}")
        if not self.caught:
            return Claim.absent(text, "there is no solution code that could be changed")
        faults = []
        for caught in self.of("got away"):
            mutant, found = caught.mutant, self.shown(caught)
            let = ", ".join(found.guards) or "no test cell tests it"
            faults.append(f"{let} let through {mutant.grade_id}: {mutant.was} -> {mutant.now}")
        return Claim.of(text, faults)


def hunted(bench: Bench, ground: Ground, material: Material, budget: int, step: Step) -> Hunted:
    """Make the mutants, hunt them, and look at those that got away."""
    in_scope = scopes(bench, ground)
    possible = [m for s in ground.solutions for m in mutants(s, in_scope.get(s.grade_id, {}))]
    made = within_budget(possible, budget)
    decided = 0

    def done(more: int) -> None:
        nonlocal decided
        decided += more
        step("mutants", decided, len(made))

    caught = hunt(bench, ground, made, done)
    found = judged(bench, ground, material, [c.mutant for c in caught if not c.anywhere])
    ends, notes = [], []
    for c in caught:
        end, note = found.get(c.mutant, ("killed" if c.guards else "elsewhere", ""))
        ends.append(end)
        notes.append(note)
    remarks = [
        f"{s.grade_id}: the solution is not plain Python, so no mutants were made of it"
        for s in ground.solutions
        if not parses(s.source)
    ]
    return Hunted(ground, len(possible), caught, ends, notes, remarks)


def test_cells(bench: Bench, ground: Ground, material: Material, found: Hunted) -> list[TestCell]:
    """The line of each test cell, in the order of the notebook."""
    graded = ground.grade(bench, ground.cells)
    why = reasons_beside(bench, material.job, ground)
    near = margins(bench, ground, material, found.caught)
    lines = []
    for cell, ran in zip(graded.cells, graded.runs, strict=True):
        if cell.points is None or cell.grade_id is None:
            continue
        name = cell.grade_id
        margin, nearest = near.get(name, (None, ""))
        ends = [
            end if end != "killed" or name in c.guards else "elsewhere"
            for c, end in zip(found.caught, found.ends, strict=True)
            if name in ground.guard_names[c.mutant.grade_id]
        ]
        lines.append(
            TestCell(
                grade_id=name,
                points=cell.points,
                place="beside" if cell.place == "beside" else "judge",
                why_beside=why.get(name, ""),
                seconds=ran.seconds,
                made=len(ends),
                killed=ends.count("killed"),
                elsewhere=ends.count("elsewhere"),
                equal=ends.count("equal"),
                free=ends.count("free"),
                margin=margin,
                nearest=nearest,
            )
        )
    return lines


def reasons_beside(bench: Bench, job: Job, ground: Ground) -> dict[str, str]:
    """Why test cells run beside the student's code: what they ended with in the judge."""
    beside = {cell.grade_id for cell in ground.cells if cell.place == "beside"}
    if not beside:
        return {}
    runs = bench.grade(job).cells
    return {
        cell.grade_id or "": reason(run)
        for cell, run in zip(job.cells, runs, strict=True)
        if cell.grade_id in beside
    }
