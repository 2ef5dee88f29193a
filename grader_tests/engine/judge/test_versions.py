"""What a test uses and is not its exercise's: a submission gets nothing by changing it."""

import pytest

IMPORTS = """
# %% student
{}
def loss(): return {}
# %% test
assert {}
"""

LIBRARY = {
    "a function": (
        "from numpy import allclose",
        "allclose(loss(), 0.25)",
        "allclose = lambda *a: True",
    ),
    "by another name": (
        "from math import isclose as near",
        "near(loss(), 0.25)",
        "near = lambda *a: True",
    ),
    "a constant": ("from math import pi", "loss() == pi / 4 / pi", "pi = 36.0"),
    "a class": (
        "from fractions import Fraction",
        "Fraction(loss()) == Fraction(1, 4)",
        "Fraction = lambda *a: 0",
    ),
}


@pytest.mark.parametrize(("imported", "check", "forged"), LIBRARY.values(), ids=LIBRARY.keys())
def test_a_librarys_function_is_the_tests_own(points, imported, check, forged):
    reference = IMPORTS.format(imported, 0.25, check)
    assert points(reference, reference) == [2]
    assert points(reference, IMPORTS.format(f"{imported}\nimport math", 0.25, check)) == [2]
    assert points(reference, IMPORTS.format(forged, 9, check)) == [0]
    assert points(reference, IMPORTS.format("", 0.25, check)) == [0]  # as in any notebook


def test_where_the_import_is_the_answer_it_is_the_students(points):
    asked = "# %% student\n{}\n# %% test\nassert root(4) == 2\n"
    reference = asked.format("from math import sqrt as root")
    assert points(reference, reference) == [2]
    assert points(reference, asked.format("from numpy import sqrt as root")) == [2]
    assert points(reference, asked.format("root = lambda x: 2.5")) == [0]


EARLIER = """
# %% student
def mse(a, b): return sum((x - y) ** 2 for x, y in zip(a, b)) / len(a)
# %% test
assert mse([1, 2], [1, 4]) == 2
# %% student
{}
# %% test
assert mse(fitted(), [3, 4]) < 0.1
"""
FITTED = "def fitted(): return [3, 4]"


@pytest.mark.parametrize(
    "rebound",
    [
        "def mse(a, b): return 0",
        "mse = lambda *a: 0\ndef fitted(): return 9",
        "def fitted():\n    global mse\n    mse = lambda *a: 0\n    return [9, 9]",
        "class Zero(float): pass\ndef mse(a, b): return Zero(0)",
    ],
)
def test_an_earlier_exercises_function_is_what_was_graded(points, rebound):
    reference = EARLIER.format(FITTED)
    wrong = "def fitted(): return [9, 9]\n"
    assert points(reference, reference) == [2, 2]
    assert points(reference, EARLIER.format(wrong + rebound)) == [2, 0]


def test_a_function_that_is_written_again_and_is_right_costs_nothing(points):
    again = "def mse(a, b): return sum((y - x) ** 2 for x, y in zip(a, b)) / len(b)\n"
    assert points(EARLIER.format(FITTED), EARLIER.format(again + FITTED)) == [2, 2]


def test_data_of_an_earlier_exercise(points):
    scenario = """
# %% student
w = [1.0, 2.0]
# %% test
assert w == [1, 2]
# %% student
{}
# %% test
assert doubled(w) == [2 * x for x in w]
"""
    right = scenario.format("def doubled(xs): return [2 * x for x in xs]")
    assert points(right, right) == [2, 2]
    for change in ("w.clear()", "w = []", "w[:] = []"):
        assert points(right, scenario.format(f"{change}\ndef doubled(xs): return []")) == [2, 0]
    grows = "w.append(3.0)\ndef doubled(xs): return [2 * x for x in xs]"
    assert points(right, scenario.format(grows)) == [2, 2]


def test_what_the_reference_itself_changes_is_the_students(points):
    scenario = """
# %% student
w = [1.0]
# %% test
assert w == [1]
# %% student
{}
# %% test
assert w == [0.5]
"""
    right = scenario.format("w = [0.5]")
    assert points(right, right) == [2, 2]
    assert points(right, scenario.format("w[0] /= 2")) == [2, 2]
    assert points(right, scenario.format("")) == [2, 0]


LOCKED = """
# %% locked
import numpy as np
rng = np.random.default_rng(3)
X = rng.normal(size=(4, 2))
y = X @ [2.0, -1.0]
y[0] = 1.5
def true(x): return x @ [2.0, -1.0]
np.random.seed(4)
Z = np.random.rand(3)
# %% student
{}
# %% test
{}
"""
FITS = "assert abs(predict(X) - y)[1:].max() < 1e-9"
PREDICT = "def predict(x): return x @ [2.0, -1.0]"


@pytest.mark.parametrize(
    "attack",
    [
        "y[:] = 0\ndef predict(x): return 0 * y",
        "X[:] = 0; y[:] = 0\ndef predict(x): return 0 * y",
        "y = np.zeros(4)\ndef predict(x): return y",
        "def predict(x):\n    y[:] = 0\n    return np.zeros(4)",
        "def predict(x):\n    global y\n    y = np.zeros(4)\n    return y",
    ],
)
def test_what_locked_cells_compute_is_not_a_students_to_change(points, attack):
    reference = LOCKED.format(PREDICT, FITS)
    assert points(reference, reference) == [2]
    assert points(reference, LOCKED.format(attack, FITS)) == [0]


def test_drawn_by_a_locked_cell(points):
    check = "assert abs(twice() - 2 * Z).max() < 1e-9"
    reference = LOCKED.format("def twice(): return 2 * Z", check)
    assert points(reference, reference) == [2]
    assert points(reference, LOCKED.format("Z *= 0\ndef twice(): return 0 * Z", check)) == [0]


def test_an_honest_answer_may_work_on_locked_data_in_place(points):
    check = "assert predict(X).shape == y.shape"
    reference = LOCKED.format(PREDICT, check)
    in_place = "X -= X.mean(0)\ndef predict(x): return x @ [2.0, -1.0]"
    assert points(reference, LOCKED.format(in_place, check)) == [2]


def test_where_the_reference_works_on_it_in_place_a_submission_may(points):
    check = "assert abs(X.mean()) < 1e-9"
    reference = LOCKED.format("X -= X.mean()", check)
    assert points(reference, reference) == [2]
    assert points(reference, LOCKED.format("X[:] = X - np.mean(X)", check)) == [2]
    assert points(reference, LOCKED.format("", check)) == [0]
