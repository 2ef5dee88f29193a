"""What a student says of functions, classes and exceptions decides nothing that a library asks."""

import pytest

SETUP = "import numpy as np\nimport pandas as pd\n"

EQUAL_TO_ALL = """
def answer(): ...
answer.equals = lambda other: True
answer.shape = (2,)
"""
AN_EXCEPTION = """
class Answer(Exception):
    shape = (2,)
    def equals(self, other): return True
answer = Answer()
"""
A_CLASS = """
class answer:
    shape = (2,)
    def equals(other): return True
"""
A_CALLABLE = """
class Answer:
    __call__ = equals = lambda self, *other: True
    shape = (2,)
Answer.__module__, Answer.__qualname__ = 'pandas.core.series', 'Series'
answer = Answer()
"""
LIARS = [EQUAL_TO_ALL, AN_EXCEPTION, A_CLASS, A_CALLABLE]


@pytest.mark.parametrize("liar", LIARS)
@pytest.mark.parametrize("question", ["{}.equals(pd.Series([1, 2]))", "np.shape({}) == (2,)"])
def test_it_is_no_answer_where_the_reference_had_data(points, liar, question):
    of_name, of_call = (
        f"# %% test\n{SETUP}assert {question.format(w)}\n" for w in ("answer", "f()")
    )
    right = f"# %% student\n{SETUP}answer = pd.Series([1, 2])\ndef f(): return answer\n"
    wrong = f"# %% student\n{SETUP}{liar}\ndef f(): return answer\n"
    assert points(right + of_name + of_call, right + of_name + of_call) == [2.0, 2.0]
    assert points(right + of_name + of_call, wrong + of_name + of_call) == [0.0, 0.0]


LOCKED = """
# %% locked
class Node:
    def __init__(self, value): self.value = value
    def doubled(self): return 2 * self.value
"""
FRAME = """
class Frame:
    shape, real = (2,), 3
    def equals(self, other): return True
class Key:
    def __hash__(self): return 1
"""
WAYS_IN = {
    "an attribute of an instance of a locked class": (
        "n = Node(pd.Series([1, 2]))",
        "n = Node(Frame())",
        "assert n.value.equals(pd.Series([1, 2]))",
    ),
    "a function in the place of a locked class's method": (
        "n = Node(4)",
        "n = Node(1)\nn.doubled = lambda: 8",
        "assert n.doubled() == 8",
    ),
    "an instance of a locked class where there was an array": (
        "n = np.array([1, 2])",
        "n = Node(1)\nn.shape = (2,)\nn.tolist = lambda: [1, 2]",
        "assert n.shape == (2,) and n.tolist() == [1, 2]",
    ),
    "a name rebound by a call that raises": (
        "n = pd.Series([1, 2])\ndef check(x): raise ValueError",
        "n = 0\ndef check(x):\n    global n\n    n = Frame()\n    raise ValueError",
        "try:\n    check(1)\nexcept ValueError:\n    pass\nassert n.equals(pd.Series([1, 2]))",
    ),
    "a list that a call fills": (
        "n = []\ndef fill(): n[:] = [pd.Series([1, 2])]",
        "n = []\ndef fill(): n[:] = [Frame()]",
        "n\nfill()\nassert n[0].equals(pd.Series([1, 2]))",
    ),
    "a list that the test made and a call fills": (
        "def fill(into): into.append(pd.Series([1, 2]))",
        "def fill(into): into.append(Frame())",
        "n = []\nfill(n)\nassert n[0].equals(pd.Series([1, 2]))",
    ),
    "an argument of an exception": (
        "def check(): raise ValueError(pd.Series([1, 2]))",
        "def check(): raise ValueError(Frame())",
        "try:\n    check()\nexcept ValueError as e:\n    a = e.args[0]\n"
        "assert a.equals(pd.Series([1, 2]))",
    ),
    "beside a key whose hash is asked for": (
        "n, keys = pd.Series([1, 2]), {1: 1}",
        "n, keys = Frame(), {Key(): 1}",
        "keys\nassert n.equals(pd.Series([1, 2]))",
    ),
    "a function in a list, beside its own name": (
        "def f(): return 1\nparams = [pd.Series([1, 2])]",
        "def f(): return 1\nf.equals = lambda other: True\nparams = [f]",
        "assert f() == 1 and params[0].equals(pd.Series([1, 2]))",
    ),
    "what another function may return": (
        "class Net:\n    def table(self): return pd.Series([1, 2])",
        "class Net:\n    def table(self): return Frame()",
        "net = Net()\nassert net.table().equals(pd.Series([1, 2]))",
    ),
    "what the test's callback is given": (
        "def each(use): return use(pd.Series([1, 2]))",
        "def each(use): return use(Frame())",
        "assert each(lambda s: s.shape == (2,) and s.equals(pd.Series([1, 2])))",
    ),
    "a module": ("n = np.array([1, 2])", "n = np", "assert n.shape"),
}


