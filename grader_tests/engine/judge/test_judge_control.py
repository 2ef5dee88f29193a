"""Control questions: an object that judges itself gains nothing by it, and an honest one loses
nothing."""

import pytest

from grader_tests.engine.judge.conftest import complaints, job_of
from nbjudge.grading.reference import reference_run
from nbjudge.grading.run import grade

REFERENCE = "def f(): return 0.5\nx = f()"
HALF = """
class Half:
    def __init__(self, a=1, b=2): self.q = a / b
    def __eq__(self, other): return self.q == other
    def __lt__(self, other): return self.q < other
    def __gt__(self, other): return self.q > other
    def __sub__(self, other): return self.q - other
    def __abs__(self): return abs(self.q)
    def __str__(self): return str(self.q)
    def __float__(self): return self.q
def f(): return Half()
x = f()
"""
QUESTIONS = [
    "assert f() == 0.5",
    "assert 0.5 == x",
    "assert not x != 0.5",
    "assert 0.4 < x < 0.6",
    "assert x < 1 and x > 0 and x != 0.25",
    "assert abs(x - 0.5) < 1e-9",
    "assert x in (1, 0.5)",
    "assert [x] == [0.5] and {'a': x} == {'a': 0.5}",
    "assert x is not None and x != None",
    "assert float(x) == 0.5 and str(x) == '0.5'",
    "assert max(x, 0) == 0.5 and sorted([x, 0])[1] == 0.5",
    "import unittest\nunittest.TestCase().assertAlmostEqual(x, 0.5)",
    "import math\nassert math.isclose(x, 0.5)",
]
WITHOUT_FLOAT = HALF.replace("__float__", "as_float")


def test_an_honest_number_of_ones_own_is_graded_as_in_one_process(both):
    ours, plain = both(REFERENCE, HALF, QUESTIONS)
    assert ours == plain == [2.0] * len(QUESTIONS)
    ours, plain = both(REFERENCE, HALF.replace("b=2", "b=3"), QUESTIONS)
    assert ours == plain
    assert sum(ours) == 4.0  # it lies between 0 and 1, and is not None


def test_a_number_that_does_not_show_itself_passes_the_control_questions(both):
    asked = [q for q in QUESTIONS if "float" not in q and "isclose" not in q and "x - " not in q]
    asked = [question for question in asked if "unittest" not in question]
    ours, plain = both(REFERENCE, WITHOUT_FLOAT, asked)
    assert ours == plain == [2.0] * len(asked)


LIAR = """
import itertools, random
class Liar:
    count = itertools.count()
    def __eq__(self, other): return {equal}
    def __ne__(self, other): return not self == other
    def __lt__(self, other): return {less}
    __gt__ = __le__ = __ge__ = __lt__
    def __sub__(self, other): return self
    __rsub__ = __add__ = __radd__ = __mul__ = __sub__
    def __abs__(self): return 0.0
    def __contains__(self, value): return {equal}
    def __hash__(self): return 1
    def __getattr__(self, name): return self
def f(): return Liar()
x = f()
"""
LIES = {
    "agrees with everything": ("True", "True"),
    "agrees with every number": ("isinstance(other, (int, float))", "other is not None"),
    "agrees every other time": ("next(self.count) % 2 == 0", "next(self.count) % 2 == 0"),
    "agrees with what is round": ("round(other, 3) == other", "True"),
    "knows that it lies between 0 and 1": ("0 < other < 1", "True"),
    "disagrees where the test would have it so": ("other is not None and other != 0.25", "True"),
    "gives an object as its verdict": ("self", "self"),
    "says nothing of large numbers": (
        "abs(other) < 9",
        "True if abs(other) < 9 else NotImplemented",
    ),
    "raises at large numbers": ("abs(other) < 9 or 1 / 0", "abs(other) < 9 or 1 / 0"),
    "raises until it is asked alone": ("next(self.count) > 64 or 1 / 0", "True"),
    "raises the stakes": ("self.grow(other)", "True"),
}
VERDICTS = [
    question for question in QUESTIONS if "None" not in question and "float" not in question
]


@pytest.mark.parametrize("lie", LIES)
def test_no_object_that_judges_itself_gains_a_point(points, lie):
    equal, less = LIES[lie]
    tests = "".join(f"# %% test\n{question}\n" for question in VERDICTS)
    submission = "# %% student\n" + LIAR.format(equal=equal, less=less) + tests
    assert points(f"# %% student\n{REFERENCE}\n{tests}", submission) == [0.0] * len(VERDICTS)


