"""Instances of the student's classes, seen through handles."""


def test_attributes_and_methods(passes):
    passes("""
# %% student
class Account:
    'An account.'
    bank = 'B'
    def __init__(self, balance=0):
        self.balance = balance
        self._hidden = 1
        self.log = []
    def pay(self, n):
        self.balance += n
        self.log.append(n)
        return self
    @property
    def double(self): return self.balance * 2
    @double.setter
    def double(self, value): self.balance = value / 2
    @staticmethod
    def rate(): return 0.5
    @classmethod
    def rich(cls): return cls(1000)
# %% test
a = Account(5)
assert a.balance == 5 and a.bank == 'B' and Account.bank == 'B' and a._hidden == 1
assert a.pay(3) is a and a.balance == 8 and a.double == 16
a.balance = 1
assert a.double == 2
a.double = 10
assert a.balance == 5
a.extra = [1]
a.extra.append(2)
assert a.extra == [1, 2]
del a.extra
assert not hasattr(a, 'extra') and hasattr(a, 'balance') and hasattr(Account, 'pay')
assert getattr(a, 'nope', 3) == 3 and not hasattr(a, 'nope')
assert Account.rate() == 0.5 and a.rate() == 0.5 and Account.rich().balance == 1000
assert a.log == [3] and a.log is a.log
a.log.append(9)
assert a.log == [3, 9]
assert Account.pay(a, 1) is a and a.balance == 6
assert vars(a)['balance'] == 6 and 'log' in a.__dict__ and a.__class__ is Account
assert type(a) is Account and type(a).__name__ == 'Account' and Account.__name__ == 'Account'
assert Account.__doc__ == 'An account.' and callable(a.pay) and callable(Account)
Account.bank = 'C'
assert a.bank == 'C'
setattr(a, 'balance', 7)
assert getattr(a, 'balance') == 7
assert 'pay' in dir(a) and 'pay' in dir(Account)
b = Account()
assert a is not b and a != b and a == a and b.log is not a.log
assert 'pay' in vars(Account)
""")


def test_operators(passes):
    passes("""
# %% student
class V:
    def __init__(self, *xs): self.xs = list(xs)
    def __add__(self, o):
        if not isinstance(o, V): return NotImplemented
        return V(*[a + b for a, b in zip(self.xs, o.xs)])
    def __mul__(self, k): return V(*[a * k for a in self.xs])
    __rmul__ = __mul__
    def __rsub__(self, k): return V(*[k - a for a in self.xs])
    def __iadd__(self, o): self.xs = [a + b for a, b in zip(self.xs, o.xs)]; return self
    def __neg__(self): return self * -1
    def __eq__(self, o): return isinstance(o, V) and self.xs == o.xs
    def __hash__(self): return hash(tuple(self.xs))
    def __lt__(self, o): return self.xs < o.xs
    def __bool__(self): return any(self.xs)
    def __len__(self): return len(self.xs)
    def __getitem__(self, i): return self.xs[i]
    def __setitem__(self, i, v): self.xs[i] = v
    def __delitem__(self, i): del self.xs[i]
    def __contains__(self, v): return v in self.xs
    def __iter__(self): return iter(self.xs)
    def __repr__(self): return f'V{tuple(self.xs)}'
    def __str__(self): return '<' + ','.join(map(str, self.xs)) + '>'
    def __format__(self, spec): return f'[{spec}]'
    def __abs__(self): return sum(self.xs)
    def __matmul__(self, o): return sum(a * b for a, b in zip(self.xs, o.xs))
    def __call__(self, k): return self.xs[0] * k
    def __float__(self): return float(self.xs[0])
    def __int__(self): return int(self.xs[0])
    def __round__(self, n=0): return V(*[round(x, n) for x in self.xs])
    def __reversed__(self): return reversed(self.xs)
# %% test
a, b = V(1, 2), V(3, 4)
assert a + b == V(4, 6) and a * 2 == V(2, 4) and 3 * a == V(3, 6) and 10 - a == V(9, 8)
assert -a == V(-1, -2) and a != b and a < b and b > a and abs(b) == 7 and a @ b == 11
assert sorted([b, a]) == [a, b] and max(a, b) == b and sum([1, 2]) == 3
assert len(a) == 2 and a[0] == 1 and a[-1] == 2 and 2 in a and 9 not in a and list(a) == [1, 2]
assert [x for x in a] == [1, 2] and bool(V(0)) is False and bool(a) and not V(0)
assert hash(V(1, 2)) == hash(a) and len({a, V(1, 2), b}) == 2 and {a: 1}[V(1, 2)] == 1
print(a, repr(a), f'{a}', f'{a:xyz}', '%s %r' % (a, a), [a])
assert str(a) == '<1,2>' and repr(a) == 'V(1, 2)'
c = a
a += b
assert a is c and a == V(4, 6)
a[0] = 9
assert a[0] == 9 and a.xs == [9, 6]
del a[0]
assert len(a) == 1
assert a(2) == 12 and float(b) == 3.0 and int(b) == 3 and round(V(1.26), 1) == V(1.3)
assert list(reversed(b)) == [4, 3] and a[0:1] == [6]
x, y = b
assert (x, y) == (3, 4)
try:
    b + 1
    added = True
except TypeError as error:
    print(error)
    added = False
assert not added
try:
    b[7]
except IndexError as error:
    print(error)
""")


