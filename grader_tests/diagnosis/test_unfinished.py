"""What is missing is said in plain words, and only where it is missing."""

from dataclasses import replace
from functools import partial

import pytest

from grader_tests.diagnosis.notebooks import Step, cells, said
from nbjudge.grading.diagnosis import Knowledge
from nbjudge.grading.job import Cell, Job
from nbjudge.grading.marking import judge
from nbjudge.grading.pair import Zygote
from nbjudge.grading.reference import reference_run
from nbjudge.grading.run import grade

OPEN = "This is not answered yet."
STILL = "This is not finished yet: `raise NotImplementedError` still stands in it."

STEPS = [
    Step("double", "def double(x):\n    return 2 * x", "assert double(3) == 6"),
    Step("rate", "rate = double(0.25)", "assert rate == 0.5"),
    Step(
        "step",
        "def step(error):\n    return rate * error",
        "assert step(2) == 1",
    ),
]
RIGHT = [step.right for step in STEPS]


@pytest.mark.parametrize(
    ("answers", "sentences"),
    [
        (["def double(x):\n    '''Twice x.'''\n    raise NotImplementedError()"], [OPEN]),
        (["def double(x):\n    '''Twice x.'''\n    pass"], [OPEN]),
        (["class C:\n    def f(self): ...\n\ndef double(x): ..."], [OPEN]),
        (
            ["def double(x):\n    if x > 5: return 9\n    raise NotImplementedError"],
            [STILL],
        ),
        # The later step is right; it only calls what is not there.
        ([RIGHT[0], "raise NotImplementedError()"], ["", OPEN]),
        ([RIGHT[0], RIGHT[1], "def step(error): pass"], ["", "", OPEN]),
    ],
)
def test_what_is_left_open_is_said_to_be(
    zygote: Zygote, answers: list[str], sentences: list[str]
) -> None:
    found = said(zygote, STEPS, [], *answers)
    expected = {f"{step.name}_test": text for step, text in zip(STEPS, sentences, strict=False)}
    assert found == {test: text for test, text in expected.items() if text}


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("rate = doubel(0.25)", "The name `doubel` is not defined. Did you mean `double`?"),
        ("rate = dobule(0.25)", "The name `dobule` is not defined. Did you mean `double`?"),
        ("rate = qqq * 2", "The name `qqq` is not defined."),
        ("rtae = 0.5", "Nothing in this answer is called `rate`. Is it what you call `rtae`?"),
        ("zz = 0.5", "Nothing in this answer is called `rate`."),
        ("globals()['rtae'] = 0.5", None),
        ("%time rtae = 0.5", None),
        ("rate = step(3)", "The name `step` is not defined."),
    ],
)
def test_a_misspelt_name_is_named(zygote: Zygote, answer: str, sentence: str | None) -> None:
    found = said(zygote, STEPS, [], RIGHT[0], answer)
    assert found.get("rate_test") == sentence
    assert "step_test" not in found, "it only lacks what the step before should have given"


def test_a_misspelt_name_within_a_function_is_named(zygote: Zygote) -> None:
    answer = "def step(error):\n    return rate * eror"
    assert said(zygote, STEPS, [], *RIGHT[:2], answer) == {
        "step_test": "The name `eror` is not defined. Did you mean `error`?"
    }


def test_a_name_that_an_earlier_step_should_give_is_that_steps(zygote: Zygote) -> None:
    assert said(zygote, STEPS, [], "def duoble(x):\n    return 2 * x") == {
        "double_test": "Nothing in this answer is called `double`. Is it what you call `duoble`?"
    }


@pytest.mark.parametrize("answer", ["5", "'my answer'", "x = None", "rate = None"])
def test_an_attempt_is_not_called_left_open(zygote: Zygote, answer: str) -> None:
    assert OPEN not in said(zygote, STEPS, [], RIGHT[0], answer).values()


def test_a_name_that_a_handed_out_cell_should_give_is_no_slip(zygote: Zygote) -> None:
    """It stopped because of an earlier step, and not of the one that reads the name."""
    late = Step("y", "y = n + 1", "assert y == 7")
    first, last = cells(STEPS[:1], RIGHT[:1]), cells([late], [late.right])
    source = [*first, Cell("n = double(3)", "locked", "given"), *last]
    known = reference_run(zygote, Job(source), "the reference")
    run = partial(grade, zygote)
    knowledge = Knowledge(known.apply_to(Job(source)), known, run)
    given = [replace(source[0], source="pass"), *source[1:]]
    marks = judge(run, known.apply_to(Job(given)), knowledge).marks
    assert {t: m.finding and m.finding.sentence for t, m in marks.items()} == {
        "double_test": OPEN,
        "y_test": None,
    }