@pytest.mark.parametrize(
    "right", ["7", "'seven'", "[1, 2]", "{'a': 1}", "True", "None", "(0.5, 'b')"]
)
@pytest.mark.parametrize("question", ["f() == {}", "not f() != {}", "f() in [{}]", "[f()] == [{}]"])
def test_no_value_is_equal_to_one_that_is_equal_to_everything(points, right, question):
    test = f"# %% test\nassert {question.format(right)}\n"
    reference = f"# %% student\ndef f(): return {right}\n{test}"
    liar = LIAR.format(equal="True", less="True")
    assert points(reference, f"# %% student\n{liar}{test}") == [0.0]


def test_what_a_test_catches_gains_no_point_either(points):
    caught = "try:\n    right = x == 0.5\nexcept BaseException:\n    right = True\nassert right\n"
    test = f"# %% test\n{caught}"
    liar = LIAR.format(equal="True", less="True")
    submission = f"# %% student\n{liar}{test}"
    assert points(f"# %% student\n{REFERENCE}\n{test}", submission) == [0.0]


LEARNER = """
class Learner:
    seen = 0
    def note(self, other):
        if isinstance(other, (int, float)): Learner.seen = other
    def __float__(self): return 0.0
    def __int__(self): return int(self.seen)
    __index__ = __int__
    def __str__(self): return str(self.seen)
    def __iter__(self): return iter([self.seen])
    def __sub__(self, other):
        self.note(other)
        return 0
    def __eq__(self, other):
        self.note(other)
        return other == self.seen
    __rsub__ = __sub__
x = Learner()
"""


@pytest.mark.parametrize("question", ["abs(x - 7) < 1e-9", "7 - x == 0", "x == 7"])
def test_what_an_object_shows_after_it_was_asked_does_not_count(points, question):
    test = f"# %% test\nassert {question}\n"
    assert points(f"# %% student\nx = 7\n{test}", f"# %% student\n{LEARNER}{test}") == [0.0]


PAIRS = """
class P:
    def __init__(self, x): self.x = x
{more}
def first(ps): return ps[0]
"""
OF_PAIRS = [
    "a, b = P(1), P(2)\nassert first([a, b]) == a",
    "assert first([b, a]) != a and a not in [b]",
    "assert not first([b, a]) == a",
]


@pytest.mark.parametrize(
    ("more", "marks"),
    [
        ("    def __eq__(self, o): return isinstance(o, P) and self.x == o.x", [2.0, 2.0, 2.0]),
        ("    def __eq__(self, o): return True", [2.0, 0.0, 0.0]),
        ("    def __eq__(self, o): return False", [0.0, 2.0, 2.0]),
    ],
)
def test_what_objects_say_of_each_other_is_graded_as_in_one_process(both, more, marks):
    ours, plain = both(PAIRS.format(more=""), PAIRS.format(more=more), OF_PAIRS)
    assert ours == plain == marks


def test_objects_that_contradict_each_other_gain_nothing(points):
    tests = "".join(f"# %% test\n{test}\n" for test in ("a, b = P(1), P(2)", *OF_PAIRS))
    both_ways = "    def __eq__(self, o): return True\n    def __ne__(self, o): return True"
    reference = f"# %% student\n{PAIRS.format(more='')}{tests}"
    submission = f"# %% student\n{PAIRS.format(more=both_ways)}{tests}"
    assert points(reference, submission) == [2.0, 0.0, 0.0, 0.0]


def test_what_only_a_person_can_judge_says_so(zygote):
    test = "# %% test\nassert x == 'seven'\n### BEGIN HIDDEN TESTS\n"
    known = reference_run(zygote, job_of(f"# %% student\nx = 'seven'\n{test}"), "it")
    liar = LIAR.format(equal="print('seen', other) or True", less="True")
    job = known.apply_to(job_of(f"# %% student\n{liar}\n{test}# %% student\nprint('later')"))
    *_, judged, later = grade(zygote, job).cells
    (complaint,) = complaints([judged])
    assert "Unclear" in complaint
    assert "an object of type Liar" in complaint
    assert "decides this test by" in complaint
    assert "seen" not in str(judged.outputs + later.outputs).replace(complaint, "")
