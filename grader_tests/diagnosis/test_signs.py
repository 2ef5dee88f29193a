"""General signs of a slip are told where they are sure, and never tell the expected value."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbjudge.grading.compare import same
from nbjudge.grading.diagnosis import sign_of
from nbjudge.grading.diagnosis.looks import compare
from nbjudge.process.transcript import Transcript, TranscriptRecorder

EXPECTED = np.array([[0.51237, -1.23457, 2.71828], [3.14159, 0.57722, -0.69315]])


def seen(**names: object) -> Transcript:
    recorder = TranscriptRecorder()
    for name, value in names.items():
        recorder.fetched(name, value)
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
    found = compare(observed, EXPECTED, rounds=True)
    assert found is not None
    assert found[0] == sign


@pytest.mark.parametrize(
    ("observed", "expected"),
    [
        (0.5, 0.5),
        (0.5, 0.50004),
        (np.array([0.5]), 0.5),
        ([0.5, 1.0], np.array([0.5, 1.0])),
        (np.round(EXPECTED, 2), EXPECTED),
    ],
    ids=["right", "near", "in brackets", "a list", "by chance"],
)
def test_a_value_is_not_called_rounded_for_looking_so(observed: object, expected: object) -> None:
    """Only code that rounds makes the difference; and what is right has lost no digits."""
    found = compare(observed, expected)
    assert found is None or found[0] == "wrong shape"
    assert (compare(0.5, 0.5, rounds=True), compare(EXPECTED, EXPECTED, rounds=True)) == (
        None,
        None,
    )


def test_of_one_number_many_times_neither_order_nor_factor_is_told() -> None:
    ones = np.ones((2, 3))
    for observed, expected in [(ones.T, ones), (np.ones(4), np.ones(5)), (3 * ones, ones)]:
        found = compare(observed, expected)
        assert found is None or found[0] == "wrong shape"


def test_of_another_shape_with_other_numbers_nothing_is_said() -> None:
    """A test may well take one number in brackets, and have failed for the number."""
    assert compare(np.array([0.3]), 0.7) is None
    assert compare(np.array([[0.1], [0.2]]), np.array([0.3, 0.7])) is None
    assert compare(np.array([0.7]), 0.7) is not None


def test_nothing_there_is_said_of_none_alone() -> None:
    found = sign_of(seen(y=None), seen(y=2.0), {"y"})
    assert found is not None
    assert found.sentence == "Your y is None."
    assert sign_of(seen(y=None), seen(y=None), {"y"}) is None


def test_where_a_name_and_a_call_differ_nothing_is_said() -> None:
    def both(y: float, answer: float) -> Transcript:
        recorder = TranscriptRecorder()
        recorder.fetched("y", y)
        recorder.fetched("f", abs)
        recorder.called(abs, "call", recorder.calling(((1.5,), {})), ((1.5,), {}), answer)
        return recorder.transcript()

    assert sign_of(both(-2.0, 1.5), both(2.0, 1.5), {"y"}) is not None
    assert sign_of(both(-2.0, 0.3), both(2.0, 1.5), {"y"}) is None


@pytest.mark.parametrize("observed", [0.3, 0.51237 + 0.1, "0.5", 10**400, True])
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
        recorder.fetched("f", abs)
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
