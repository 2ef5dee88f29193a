"""The same class written in other ways than the reference's: marks as in one process."""

import pytest

STACK = """
class Stack:
    def __init__(self): self.items = []
    def push(self, x): self.items.append(x)
    def pop(self): return self.items.pop()
    def is_empty(self): return not self.items
    def __len__(self): return len(self.items)
"""
OF_LIST = """
from collections import UserList, deque
class Stack({base}):
    def push(self, x): self.append(x)
    def is_empty(self): return len(self) == 0
"""
OF_OTHERS = """
from abc import ABC
from collections.abc import Sized
from typing import Generic, TypeVar
T = TypeVar('T')
class Stack({base}):
    __slots__ = ('items',)
""" + STACK.partition("class Stack:\n")[2]
STACKS = {base: OF_LIST.format(base=base) for base in ("list", "deque", "UserList")} | {
    base: OF_OTHERS.format(base=base) for base in ("ABC", "Sized", "Generic[T]")
}
STACK_TESTS = [
    "s = Stack()\ns.push(1)\ns.push(2)\nassert len(s) == 2 and s.pop() == 2 and not s.is_empty()",
    "s.pop()\nassert s.is_empty() and len(s) == 0",
    "s.push(3)\nassert not s.is_empty() and s.pop() == 3",
    "assert isinstance(s, Stack) and type(s) is Stack",
]


@pytest.mark.parametrize("base", STACKS)
def test_a_class_derived_from_another_is_graded_as_in_one_process(both, base):
    ours, plain = both(STACK, STACKS[base], STACK_TESTS)
    assert ours == plain == [2.0, 2.0, 2.0, 2.0]
    wrong = STACKS[base].replace("append(x)", "append(x + 1)")
    ours, plain = both(STACK, wrong, STACK_TESTS)
    assert ours == plain == [0.0, 2.0, 0.0, 2.0]


PLAIN = """
class P:
    def __init__(self, x, y): self.x, self.y = x, y
    def __repr__(self): return f'P(x={self.x}, y={self.y})'
    def __add__(self, o): return P(self.x + o.x, self.y + o.y)
    def __eq__(self, o): return (self.x, self.y) == (o.x, o.y)
"""
ADDS = "    def __add__(self, o): return P(self.x + o.x, self.y + o.y)\n"
SHOWS = "    def __repr__(self): return f'P(x={self.x}, y={self.y})'\n"
POINTS = {
    "a named tuple": f"""
from typing import NamedTuple
class P(NamedTuple):
    x: int
    y: int
{ADDS}""",
    "a tuple": f"""
class P(tuple):
    def __new__(cls, x, y): return tuple.__new__(cls, (x, y))
    x, y = property(lambda self: self[0]), property(lambda self: self[1])
{ADDS}{SHOWS}""",
    "a dataclass": f"""
from dataclasses import dataclass
@dataclass
class P:
    x: int
    y: int
{ADDS}""",
    "a frozen dataclass with slots": f"""
from dataclasses import dataclass
@dataclass(frozen=True, slots=True, order=True)
class P:
    x: int
    y: int
{ADDS}""",
    "a complex number": f"""
class P(complex):
    x, y = property(lambda self: int(self.real)), property(lambda self: int(self.imag))
    def __add__(self, o): return P(complex.__add__(self, o))
{SHOWS}""",
    "a dict": f"""
class P(dict):
    def __init__(self, x, y): super().__init__(x=x, y=y)
    __getattr__ = dict.__getitem__
{ADDS}{SHOWS}""",
    "a namespace": f"""
from types import SimpleNamespace
class P(SimpleNamespace):
    def __init__(self, x, y): super().__init__(x=x, y=y)
{ADDS}{SHOWS}""",
    "an adder in place": """
class P:
    def __init__(self, x, y): self.x, self.y = x, y
    def __iadd__(self, o):
        self.x += o.x
        self.y += o.y
        return self
    def __add__(self, o):
        made = P(self.x, self.y)
        made += o
        return made
    def __ne__(self, o): return self.x != o.x or self.y != o.y
    def __eq__(self, o): return not self != o
    def __str__(self): return f'P(x={self.x}, y={self.y})'
    __repr__ = __str__
""",
}
POINT_TESTS = [
    "p = P(1, 2) + P(3, 4)\nassert p.x == 4 and p.y == 6",
    "assert P(1, 2) + P(3, 4) == P(4, 6)",
    "assert repr(P(1, 2)) == 'P(x=1, y=2)' and P(1, 2) != P(1, 3)",
    "assert [q.x for q in [P(1, 2), P(2, 3)]] == [1, 2]",
    "p = P(1, 2)\np += P(1, 1)\nassert (p.x, p.y) == (2, 3)",
]


