"""The values of control questions: like the expected one, and no way to tell which that was."""

import math
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbjudge.process.policy.likeness import MANY, others_like

NUMBERS = (
    st.integers(-(10**12), 10**12)
    | st.floats(-1e12, 1e12).filter(lambda x: x == 0 or abs(x) > 1e-12)
    | st.decimals(-1000, 1000, places=2)
    | st.fractions(-1000, 1000, max_denominator=99)
)


@given(NUMBERS)
def test_they_are_many_of_the_same_type_at_equal_distances(value):
    others = others_like(value)
    assert others is not None
    assert len(others) == MANY
    assert value not in others
    assert {type(other) for other in others} == {type(value)}
    found = sorted([*others, value])
    steps = [b - a for a, b in pairwise(found)]
    assert math.isclose(min(steps), max(steps), rel_tol=1e-3)
    assert min(steps) >= abs(value) / (2 * MANY)


@pytest.mark.parametrize("value", [7, 100, 0.5, 0.40625, 3.0, 1e-7, 0.1 + 0.2, Fraction(1, 3)])
def test_the_given_one_may_stand_at_any_place_among_them(value):
    ranks = Counter(sorted([*others_like(value), value]).index(value) // 16 for _ in range(4000))
    assert sorted(ranks) == [0, 1, 2, 3]
    assert min(ranks.values()) > 800  # 1000 each, give or take 27


@pytest.mark.parametrize(
    ("value", "digits"), [(0.5, 1), (0.40625, 5), (3.0, 0), (2.25, 2), (1e-7, 7)]
)
def test_they_are_written_with_as_many_digits(value, digits):
    for other in others_like(value):
        assert -Decimal(repr(other)).normalize().as_tuple().exponent <= digits


@pytest.mark.parametrize(
    "value",
    [[1, "a"], ("a", 2.5), {"a": 1, "b": "c"}, {1, 2}, [[1], [2, 3]], np.array([1.5, 2.5]), 1 + 2j],
)
def test_a_container_differs_in_one_number(value):
    others = others_like(value)
    assert len(others) == MANY
    assert {type(other) for other in others} == {type(value)}
    assert not any(np.array_equal(other, value) or repr(other) == repr(value) for other in others)


@pytest.mark.parametrize(
    "value",
    ["abc", True, None, math.nan, math.inf, [], [None, "a"], {"a": True}, np.uint8(3), object()],
)
def test_some_values_have_no_like(value):
    assert others_like(value) is None
