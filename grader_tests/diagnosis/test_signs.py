"""General signs of a slip are told where they are sure, and never tell the expected value."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbjudge.grading.compare import same
from nbjudge.grading.diagnosis import sign_of
from nbjudge.grading.diagnosis.signs import compare
from nbjudge.process.transcript import Transcript, TranscriptRecorder

EXPECTED = np.array([[0.51237, -1.23457, 2.71828], [3.14159, 0.57722, -0.69315]])


def seen(**names: object) -> Transcript:
    recorder = TranscriptRecorder()
    recorder.fetched(names)
    return recorder.transcript()


@pytest.mark.parametrize(
    ("observed", "sign"),
    [
        (-EXPECTED, "sign flipped"),
        (2 * EXPECTED, "constant factor"),
        (EXPECTED / 0.3, "constant factor"),
        (EXPECTED.T, "transposed"),
        (EXPECTED[0], "wrong shape"),
        (EXPECTED[:1], "off by one record"),
        (np.round(EXPECTED, 2), "rounded too early"),
        (EXPECTED * np.nan, "not finite"),
    ],
)
def test_each_sign_is_known(observed: np.ndarray, sign: str) -> None:
    found = compare(observed, EXPECTED)
    assert found is not None
    assert found[0] == sign


@pytest.mark.parametrize("observed", [0.3, 0.51237 + 0.1, "0.5", None, 10**400, True])
def test_of_another_value_nothing_is_said(observed: object) -> None:
    assert compare(observed, 0.51237) is None


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_the_expected_value_is_in_no_sentence(observed: float, expected: float) -> None:
    found = sign_of(seen(y=observed), seen(y=expected), {"y"})
    if found and abs(expected) > 1e-3 and f"{abs(observed):.6g}" != f"{abs(expected):.6g}":
        assert f"{abs(expected):.6g}" not in found.sentence.split()


def test_of_a_value_that_another_cell_binds_nothing_is_said() -> None:
    assert sign_of(seen(y=-2.0), seen(y=2.0), {"step"}) is None


def test_where_two_values_differ_nothing_is_said() -> None:
    assert sign_of(seen(y=-2.0, h=1.0), seen(y=2.0, h=3.0), {"y"}) is None


def test_of_a_call_no_value_is_told() -> None:
    def calls(answer: float) -> Transcript:
        recorder = TranscriptRecorder()
        recorder.fetched({"f": abs})
        recorder.called(abs, "call", recorder.calling(((7.34375,), {})), ((7.34375,), {}), answer)
        return recorder.transcript()

    found = sign_of(calls(-21.5), calls(21.5), {"f"})
    assert found is not None
    assert found.sentence == (
        "For one of the inputs that the test tries, what your f returns has the wrong sign."
    )


@given(st.recursive(st.floats() | st.integers() | st.text(), st.lists))
def test_every_value_is_the_same_as_itself(value: object) -> None:
    assert same(value, value)


@pytest.mark.parametrize(
    ("one", "other"),
    [(1, 1.0), (True, 1), ([1.0], (1.0,)), (np.zeros(2), np.zeros((2, 1))), (1.0, 1.00001)],
)
def test_other_kinds_shapes_and_figures_are_not_the_same(one: object, other: object) -> None:
    assert not same(one, other)


def test_kinds_are_of_numbers_and_not_of_classes() -> None:
    assert same(np.float64(1.5), 1.5)
    assert same(np.array([np.nan, 1.0]), np.array([np.nan, 1.0 + 1e-9]))
