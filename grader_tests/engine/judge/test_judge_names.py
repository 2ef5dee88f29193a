"""Which object a name in a test cell stands for."""

import ast
import threading

import pytest

from grader_tests.engine.judge.conftest import complaints, job_of
from nbjudge.grading.reference import reference_run
from nbjudge.grading.run import grade
from nbjudge.process.names import needs


def test_a_name_bound_by_one_test_is_read_by_the_next(passes):
    passes("""
# %% student
x = 1
# %% test
seen = [x]
# %% test
assert seen == [1]
seen.append(2)
# %% test
assert seen == [1, 2]
""")


def test_a_student_cell_rebinds_what_a_test_bound(passes):
    passes("""
# %% test
x = 'of the test'
# %% student
x = 'of the student'
# %% test
assert x == 'of the student'
""")


def test_a_later_test_sees_what_a_student_cell_changed(passes):
    passes("""
# %% student
x = [1]
# %% test
assert x == [1]
# %% student
x.append(2)
# %% test
assert x == [1, 2]
""")


def test_functions_and_classes_of_locked_cells_work_in_tests(passes):
    passes("""
# %% locked
import math as m
from collections import Counter
LIMIT = 7
def check(value):
    return value < LIMIT and helper(value)
def helper(value):
    return m.sqrt(value) >= 0
class Box:
    def __init__(self, inside): self.inside = inside
# %% student
LIMIT = 9
x = 8
# %% test
assert check(x)
assert Box(x).inside == 8
assert Counter('aab')['a'] == 2
""")


def test_a_class_of_a_locked_cell_that_the_student_instantiates(passes):
    passes("""
# %% locked
class Box:
    def __init__(self, inside): self.inside = inside
# %% student
b = Box(3)
def open_(box): return box.inside
# %% test
assert b.inside == 3
assert open_(b) == 3
assert open_(Box(4)) == 4
assert isinstance(b, Box)
assert type(b) is Box
""")


def test_globals_locals_dir_and_eval_know_the_students_names(passes):
    passes("""
# %% student
x = 3
# %% test
assert 'x' in globals() and 'x' in locals() and 'x' in dir()
assert 'y' not in globals()
assert globals()['x'] == 3 and eval('x + 1') == 4
assert callable(print) and not callable(x)
exec('z = x * 2')
assert z == 6
# %% student
y = z
# %% test
assert 'y' in globals() and y == 6
""")


def test_a_name_that_is_missing_is_a_name_error(passes):
    passes("""
# %% student
x = 1
# %% test
try:
    missing
except NameError:
    1.5
else:
    0
# %% test
try:
    missing
    found = True
except NameError:
    found = False
assert not found
""")


def test_types_are_told_apart(passes):
    passes("""
# %% locked
import numpy as np
import pandas as pd
# %% student
a = np.array([1, 2])
df = pd.DataFrame({'a': [1, 2]})
t = (1, 2.0, 'x', None, True, {1}, frozenset([2]), 1j, b'b', range(3))
f = np.float64(2)
n = np.int64(2)
kind = np.ndarray
def g(): ...
import math
# %% test
import types
assert isinstance(a, np.ndarray) and isinstance(df, pd.DataFrame)
names = 'int float str NoneType bool set frozenset complex bytes range'.split()
assert [type(v).__name__ for v in t] == names
assert type(f) is np.float64 and type(n) is np.int64 and kind is np.ndarray
assert isinstance(g, types.FunctionType) and callable(g)
assert isinstance(math, types.ModuleType) and math.pi > 3
assert isinstance(df['a'], pd.Series)
""")


def test_hashed_answers(passes):
    passes("""
# %% student
answer = {'a': [1, 2.5], 'b': ('x', None)}
# %% test
import hashlib
from hashlib import md5
print(hashlib.sha256(repr(answer).encode()).hexdigest())
print(md5(str(answer).encode()).hexdigest())
print(hash(1.5), hash((1, 2)))
""")


def test_builtins_are_the_judges_own(points):
    reference = """
# %% student
x = 1
# %% test
assert all([x == 1, x > 0])
"""
    submission = """
# %% student
x = 2
def all(values): return True
# %% test
assert all([x == 1, x > 0])
"""
    assert points(reference, submission) == [0.0]


def test_a_test_sets_a_global_that_student_code_reads(passes):
    passes("""
# %% student
rate = 1
def price(n): return n * rate
# %% test
assert price(2) == 2
rate = 10
assert price(2) == 20
# %% student
seen = rate
# %% test
assert seen == 10
""")


