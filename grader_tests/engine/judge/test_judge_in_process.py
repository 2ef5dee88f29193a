"""Tests that need live objects run in-process, and the reference run finds them."""

import pytest

from grader_tests.engine.judge.conftest import job_of, outcomes
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
