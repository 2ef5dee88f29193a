"""The claims about whole notebooks: the reference, the blank version and the known answers."""

import re
from collections.abc import Callable, Iterator, Sequence

from nbjudge.grading.answers import Answer
from nbjudge.grading.job import Cell, CellRun
from nbjudge.grading.score import score
from nbjudge.prove.baseline import Baseline, GradedCells
from nbjudge.prove.proof import Claim
from nbjudge.sandbox import WALLS

OTHER_SEED = "import random as _r, numpy as _n\n_r.seed(20210330)\n_n.random.seed(20210330)"
STRICT = "import warnings as _w\n_w.simplefilter('error')"
Tests = frozenset[str]
ADDRESS = re.compile(r"0x[0-9a-f]{6,}")


def reference_claims(baseline: Baseline) -> list[Claim]:
    """The reference solution: twice, and with warnings as errors.

    The second time random numbers start from another seed: what depends on them, and sets none
    itself, is then seen to.
    """
    cells = baseline.cells
    again = [Cell(OTHER_SEED), *cells]
    strict = [Cell(STRICT), Cell(STRICT, "judge"), *cells]
    once, twice, warned = baseline.grade_all([cells, again, strict], records=True)
    return [
        Claim.of(
            "the reference solution gets full marks twice, with the same outputs",
            [
                *(f"{name} loses points" for name in sorted(once.lost())),
                *changed(cells, once.runs, twice.runs[1:]),
            ],
        ),
        alone(once, baseline),
        Claim.of("it does so with warnings as errors", complaints(cells, warned.runs[2:])),
    ]


def alone(graded: GradedCells, baseline: Baseline) -> Claim:
    text = f"each time in a fresh folder, without network, behind {len(graded.walls)} walls"
    waived = sorted(baseline.material.job.waived & set(WALLS))
    if waived:
        return Claim.absent(text, f"waived in nbgrader_config.py: {', '.join(waived)}")
    return Claim.of(text, [])


def changed(cells: Sequence[Cell], once: Sequence[CellRun], twice: Sequence[CellRun]) -> list[str]:
    """The cells that ended otherwise the second time."""
    found = []
    for number, (cell, a, b) in enumerate(zip(cells, once, twice, strict=True), start=1):
        if what_was_seen(a) != what_was_seen(b):
            name = cell.grade_id or f"code cell {number}"
            found.append(f"{name} ends otherwise with other random numbers: set a seed before it")
    return found


def what_was_seen(run: CellRun) -> tuple[object, ...]:
    """All of a run that must not depend on when and where it is."""
    outputs = [{k: v for k, v in o.items() if k != "execution_count"} for o in run.outputs]
    return ADDRESS.sub("0x", repr(outputs)), run.failed, run.number, run.fault, repr(run.transcript)


def complaints(cells: Sequence[Cell], runs: Sequence[CellRun]) -> list[str]:
    """The cells that raise, with what they raise."""
    return [
        f"{cell.grade_id or f'code cell {number}'}: {reason(run)}"
        for number, (cell, run) in enumerate(zip(cells, runs, strict=True), start=1)
        if run.failed or run.fault
    ]


def reason(run: CellRun) -> str:
    errors = [o for o in run.outputs if o["output_type"] == "error"]
    return run.fault or (f"{errors[-1]['ename']}: {errors[-1]['evalue']}" if errors else "failed")


def blank_claim(baseline: Baseline) -> Claim:
    graded = baseline.grade(baseline.material.blank_cells)
    spared = [
        cell.grade_id
        for cell, run in zip(graded.cells, graded.runs, strict=True)
        if cell.points and score(cell, run) > 0
    ]
    return Claim.of(
        "the blank students' version gets 0",
        [f"{name} gives points to a blank answer" for name in spared],
    )


def answer_claims(baseline: Baseline) -> list[Claim]:
    """The claims about alternatives and misconceptions, each answer graded on its own."""
    right, wrong = baseline.material.alternatives, baseline.material.misconceptions
    known = [*(right or ()), *(wrong or ())]
    lost = iter(baseline.lost_by([(answer.grade_id, answer.code) for answer in known]))
    texts = (
        "each alternative gets full marks",
        "each misconception loses points exactly where it says",
    )
    return [
        answers_claim(texts[0], "alternatives.py", right, losing, lost),
        answers_claim(texts[1], "misconceptions.py", wrong, surprises, lost),
    ]


def answers_claim(
    text: str,
    file: str,
    answers: Sequence[Answer] | None,
    faults_of: Callable[[Answer, Tests], list[str]],
    lost: Iterator[Tests],
) -> Claim:
    """The claim about one kind of answers. ``lost`` gives the tests in which each loses points."""
    if answers is None:
        return Claim.absent(text, f"the course has no {file}")
    faults = [fault for answer in answers for fault in faults_of(answer, next(lost))]
    return Claim.of(f"{text} ({len(answers)})", faults)


def losing(answer: Answer, lost: Tests) -> list[str]:
    return [f"{answer.name} loses points in {test}" for test in sorted(lost)]


def surprises(answer: Answer, lost: Tests) -> list[str]:
    if not answer.loses:
        return [f"{answer.name} does not say which test cells take points from it: loses=..."]
    more = [f"{answer.name} also loses points in {test}" for test in sorted(lost - answer.loses)]
    return more + [
        f"{answer.name} loses none in {test}, although it says so"
        for test in sorted(answer.loses - lost)
    ]
