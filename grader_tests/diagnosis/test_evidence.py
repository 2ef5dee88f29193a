"""How much a value says of where it comes from, and tests that go on after a failed check."""

import numpy as np
import pytest

from nbjudge.grading.diagnosis.evidence import ENOUGH, weight_of
from nbjudge.grading.diagnosis.thorough import going_on


@pytest.mark.parametrize(
    "values",
    [[0.6899744], [-1e-7 / 3], ["sigmoid"], [np.array([0.0, 1.0])], [[1, 2]], [[{"a": 0.12345}]]],
    ids=repr,
)
def test_many_digits_a_text_or_several_plain_values_are_enough(values: list[object]) -> None:
    assert weight_of((value, None) for value in values) >= ENOUGH


@pytest.mark.parametrize(
    "values",
    [
        [],
        [None],
        [0.0],
        [3.1e-17],
        [1, 1, 1],
        [0.5, 0.25],
        [np.zeros(3)],
        [True, False],
        [10**400],
        [""],
    ],
    ids=["none", "None", "0", "nearly 0", "ones", "halves", "zeros", "bools", "huge", "no text"],
)
def test_what_many_mistakes_give_is_not(values: list[object]) -> None:
    assert weight_of((value, np.zeros(3)) for value in values) < ENOUGH


TEST = """
import math
def near(a, b):
    assert abs(a - b) < 1e-9, "no"
    return a
near(f(1), 2)
for x in (1, 2):
    assert f(x) > 5, "too small"
assert g(3) == f(4)
try:
    f(None)
except TypeError:
    seen.append("raised")
"""


def test_a_test_that_goes_on_asks_all_that_the_right_answer_is_asked() -> None:
    def asked_of(f: object, source: str) -> list[object]:
        asked: list[object] = []

        def ask(x: object) -> object:
            asked.append(x)
            return f(x)  # type: ignore[operator]

        namespace = {"f": ask, "g": ask, "seen": asked}
        try:
            exec(source, namespace)
        except AssertionError:
            asked.append("stopped")
        return asked

    wrong = lambda x: -1.0 * x  # noqa: E731
    assert asked_of(wrong, TEST) == [1, "stopped"]
    assert asked_of(wrong, going_on(TEST)) == [1, 1, 2, 3, 4, None, "raised"]


@pytest.mark.parametrize("source", ["%time f(1)", "!ls", "def f(:", ""])
def test_what_is_no_plain_python_stays(source: str) -> None:
    assert going_on(source) == source