def test_inheritance_and_isinstance(passes):
    passes("""
# %% student
from abc import ABC, abstractmethod
class Shape(ABC):
    @abstractmethod
    def area(self): ...
    def twice(self): return 2 * self.area()
class Square(Shape):
    def __init__(self, s): self.s = s
    def area(self): return self.s ** 2
class Unit(Square):
    def __init__(self): super().__init__(1)
shapes = [Square(2), Unit()]
# %% test
assert isinstance(shapes[0], Square) and isinstance(shapes[1], Shape)
assert isinstance(shapes[1], (int, Shape))
assert not isinstance(shapes[0], Unit) and issubclass(Unit, Square) and issubclass(Unit, Shape)
assert Unit.__bases__ == (Square,) and Unit.__mro__[1] is Square and Unit.mro()[0] is Unit
assert [s.twice() for s in shapes] == [8, 2]
try:
    Shape()
    made = True
except TypeError:
    made = False
assert not made
import inspect
assert inspect.isclass(Shape) and 'area' in Shape.__abstractmethods__
print(inspect.signature(Square), inspect.signature(Square.area), inspect.signature(Square.__init__))
print('area' in vars(Square), 'area' in Unit.__dict__, '__init__' in vars(Unit))
assert Square.area(Unit()) == 1 and inspect.getsource(Square.area).strip().startswith('def area')
""")


def test_context_managers(passes):
    passes("""
# %% student
import contextlib
class Door:
    opened = 0
    def __enter__(self): Door.opened += 1; return self
    def __exit__(self, kind, error, tb): Door.opened -= 1; return kind is ValueError
@contextlib.contextmanager
def room(name):
    yield name.upper()
# %% test
with Door() as d:
    assert d.opened == 1
assert Door.opened == 0
with Door():
    raise ValueError
with room('x') as name:
    assert name == 'X'
try:
    with Door():
        raise KeyError('k')
except KeyError:
    print('through')
""")


def test_dataclasses_named_tuples_and_enums(passes):
    passes("""
# %% student
from dataclasses import dataclass, field
from collections import namedtuple
from typing import NamedTuple
from enum import Enum, IntEnum
@dataclass
class P:
    x: int
    y: int = 2
    tags: list = field(default_factory=list)
@dataclass(frozen=True, order=True)
class F:
    a: int
Q = namedtuple('Q', 'a b')
class R(NamedTuple):
    c: int
    d: str = 'z'
class Color(Enum):
    RED = 1
    BLUE = 'b'
class Level(IntEnum):
    LOW = 1
    HIGH = 2
def points(): return [P(1), Q(1, 2), R(3), Color.RED, Level.HIGH]
def isred(c): return c is Color.RED
# %% test
p, q, r, red, high = points()
assert p == P(1) and p.x == 1 and P(1, 3) != p and p.tags == []
print(p, tuple(q), repr(red), red, red.name, red.value)
assert F(1) < F(2) and hash(F(1)) == hash(F(1)) and len({F(1), F(1)}) == 1
try:
    F(1).a = 2
    frozen = False
except Exception as error:
    frozen = True
    print(type(error).__name__)
assert frozen
assert q == (1, 2) and q[1] == 2 and Q(1, 2) == q and isinstance(q, tuple)
assert Q._fields == ('a', 'b')
a, b = q
assert (a, b) == (1, 2) and r == (3, 'z') and len(q) == 2
assert red is Color.RED and red == Color.RED and red != Color.BLUE and Color(1) is red
assert Color['BLUE'] is Color.BLUE and [c.name for c in Color] == ['RED', 'BLUE']
assert len(Color) == 2
assert isinstance(red, Color) and red in Color and {red: 1}[Color.RED] == 1
assert high == 2 and high > Level.LOW and isred(red) and isred(Color.RED) and not isred(Color.BLUE)
""")