def test_a_test_deletes_a_global_that_student_code_reads(passes):
    passes("""
# %% student
rate = 1
def price(n): return n * rate
# %% test
assert price(2) == 2
del rate
try:
    price(2)
    gone = False
except NameError:
    gone = True
assert gone
""")


def test_a_student_function_rebinds_and_deletes_globals(passes):
    passes("""
# %% student
count = 0
spare = 1
def step():
    global count
    count += 1
    return count
def drop():
    global spare
    del spare
# %% test
assert count == 0 and spare == 1
step(); step()
assert count == 2
drop()
assert 'spare' not in globals()
""")


def test_a_student_function_makes_a_new_global(passes):
    passes("""
# %% student
def make():
    global made
    made = 5
# %% test
make()
assert made == 5
""")


def test_a_mock_replaces_a_students_function(passes):
    passes("""
# %% student
def helper(n): return n + 1
def outer(n): return helper(n) * 2
# %% test
original = helper
def helper(n): return 100
assert outer(1) == 200
helper = original
assert outer(1) == 4
""")


def test_the_shell_of_a_test(passes, points):
    scenario = """
# %% student
x = 5
# %% test
ip = get_ipython()
assert ip is not None
assert ip.user_ns['x'] == 5
assert len(In) > 1 and isinstance(Out, dict)
"""
    assert points(scenario, scenario) == [2.0]


def test_a_test_reads_the_students_cells_in_the_history(points):
    scenario = """
# %% student
x = sum([1, 2])
# %% test
assert 'sum(' in ''.join(In)
"""
    assert points(scenario, scenario) == [2.0]


LEFTOVERS = {
    "a file": "f = open('note.txt', 'w')",
    "a figure": "import matplotlib.pyplot as plt; f, a = plt.subplots()",
    "an object": "class P: pass\nf = P()",
    "a generator": "import numpy as np; f = np.random.default_rng(1)",
    "a loop": "f = []; f.append(f)",
}

BINDINGS = {
    "a loop's": "for f in (1, 2, 3): assert sq(f) == f * f",
    "a parameter's": "def check(f): assert sq(f) == f * f\ncheck(3)",
    "a comprehension's": "assert [sq(f) for f in (1, 2)] == [1, 4]",
    "an assignment's": "f = 3\nassert sq(f) == 9",
    "a class body's": "class T:\n    f = 3\n    assert sq(f) == 9",
    "a handler's": "try: 1 / 0\nexcept ZeroDivisionError as f: assert sq(3) == 9",
    "a mention's": "assert sq(3) == 9 and (True or f)",
    "a name in globals": "assert 'f' in globals() and sq(3) == 9",
}


@pytest.mark.parametrize("bound", BINDINGS.values(), ids=BINDINGS.keys())
def test_a_leftover_under_a_name_that_a_test_does_not_read_costs_nothing(zygote, bound):
    right = "# %% student\ndef sq(n): return n * n\n"
    known = reference_run(zygote, job_of(f"{right}f = 1\n# %% test\n{bound}"), "the reference")
    for leftover in LEFTOVERS.values():
        job = known.apply_to(job_of(f"{right}{leftover}\n# %% test\n{bound}"))
        (_, test) = grade(zygote, job).cells
        assert not test.failed, (leftover, complaints([test]))


def test_a_name_that_a_test_replaced_and_put_back_is_the_students_again(passes):
    passes(
        """
        # %% locked
        RATE = 2
        # %% student
        def double(x):
            return RATE * x

        def write(text):
            with open("/dev/null", "w") as file:
                return file.write(text)
        # %% test
        from unittest.mock import mock_open, patch
        with patch("__main__.RATE", 5):
            assert double(1) == 5
        # %% test
        assert double(1) == 2
        # %% test
        with patch("__main__.open", mock_open()) as fake:
            write("no")
        fake.assert_called_once()
        # %% test
        assert write("yes") == 3
        """
    )


def test_what_a_cell_needs_is_found_whatever_a_traceback_left_on_the_trees(monkeypatch):
    of_all_trees = ast.parse("x").body[0].value.ctx
    what_cannot_be_copied = threading.Lock()
    monkeypatch.setattr(of_all_trees, "parent", what_cannot_be_copied, raising=False)
    assert needs(ast.parse("assert x == 1")) == {"x"}