@pytest.mark.parametrize("kind", POINTS)
def test_a_class_of_values_is_graded_as_in_one_process_either_way_round(both, kind):
    for reference, submission in ((PLAIN, POINTS[kind]), (POINTS[kind], PLAIN)):
        ours, plain = both(reference, submission, POINT_TESTS)
        assert ours == plain == [2.0] * len(POINT_TESTS)
    wrong = PLAIN.replace("self.y + o.y", "self.y - o.y")
    ours, plain = both(POINTS[kind], wrong, POINT_TESTS)
    assert ours == plain == [0.0, 0.0, 2.0, 2.0, 0.0]


BASIC = """
class Vec:
    def __init__(self, x, y): self.x, self.y = x, y
    def __abs__(self): return (self.x**2 + self.y**2) ** 0.5
    def __lt__(self, other): return abs(self) < abs(other)
    def __iter__(self):
        yield self.x
        yield self.y
    def __mul__(self, k): return Vec(self.x * k, self.y * k)
class Node:
    def __init__(self, value, after=None): self.value, self.after = value, after
"""
OTHERWISE = """
from dataclasses import dataclass
from functools import total_ordering
@total_ordering
class Vec:
    def __init__(self, x, y): self.x, self.y = x, y
    def __eq__(self, other): return (self.x, self.y) == (other.x, other.y)
    def __gt__(self, other): return self.x**2 + self.y**2 > other.x**2 + other.y**2
    def __getitem__(self, n): return [self.x, self.y][n]
    def __len__(self): return 2
    def __contains__(self, value): return value == self.x or value == self.y
    def __reversed__(self): return iter([self.y, self.x])
    def __rmul__(self, k): return Vec(self.x * k, self.y * k)
    def __imul__(self, k):
        self.x, self.y = self.x * k, self.y * k
        return self
    __mul__ = __rmul__
@dataclass
class Node:
    value: int
    after: object = None
    def __len__(self): return 1 + (len(self.after) if self.after else 0)
"""
OPERATOR_TESTS = [
    "n, found = Node(1, Node(2, Node(3))), []\nwhile n != None:\n    found.append(n.value)\n"
    "    n = n.after\nassert found == [1, 2, 3]",
    "n, found = Node(1, Node(2)), []\nwhile n:\n    found.append(n.value)\n    n = n.after\n"
    "assert found == [1, 2]",
    "n = Node(1)\nassert n == n and n in [Node(2), n] and [Node(2), n].index(n) == 1",
    "assert max(Vec(3, 4), Vec(1, 0)).x == 3 and min(Vec(3, 4), Vec(1, 0)).x == 1",
    "assert [v.x for v in sorted([Vec(3, 4), Vec(1, 0), Vec(0, 2)])] == [1, 0, 3]",
    "x, y = Vec(3, 4)\nassert (x, y) == (3, 4) and list(Vec(1, 2)) == [1, 2]",
    "assert 4 in Vec(3, 4) and 5 not in Vec(3, 4)",
    "v = Vec(1, 2) * 3\nv *= 2\nassert (v.x, v.y) == (6, 12)",
]


def test_operators_that_the_reference_does_not_define_are_graded_as_in_one_process(both):
    ours, plain = both(BASIC, OTHERWISE, OPERATOR_TESTS)
    assert ours == plain == [2.0] * len(OPERATOR_TESTS)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("return value == self.x or value == self.y", "return value == self.x"),
        ("return self.x**2 + self.y**2 > other", "return self.x**2 + self.y**2 < other"),
        ("self.x * k, self.y * k\n", "self.x * k, self.y\n"),
    ],
)
def test_wrong_operators_that_the_reference_does_not_define_lose_points(both, right, wrong):
    ours, plain = both(BASIC, OTHERWISE.replace(right, wrong), OPERATOR_TESTS)
    assert ours == plain
    assert 0.0 in ours


