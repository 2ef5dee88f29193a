"""What a submission may give where the reference gave data: honest variants pass, lies do not."""

import pytest

from nbjudge.process.policy import trust

LIAR = """
class Liar:
    def __init__(self, *args): pass
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __lt__(self, other): return True
    __gt__ = __le__ = __ge__ = __lt__
    def __bool__(self): return True
    def __sub__(self, other): return self
    __rsub__ = __add__ = __radd__ = __mul__ = __sub__
    def __abs__(self): return 0.0
    def __float__(self): return 0.0
    def __len__(self): return 2
    def __iter__(self): return iter([self, self])
    def __getitem__(self, i): return self
    def __contains__(self, v): return True
    def __hash__(self): return 1
    def __array__(self, *args, **kwargs): return answer()
    def __getattr__(self, name): return self
    def __call__(self, *args, **kwargs): return self
    __class__ = list
"""


LIES = (
    "Liar()",
    "[Liar(), Liar()]",
    "(Liar() for _ in range(2))",
    "map(Liar, 'ab')",
    "{Liar(): 1}",
)


@pytest.mark.parametrize(
    "returned",
    [
        "map(lambda x: x, [1, 2])",
        "(x for x in [1, 2])",
        "iter([1, 2])",
        "filter(None, [1, 2])",
        "range(1, 3)",
        "{1: 0, 2: 0}.keys()",
        "{0: 1, 3: 2}.values()",
        "reversed([2, 1])",
        "itertools.chain([1], [2])",
        "itertools.islice([1, 2, 3], 2)",
        "(1, 2)",
        "np.array([1, 2])",
        "np.ma.array([1, 2])",
        "np.matrix([1, 2]).A1",
        "Pair(1, 2)",
        "[Fraction(1), Decimal(2)]",
        "pd.Series([1, 2])",
        "deque([1, 2])",
        "(np.int64(n) for n in (1, 2))",
        "OrderedDict({1: 0, 2: 0})",
        "MyList([1, 2])",
    ],
)
def test_another_kind_of_sequence_passes_a_test_that_makes_a_list_of_it(points, returned):
    test = """
# %% test
assert list(f()) == [1, 2]
"""
    submission = f"""
# %% student
import itertools
import numpy as np
import pandas as pd
from collections import deque, namedtuple, OrderedDict
from decimal import Decimal
from fractions import Fraction
Pair = namedtuple('Pair', 'a b')
class MyList(list): ...
def f(): return {returned}
"""
    reference = "# %% student\ndef f(): return [1, 2]\n"
    assert points(reference + test, submission + test) == [2.0]


@pytest.mark.parametrize(
    "question",
    [
        "sum(f()) == 3",
        "sorted(f()) == [1, 2]",
        "max(f()) == 2",
        "1 in f()",
        "(lambda a, b: a + b)(*f()) == 3",
    ],
)
def test_a_generator_passes_where_stock_takes_one(points, question):
    test = f"# %% test\nassert {question}\n"
    reference = "# %% student\ndef f(): return [1, 2]\n" + test
    submission = "# %% student\ndef f():\n    yield 1\n    yield 2\n" + test
    assert points(reference, submission) == [2.0]


@pytest.mark.parametrize(
    "question",
    [
        "f() == [1, 2]",
        "list(f()) == [1, 2]",
        "np.allclose(f(), [1, 2])",
        "len(f()) == 2 and 1 in f()",
        "not f() != [1, 2]",
        "f()[0] == 1",
        "all(a == b for a, b in zip(f(), [1, 2]))",
        "isinstance(f(), list) and f() == [1, 2]",
    ],
)
@pytest.mark.slow
def test_an_object_that_agrees_with_everything_is_refused(points, question):
    test = f"# %% test\nimport numpy as np\nassert {question}\n"
    reference = "# %% student\ndef f(): return [1, 2]\n"
    for lie in LIES:
        submission = f"# %% student\ndef answer(): return [1, 2]\n{LIAR}def f(): return {lie}\n"
        assert points(reference + test, submission + test) == [0.0], lie


@pytest.mark.parametrize("right", ["5.0", "5", "'5'", "[1, 2]", "dict(a=1)", "(1, 2)", "{1, 2}"])
def test_a_subclass_of_a_builtin_type_crosses_as_what_it_is(points, right):
    test = f"# %% test\nassert f() == {right}\n"
    reference = f"# %% student\ndef f(): return {right}\n" + test
    submission = (
        f"""
# %% student
class Lie(type({right})):
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    __hash__ = None
def f(): return Lie()
"""
        + test
    )
    assert points(reference, submission) == [0.0]


def test_a_lying_instance_is_refused_an_operation_that_the_reference_never_used(points):
    reference = """
# %% student
class V:
    def __init__(self, a): self.a = a
def f(): return V(3)
# %% test
v = f()
assert v.a == 3
"""
    submission = """
# %% student
class V:
    def __init__(self, a): self.a = self
    def __eq__(self, other): return True
def f(): return V(3)
# %% test
v = f()
assert v.a == 3
"""
    assert points(reference, reference) == [2.0]
    assert points(reference, submission) == [0.0]


def test_the_refusal_says_what_was_expected(zygote):
    from grader_tests.engine.judge.conftest import complaints, job_of
    from nbjudge.grading.reference import reference_run
    from nbjudge.grading.run import grade

    test = "# %% test\nassert x == [1]"
    known = reference_run(zygote, job_of(f"# %% student\nx = [1]\n{test}"), "it")
    job = known.apply_to(job_of(f"# %% student\nclass A: ...\nx = [A()]\n{test}"))
    (complaint,) = complaints(grade(zygote, job).cells)
    assert "`x` holds an object of type A; this test expects plain data" in complaint


