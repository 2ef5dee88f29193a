"""A submission changes what a test handed to it: that costs an honest answer nothing, and earns a
wrong one nothing."""

import pytest

SETUP = """
# %% locked
import copy
from collections import deque
import numpy as np
import pandas as pd
class Board:
    def __init__(self, cells): self.cells = cells
    def total(self): return sum(self.cells)
# %% student
"""
TOTAL = "def total(x): return float(np.sum(np.asarray(list(x))))\n"

ARGUMENTS = {
    "array": ("np.array([1.0, 2.0])", "x[:] = 0"),
    "list": ("[1.0, 2.0]", "x.clear()"),
    "deque": ("deque([1.0, 2.0])", "x.clear()"),
    "set": ("{1.0, 2.0}", "x.clear()"),
    "series": ("pd.Series([1.0, 2.0])", "x[:] = 0"),
    "bytes": ("bytearray([1, 2])", "x[:] = b''"),
}


def a_test(made, check):
    return f"# %% test\nx = {made}\n{check}\n"


@pytest.mark.parametrize(("made", "emptied"), ARGUMENTS.values(), ids=ARGUMENTS.keys())
def test_an_emptied_argument_makes_no_wrong_answer_right(points, made, emptied):
    test = a_test(made, "assert total(x) == sum(x)")
    attack = f"def total(x):\n    {emptied}\n    return 0.0\n"
    assert points(SETUP + TOTAL + test, SETUP + attack + test) == [0]


@pytest.mark.parametrize(("made", "emptied"), ARGUMENTS.values(), ids=ARGUMENTS.keys())
@pytest.mark.parametrize(
    "check", ["assert total(x) == 3", "y = copy.copy(x); assert total(y) == sum(x)"]
)
def test_an_honest_answer_may_use_up_its_argument(points, made, emptied, check):
    test = a_test(made, check)
    honest = f"def total(x):\n    found = float(sum(x))\n    {emptied}\n    return found\n"
    assert points(SETUP + TOTAL + test, SETUP + honest + test) == [2]


@pytest.mark.parametrize(("made", "emptied"), ARGUMENTS.values(), ids=ARGUMENTS.keys())
def test_a_test_that_wants_its_argument_as_it_was_is_heard(points, made, emptied):
    test = a_test(made, "total(x)\nassert sum(x) == 3")
    spoiling = f"def total(x):\n    found = float(sum(x))\n    {emptied}\n    return found\n"
    assert points(SETUP + TOTAL + test, SETUP + spoiling + test) == [0]


@pytest.mark.parametrize(
    ("where", "emptied"),
    {
        "nested": ("{'a': [[1.0, 2.0]]}", "x['a'][0].clear()"),
        "in a tuple": ("([1.0, 2.0],)", "x[0][:] = []"),
        "in an instance": ("Board([1.0, 2.0])", "x.cells.clear()"),
        "of an instance": ("Board([1.0, 2.0])", "x.cells = []"),
        "by a name": ("[1.0, 2.0]", "x *= 0"),
        "a frame": ("pd.DataFrame({'a': [1.0, 2.0]})", "x.loc[:, :] = 0.0"),
    }.values(),
)
def test_wherever_it_is_held(points, where, emptied):
    flat = """
def flat(x):
    if isinstance(x, pd.DataFrame): return x['a'].tolist()
    if isinstance(x, Board): return x.cells
    if isinstance(x, dict): return x['a'][0]
    return x[0] if isinstance(x, tuple) else x
"""
    setup = SETUP.replace("# %% student", flat + "# %% student")
    test = a_test(where, "assert total(x) == sum(flat(x))")
    right = "def total(x): return float(sum(flat(x)))\n"
    attack = f"def total(x):\n    {emptied}\n    return 0.0\n"
    assert points(setup + right + test, setup + right + test) == [2]
    assert points(setup + right + test, setup + attack + test) == [0]


ORDERED = "def ordered(xs): return sorted(xs)\n"
IN_PLACE = "def ordered(xs):\n    xs.sort()\n    return xs\n"


@pytest.mark.parametrize(
    "check",
    [
        "assert ordered(x) == sorted(x)",
        "assert ordered(x) == [1, 2, 3] and ordered(x)[0] == 1",
        "y = ordered(x)\nassert y == [1, 2, 3] and len(y) == len(x)",
    ],
)
def test_what_is_changed_in_place_and_returned_is_right_where_it_is_elsewhere(points, check):
    test = a_test("[3, 1, 2]", check)
    assert points(SETUP + ORDERED + test, SETUP + IN_PLACE + test) == [2]
    nothing = "def ordered(xs):\n    xs.clear()\n    return xs\n"
    assert points(SETUP + ORDERED + test, SETUP + nothing + test) == [0]