@pytest.mark.parametrize("way", WAYS_IN)
def test_no_way_leads_a_live_object_to_where_the_reference_had_data(points, way):
    right, wrong, question = WAYS_IN[way]
    test = f"# %% test\n{SETUP}{question}\n"
    reference = f"{LOCKED}# %% student\n{SETUP}{right}\n{test}"
    submission = f"{LOCKED}# %% student\n{SETUP}{FRAME}{wrong}\n{test}"
    assert points(reference, reference) == [2.0]
    assert points(reference, submission) == [0.0]


def test_a_state_that_numpy_would_read_memory_by_does_not_cross(points):
    test = f"# %% test\n{SETUP}assert n.value == 1\nassert np.asarray(n).dtype == object\n"
    right = f"{LOCKED}# %% student\nn = Node(1)\n"
    pointer = "dict(data=(4096, True), shape=(1,), typestr='<f8', version=3)"
    wrong = f"{right}n.__array_interface__ = {pointer}\n"
    assert points(right + test, wrong + test) == [0.0]


def test_more_points_than_a_float_can_hold_are_none(points):
    test = "# %% test\nassert a > 0\nmin(a, 2) if a < 9 else a\n"
    assert points("# %% student\na = 2\n" + test, "# %% student\na = 10**400\n" + test) == [0.0]


@pytest.mark.parametrize(
    "answer",
    [
        "lambda x: 2 * x",
        "np.vectorize(lambda x: 2 * x)",
        "functools.partial(lambda a, x: a * x, 2)",
        "functools.lru_cache(lambda x: 2 * x)",
        "functools.wraps(print)(lambda x: 2 * x)",
    ],
)
def test_any_kind_of_function_is_an_answer_where_the_reference_had_one(points, answer):
    test = "# %% test\nassert callable(double) and double(3) == 6\n"
    reference = "# %% student\ndef double(x): return 2 * x\n" + test
    submission = f"# %% student\n{SETUP}import functools\ndouble = {answer}\n" + test
    assert points(reference, submission) == [2.0]


def test_more_functions_than_the_reference_has_do_no_harm(points):
    test = "# %% test\nassert 'x' in globals() and x == 3\n"
    submission = "# %% student\ndef three(): return 3\nx = three()\n"
    assert points("# %% student\nx = 3\n" + test, submission + test) == [2.0]


@pytest.mark.parametrize(
    "claim",
    [
        "__array_interface__ = dict(data=(4096, False), shape=(1,), typestr='<f8', version=3)",
        "__array_function__ = lambda self, *about: True",
        "__array_ufunc__ = lambda self, *about: True",
    ],
)
@pytest.mark.parametrize("question", ["np.asarray(p).dtype == float", "np.isclose(p, 1.0)"])
def test_an_object_that_the_reference_has_too_is_still_no_array(points, claim, question):
    test = f"# %% test\n{SETUP}assert p.x == 1\nassert not isinstance(p, list)\n"
    asked = f"{test}try:\n    held = bool({question})\nexcept TypeError:\n    held = False\n"
    graded = f"{asked}assert not held\n"
    reference = f"# %% student\n{SETUP}class P:\n    x = 1\np = P()\n"
    submission = f"# %% student\n{SETUP}class P:\n    x = 1\n    {claim}\np = P()\n"
    assert points(reference + graded, submission + graded) == [2.0]


def test_attributes_of_a_function_stay_with_it_when_its_stub_is_changed(points):
    scenario = f"""
# %% student
{SETUP}
def f(): return f.calls
f.calls = 1
f.__hidden__ = 1
def kept(): return hasattr(f, '__hidden__')
# %% test
f.calls = 5
assert f() == 5 and f.calls == 5 and kept()
assert not hasattr(f, '__hidden__')
"""
    assert points(scenario, scenario) == [2.0]


STRUCTURED = "np.ma.array([(1, 2.0)], dtype=[('a', int), ('b', float)]{})"


def test_a_structured_array_without_a_mask_is_data(passes):
    passes(f"""
# %% student
{SETUP}
n = {STRUCTURED.format("")}
# %% test
assert n['a'][0] == 1
""")


def test_a_masked_field_of_a_structured_array_is_no_data(points):
    test = f"# %% test\n{SETUP}assert n['a'][0] == 1\n"
    right, wrong = (STRUCTURED.format(mask) for mask in ("", ", mask=[(False, True)]"))
    reference, submission = (f"# %% student\n{SETUP}n = {n}\n{test}" for n in (right, wrong))
    assert points(reference, submission) == [0.0]
