# %% setup: what the course imports
import math

# %% attributes: reads them
v = Vec(1, 2)
assert v.x == 1 and v.y == 2
assert (v.x, v.y) == (1, 2)

# %% sets_attribute: sets one
v = Vec(1, 2)
v.x = 5
assert v.x == 5
assert v.norm() == math.hypot(5, 2)

# %% equality: == and !=
assert Vec(1, 2) == Vec(1, 2)
assert Vec(1, 2) != Vec(2, 1)
assert not (Vec(1, 2) == Vec(1, 3))

# %% other_types: == with something else
assert not (Vec(1, 2) == "Vec(1, 2)")
assert Vec(1, 2) != None

# %% addition: +
total = Vec(1, 2) + Vec(3, 4)
assert (total.x, total.y) == (4, 6)
assert total == Vec(4, 6)

# %% leaves_operands: + changes neither
a, b = Vec(1, 2), Vec(3, 4)
a + b
assert (a.x, a.y, b.x, b.y) == (1, 2, 3, 4)

# %% augmented: +=
v = Vec(1, 1)
v += Vec(1, 2)
assert v == Vec(2, 3)

# %% sum_of: sum with a start
assert sum([Vec(1, 0), Vec(2, 1)], Vec(0, 0)) == Vec(3, 1)

# %% order: <, sorted, max
assert Vec(1, 1) < Vec(2, 2)
assert not Vec(3, 0) < Vec(0, 1)
assert [v.x for v in sorted([Vec(3, 0), Vec(1, 0), Vec(2, 0)])] == [1, 2, 3]

# %% greater: > and max, which Python takes from <
assert Vec(2, 2) > Vec(1, 1)
assert max(Vec(1, 0), Vec(5, 0)).x == 5

# %% loops: for, unpacking, list
x, y = Vec(3, 4)
assert (x, y) == (3, 4)
assert list(Vec(1, 2)) == [1, 2]
assert [value for value in Vec(0, 9)] == [0, 9]

# %% length: len
assert len(Vec(7, 8)) == 2

# %% membership: in
assert 7 in Vec(7, 8)
assert 9 not in Vec(7, 8)

# %% in_a_list: in and index of a list of them
vectors = [Vec(0, 0), Vec(1, 2)]
assert Vec(1, 2) in vectors
assert vectors.index(Vec(1, 2)) == 1

# %% text: repr and str
assert repr(Vec(1, 2)) == "Vec(1, 2)"
assert str(Vec(0, 1)) == "Vec(0, 1)"

# %% method: a method's value
assert Vec(3, 4).norm() == 5
assert math.isclose(Vec(1, 1).norm(), 2 ** 0.5)

# %% class_method: an alternative constructor
assert Vec.zero() == Vec(0, 0)

# %% class_checks: isinstance, type, hasattr
v = Vec(1, 2)
assert isinstance(v, Vec)
assert type(v) is Vec
assert type(v).__name__ == "Vec"
assert hasattr(v, "norm") and hasattr(Vec, "__add__")
assert isinstance(Vec, type)

# %% defines: looks into the class for what it defines
assert "__add__" in vars(Vec)
assert callable(Vec.norm)

# %% wrong_arguments: TypeError
try:
    Vec()
except TypeError:
    pass
else:
    raise AssertionError("Vec() needs two numbers")

# %% derived: a class of the test's derived from it
class Named(Vec):
    def name(self):
        return f"{self.norm():.0f}"

assert Named(3, 4).name() == "5"

# %% patched_method: patch.object
from unittest.mock import patch
with patch.object(Vec, "norm", return_value=42):
    assert Vec(1, 2).norm() == 42

# %% copied: copy.copy
import copy
v = Vec(1, 2)
w = copy.copy(v)
assert w == v and w is not v

# %% test_case: a unittest.TestCase with setUp
import io
import unittest

class TestVec(unittest.TestCase):
    def setUp(self):
        self.v = Vec(3, 4)

    def test_norm(self):
        self.assertAlmostEqual(self.v.norm(), 5)

    def test_equal(self):
        self.assertEqual(self.v, Vec(3, 4))
        self.assertNotEqual(self.v, Vec(4, 3))

suite = unittest.defaultTestLoader.loadTestsFromTestCase(TestVec)
assert unittest.TextTestRunner(stream=io.StringIO()).run(suite).wasSuccessful()

# %% partial_credit: half for each of two
points = 0
try:
    points += float(Vec(3, 4).norm() == 5)
    points += float(Vec(1, 2) == Vec(1, 2) and Vec(1, 2) != Vec(2, 2))
except Exception:
    pass
points
