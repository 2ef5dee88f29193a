"""The proof of one notebook, step by step."""

import time
from collections import Counter
from collections.abc import Callable, Sequence

from nbjudge.errors import GraderError
from nbjudge.grading.leaning import leaning
from nbjudge.prove.baseline import Baseline
from nbjudge.prove.claims import answer_claims, blank_claim, reference_claims
from nbjudge.prove.leaks import leaks
from nbjudge.prove.margins import margins
from nbjudge.prove.material import Material
from nbjudge.prove.mutation_run import MutantOutcome, mutation_run
from nbjudge.prove.proof import Claim, End, MutantFound, Proof, TestCell
from nbjudge.prove.survivors import parses
from nbjudge.prove.universal import universal_claim
from nbjudge.prove.zygotes import Zygotes

BUDGET = 2000
"""Mutants of one notebook, if nothing else is asked for."""

SLOWEST = 10.0
"""Seconds that a mutant's cell may take, at least; one that runs on loses its points."""

OnStep = Callable[[str, int, int], object]
"""Told what is being done, how many steps of it are done, and how many there are."""


def prove(
    zygotes: Zygotes, material: Material, budget: int = BUDGET, step: OnStep = lambda *_: None
) -> Proof:
    """Prove one notebook. Raises GraderError when nobody could be graded on this machine."""
    started = time.monotonic()
    paper = [leak_claim(material), release_claim(material)]
    try:
        reference = zygotes.reference(material.job, material.name, material.variants)
    except GraderError as error:
        if "does not get full marks" not in str(error):
            raise
        failed = Claim.of("the reference solution gets full marks", str(error).splitlines()[1:-1])
        return Proof(material.assignment, material.notebook, [failed, *paper])
    ran = zygotes.grade(reference.apply_to(material.job)).cells
    slowest = max((run.seconds for run in ran), default=0.0)
    baseline = Baseline(zygotes, material, reference, max(SLOWEST, 20 * slowest))
    step("reference, blank and known answers", 0, 0)
    claims = [
        *reference_claims(baseline),
        blank_claim(baseline),
        *answer_claims(baseline),
        universal_claim(baseline),
    ]
    run = mutation_run(baseline, budget, step)
    step("where, how long, how near", 0, 0)

    def shown(end: End) -> list[MutantFound]:
        return [found(baseline, outcome) for outcome in run.of(end)]

    return Proof(
        material.assignment,
        material.notebook,
        [*claims, *paper, run.claim(baseline)],
        tests=test_cells(baseline, run.outcomes),
        survivors=shown("survived"),
        elsewhere=shown("elsewhere"),
        equivalent=shown("equivalent"),
        also_right=shown("also right"),
        possible=run.possible,
        made=len(run.outcomes),
        seconds=time.monotonic() - started,
        remarks=[
            f"{s.grade_id}: the solution is not plain Python, so no mutants were made of it"
            for s in material.solutions
            if not parses(s.source)
        ]
        + [
            f"{test}: a submission can change {what}"
            for test, found in leaning(reference).items()
            for what in found
        ],
    )


def leak_claim(material: Material) -> Claim:
    return Claim.of("nothing hidden is in the students' version or beside it", leaks(material))


def release_claim(material: Material) -> Claim:
    text = "release/ holds what the source generates"
    if material.released is None:
        return Claim.absent(text, "not released yet")
    remedy = f"run: nbgrader generate_assignment {material.assignment} --force"
    return Claim.of(text, [] if material.released else [f"it does not; {remedy}"])


def found(baseline: Baseline, outcome: MutantOutcome) -> MutantFound:
    mutant = outcome.mutant
    return MutantFound(
        grade_id=mutant.grade_id,
        kind=mutant.kind,
        was=mutant.was,
        now=mutant.now,
        diff=mutant.diff(baseline.solutions[mutant.grade_id].source),
        covering=sorted(baseline.covering[mutant.grade_id]),
        caught_by=sorted(outcome.caught_by),
        note=outcome.note,
    )


def test_cells(baseline: Baseline, outcomes: Sequence[MutantOutcome]) -> list[TestCell]:
    """The line of each test cell, in the order of the notebook."""
    graded = baseline.grade(baseline.cells)
    why = baseline.reference.why
    near = margins(baseline, outcomes)
    lines = []
    for cell, ran in zip(graded.cells, graded.runs, strict=True):
        name = cell.grade_id
        if cell.points is None or name is None:
            continue
        margin, nearest = near.get(name, (None, ""))
        ends = Counter(
            "elsewhere" if o.end == "killed" and name not in o.caught_by else o.end
            for o in outcomes
            if name in baseline.covering[o.mutant.grade_id]
        )
        lines.append(
            TestCell(
                grade_id=name,
                points=cell.points,
                place="in-process" if cell.place == "in-process" else "judge",
                why_in_process=why.get(name, ""),
                seconds=ran.seconds,
                made=ends.total(),
                killed=ends["killed"],
                elsewhere=ends["elsewhere"],
                equivalent=ends["equivalent"],
                also_right=ends["also right"],
                survived=ends["survived"],
                margin=margin,
                nearest=nearest,
            )
        )
    return lines
