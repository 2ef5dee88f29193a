"""Tests that need live objects run in-process, and the reference run finds them."""

import pytest

from grader_tests.engine.judge.conftest import complaints, job_of, outcomes
from nbjudge.grading.reference import reference_run
from nbjudge.grading.run import grade

NEED_LIVE_OBJECTS = {
    "the current figure": """
# %% student
import matplotlib.pyplot as plt
def draw(): plt.plot([1, 2], label='a'); plt.title('T')
# %% test
import matplotlib.pyplot as plt
draw()
assert plt.gca().get_title() == 'T' and len(plt.gca().lines) == 1
plt.close('all')
""",
    "a list added to the student's kind of list": """
# %% student
class Numbers(list):
    def __radd__(self, other): return NotImplemented
def more(): return Numbers([2])
# %% test
assert [1] + more() == [1, 2]
""",
    "the place of a named tuple's fields in a text": """
# %% student
from collections import namedtuple
P = namedtuple('P', 'x y')
# %% test
assert '%d and %d' % P(1, 2) == '1 and 2'
""",
    "a test's subclass of the student's class": """
# %% student
class Animal:
    def twice(self): return self.speak() * 2
# %% test
class Dog(Animal):
    def speak(self): return 'w'
assert Dog().twice() == 'ww'
""",
    "a patched builtin": """
# %% student
def greet(): print('x')
# %% test
from unittest.mock import patch
with patch('builtins.print') as fake: greet()
fake.assert_called_once_with('x')
""",
    "the fields of a dataclass": """
# %% student
from dataclasses import dataclass
@dataclass
class P:
    x: int
# %% test
import dataclasses
assert dataclasses.asdict(P(1)) == {'x': 1}
""",
    "a cyclic list": """
# %% student
loop = [1]
loop.append(loop)
# %% test
assert loop[1] is loop
""",
    "the bytecode": """
# %% student
def f(a, b): return a + b
# %% test
import dis
assert any('BINARY' in i.opname for i in dis.get_instructions(f)) and f.__code__.co_argcount == 2
""",
}


@pytest.mark.parametrize("need", NEED_LIVE_OBJECTS)
def test_the_reference_run_puts_a_test_in_process(zygote, need):
    job = job_of(NEED_LIVE_OBJECTS[need])
    known = reference_run(zygote, job, "the reference")
    assert [cell.place for cell in known.tests.values()] == ["in-process"]
    held = known.apply_to(job)
    assert [o.points for o in outcomes(held, grade(zygote, held).cells)] == [2.0]


def test_a_test_in_the_judge_stays_there_when_another_runs_in_process(zygote):
    job = job_of("""
# %% student
from collections import namedtuple
P = namedtuple('P', 'x y')
# %% test
shift = 3
assert P(1, 2) == (1, 2)
# %% test
assert '%d and %d' % P(1, 2) == '1 and 2' and shift == 3
# %% test
assert P(3, 4) == (3, 4) and shift == 3
""")
    known = reference_run(zygote, job, "the reference")
    assert [cell.place for cell in known.tests.values()] == ["judge", "in-process", "judge"]
    held = known.apply_to(job)
    assert [o.points for o in outcomes(held, grade(zygote, held).cells)] == [2.0, 2.0, 2.0]


def test_a_students_cells_run_as_in_a_kernel(zygote):
    """What IPython keeps between cells: results, history, the working folder."""
    job = job_of(r"""
# %% student
2 + 3
# %% student
import os
start = os.getcwd()
x = _ * 2; y = Out[1]; z = In[1]; w = _1
# %% student
%mkdir inner
%cd inner
# %% student
inside = os.getcwd()
# %% student
%pushd ..
%popd
%cd -q ..
# %% student
back = os.getcwd()
%history
# %% test
assert (x, y, z, w) == (10, 5, '2 + 3', 5), (x, y, z, w)
assert inside.startswith(start) and inside.endswith('inner'), (inside, start)
assert back == start, (back, start, x, y, z, w)
""")
    runs = grade(zygote, job).cells
    assert not complaints(runs)
    shown = "".join(output.get("text", "") for output in runs[5].outputs)
    assert shown.startswith("2 + 3\nimport os\n")  # nothing of what warmed the process up


IMPORTS = {
    "right": ("import math as m", True),
    "another right": ("m = __import__('math')", True),
    "blank": ("# your import", False),
    "another module": ("import cmath as m", False),
    "data": ("m = 5", False),
}


@pytest.mark.parametrize(("answer", "passes"), IMPORTS.values(), ids=IMPORTS)
def test_a_name_that_only_the_students_import_binds_is_the_students(points, answer, passes):
    test = "# %% test\nassert m.__name__ == 'math' and m.isqrt(9) == 3\n"
    reference = f"# %% student\nimport math as m\n{test}"
    (earned,) = points(reference, f"# %% student\n{answer}\n{test}")
    assert (earned > 0) == passes


def test_a_modules_name_is_no_place_for_an_object_that_answers_for_it(points):
    test = "# %% test\nassert np.allclose(x, 3)\n"
    fake = "class np: allclose = staticmethod(lambda *a: True)"
    reference = f"# %% student\nimport numpy as np\nx = 3\n{test}"
    assert points(reference, f"# %% student\n{fake}\nx = 4\n{test}") == [0.0]