def test_an_instance_that_is_changed_in_place_and_returned(points):
    right = "def doubled(b): return Board([2 * c for c in b.cells])\n"
    test = a_test("Board([1, 2])", "assert doubled(x).total() == 6")
    in_place = "def doubled(b):\n    b.cells = [2 * c for c in b.cells]\n    return b\n"
    assert points(SETUP + right + test, SETUP + in_place + test) == [2]


def test_what_the_reference_changes_a_submission_may(points):
    right = "def put(xs, n): xs.append(n)\n"
    test = a_test("[1]", "put(x, 2); put(x, 3)\nassert x == [1, 2, 3]")
    other = "def put(xs, n): xs += [n]\n"
    assert points(SETUP + right + test, SETUP + other + test) == [2]
    assert points(SETUP + right + test, SETUP + "def put(xs, n): xs[:] = [n]\n" + test) == [0]


def test_an_earlier_result_is_not_to_be_changed_afterwards(points):
    right = "def near(n): return np.array([float(n)])\n"
    test = a_test("7", "first, second = near(0), near(x)\nassert first == x - 7 and second == x")
    honest = "def near(n): return np.full(1, float(n))\n"
    attack = """
kept = []
def near(n):
    kept.append(np.array([-1.0]))
    if n == 7:
        kept[0][:] = 0
        return np.array([7.0])
    return kept[-1]
"""
    assert points(SETUP + right + test, SETUP + honest + test) == [2]
    assert points(SETUP + right + test, SETUP + attack + test) == [0]


def test_what_an_earlier_test_defined_is_the_same_for_the_next_one(points):
    first = a_test("np.array([1.0, 2.0])", "assert total(x) >= 0")
    second = "# %% test\nassert total(x) == x.sum()\n"
    attack = "def total(x):\n    x[:] = 0\n    return 0.0\n"
    assert points(SETUP + TOTAL + first + second, SETUP + attack + first + second) == [2, 0]


def test_a_tests_iterator_is_not_emptied_for_the_test(points):
    right = "def first(xs): return next(xs)\n"
    test = a_test("iter([1, 2, 3])", "assert first(x) == 6 - sum(x)")
    honest = "def first(xs):\n    for one in xs: return one\n"
    attack = "def first(xs):\n    list(xs)\n    return 6\n"
    assert points(SETUP + right + test, SETUP + honest + test) == [2]
    assert points(SETUP + right + test, SETUP + attack + test) == [0]


def test_an_iterator_that_is_never_used_again_may_be_emptied(points):
    right = "def first(xs): return next(xs)\n"
    test = a_test("iter([1, 2, 3])", "assert first(x) == 1")
    honest = "def first(xs): return list(xs)[0]\n"
    assert points(SETUP + right + test, SETUP + honest + test) == [2]


def test_the_attributes_of_a_tests_own_object(points):
    right = "def area(shape): return shape.a * shape.b\n"
    made = "type('Shape', (), {})()\nx.a, x.b = 2, 3"
    test = a_test(made, "assert area(x) == x.a * x.b")
    honest = "def area(shape):\n    shape.seen = True\n    return shape.a * shape.b\n"
    attack = "def area(shape):\n    shape.a = 0\n    return 0\n"
    assert points(SETUP + right + test, SETUP + honest + test) == [2]
    assert points(SETUP + right + test, SETUP + attack + test) == [0]


def test_the_students_own_state_is_the_students(points):
    right = """
losses = []
def step():
    global losses
    losses = losses + [1 / (len(losses) + 1)]
"""
    test = a_test("0", "step(); step()\nassert losses == [1, 0.5]")
    in_place = right.replace("losses = losses + ", "losses += ")
    assert points(SETUP + right + test, SETUP + in_place + test) == [2]


def test_an_iterator_may_be_read_later_than_the_reference_reads_it(points):
    right = "def doubled(xs): return [2 * x for x in xs]\n"
    test = a_test("iter([1, 2])", "assert list(doubled(x)) == [2, 4]")
    for lazy in ("(2 * x for x in xs)", "map(lambda x: 2 * x, xs)"):
        assert points(SETUP + right + test, f"{SETUP}def doubled(xs): return {lazy}\n{test}") == [2]


def test_a_visible_test_stays_one_when_it_runs_again(points):
    """What it hands out stays usable: only a hidden test's functions end with it."""
    right = "def applied(f, xs): return f(xs)\n"
    first = a_test("[3, 1]", "def least(v): return min(v)\nassert applied(least, x) == 1")
    second = "# %% student\n{}\n# %% test\nassert again() == 5\n"
    keeping = """
def applied(f, xs):
    global kept
    kept = f
    xs.sort()
    return f(xs)
"""
    reference = SETUP + right + first + second.format("def again(): return 5")
    submission = SETUP + keeping + first + second.format("def again(): return kept([5, 6])")
    assert points(reference, submission) == [2, 2]
