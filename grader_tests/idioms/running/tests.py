# %% setup: what the course imports
import numpy as np
import pandas as pd

# %% equality: compares by ==
assert running([1, 2, 3]) == [1, 3, 6]
assert running([5]) == [5]

# %% empty: calls with nothing to add
assert len(list(running([]))) == 0

# %% allclose: np.allclose
assert np.allclose(running([0.5, 0.25]), [0.5, 0.75])

# %% array_equal: np.testing
np.testing.assert_array_equal(running([1, 2, 3]), [1, 3, 6])
np.testing.assert_allclose(running([1.5, 2.5]), [1.5, 4.0])

# %% pandas_testing: a Series of the answer, compared by pandas
pd.testing.assert_series_equal(pd.Series(list(running([1, 2]))), pd.Series([1, 3]))

# %% test_case: assertions of a unittest.TestCase
import unittest
check = unittest.TestCase()
check.assertEqual(len(running([4, 4])), 2)
check.assertListEqual(running([4, 4]), [4, 8])

# %% test_suite: a TestCase of the test cell's, run by unittest
import io
import unittest

class TestRunning(unittest.TestCase):
    def test_values(self):
        self.assertSequenceEqual(running((2, 3)), [2, 5])

    def test_error(self):
        with self.assertRaises(TypeError):
            list(running(7))

suite = unittest.defaultTestLoader.loadTestsFromTestCase(TestRunning)
result = unittest.TextTestRunner(stream=io.StringIO()).run(suite)
assert result.wasSuccessful(), result

# %% is_a_list: isinstance
result = running([1, 2])
assert isinstance(result, list), type(result).__name__
assert not isinstance(result, np.ndarray)

# %% exact_type: type() is
result = running([1, 2])
assert type(result) is list
assert all(type(value) is int for value in result)

# %% expected_error: try, except, else
try:
    list(running(None))
except TypeError:
    pass
else:
    raise AssertionError("None is no list")

# %% forbids_sum: a builtin patched to raise
from unittest.mock import patch
with patch("builtins.sum", side_effect=AssertionError("sum is forbidden")):
    assert list(running([1, 2])) == [1, 3]

# %% forbids_cumsum: a library's function replaced by None and put back
kept = np.cumsum
np.cumsum = None
try:
    assert list(running([1, 2])) == [1, 3]
finally:
    np.cumsum = kept

# %% counts_calls: a mock in the place of a name of the notebook's
from unittest.mock import patch
with patch("__main__.running", wraps=running) as spy:
    running([1])
    assert spy.call_count == 1

# %% forbids_module: sys.modules patched
import sys
from unittest.mock import patch
with patch.dict(sys.modules, {"itertools": None}):
    assert list(running([1, 2])) == [1, 3]

# %% warnings_are_errors: warnings.simplefilter
import warnings
with warnings.catch_warnings():
    warnings.simplefilter("error")
    assert list(running([1, 2])) == [1, 3]

# %% expects_no_warning: warnings that are recorded
import warnings
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    running([1, 2])
assert caught == []

# %% float_errors: np.errstate
with np.errstate(all="raise"):
    got = list(running(list(np.array([1e-300, 1.0]))))
assert abs(got[-1] - 1) < 1e-9

# %% captures_prints: redirect_stdout
import io
from contextlib import redirect_stdout
printed = io.StringIO()
with redirect_stdout(printed):
    running([1, 2])
assert printed.getvalue() == ""

# %% forbids_input: input patched
from unittest.mock import patch
with patch("builtins.input", side_effect=AssertionError("asks for input")):
    assert list(running([3])) == [3]

# %% magic_time: %time
%time result = list(running([1, 2, 3]))
assert result == [1, 3, 6]

# %% magic_run: a script that %run executes in the notebook's namespace
from pathlib import Path
Path("check_running.py").write_text("assert list(running([2, 2])) == [2, 4]\n")
%run -i check_running.py

# %% own_alarm: signal.alarm
import signal

def too_slow(*_):
    raise TimeoutError("too slow")

before = signal.signal(signal.SIGALRM, too_slow)
signal.alarm(2)
try:
    assert list(running([])) == []
finally:
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)

# %% own_thread: a thread with a time limit
import threading
found = []
worker = threading.Thread(target=lambda: found.extend(running([1, 2])), daemon=True)
worker.start()
worker.join(3)
assert found == [1, 3]

# %% many_calls: hundreds of calls
assert all(list(running([n, n])) == [n, 2 * n] for n in range(400))

# %% signature: inspect.signature
import inspect
assert list(inspect.signature(running).parameters) == ["values"]

# %% source_code: inspect.getsource
import inspect
source = inspect.getsource(running)
assert "cumsum" not in source
assert "running" in source