def test_linked_structures_of_the_students_class(passes):
    passes("""
# %% student
class Node:
    def __init__(self, value, next=None): self.value, self.next = value, next
class Linked:
    def __init__(self): self.head = None
    def add(self, v): self.head = Node(v, self.head)
    def __iter__(self):
        node = self.head
        while node:
            yield node.value
            node = node.next
def length(node): return 0 if node is None else 1 + length(node.next)
# %% test
l = Linked()
for i in range(3): l.add(i)
assert list(l) == [2, 1, 0] and l.head.value == 2 and l.head.next.next.next is None
assert l.head is l.head and length(l.head) == 3
n = Node(1, Node(2))
assert n.next.value == 2 and length(n) == 2
n.next = Node(5)
assert n.next.value == 5 and length(n) == 2
n.next.next = n
assert n.next.next is n
m = {'a': [Node(1)]}
assert m['a'][0].value == 1
""")


def test_handles_of_library_objects(passes):
    passes("""
# %% student
import re, collections, datetime, threading, itertools, io, string
found = re.match('(a+)', 'aab')
pattern = re.compile('b')
buffer = io.StringIO('text')
today = datetime.date(2024, 1, 2)
chain = collections.ChainMap({'a': 1}, {'b': 2})
# %% test
import re
assert found.group(1) == 'aa' and found.span() == (0, 2) and isinstance(found, re.Match)
assert pattern.search('ab').start() == 1 and isinstance(pattern, re.Pattern)
assert buffer.read() == 'text' and today.year == 2024 and chain['b'] == 2
""")


def test_polynomials_and_other_numpy_objects(passes):
    passes("""
# %% locked
import numpy as np
# %% student
p = np.poly1d([1, 0, -1])
q = np.polynomial.Polynomial([1, 2])
m = np.matrix([[1, 2]])
s = np.dtype('f4')
# %% test
assert p(2) == 3 and np.allclose(sorted(p.roots), [-1, 1])
assert q(1) == 3 and m.shape == (1, 2) and s == np.float32, (q(1), m.shape)
assert np.allclose(q.coef, [1, 2])
""")


def test_pandas_in_many_forms(passes):
    passes("""
# %% locked
import numpy as np
import pandas as pd
# %% student
df = pd.DataFrame({'g': list('aab'), 'v': [1, 2, 3]})
mean = df.groupby('g').v.mean()
wide = df.pivot_table(index='g', values='v', aggfunc='sum')
groups = df.groupby('g')
def top(frame, n=1): return frame.nlargest(n, 'v')
# %% test
assert mean['a'] == 1.5 and mean.index.tolist() == ['a', 'b'] and mean.name == 'v'
pd.testing.assert_frame_equal(top(df), df.iloc[[2]])
assert wide.loc['b', 'v'] == 3
assert groups.ngroups == 2
df['w'] = 1
assert top(df).shape == (1, 3)
""")


def test_a_method_that_a_test_patches(passes):
    passes("""
# %% student
class A:
    def f(self): return 1
    def g(self): return self.f() + 1
# %% test
from unittest.mock import patch
with patch.object(A, 'f', return_value=5) as fake:
    assert A().g() == 6
assert fake.called and A().g() == 2
""")


def test_the_signature_of_an_object_that_can_be_called(passes):
    passes(
        """
        # %% student
        class Adder:
            def __call__(self, values, start=0):
                return sum(values, start)

        add = Adder()
        # %% test
        import inspect
        assert list(inspect.signature(add).parameters) == ["values", "start"]
        assert add([1, 2]) == 3
        assert add([1, 2], start=1) == add(start=1, values=[1, 2]) == 4
        # %% student
        def use(function):
            return function(2, exponent=3)
        # %% test
        class Power:
            def __call__(self, base, exponent):
                return base ** exponent

        assert use(Power()) == 8
        """
    )
