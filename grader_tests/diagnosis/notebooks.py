"""Small notebooks of steps, each with its test, and what diagnosis says of answers to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from nbjudge.grading.answers import Answer
from nbjudge.grading.diagnosis import Knowledge
from nbjudge.grading.job import Cell, Job
from nbjudge.grading.judgement import Judgement
from nbjudge.grading.marking import judge
from nbjudge.grading.pair import Zygote
from nbjudge.grading.reference import reference_run
from nbjudge.grading.run import grade


@dataclass(frozen=True)
class Step:
    """One solution cell, with the right answer, and its test."""

    name: str
    right: str
    test: str


def known(name: str, step: str, code: str, *more: str) -> Answer:
    """A known wrong answer, whose sentence is its name; it loses its step's test, and more."""
    tests = frozenset(f"{lost}_test" for lost in (step, *more))
    return Answer(name, step, f"{name}.", code, tests)


def cells(steps: Sequence[Step], answers: Sequence[str]) -> list[Cell]:
    return [
        cell
        for step, answer in zip(steps, answers, strict=True)
        for cell in (
            Cell(answer, grade_id=step.name),
            Cell(step.test, "judge", f"{step.name}_test", points=1.0, has_hidden_tests=True),
        )
    ]


def judged(
    zygote: Zygote, steps: Sequence[Step], wrong: Sequence[Answer], *answers: str
) -> Judgement:
    """The judgement of answers to the first steps; the later ones are answered rightly."""
    source = Job(cells(steps, [step.right for step in steps]))
    run = partial(grade, zygote)
    reference = reference_run(zygote, source, "the reference")
    knowledge = Knowledge(reference.apply_to(source), reference, run, wrong)
    given = [*answers, *(step.right for step in steps[len(answers) :])]
    return judge(run, reference.apply_to(Job(cells(steps, given))), knowledge)


def said(
    zygote: Zygote, steps: Sequence[Step], wrong: Sequence[Answer], *answers: str
) -> dict[str, str]:
    """The sentence of each test that says one."""
    marks = judged(zygote, steps, wrong, *answers).marks
    return {test: mark.finding.sentence for test, mark in marks.items() if mark.finding}