def test_the_students_module_does_not_replace_the_judges(points):
    reference = """
# %% locked
import numpy as np
# %% student
x = [1.0]
# %% test
assert np.allclose(x, [1.0])
"""
    submission = """
# %% locked
import numpy as np
# %% student
x = [9.0]
class np:
    allclose = lambda *args: True
# %% test
assert np.allclose(x, [1.0])
"""
    assert points(reference, submission) == [0.0]


def test_a_module_that_the_student_imports_is_the_judges_own(points):
    cells = """
# %% student
import numpy as np
{patch}
x = [{x}]
# %% test
assert np.allclose(x, [1.0])
"""
    reference = cells.format(patch="", x=1.0)
    submission = cells.format(patch="np.allclose = lambda *args: True", x=9.0)
    assert points(reference, submission) == [0.0]


def test_a_function_of_the_student_cannot_rebind_what_the_test_bound(points):
    test = """
# %% test
expected = 5
assert f(2) == expected
"""
    reference = "# %% student\ndef f(n): return 5\n" + test
    for name in "expected", "f", "len":
        submission = f"""
# %% student
{name} = None
def f(n):
    globals()['{name}'] = 7
    globals()['expected'] = 7
    return 7
"""
        assert points(reference, submission + test) == [0.0]


def test_hidden_values_are_not_pushed_to_a_student_who_reads_their_names(points):
    test = """
# %% test
expected = 4711
assert f() == expected
"""
    reference = "# %% student\ndef f(): return 4711\n" + test
    submission = "# %% student\ndef f(): return expected\n" + test
    assert points(reference, submission) == [0.0]


COMPARISONS = [
    "np.testing.assert_array_equal(f(), [1.0, 2.0])",
    "np.testing.assert_allclose(f(), [1.0, 2.0])",
    "np.testing.assert_almost_equal(f(), [1.0, 2.0])",
    "np.testing.assert_equal(f(), [1.0, 2.0])",
    "np.testing.assert_array_less(np.abs(np.subtract(f(), [1.0, 2.0])), 1e-9)",
    "assert np.allclose(f(), [1.0, 2.0])",
]
UNSHARED = """import gc
end = next(o for o in gc.get_objects() if type(o).__name__ == 'StudentEnd')
end.shared.key = lambda *asked: None
"""


def answering(value, test, before=""):
    """A notebook whose function answers a value, which one test cell compares."""
    return f"""
# %% student
import numpy as np
{before}
def f(): return {value}
# %% test
import numpy as np
{test}
"""


@pytest.mark.parametrize("test", COMPARISONS)
@pytest.mark.parametrize(
    "value",
    [
        "np.ma.array([8.0, 9.0], mask=True)",
        "np.ma.array([1.0, 9.0], mask=[False, True])",
        "np.ma.array(8.0, mask=True)",
        "np.ma.masked",
        "np.ma.array([(1.0, 2.0)], dtype='f8,f8', mask=[(False, True)])",
        "[np.ma.masked, np.ma.masked]",
        "np.ma.array([8.0, 9.0], mask=False)",
    ],
)
def test_no_masked_array_passes_for_the_right_values(points, value, test):
    reference = answering("np.array([1.0, 2.0])", test)
    assert points(reference, answering(value, test)) == [0.0]


@pytest.mark.parametrize("value", ["np.ma.masked_all(2)", "np.ma.masked"])
def test_a_masked_array_that_is_sent_as_nobody_sends_it_is_refused_too(points, value):
    test = "np.testing.assert_array_equal(f(), [1.0, 2.0])"
    reference = answering("np.array([1.0, 2.0])", test)
    assert points(reference, answering(value, test, UNSHARED)) == [0.0]


@pytest.mark.parametrize("test", COMPARISONS)
def test_a_masked_array_that_masks_nothing_is_plain_data(points, test):
    reference = answering("np.array([1.0, 2.0])", test)
    assert points(reference, answering("np.ma.array([1.0, 2.0], mask=False)", test)) == [2.0]


def test_masked_values_pass_where_the_reference_had_some(points):
    test = "assert f().sum() == 1.0 and f().mask.tolist() == [False, True]"
    notebook = answering("np.ma.array([1.0, 9.0], mask=[False, True])", test)
    assert points(notebook, notebook) == [2.0]


@pytest.mark.parametrize(
    "made",
    [
        "np.vectorize(lambda n: n + 1)",
        "functools.partial(operator.add, 1)",
        "functools.lru_cache(lambda n: n + 1)",
        "(1).__add__",
        "lambda n: n + 1",
        "Adder(1).add",
    ],
)
def test_another_kind_of_callable_passes_where_the_reference_had_a_function(points, made):
    test = """
# %% test
assert f(1) == 2 and callable(f)
"""
    submission = f"""
# %% student
import functools, operator
import numpy as np
class Adder:
    def __init__(self, by): self.by = by
    def add(self, n): return n + self.by
f = {made}
"""
    assert points("# %% student\ndef f(n): return n + 1\n" + test, submission + test) == [2.0]


@pytest.mark.parametrize("operation", ["call", "__call__"])
def test_a_tests_path_is_only_read_however_its_methods_are_called(tmp_path, operation):
    path = tmp_path / "file.txt"
    trust.check_request(path.open, operation, ("r",), {})
    for writes in (("w",), {}), ((), {"mode": "a"}):
        with pytest.raises(AttributeError):
            trust.check_request(path.open, operation, *writes)
