"""The instructor's helper modules, and instances of classes that both sides have."""

LINKED = {
    "linked.py": """
class Node:
    made = 0
    def __init__(self, value, next=None):
        type(self).made += 1
        self.value = value
        self.next = next
    def __eq__(self, other):
        return isinstance(other, Node) and self.value == other.value
    def __repr__(self):
        return f'Node({self.value})'
class Tree:
    def __init__(self, value):
        self.value, self.left, self.right, self.parent, self.seen = value, None, None, None, []
def build(values):
    head = None
    for value in reversed(values):
        head = Node(value, head)
    return head
def values(head):
    found = []
    while head:
        found.append(head.value)
        head = head.next
    return found
"""
}


def test_a_list_built_by_the_test_is_changed_by_the_student(passes):
    passes(
        """
# %% locked
from linked import Node, build, values
# %% student
def reverse(head):
    before = None
    while head:
        head.next, before, head = before, head, head.next
    return before
def append(head, value):
    while head.next: head = head.next
    head.next = Node(value)
# %% test
head = build([1, 2, 3])
append(head, 4)
assert values(head) == [1, 2, 3, 4]
second = head.next
back = reverse(head)
assert values(back) == [4, 3, 2, 1] and values(head) == [1] and second.next is head
assert type(back) is Node and isinstance(back.next, Node) and back == Node(4)
print(back, Node.made >= 4)
""",
        LINKED,
    )


def test_a_list_built_by_the_student(passes):
    passes(
        """
# %% student
import linked
from linked import Node
chain = linked.build(range(3))
def first(): return chain
def push(value):
    global chain
    chain = Node(value, chain)
# %% test
import linked
from linked import values
assert values(chain) == [0, 1, 2] and isinstance(chain, linked.Node)
assert first() is chain and first().next is chain.next
push(9)
assert values(chain) == [9, 0, 1, 2]
chain.value = 8
assert first().value == 8
# %% student
chain.next.value = 77
mine = chain
# %% test
assert values(chain) == [8, 77, 1, 2] and mine is chain
""",
        LINKED,
    )


def test_a_tree_with_cycles(passes):
    passes(
        """
# %% locked
from linked import Tree
# %% student
def insert(tree, value):
    side = 'left' if value < tree.value else 'right'
    child = getattr(tree, side)
    if child is None:
        child = Tree(value)
        child.parent = tree
        setattr(tree, side, child)
        tree.seen.append(value)
        return child
    return insert(child, value)
def ring():
    a, b = Tree(1), Tree(2)
    a.left, b.left = b, a
    return a
# %% test
root = Tree(5)
for value in 3, 8, 1, 4:
    insert(root, value)
assert root.left.value == 3 and root.left.parent is root and root.left.right.value == 4
assert root.seen == [3, 8]
new = insert(root, 9)
assert new is root.right.right and new.parent.parent is root
r = ring()
assert r.left.left is r
a, b = Tree(1), Tree(2)
a.left = a.right = b
insert(a.left, 7)
assert a.right.right.value == 7
""",
        LINKED,
    )


def test_a_long_list(passes):
    passes(
        """
# %% locked
from linked import build, values
# %% student
def length(head):
    n = 0
    while head: head, n = head.next, n + 1
    return n
def count(n): return build(range(n))
# %% test
assert length(build(range(300))) == 300
assert values(count(300)) == list(range(300))
""",
        LINKED,
    )


def test_the_helper_of_the_judge_is_used_whatever_the_student_does_to_it(points):
    reference = """
# %% locked
from linked import values, build
# %% student
def f(): return build([1, 2])
# %% test
assert values(f()) == [1, 2]
"""
    submission = """
# %% locked
from linked import values, build
# %% student
import linked
linked.values = values = lambda head: [1, 2]
linked.Node.__eq__ = lambda self, other: True
def f(): return None
# %% test
assert values(f()) == [1, 2]
"""
    helpers = LINKED
    assert points(reference, submission, helpers) == [0.0]


def test_enums_and_errors_of_a_helper_module(passes):
    passes(
        """
# %% locked
from shades import Shade, Dark
# %% student
def pick(n): return Shade(n)
def check(shade):
    if shade is Shade.BLACK: raise Dark('too dark', 3)
    return shade.name
# %% test
assert pick(1) is Shade.WHITE and pick(2) == Shade.BLACK and {pick(1): 3} == {Shade.WHITE: 3}
assert check(Shade.WHITE) == 'WHITE'
try:
    check(Shade.BLACK)
except Dark as error:
    assert error.args == ('too dark', 3) and type(error) is Dark
else:
    raise AssertionError
""",
        {
            "shades.py": """
from enum import Enum
class Shade(Enum):
    WHITE = 1
    BLACK = 2
class Dark(Exception): pass
"""
        },
    )


def test_an_instance_with_slots_and_a_dataclass(passes):
    passes(
        """
# %% locked
from shapes import Point, Fixed
# %% student
def move(p, by): p.x += by; return p
def fixed(): return Fixed(3)
# %% test
p = Point(1)
assert move(p, 2) is p and p == Point(3) and fixed() == Fixed(3) and hash(fixed()) == hash(Fixed(3))
print(p, fixed())
""",
        {
            "shapes.py": """
from dataclasses import dataclass
@dataclass
class Point:
    x: int
@dataclass(frozen=True)
class Fixed:
    a: int
"""
        },
    )


def test_an_instance_of_a_helper_class_holds_the_students_objects(passes):
    passes(
        """
# %% locked
from linked import Node
# %% student
class Mine:
    def __init__(self): self.n = 1
node = Node(Mine())
def bump(n): n.value.n += 1
# %% test
assert node.value.n == 1 and isinstance(node.value, Mine)
bump(node)
assert node.value.n == 2
""",
        LINKED,
    )
