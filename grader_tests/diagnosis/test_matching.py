"""A misconception is named when it alone explains what a failed test saw."""

from functools import partial

from nbjudge.grading.answers import Answer
from nbjudge.grading.diagnosis import Knowledge
from nbjudge.grading.job import Cell, Job
from nbjudge.grading.judgement import Judgement
from nbjudge.grading.marking import judge
from nbjudge.grading.pair import Zygote
from nbjudge.grading.reference import reference_run
from nbjudge.grading.run import grade

SLOPE = "s = 0.26378"
STEP = "step = 0.5 * s"
TEST_IDS = ("s_test", "step_test")
TESTS = ("assert s == 0.26378", "assert step == 0.13189")
KNOWN = (
    Answer("slope_doubled", "s", "The slope is doubled.", "s = 0.52756", frozenset(TEST_IDS)),
    Answer("no_rate", "step", "The rate is left out.", "step = s", frozenset({"step_test"})),
    Answer("a_tenth", "step", "The rate is a tenth.", "step = 0.1 * s", frozenset({"step_test"})),
    Answer("by_ten", "step", "You divide by ten.", "step = s / 10", frozenset({"step_test"})),
)


def notebook(slope: str, step: str) -> list[Cell]:
    return [
        cell
        for name, source, test in (("s", slope, TESTS[0]), ("step", step, TESTS[1]))
        for cell in (
            Cell(source, grade_id=name),
            Cell(test, "judge", f"{name}_test", points=1.0, has_hidden_tests=True),
        )
    ]


def judged(zygote: Zygote, *answers: str) -> Judgement:
    source = Job(notebook(SLOPE, STEP))
    known = reference_run(zygote, source, "the reference")
    knowledge = Knowledge(known.apply_to(source), known, partial(grade, zygote), KNOWN)
    return judge(partial(grade, zygote), known.apply_to(Job(notebook(*answers))), knowledge)


def said(zygote: Zygote, *answers: str) -> dict[str, str]:
    marks = judged(zygote, *answers).marks
    return {test: mark.finding.sentence for test, mark in marks.items() if mark.finding}


def test_the_one_that_explains_a_test_is_named_before_its_error(zygote: Zygote) -> None:
    found = judged(zygote, "s = 2 * 0.26378", STEP)
    assert [output.get("text") for output in found.outputs[1]] == [
        "The slope is doubled.\n",
        None,
    ]
    assert found.marks["s_test"].noted()["misconception"] == "slope_doubled"


def test_an_earlier_slip_is_told_from_one_here_by_the_earlier_test(zygote: Zygote) -> None:
    """Both give the same step; where the slope is right, only the second can be."""
    assert said(zygote, "s = 2 * 0.26378", STEP) == {"s_test": "The slope is doubled."}
    assert said(zygote, SLOPE, "step = 1 * s") == {"step_test": "The rate is left out."}


def test_two_that_explain_the_same_are_neither_named(zygote: Zygote) -> None:
    assert said(zygote, SLOPE, "step = s * 0.1") == {}


def test_what_nothing_explains_gets_no_name(zygote: Zygote) -> None:
    assert said(zygote, SLOPE, "step = 0.7123") == {}
    assert said(zygote, "s = 0.3", "step = 0.7") == {}


def test_a_right_answer_is_not_run_again(zygote: Zygote) -> None:
    found = judged(zygote, "s = 0.13189 * 2", STEP)
    assert [mark.outcome for mark in found.marks.values()] == ["passed", "passed"]
    assert all(run.transcript is None for run in found.run.cells), "nothing was recorded"
