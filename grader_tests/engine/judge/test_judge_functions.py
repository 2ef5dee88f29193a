"""Functions of either side, called from the other."""

import pytest


def test_arguments_of_all_kinds(passes):
    passes("""
# %% student
def f(a, /, b, *rest, c=3, **more): return a, b, rest, c, more
lam = lambda x, y=2: x * y
# %% test
print(f(1, 2), f(1, 2, 3, c=4, d=5), f(1, b=2), lam(3), lam(3, y=4))
try:
    f()
except TypeError as error:
    print(error)
""")


def test_signature_source_doc_and_name(passes):
    passes("""
# %% student
def f(a: int, b: float = 2.0, *, c=None) -> str:
    '''Says what.'''
    return str(a)  # a comment
g = lambda x: x
# %% test
import inspect
print(inspect.signature(f), f.__name__, f.__doc__, inspect.getdoc(f), f.__qualname__, f.__module__)
print(inspect.getsource(f))
print(f.__annotations__['b'], f.__annotations__['return'], f.__defaults__, f.__kwdefaults__)
print(inspect.isfunction(f), inspect.getfullargspec(f).args)
print(g.__name__, inspect.getsource(g).strip())
""")


def test_code_and_names_that_a_function_uses(passes):
    passes("""
# %% student
def f(n):
    total = 0
    for i in range(n):
        total += abs(i)
    return total
# %% test
import ast, inspect
assert any(isinstance(node, ast.For) for node in ast.walk(ast.parse(inspect.getsource(f))))
assert 'range' in f.__code__.co_names and 'sum' not in f.__code__.co_names
""")


def test_callables_that_a_test_passes(passes):
    passes("""
# %% locked
import numpy as np
# %% student
def apply(f, *args): return f(*args)
def derivative(f, x, h=1e-6): return (f(x + h) - f(x - h)) / (2 * h)
# %% test
import functools, math, operator
def square(x): return x * x
class C:
    def m(self, x): return x + 1
    def __call__(self, x): return -x
print(apply(square, 3), apply(lambda x: x + 1, 3), apply(C().m, 3), apply(C(), 3))
print(apply(functools.partial(pow, 2), 3), apply(math.sqrt, 16), apply(np.sin, 0.0))
print(apply(len, [1, 2]), apply(operator.add, 1, 2), apply(int, '3'), apply(np.square, np.ones(2)))
print(round(derivative(np.exp, 0.0), 6), round(derivative(square, 3.0), 6))
print(apply(apply, square, 2), apply(sorted, [2, 1]), apply(str.upper, 'a'))
""")


def test_callables_that_the_student_returns(passes):
    passes("""
# %% locked
import numpy as np
# %% student
def adder(n):
    def add(x): return x + n
    return add
sin = np.sin
import functools, math
double = functools.partial(lambda a, b: a * b, 2)
sqrt = math.sqrt
ops = {'+': lambda a, b: a + b}
vec = np.vectorize(lambda x: x + 1)
class Acc:
    def __init__(self): self.n = 0
    def add(self, x): self.n += x; return self.n
bump = Acc().add
# %% test
assert adder(2)(3) == 5
assert sin(0.0) == 0 and double(4) == 8 and sqrt(16) == 4 and ops['+'](1, 2) == 3
assert vec(np.array([1, 2])).tolist() == [2, 3]
assert bump(2) == 2 and bump(3) == 5
assert list(map(adder(1), [1, 2])) == [2, 3]
assert sorted([3, 1, 2], key=lambda x: -adder(1)(x)) == [3, 2, 1]
assert np.vectorize(adder(1))([1, 2]).tolist() == [2, 3]
assert adder(1) is not adder(1)
""")


def test_recursion_through_both_sides(passes):
    passes("""
# %% student
def down(n, f): return 0 if n == 0 else 1 + f(n - 1, down)
# %% test
def back(n, f): return f(n, back)
assert down(20, back) == 20
calls = []
def spy(n, f):
    calls.append(n)
    return f(n, spy)
assert down(3, spy) == 3 and calls == [2, 1, 0]
""")


def test_a_recursive_function_of_the_students(passes):
    passes("""
# %% student
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
# %% test
assert [fib(n) for n in range(10)] == [0, 1, 1, 2, 3, 5, 8, 13, 21, 34]
try:
    (lambda f: f(f))(lambda f: f(f))
except RecursionError:
    print('deep')
""")


def test_decorators_of_the_student(passes):
    passes("""
# %% student
import functools
def twice(f):
    @functools.wraps(f)
    def inner(*args): return f(*args) * 2
    return inner
def count(f):
    def inner(*args):
        inner.calls += 1
        return f(*args)
    inner.calls = 0
    return inner
@twice
def three(): return 3
@functools.lru_cache(maxsize=None)
def slow(n): return n + 1
# %% test
@twice
def one(n):
    'doc of one'
    return n
assert one(4) == 8 and one.__name__ == 'one' and one.__doc__ == 'doc of one'
assert one.__wrapped__(4) == 4
assert three() == 6 and three.__name__ == 'three' and three.__wrapped__() == 3
@count
def two(): return 2
two(); two()
assert two.calls == 2
assert slow(1) == 2 and slow(1) == 2
assert slow.cache_info()[0] == 1
""")


