"""What a test hands to student code as a function is for the time of that test, and to its end."""

import pytest

from grader_tests.engine.judge.conftest import job_of
from nbjudge.grading.run import grade

APPLY = """
# %% student
def apply(f, x): return f(x)
"""
ORACLE = """
# %% test
### BEGIN HIDDEN TESTS
def oracle(v): return 3 * v - 1
assert apply(oracle, 2.0) == 5.0
### END HIDDEN TESTS
"""
NEXT = """
# %% student
{}
# %% test
### BEGIN HIDDEN TESTS
assert all(g(v) == 3 * v - 1 for v in (1.5, 8.0, -2.0))
### END HIDDEN TESTS
"""
RIGHT = "def g(v): return 3 * v - 1"

KEEPING = {
    "itself": ("kept.append(f)", "kept[0](v)"),
    "a method of it": ("kept.append(f.__call__)", "kept[0](v)"),
    "in a closure": ("kept.append(lambda v: f(v))", "kept[0](v)"),
    "as an attribute": ("apply.f = f", "apply.f(v)"),
}


@pytest.mark.parametrize(("keep", "use"), KEEPING.values(), ids=KEEPING.keys())
def test_a_hidden_tests_function_answers_nothing_once_the_test_has_ended(points, keep, use):
    reference = APPLY + ORACLE + NEXT.format(RIGHT)
    attack = f"# %% student\nkept = []\ndef apply(f, x):\n    {keep}\n    return f(x)\n"
    submission = attack + ORACLE + NEXT.format(f"def g(v): return {use}")
    assert points(reference, reference) == [2, 2]
    assert points(reference, submission) == [2, 0]


def test_what_is_handed_out_again_may_be_used_again(points):
    shared = """
# %% test
### BEGIN HIDDEN TESTS
assert apply(oracle, 3.0) == 8.0
### END HIDDEN TESTS
"""
    assert points(APPLY + ORACLE + shared, APPLY + ORACLE + shared) == [2, 2]


def test_what_a_test_defines_for_later_cells_stays(points):
    given = """
# %% test
### BEGIN HIDDEN TESTS
def helper(v): return v + 1
assert apply(helper, 1) == 2
### END HIDDEN TESTS
# %% student
def g(v): return helper(v) * 2
# %% test
assert g(1) == 4
"""
    assert points(APPLY + given, APPLY + given) == [2, 2]


ASSERTING = """
# %% test
def check(v):
    assert 0 <= v <= 1, 'not a probability'
    return True
assert walk(check, [0.25, 0.5]) == 2
"""
WALK = """
# %% student
def walk(f, xs): return sum(f(p) for p in xs)
"""


@pytest.mark.parametrize("caught", ["Exception", "AssertionError", "BaseException"])
def test_an_assertion_that_student_code_swallowed_still_fails_the_cell(points, caught):
    attack = f"""
# %% student
def walk(f, xs):
    try: f(7)
    except {caught}: pass
    return len(xs)
"""
    assert points(WALK + ASSERTING, WALK + ASSERTING) == [2]
    assert points(WALK + ASSERTING, attack + ASSERTING) == [0]


def test_where_the_reference_catches_it_a_submission_may(points):
    counting = """
# %% student
def failures(tests):
    count = 0
    for one in tests:
        try: one()
        except AssertionError: count += 1
    return count
# %% test
def wrong(): assert False
assert failures([wrong, wrong]) == 2
"""
    another = counting.replace("count += 1", "count = count + 1")
    assert points(counting, another) == [2]


def test_other_errors_of_a_tests_function_are_for_student_code_to_catch(points):
    retry = """
# %% student
def retry(f):
    while True:
        try: return f()
        except ValueError: continue
# %% test
tries = []
def flaky():
    tries.append(1)
    if len(tries) < 3: raise ValueError
    return 7
assert retry(flaky) == 7 and len(tries) == 3
"""
    assert points(retry, retry) == [2]


CLASS = """
# %% locked
from functools import cached_property
class Board:
    size = 9
    def __init__(self, cells): self.cells = cells
    def is_solved(self): return sorted(self.cells) == list(range(9))
    @cached_property
    def total(self): return sum(self.cells)
    @staticmethod
    def most(): return 8
# %% student
"""
SOLVE = "def solve(b): return Board(sorted(b.cells))\n"
SOLVED = """
# %% test
b = solve(Board([3, 1, 2, 0, 5, 4, 8, 7, 6]))
assert b.is_solved() and b.total == 36 and Board.most() == b.most() == 8
"""


@pytest.mark.parametrize(
    "forged",
    [
        "r = Board([]); r.is_solved = object; r.total = 36; return r",
        "b.cells = []; b.is_solved = bool; b.is_solved = object; b.total = 36; return b",
        "r = Board([36]); vars(r)['is_solved'] = list; return r",
        "b.cells.clear(); b.cells.append(36); b.is_solved = object; return b",
    ],
)
def test_an_instance_has_the_methods_of_its_class(points, forged):
    assert points(CLASS + SOLVE + SOLVED, CLASS + SOLVE + SOLVED) == [2]
    assert points(CLASS + SOLVE + SOLVED, CLASS + f"def solve(b): {forged}\n" + SOLVED) == [0]


def test_an_instance_may_have_another_value_of_what_its_class_has_for_all(points):
    test = "# %% test\nassert solve(Board([])).size == 4\n"
    right = "def solve(b):\n    b = Board([])\n    b.size = 4\n    return b\n"
    assert points(CLASS + right + test, CLASS + right + test) == [2]


def test_before_the_first_test_the_judge_imports_nothing(zygote):
    """A state that crosses between two tests may name any module that is installed."""
    job = job_of("""
# %% locked
class Box: pass
# %% test
box = Box()
# %% student
box.held = __import__('wave')
# %% student
box.held = 1
# %% test
import sys
assert 'wave' not in sys.modules
""")
    assert [run.failed for run in grade(zygote, job).cells][-1] is False
