"""One object stays one object, and a change made on one side is seen on the other."""


def test_arguments_changed_in_place(passes):
    passes("""
# %% locked
import numpy as np
import pandas as pd
from collections import deque, OrderedDict, Counter, defaultdict
# %% student
def put(target, value):
    match target:
        case list() | bytearray() | deque(): target.append(value)
        case dict(): target[value] = value
        case set(): target.add(value)
        case np.ndarray(): target[0] = value
        case pd.DataFrame(): target['new'] = value
        case pd.Series(): target.iloc[0] = value
# %% test
for target in [1], bytearray(b'a'), {}, {1}, np.zeros(2), np.zeros((2, 2), order='F'), \\
        pd.Series([1, 2]), pd.DataFrame({'a': [1, 2]}), deque([1]), \\
        OrderedDict(a=1), Counter('a'), defaultdict(list):
    put(target, 7)
    print(type(target), target)
""")


def test_nested_arguments_changed_in_place(passes):
    passes("""
# %% locked
import numpy as np
# %% student
def transpose(m):
    for i in range(len(m)):
        for j in range(i):
            m[i][j], m[j][i] = m[j][i], m[i][j]
def deep(d): d['a']['b'].append(1); d['a']['c'] = {2}
def zero(arrays):
    for a in arrays.values(): a -= a
# %% test
m = [[1, 2], [3, 4]]
first = m[0]
transpose(m)
assert m == [[1, 3], [2, 4]]
assert first == [1, 3] and m[0] is first
d = {'a': {'b': []}}
b = d['a']['b']
deep(d)
assert d == {'a': {'b': [1], 'c': {2}}}
assert b == [1]
grads = {'W': np.ones((2, 2)), 'b': np.ones(2)}
kept = grads['W']
zero(grads)
assert kept.sum() == 0 and grads['b'].sum() == 0
pair = ([1], [2])
def both(p): ...
""")


def test_a_tuple_of_lists_changed_in_place(passes):
    passes("""
# %% student
def both(pair):
    pair[0].append(1)
    pair[1].clear()
# %% test
a, b = [], [1]
both((a, b))
assert a == [1] and b == []
""")


def test_globals_changed_in_place_by_a_students_function(passes):
    passes("""
# %% student
log = []
memo = {}
grid = [[0, 0], [0, 0]]
def note(x):
    log.append(x)
    memo[x] = log
    grid[0][1] = x
# %% test
note(1)
assert log == [1] and grid[0][1] == 1
note(2)
assert log == [1, 2] and memo[1] is log
""")


def test_globals_changed_in_place_by_the_test(passes):
    passes("""
# %% student
log = []
grid = [[0], [0]]
def size(): return len(log), grid[1]
# %% test
log.append(1)
grid[1].append(3)
assert size() == (1, [0, 3])
# %% student
after = len(log), len(grid[1])
# %% test
assert after == (1, 2)
""")


def test_two_names_for_one_object(passes):
    passes("""
# %% student
a = [1]
b = a
c = [1]
def grow(): b.append(2)
def same(x, y): return x is y
# %% test
assert a is b and a is not c
a.append(5)
assert b == [1, 5]
grow()
assert a == [1, 5, 2] and a is b
assert same(a, b) and not same(a, c)
x = [3]
assert same(x, x) and not same(x, [3])
# %% test
assert a is b
""")


def test_two_tests_get_the_same_object(passes):
    passes("""
# %% student
a = [1]
# %% test
kept = a
# %% test
assert kept is a
# %% student
a.append(2)
# %% test
assert kept is a and kept == [1, 2]
""")


def test_views_of_one_array(passes):
    passes("""
# %% locked
import numpy as np
# %% student
base = np.zeros(4)
def fill(a): a[:] = 7
def double(a): a *= 2; return a
# %% test
m = np.zeros((3, 2))
fill(m[1])
assert m[1].tolist() == [7, 7] and m[0].sum() == 0
fill(m[:, 0])
assert m[:, 0].tolist() == [7, 7, 7]
back = double(m)
assert back is m and m[0, 0] == 14
""")


def test_a_returned_argument_is_that_argument(passes):
    passes("""
# %% student
def same(x): return x
def wrap(x): return [x]
cache = {}
def cached(): return cache
# %% test
v = [1]
assert same(v) is v
assert wrap(v)[0] is v
assert cached() is cached() and cached() is cache
assert same(same) is same
""")


def test_a_copy_is_another_object(passes):
    passes("""
# %% student
def copied(x): return list(x)
# %% test
v = [1]
w = copied(v)
assert w == v and w is not v
w.append(2)
assert v == [1]
""")


def test_arrays_keep_their_dtype_and_order(passes):
    passes("""
# %% locked
import numpy as np
# %% student
def grow(a): return a.astype(np.float32).T
# %% test
r = grow(np.arange(6).reshape(2, 3))
print(r.dtype, r.shape, r.flags.f_contiguous, r.tolist())
""")


def test_a_cyclic_value_is_refused_with_its_name(points, zygote):
    from grader_tests.engine.judge.conftest import complaints, job_of
    from nbjudge.grading.run import grade

    job = job_of("""
# %% student
loop = []
loop.append(loop)
# %% test
assert len(loop) == 1
""")
    (complaint,) = complaints(grade(zygote, job).cells)
    assert "`loop` cannot be tested" in complaint
    assert "contains itself" in complaint


def test_what_a_test_changes_after_its_last_call_is_there_for_the_next_test(passes):
    passes(
        """
        # %% student
        table = {"a": 1}
        names = ["x"]

        def look():
            return table["a"], len(names)
        # %% test
        from unittest.mock import patch
        with patch.dict(table, {"a": 5}):
            assert look() == (5, 1)
        # %% test
        assert look() == (1, 1)
        names.append("y")
        # %% test
        assert look() == (1, 2)
        assert names == ["x", "y"]
        """
    )