def test_generators_and_iterators_of_the_student(passes):
    passes("""
# %% student
def upto(n):
    for i in range(n):
        yield i
def forever():
    n = 0
    while True:
        got = yield n
        n = got if got is not None else n + 1
squares = (x * x for x in range(3))
m = map(str, [1, 2]); z = zip([1], 'a'); f = filter(None, [0, 1]); e = enumerate('ab')
r = reversed([1, 2]); d = {'a': 1}; k = d.keys(); v = d.values(); i = d.items()
# %% test
import itertools, types
assert list(upto(3)) == [0, 1, 2] and sum(upto(4)) == 6
assert list(squares) == [0, 1, 4] and list(squares) == []
assert list(itertools.islice(forever(), 3)) == [0, 1, 2]
g = forever()
assert next(g) == 0 and next(g) == 1 and g.send(10) == 10
assert list(m) == ['1', '2'] and list(z) == [(1, 'a')] and list(f) == [1]
assert list(e) == [(0, 'a'), (1, 'b')] and list(r) == [2, 1]
assert list(k) == ['a'] and list(v) == [1] and list(i) == [('a', 1)] and 'a' in k and len(v) == 1
assert isinstance(upto(1), types.GeneratorType)
g = upto(1)
next(g)
try:
    next(g)
    stopped = False
except StopIteration:
    stopped = True
assert stopped
assert iter(g) is g
for a, b in zip(upto(2), upto(2)):
    assert a == b
""")


def test_generators_and_iterators_of_the_test(passes):
    passes("""
# %% student
def total(numbers): return sum(numbers)
def first(it): return next(it)
def pairs(it): return [(a, b) for a, b in it]
# %% test
assert total(x for x in [1, 2]) == 3
it = iter([5, 6])
assert first(it) == 5 and next(it) == 6
assert total(range(4)) == 6 and total({1: 2}.values()) == 2 and total(map(abs, [-1])) == 1
assert pairs(zip([1], [2])) == [(1, 2)] and pairs(enumerate('a')) == [(0, 'a')]
assert pairs({1: 2}.items()) == [(1, 2)]
def gen():
    yield 1
    yield 2
assert total(gen()) == 3
""")


def test_functions_and_classes_of_the_test_are_used_by_the_student(passes):
    passes("""
# %% student
def area(shape): return shape.area() * 2 + shape.side
def make(cls, n): return cls(n)
def name(obj): return type(obj).__name__, str(obj), obj == obj, len(obj), obj[0], list(obj)
def rename(obj): obj.side = 5
# %% test
class Square:
    def __init__(self, side): self.side = side
    def area(self): return self.side ** 2
    def __len__(self): return 2
    def __getitem__(self, i):
        if i > 1: raise IndexError
        return i
    def __str__(self): return 'square'
s = Square(3)
assert area(s) == 21
made = make(Square, 4)
assert isinstance(made, Square) and type(made) is Square and made.side == 4
print(name(s))
rename(s)
assert s.side == 5
""")


def test_a_mock_as_an_argument(passes):
    passes("""
# %% student
def use(thing):
    thing.load('x')
    return thing.value + thing()
# %% test
from unittest.mock import MagicMock, Mock
fake = Mock(return_value=2)
fake.value = 1
assert use(fake) == 3
fake.load.assert_called_once_with('x')
""")


def test_async_functions(passes):
    passes("""
# %% student
import asyncio
async def soon(n):
    await asyncio.sleep(0)
    return n + 1
def run(n): return asyncio.run(soon(n))
# %% test
assert run(1) == 2
""")


def test_function_attributes(passes):
    passes("""
# %% student
def f(): return f.hits
f.hits = 3
# %% test
assert f.hits == 3 and f() == 3
f.hits = 4
assert f() == 4
assert not hasattr(f, 'nope')
""")


def test_a_test_awaits_what_a_student_wrote(points):
    scenario = """
# %% student
async def f(n): return n + 1
# %% test
assert await f(1) == 2
"""
    assert points(scenario, scenario) == [2.0]


LOOP_WANTED = """
# %% student
{}
# %% test
import inspect
assert 'for' in inspect.getsource(f) and 'sum' not in inspect.getsource(f) and f([1, 2]) == 3
"""
LOOP = "def f(xs):\n    t = 0\n    for x in xs: t += x\n    return t\n"
NO_LOOP = "def f(xs): return sum(xs)\n"

FORGERIES = {
    "none": "",
    "another file of lines": "import linecache\nf.__code__ = f.__code__.replace(co_filename='x')\n"
    "linecache.cache['x'] = (1, None, ['def f(xs):\\n', '    for x in xs: pass\\n'], 'x')",
    "another getsource": "import inspect\ninspect.getsource = lambda f: 'for x in xs: t += x'",
    "a text": "'''\ndef f(xs):\n    for x in xs: t += x\n'''",
}


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES.keys())
def test_the_source_of_a_function_is_what_the_notebook_says(points, forgery):
    reference = LOOP_WANTED.format(LOOP)
    assert points(reference, reference) == [2]
    assert points(reference, LOOP_WANTED.format(NO_LOOP + forgery)) == [0]


def test_of_two_functions_of_one_name_the_last_one_counts(points):
    reference = LOOP_WANTED.format(LOOP)
    assert points(reference, LOOP_WANTED.format(NO_LOOP + LOOP)) == [2]
    assert points(reference, LOOP_WANTED.format(LOOP + NO_LOOP)) == [0]