ENUMS = {
    "Enum": "class Color(Enum):\n    RED = 1\n    BLUE = 2",
    "IntEnum": "class Color(IntEnum):\n    RED = 1\n    BLUE = 2",
    "a str that is an Enum": "class Color(str, Enum):\n    RED = 'r'\n    BLUE = 'b'",
    "StrEnum": "class Color(StrEnum):\n    RED = auto()\n    BLUE = auto()",
    "Flag": "class Color(Flag):\n    RED = 1\n    BLUE = 2",
}
ENUM_TESTS = [
    "assert Color.RED.name == 'RED' and Color['BLUE'] is Color.BLUE",
    "assert [c.name for c in Color] == ['RED', 'BLUE'] and len(Color) == 2",
    "assert Color.RED == Color.RED and Color.RED != Color.BLUE and mix(Color.RED) is Color.BLUE",
    "assert isinstance(Color.RED, Color) and {Color.RED: 1}[Color.RED] == 1",
    "assert mix(Color.BLUE) == Color.BLUE",
]


@pytest.mark.parametrize("kind", ENUMS)
def test_any_kind_of_enum_is_graded_as_in_one_process(both, kind):
    head = "from enum import Enum, IntEnum, StrEnum, Flag, auto\n"
    mixed = "\ndef mix(c): return Color.BLUE if c is Color.RED else Color.RED"
    reference = head + ENUMS["Enum"] + mixed.replace("else Color.RED", "else c")
    ours, plain = both(reference, head + ENUMS[kind] + mixed, ENUM_TESTS)
    assert ours == plain == [2.0, 2.0, 2.0, 2.0, 0.0]


def test_what_derives_from_a_builtin_class_is_one_for_isinstance(passes):
    passes("""
# %% student
class Numbers(list):
    def total(self): return sum(self)
class Point(tuple):
    def norm(self): return sum(n * n for n in self)
class Word(str):
    def shout(self): return self + '!'
class Sub(Numbers): ...
# %% test
assert isinstance(Numbers([1]), list) and isinstance(Sub([1]), (list, Numbers))
assert Numbers([1, 2]).total() == 3 and Sub([3]).total() == 3 and len(Sub([3, 4])) == 2
assert isinstance(Point((1, 2)), tuple) and Point((1, 2)).norm() == 5 and Point((1, 2)) == (1, 2)
assert isinstance(Word('a'), str) and Word('a').shout() == 'a!' and Word('a').upper() == 'A'
assert not isinstance(Numbers([1]), tuple) and issubclass(Sub, Numbers)
n = Numbers([3, 1])
n.append(2)
n.sort()
assert n == [1, 2, 3] and n[0] == 1 and 3 in n and sum(n) == 6 and n.total() == 6
assert [*n] == [1, 2, 3] and n + [4] == [1, 2, 3, 4] and n[1:] == [2, 3] and max(n) == 3
""")


def test_a_generic_class_can_be_subscripted(passes):
    passes("""
# %% student
from typing import Generic, TypeVar
T = TypeVar('T')
class Box(Generic[T]):
    def __init__(self, held: T): self.held = held
    def open(self) -> T: return self.held
# %% test
b = Box[int](3)
assert b.open() == 3 and isinstance(b, Box) and Box('a').open() == 'a'
""")


def test_an_exception_and_a_dataclass_of_ones_own_are_graded_as_in_one_process(both):
    reference = """
class Empty(Exception): pass
class Queue:
    def __init__(self): self.items = []
    def put(self, item): self.items.append(item)
    def get(self):
        if not self.items: raise Empty('nothing there')
        return self.items.pop(0)
"""
    submission = """
from collections import deque
from dataclasses import dataclass, field
class Empty(IndexError, LookupError):
    def __init__(self, *args):
        super().__init__(*args or ('nothing there',))
        self.queue = None
@dataclass
class Queue:
    items: deque = field(default_factory=deque)
    def put(self, item): self.items.append(item)
    def get(self):
        try:
            return self.items.popleft()
        except IndexError:
            raise Empty from None
"""
    tests = [
        "q = Queue()\nq.put(1)\nq.put(2)\nassert q.get() == 1 and q.get() == 2",
        "try:\n    q.get()\n    raised = ''\nexcept Empty as error:\n    raised = str(error)\n"
        "assert raised == 'nothing there'",
        "import unittest\nwith unittest.TestCase().assertRaises(Empty): Queue().get()",
        "q.put([1])\nassert list(q.items) == [[1]] and len(q.items) == 1",
    ]
    ours, plain = both(reference, submission, tests)
    assert ours == plain == [2.0] * 4
    ours, plain = both(reference, submission.replace("popleft", "pop"), tests)
    assert ours == plain == [0.0, 0.0, 2.0, 2.0]
