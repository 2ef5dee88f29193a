"""Where a test cell runs: apart in the judge only where that makes no difference to anybody."""

import pytest

from grader_tests.engine.judge.conftest import complaints, job_of, outcomes
from nbjudge.grading.reference import reference_run
from nbjudge.grading.run import grade

RIGHT = """
# %% student
import numpy as np, math, os, sys, unittest, warnings
def slope(x, y): return (y[1] - y[0]) / (x[1] - x[0])
def fact(n):
    result = 1
    for k in range(2, n + 1): result *= k
    return result
def smaller(x, y): return x if x < y else y
class Own(unittest.TestCase):
    def test_it(self): self.assertEqual(fact(3), 6)
with open('out.txt', 'w') as made: made.write(str(fact(4)))
"""

WRONG = """
# %% student
import numpy as np, math, os, sys, unittest, warnings, colorsys
def slope(x, y):
    warnings.warn('eval(')
    np.float64(1) / np.float64(0)
    return np.polyfit(x, y, 1)[0]
def fact(n): return n * fact(n - 1) if n > 1 else 1
def smaller(x, y): return min(x, y)
class Own(unittest.TestCase):
    def test_it(self): self.assertEqual(fact(3), 7)
with open('out.txt', 'w') as made: made.write(str(fact(5)))
text = 'eval('
"""

FORBIDDING = {
    "it replaces numpy.polyfit": """
kept, np.polyfit = np.polyfit, None
try: assert abs(slope([0, 1], [0, 2]) - 2) < 1e-9
finally: np.polyfit = kept
""",
    "it replaces numpy.linalg.lstsq; it replaces numpy.polyfit": """
from unittest.mock import patch
with patch('numpy.polyfit', side_effect=AssertionError), patch('numpy.linalg.lstsq'):
    assert abs(slope([0, 1], [0, 2]) - 2) < 1e-9
""",
    "what names of builtins stand for": """
min = None
assert smaller(1, 2) == 1
del min
""",
    "the recursion limit": """
import sys
kept = sys.getrecursionlimit()
try:
    sys.setrecursionlimit(150)
    assert fact(170) > 1
finally: sys.setrecursionlimit(kept)
""",
    "the warning filters": """
import warnings
with warnings.catch_warnings():
    warnings.simplefilter('error')
    assert slope([0, 1], [0, 2])
""",
    "how warnings are shown": """
import warnings
with warnings.catch_warnings(record=True) as seen:
    assert slope([0, 1], [0, 2])
assert not seen
""",
    "numpy's error handling": """
with np.errstate(all='raise'): assert slope([0, 1], [0, 2])
""",
    "the trace function": """
import sys
depths = []
def trace(frame, event, argument):
    depths.append(frame.f_code.co_name)
sys.settrace(trace)
fact(5)
sys.settrace(None)
assert depths.count('fact') == 1
""",
    "it runs the notebook's own unit tests": """
import unittest
assert unittest.main(argv=['x'], exit=False).result.wasSuccessful()
""",
    "it reads the notebook's history": "assert not any('eval(' in cell for cell in In[:-1])",
    "it looks at the modules that are loaded": "import sys; assert 'colorsys' not in sys.modules",
    "it takes code apart": "assert 'fact' not in fact.__code__.co_names",
    "it has a magic, or asks for the notebook's shell": """
assert 'text' not in get_ipython().user_ns
""",
    "it reads out.txt, which the notebook's code writes": "assert open('out.txt').read() == '24'",
}


@pytest.mark.parametrize("why", FORBIDDING)
def test_a_test_of_the_students_side_runs_there(zygote, why):
    """Stock nbgrader's marks: right answers pass, and what the test forbids does not."""
    copy = {"out.txt": "24"}  # the instructor's own lies beside the source
    test = f"# %% test\n{FORBIDDING[why]}"
    known = reference_run(zygote, job_of(RIGHT + test, copy), "the reference")
    assert why in known.why["cell-1"]
    marks = []
    for handed_in in (RIGHT, WRONG):
        job = known.apply_to(job_of(handed_in + test, copy))
        runs = grade(zygote, job).cells
        marks.append([outcome.points > 0 for outcome in outcomes(job, runs)])
    assert marks == [[True], [False]], complaints(runs)


APART = {
    "a call": "assert fact(5) == 120",
    "ignored warnings": """
import warnings
with warnings.catch_warnings():
    warnings.simplefilter('ignore')
    assert fact(5) == 120
""",
    "a redirection": """
import io, contextlib
with contextlib.redirect_stdout(io.StringIO()): assert fact(5) == 120
""",
    "an import": "import random, statistics; assert fact(random.randint(3, 3)) == 6",
    "a seed": "import random; random.seed(3); np.random.seed(3); assert fact(3) == 6",
    "a test case of its own": """
import unittest
class Test(unittest.TestCase):
    def test_it(self): self.assertEqual(fact(3), 6)
assert unittest.TextTestRunner().run(
    unittest.defaultTestLoader.loadTestsFromTestCase(Test)).wasSuccessful()
""",
    "a magic that measures": "%time found = fact(5)\nassert found == 120",
    "a measured cell": "%%time\nimport numpy as np\nassert fact(5) == 120",
    "pictures in the notebook": "%matplotlib inline\nassert fact(5) == 120",
    "captured output": "%%capture shown\nprint(fact(5))\nassert fact(5) == 120",
    "a throw-away name": "for _ in range(3): assert fact(3) == 6",
}


@pytest.mark.parametrize("test", APART.values(), ids=APART)
def test_what_makes_no_difference_is_judged_apart(zygote, test):
    known = reference_run(zygote, job_of(f"{RIGHT}\n# %% test\n{test}"), "the reference")
    assert known.why == {}


def test_a_wrong_answer_that_ends_otherwise_in_the_judge_moves_its_test(zygote):
    """The test asks for a class of its own process, which no stand-in is."""
    job = job_of("""
# %% student
import collections
box = [1]
# %% test
assert len(box) == 1 or str(type(box)) == "<class '__main__.Box'>"
""")
    wrong = {"cell-0": "class Box(list): pass\nbox = Box(range(7))"}
    assert reference_run(zygote, job, "it").why == {}
    known = reference_run(zygote, job, "it", [wrong, {"cell-0": "box = 5"}])
    runs = [
        grade(
            zygote, known.apply_to(job_of(f"# %% student\n{c}\n# %% test\n{job.cells[1].source}"))
        )
        for c in wrong.values()
    ]
    assert [run.cells[1].failed for run in runs] == [False]


def test_what_one_test_moves_another_follows(zygote):
    """The case of a public course whose own solution got 17 of 20."""
    known = reference_run(
        zygote,
        job_of("""
# %% student
class Bus:
    def __init__(self): self.n = 0
    def go(self): self.n += 1
# %% test
bus = Bus()
assert Bus.go.__code__.co_argcount == 1
# %% test
bus = Bus()
bus.go()
assert bus.n == 1
"""),
        "the reference",
    )
    assert known.why.keys() == {"cell-1"}


def test_a_test_of_very_many_calls_runs_in_process(zygote):
    job = job_of("""
# %% student
def odd(n): return n % 2 == 1
# %% test
assert sum(odd(n) for n in range(2000)) == 1000
# %% test
assert sum(odd(n) for n in range(20000)) == 10000
""")
    known = reference_run(zygote, job, "the reference")
    assert known.why == {"cell-2": "it calls student code more than 10,000 times"}