# %% own_name: its name, and whether it can be called
assert callable(running)
assert running.__name__ == "running"

# %% is_a_function: types and inspect ask what it is
import inspect
import types
assert isinstance(running, types.FunctionType)
assert inspect.isfunction(running)

# %% doctests: doctest.testmod
import doctest
assert doctest.testmod().failed == 0

# %% is_defined: globals() and dir()
assert "running" in globals()
assert "running" in dir()
assert callable(globals()["running"])

# %% history: In
assert not any("accumulate" in source for source in In if "history" not in source)

# %% partial_credit: a number at the end
points = 0
for values, expected in [([1], [1]), ([1, 2], [1, 3]), ([0, 0], [0, 0]), ([-1, 1], [-1, 0])]:
    try:
        points += 0.5 * (list(running(values)) == expected)
    except Exception:
        pass
points

# %% random_inputs: values drawn with a seed
import random
random.seed(5)
np.random.seed(5)
for _ in range(20):
    values = [random.randint(-9, 9) for _ in range(5)] + list(np.random.randint(0, 9, 3))
    expected = [sum(values[: n + 1]) for n in range(len(values))]
    assert list(running(list(values))) == expected

# %% loop_over: zip with what is expected
count = 0
for got, expected in zip(running([1, 2, 3]), [1, 3, 6]):
    assert got == expected
    count += 1
assert count == 3

# %% indices: len, an index, a slice, in
got = running([1, 2, 3])
assert len(got) == 3
assert got[0] == 1 and got[-1] == 6
assert list(got[:2]) == [1, 3]
assert 3 in got
assert 4 not in got

# %% sorted_and_sets: sorted, set, dict, max
got = running([3, -1, -1])
assert sorted(got) == [1, 2, 3]
got = running([3, -1, -1])
assert set(got) == {1, 2, 3}
assert max(running([3, -1])) == 3
assert dict(enumerate(running([3, -1]))) == {0: 3, 1: 2}

# %% leaves_arguments: the argument is as it was
values = [1, 2, 3]
running(values)
assert values == [1, 2, 3]

# %% called_twice: the second call is as good as the first
first = list(running([1, 1]))
second = list(running([1, 1]))
assert first == second == [1, 2]

# %% evaluated: eval and exec
assert list(eval("running([1, 2])")) == [1, 3]
space = {"running": running}
exec("got = list(running([2, 2]))", space)
assert space["got"] == [2, 4]

# %% given_to_map: the function itself is handed on
assert [list(one) for one in map(running, [[1], [2, 2]])] == [[1], [2, 4]]
assert sorted([[3], [1, 1]], key=lambda values: list(running(values))) == [[1, 1], [3]]

# %% other_arguments: a tuple, a range, an iterator
assert list(running((1, 2))) == [1, 3]
assert list(running(range(3))) == [0, 1, 3]
assert list(running(iter([2, 2]))) == [2, 4]

# %% by_keyword: the argument by its name
assert list(running(values=[1, 2])) == [1, 3]

# %% recursion_limit: a long list under a low limit
import inspect
import sys
kept = sys.getrecursionlimit()
sys.setrecursionlimit(len(inspect.stack()) + 150)
try:
    assert list(running([1] * 400))[-1] == 400
finally:
    sys.setrecursionlimit(kept)

# %% binds_names: short names that the test binds for itself
for k in range(3):
    f = list(running([k, 1]))
    ax, x, data = f[0], f[-1], len(f)
    assert (ax, x, data) == (k, k + 1, 2)

# %% as_text: str, repr and a format
assert str(running([1, 2])) == "[1, 3]"
assert f"{running([2])}" == "[2]"

# %% hashed: a hash of the answer, so that it is not in the test
import hashlib
assert hashlib.md5(str(list(running([1, 2]))).encode()).hexdigest() == "ad1ef70ad05826c2944514e28ffb62fa"

# %% as_json: json and copies
import copy
import json
assert json.dumps(running([1, 2])) == "[1, 3]"
assert copy.deepcopy(running([1])) == [1]

# %% as_array: an array of the answer
got = np.array(running([1, 2, 3]))
assert got.shape == (3,)
assert got.sum() == 10
assert got.dtype.kind in "if"

# %% close_numbers: abs and math.isclose
import math
got = list(running([0.1, 0.2]))
assert abs(got[1] - 0.3) < 1e-9
assert math.isclose(got[0], 0.1)

# %% helper_of_the_test: a function that the test defines
def expect(values, *expected):
    got = list(running(list(values)))
    assert got == list(expected), f"{values}: {got}"

expect([1, 2], 1, 3)
expect([0], 0)

# %% shown: print and display
print(running([1, 2]))
display(running([1, 2]))
