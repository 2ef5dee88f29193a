"""Diagnosis names what was planted, or says nothing; on a sample of the course's known answers.

``python -m grader_tests.diagnosis`` counts over all of them.
"""

import pytest

from grader_tests.course_folder import ASSIGNMENTS
from grader_tests.diagnosis.planted import Course
from nbjudge.grading.pair import Zygote

KNOWN, PLANTED, UNFINISHED = 12, 2, 3
"""One in so many misconceptions is known, and one in so many of these is planted."""


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_nothing_wrong_is_said(zygote: Zygote, assignment: str) -> None:
    course = Course(zygote, assignment, KNOWN)
    verdicts = [course.verdict(answer).word for answer in course.misconceptions[::PLANTED]]
    assert set(verdicts) <= {"right", "silent"}
    assert verdicts.count("right") > len(verdicts) // 2
    assert course.verdict(course.alternatives[0]).word == "silent"
    assert course.verdict(*course.pairs(1)[0]).word != "wrong"


@pytest.mark.parametrize("assignment", ["gradient_descent_step", "backprop_step"])
def test_of_what_is_not_finished_no_mistake_is_told(zygote: Zygote, assignment: str) -> None:
    """Left open, misspelt, on top of a stale value that a known mistake gives, or stopped."""
    course = Course(zygote, assignment, KNOWN)
    for kind, planted in course.unfinished(UNFINISHED).items():
        verdicts = [course.verdict_on_unfinished(one) for one in planted]
        assert [verdict.untrue for verdict in verdicts] == [[]] * len(planted), kind
        words = {verdict.word for verdict in verdicts}
        assert words == {"silent" if kind == "raising" else "right"}, kind


def test_word_for_word_every_known_mistake_is_named(zygote: Zygote) -> None:
    course = Course(zygote, "gradient_descent_step", KNOWN)
    assert {course.verdict(answer).word for answer in course.reworded(4)} == {"right"}


def test_a_step_done_right_is_not_blamed_for_an_earlier_slip_that_looks_like_one(
    zygote: Zygote,
) -> None:
    course = Course(zygote, "forward_pass", KNOWN)
    assert "hidden_exponent_sign" in {answer.name for answer in course.misconceptions}
    negated = "hidden_layer_in = -np.dot(X, weights_input_to_hidden)"
    findings = course.findings({"hidden_layer_in": negated})
    # The sigmoid of -h is also what a wrong sign in the exponent makes of h.
    assert {finding.misconception for finding in findings.values()} == {None}
    assert findings["hidden_layer_in_test"].sign == "sign flipped"
