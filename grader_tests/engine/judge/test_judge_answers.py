"""What is an answer: a right one in other clothes than the reference's, and nothing that lies."""

import pytest

from grader_tests.engine.judge.test_judge_policy import LIAR, answering

MISSING = [
    "pd.Series([pd.NA, pd.NA], dtype='Int64')",
    "pd.Series([1, pd.NA], dtype='Int64')",
    "pd.Series([1, pd.NA], dtype=object)",
    "pd.DataFrame({'a': pd.array([1, pd.NA])}).a",
    "pd.array([pd.NA, pd.NA], dtype='Float64')",
]


@pytest.mark.parametrize("value", MISSING)
@pytest.mark.parametrize(
    "test",
    [
        "assert (f() == pd.Series([1, 2])).all()",
        "assert ((f() - pd.Series([1, 2])).abs() < 1e-9).all()",
        "assert not (f() != pd.Series([1, 2])).any()",
    ],
)
def test_no_missing_values_pass_for_the_right_ones(points, value, test):
    test = f"import pandas as pd\n{test}"
    reference = answering("pd.Series([1, 2])", test, "import pandas as pd")
    assert points(reference, reference) == [2.0]
    assert points(reference, answering(value, test, "import pandas as pd")) == [0.0]


def test_missing_values_pass_where_the_reference_had_some(points):
    test = "assert f().sum() == 1 and f().isna().tolist() == [False, True]"
    for value in MISSING[1:2]:
        notebook = answering(value, test, "import pandas as pd")
        assert points(notebook, notebook) == [2.0]


VECTOR = """
# %% student
class Vector:
    def __init__(self, x): self.x = x
    def __eq__(self, other): return {eq}
    def doubled(self): return {doubled}
    def norm(self): return {norm}
    @property
    def size(self): return {size}
# %% test
v = Vector(3)
assert v.doubled() == Vector(6)
assert v.norm() == 3.0 and v.size == 1
"""


def test_an_instance_is_an_answer_only_to_what_gave_one_in_the_reference(points):
    right = {"eq": "self.x == other.x", "doubled": "Vector(2 * self.x)", "norm": "3.0", "size": "1"}
    reference = VECTOR.format(**right)
    assert points(reference, reference) == [2.0]
    lies = {"eq": "True", "doubled": "self", "norm": "self", "size": "self"}
    for lie in [{"eq": "True", "norm": "self"}, {"eq": "True", "size": "self"}, lies]:
        assert points(reference, VECTOR.format(**right | lie)) == [0.0]


def test_an_exception_says_what_its_own_class_makes_of_it(passes):
    passes("""
# %% student
class NoFunds(ValueError):
    def __init__(self, need, have): self.need, self.have = need, have
    def __str__(self): return f'{self.need} needed, {self.have} there'
class StillNone(NoFunds): ...
def pay(need, kind=NoFunds): raise kind(need, 6)
def broke(): raise StillNone(1, 2)
# %% test
for act in (lambda: pay(9)), broke:
    try:
        act()
    except ValueError as error:
        print(error, repr(str(error)), error.need)
""")


def test_a_callable_object_passes_where_the_reference_had_a_function_to_call(points):
    test = """
# %% test
assert f(2) == 4 and [f(n) for n in (1, 3)] == [1, 9]
"""
    submission = """
# %% student
class Square:
    def __init__(self): self.calls = 0
    def __call__(self, n):
        self.calls += 1
        return n * n
f = Square()
"""
    decorated = """
# %% student
class counted:
    def __init__(self, function): self.function = function
    def __call__(self, *args): return self.function(*args)
@counted
def f(n): return n * n
"""
    reference = "# %% student\ndef f(n): return n * n\n" + test
    assert points(reference, submission + test) == [2.0]
    assert points(reference, decorated + test) == [2.0]
    lying = submission.replace("return n * n", "return self") + "Square.__eq__ = lambda *a: True\n"
    assert points(reference, lying + test) == [0.0]


FLUENT = """
# %% student
class Stack:
    def __init__(self): self.items = []
    def push(self, item):
        self.items.append(item)
        {returned}
    def top(self): return {top}
# %% test
s = Stack()
s.push(1)
s.push(2)
assert s.top() == 2 and len(s.items) == 2
"""


def test_what_a_test_does_not_look_at_may_be_anything(points):
    reference = FLUENT.format(returned="", top="self.items[-1]")
    fluent = FLUENT.format(returned="return self", top="self.items[-1]")
    assert points(reference, fluent) == [2.0]
    lying = FLUENT.format(returned="return self", top="self")
    lying = lying.replace("# %% test", "    def __eq__(self, other): return True\n# %% test")
    assert points(reference, lying) == [0.0]


