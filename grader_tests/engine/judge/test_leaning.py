"""What a test leans on that is not its own exercise's is named."""

import pytest

from grader_tests.engine.judge.conftest import job_of
from nbjudge.grading.leaning import leaning
from nbjudge.grading.reference import reference_run

BEFORE = """
# %% locked
import random
import numpy as np
X = np.arange(3.0)
# %% student
from math import isclose
def mse(a, b): return float(np.mean((a - b) ** 2))
scale = 2.0
noise = random.Random(3).random()
# %% test
assert mse(X, X) == 0
# %% locked
scaled = X * scale
# %% student
def predict(x): return 2 * x
def draw(): return random.random()
# %% test
{}
"""

LEANS = {
    "on nothing": ("assert predict(1) == 2", []),
    "on a function of another exercise": (
        "assert mse(predict(X), 2 * X) == 0",
        ["`mse`, the answer to another exercise, which can tell when it is called"],
    ),
    "on a value of another exercise": (
        "assert predict(scale) == 4",
        ["`scale`, the answer to another exercise"],
    ),
    "on what a locked cell computes from an answer": (
        "assert list(predict(X)) == list(scaled)",
        ["`scaled`, which no locked cell computes from locked cells alone"],
    ),
    "on a library's function": ("assert isclose(predict(1), 2)", []),
    "on the student's random numbers": (
        "random.seed(1); a = draw(), random.random(); random.seed(1)\n"
        "assert a == (random.random(), random.random())",
        ["its random numbers, which it draws from one stream with student code"],
    ),
}


@pytest.mark.parametrize(("test", "expected"), LEANS.values(), ids=LEANS.keys())
def test_what_a_test_leans_on_is_named(zygote, test, expected):
    reference = reference_run(zygote, job_of(BEFORE.format(test)), "the reference")
    assert leaning(reference).get("cell-5", []) == expected
