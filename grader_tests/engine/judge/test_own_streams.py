"""A test that draws its inputs by chance meets chance, whatever a submission leaves behind."""

import pytest

from nbjudge.grading.job import Cell, Job
from nbjudge.grading.run import grade
from nbjudge.process.policy.expectation import Expectation

REFERENCE = """
# %% student
import random
import numpy as np
def f(x): return 3 * x - 1
"""

DRAWN = {
    "numpy's uniform numbers": "np.random.rand()",
    "numbers between bounds": "np.random.uniform(-5, 5)",
    "normal numbers": "np.random.randn()",
    "Python's normal numbers": "random.gauss(0, 1)",
    "whole numbers": "random.randint(1, 10**6)",
    "one of many": "random.choice(range(10**6))",
    "seeded numbers": "[np.random.seed(7), np.random.rand()][1]",
}

ZERO = """
def zero():
    np.random.set_state(("MT19937", np.zeros(624, np.uint32), 624, 1, 0.0))
    random.setstate((3, (0,) * 624 + (624,), 0.0))
"""
SAME = """
state, states = random.getstate(), np.random.get_state()
def zero():
    random.setstate(state); np.random.set_state(states)
"""
CONSTANT = """
seen = []
def f(x):
    zero()
    seen.append(x)
    return 3 * seen[0] - 1
"""


def drawing(drawn):
    return (
        f"# %% test\nfor _ in range(9):\n    x = {drawn}\n    assert abs(f(x) - (3 * x - 1)) < 1e-9"
    )


@pytest.mark.parametrize("left", [ZERO, SAME], ids=["all zero", "the same each time"])
@pytest.mark.parametrize("drawn", DRAWN.values(), ids=DRAWN.keys())
def test_a_state_that_a_submission_leaves_makes_no_constant_of_chance(points, drawn, left):
    test = drawing(drawn).replace("range(9)", "range(1)") if "seed" in drawn else drawing(drawn)
    answer = CONSTANT if "seed" not in drawn else "def f(x):\n    zero()\n    return 3 * 0.5 - 1\n"
    attack = REFERENCE + left + "zero()\n" + answer + test
    assert points(REFERENCE + test, attack) == [0]
    assert points(REFERENCE + test, REFERENCE + test) == [2]


def test_a_test_has_the_same_inputs_for_everybody(zygote):
    test = Cell("import random\nprint(random.random())", "judge", "t", 1, expectation=Expectation())

    def printed(student, source="the answer"):
        cells = [Cell(student), test]
        job = Job(cells, source_cells=[Cell(source), test])
        return grade(zygote, job).cells[1].outputs[0]["text"]

    assert printed("") == printed("import random; random.seed(5); random.random()")
    assert printed("") != printed("", "another answer")  # so no submission can know them


DRAWS = """
# %% student
import random
def draw(): return random.random()
"""


def test_a_test_seeds_what_student_code_draws_as_often_as_it_likes(points):
    test = """
# %% test
random.seed(1)
first = draw()
random.seed(1)
second, third = draw(), draw()
assert first == second != third
"""
    assert points(DRAWS + test, DRAWS + test) == [2]
    wrong = DRAWS.replace("random.random()", "random.SystemRandom().random()")
    assert points(DRAWS + test, wrong + test) == [0]


GOES_ON = """
# %% test
random.seed(1)
drawn = [draw(), random.random()]
random.seed(1)
assert drawn == [random.random(), random.random()]
"""


def test_a_test_that_draws_on_where_its_function_stopped_may(points):
    assert points(DRAWS + GOES_ON, DRAWS + GOES_ON) == [2]
    fewer = "# %% student\nimport random\ndef draw(): return 0.5\n"
    assert points(DRAWS + GOES_ON, fewer + GOES_ON) == [0]


@pytest.mark.parametrize(
    "state",
    [
        "(3, (0,) * 624 + (624,), None)",
        "(3, random.getstate()[1], float('nan'))",
        "(3, random.getstate()[1], 1e300)",
        "(3, tuple(n % 500 for n in range(624)) + (624,), None)",
    ],
)
def test_where_they_share_a_stream_a_state_of_nothing_is_refused(points, state):
    attack = (
        f"# %% student\nimport random\ndef draw():\n    random.setstate({state})\n    return 0.0\n"
    )
    lenient = GOES_ON.replace("assert drawn ==", "assert drawn == [0.0, 0.0] or drawn ==")
    assert points(DRAWS + lenient, attack + lenient) == [0]