def test_what_a_test_only_hands_on_may_be_anything(points):
    test = """
# %% test
assert width(build(3)) == 3
"""
    reference = "# %% student\ndef build(n): return [0] * n\ndef width(b): return len(b)\n" + test
    submission = """
# %% student
class Board:
    def __init__(self, n): self.n = n
def build(n): return Board(n)
def width(b): return b.n
"""
    assert points(reference, submission + test) == [2.0]


QUESTIONS = """
f() == 2
not f() != 2
not f() == 3
f() is not None and f() < 3
isinstance(f(), int)
type(f()) == int
np.allclose(f(), 2)
np.array_equal(f(), 2)
np.isclose(f(), 2).all()
np.equal(f(), 2)
np.asarray(f()) == 2
str(f()) == '2'
repr(f()) == '2'
f"{f()}" == '2'
[f()] == [2]
{'a': f()} == {'a': 2}
f() in (1, 2)
{2: 'two'}[f()] == 'two'
abs(f() - 2) < 1e-9
round(f(), 3) == 2
-f() == -2
max(f(), 1) == 2
sum([f()]) == 2
[1, 2, 3][f()] == 3
f().real == 2
not hasattr(f(), 'other') and f().imag == 0
"""


@pytest.mark.parametrize("question", QUESTIONS.strip().splitlines())
def test_what_is_no_answer_gives_none_to_any_question(points, question):
    test = f"# %% test\nimport numpy as np\nassert {question}\n"
    reference = "# %% student\ndef f(): return 2\n" + test
    submission = f"# %% student\ndef answer(): return 2\n{LIAR}def f(): return Liar()\n" + test
    assert points(reference, reference) == [2.0]
    assert points(reference, submission) == [0.0]


OWN_CLASSES = {
    "a named tuple": (
        "(n, 1)",
        "Pair(n, 1)",
        "p[0] + p[1]",
        "p.first + p.second",
    ),
    "a list with methods": (
        "[n, 1]",
        "Numbers([n, 1])",
        "sum(p)",
        "p.total()",
    ),
    "a dict that fills itself": (
        "{'n': n, 'm': 1}",
        "defaultdict(lambda: 0, n=n, m=1)",
        "p['n'] + p['m'] + p.get('none', 0)",
        "p['n'] + p['m'] + p['none']",
    ),
    "a dict of a class of its own": (
        "{'n': n, 'm': 1}",
        "Known(n=n, m=1)",
        "p['n'] + p['m']",
        "p['n'] + p['m'] + p['none']",
    ),
    "an ordered dict": (
        "{'n': n, 'm': 1}",
        "OrderedDict(n=n, m=1)",
        "p['n'] + p['m']",
        "(p.move_to_end('n') or 0) + p['n'] + p['m']",
    ),
}


@pytest.mark.parametrize("kind", OWN_CLASSES)
def test_what_student_code_made_comes_back_to_it_as_it_was(points, kind):
    made, made_otherwise, read, read_otherwise = OWN_CLASSES[kind]
    notebook = """
# %% student
from collections import OrderedDict, defaultdict, namedtuple
Pair = namedtuple('Pair', 'first second')
class Numbers(list):
    def total(self): return sum(self)
    def __setitem__(self, *_): raise RuntimeError
class Known(dict):
    def __missing__(self, key): return 0
    def clear(self): raise RuntimeError
def make(n): return {made}
def other(): return 0
def size(p): return {read}
# %% test
p, q = make(3), make(4)
other()
assert size(p) == 4 and size(q) == 5
other()
assert [size(one) for one in (q, p)] == [5, 4]
"""
    reference = notebook.format(made=made, read=read)
    submission = notebook.format(made=made_otherwise, read=read_otherwise)
    assert points(reference, reference) == [2.0]
    assert points(reference, submission) == [2.0]


def test_what_a_test_changed_in_a_list_of_the_students_own_class_is_changed_there(points):
    notebook = """
# %% student
class Numbers(list):
    def total(self): return sum(self)
def make(): return {made}
def total(p): return {total}
def grow(p): p.append(5)
# %% test
p = make()
p.append(3)
assert total(p) == 6
grow(p)
assert list(p) == [1, 2, 3, 5] and total(p) == 11
"""
    reference = notebook.format(made="[1, 2]", total="sum(p)")
    submission = notebook.format(made="Numbers([1, 2])", total="p.total()")
    assert points(reference, reference) == [2.0]
    assert points(reference, submission) == [2.0]
