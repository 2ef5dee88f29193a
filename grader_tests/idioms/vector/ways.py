# %% by_hand: special methods by hand (the reference)
class Vec:
    def __init__(self, x, y):
        self.x, self.y = x, y

    @classmethod
    def zero(cls):
        return cls(0, 0)

    def norm(self):
        return math.hypot(self.x, self.y)

    def __eq__(self, other):
        return isinstance(other, Vec) and (self.x, self.y) == (other.x, other.y)

    def __lt__(self, other):
        return self.norm() < other.norm()

    def __add__(self, other):
        return Vec(self.x + other.x, self.y + other.y)

    def __iter__(self):
        yield self.x
        yield self.y

    def __len__(self):
        return 2

    def __repr__(self):
        return f"Vec({self.x}, {self.y})"

# %% blank: as students are given it
class Vec:
    pass

# %% dataclass: a dataclass
from dataclasses import dataclass

@dataclass
class Vec:
    x: float
    y: float

    @classmethod
    def zero(cls):
        return cls(0, 0)

    def norm(self):
        return math.sqrt(self.x**2 + self.y**2)

    def __lt__(self, other):
        return self.norm() < other.norm()

    def __add__(self, other):
        return Vec(self.x + other.x, self.y + other.y)

    def __iter__(self):
        return iter((self.x, self.y))

    def __len__(self):
        return 2

    def __repr__(self):
        return f"Vec({self.x}, {self.y})"

# %% slots: slots, and operators that the reference has not
class Vec:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y

    @staticmethod
    def zero():
        return Vec(0, 0)

    def norm(self):
        return abs(complex(self.x, self.y))

    def __eq__(self, other):
        if type(other) is not Vec:
            return NotImplemented
        return self.x == other.x and self.y == other.y

    def __lt__(self, other):
        return self.norm() < other.norm()

    def __add__(self, other):
        return Vec(self.x + other.x, self.y + other.y)

    def __iadd__(self, other):
        self.x += other.x
        self.y += other.y
        return self

    def __contains__(self, value):
        return value in (self.x, self.y)

    def __bool__(self):
        return self.norm() > 0

    def __getitem__(self, place):
        return (self.x, self.y)[place]

    def __len__(self):
        return 2

    def __repr__(self):
        return "Vec({}, {})".format(self.x, self.y)

# %% total_ordering: all comparisons
from functools import total_ordering

@total_ordering
class Vec:
    def __init__(self, x, y):
        self._values = [x, y]

    x = property(lambda self: self._values[0], lambda self, new: self._values.__setitem__(0, new))
    y = property(lambda self: self._values[1], lambda self, new: self._values.__setitem__(1, new))

    @classmethod
    def zero(cls):
        return cls(0, 0)

    def norm(self):
        return sum(value**2 for value in self._values) ** 0.5

    def __eq__(self, other):
        return isinstance(other, Vec) and self._values == other._values

    def __lt__(self, other):
        return self.norm() < other.norm()

    def __add__(self, other):
        return Vec(*(a + b for a, b in zip(self, other)))

    def __iter__(self):
        return iter(self._values)

    def __len__(self):
        return len(self._values)

    def __repr__(self):
        return f"Vec({self.x}, {self.y})"

# %% named_tuple: derived from NamedTuple
from typing import NamedTuple

class Vec(NamedTuple):
    x: float
    y: float

    @classmethod
    def zero(cls):
        return cls(0, 0)

    def norm(self):
        return math.hypot(*self)

    def __lt__(self, other):
        return self.norm() < other.norm()

    def __gt__(self, other):
        return self.norm() > other.norm()

    def __add__(self, other):
        return Vec(self.x + other.x, self.y + other.y)

    def __repr__(self):
        return f"Vec({self.x}, {self.y})"

# %% list_based: derived from list
class Vec(list):
    def __init__(self, x, y):
        super().__init__([x, y])

    @property
    def x(self):
        return self[0]

    @x.setter
    def x(self, new):
        self[0] = new

    @property
    def y(self):
        return self[1]

    @classmethod
    def zero(cls):
        return cls(0, 0)

    def norm(self):
        return math.hypot(*self)

    def __lt__(self, other):
        return self.norm() < other.norm()

    def __gt__(self, other):
        return self.norm() > other.norm()

    def __add__(self, other):
        return Vec(self[0] + other[0], self[1] + other[1])

    def __iadd__(self, other):
        return self + other

    def __repr__(self):
        return f"Vec({self.x}, {self.y})"

# %% inherits: a base class with most of it
class Shape:
    def __eq__(self, other):
        return type(self) is type(other) and vars(self) == vars(other)

    def __repr__(self):
        inner = ", ".join(map(str, vars(self).values()))
        return f"{type(self).__name__}({inner})"

class Vec(Shape):
    def __init__(self, x, y):
        self.x = x
        self.y = y

    @classmethod
    def zero(cls):
        return cls(0, 0)

    def norm(self):
        return math.hypot(self.x, self.y)

    def __lt__(self, other):
        return self.norm() < other.norm()

    def __add__(self, other):
        return type(self)(self.x + other.x, self.y + other.y)

    __radd__ = __add__

    def __iter__(self):
        return iter(vars(self).values())

    def __len__(self):
        return len(vars(self))

# %% no_equality: == left out
class Vec:
    def __init__(self, x, y):
        self.x, self.y = x, y

    @classmethod
    def zero(cls):
        return cls(0, 0)

    def norm(self):
        return math.hypot(self.x, self.y)

    def __lt__(self, other):
        return self.norm() < other.norm()

    def __add__(self, other):
        return Vec(self.x + other.x, self.y + other.y)

    def __iter__(self):
        return iter([self.x, self.y])

    def __len__(self):
        return 2

# %% adds_in_place: + changes the left operand
class Vec:
    def __init__(self, x, y):
        self.x, self.y = x, y

    @classmethod
    def zero(cls):
        return cls(0, 0)

    def norm(self):
        return math.hypot(self.x, self.y)

    def __eq__(self, other):
        return isinstance(other, Vec) and (self.x, self.y) == (other.x, other.y)

    def __lt__(self, other):
        return self.norm() < other.norm()

    def __add__(self, other):
        self.x += other.x
        self.y += other.y
        return self

    def __iter__(self):
        return iter([self.x, self.y])

    def __len__(self):
        return 2

    def __repr__(self):
        return f"Vec({self.x}, {self.y})"

# %% wrong_signs: subtracts, orders backwards, counts one
class Vec:
    def __init__(self, x, y):
        self.x, self.y = x, y

    @classmethod
    def zero(cls):
        return cls(0, 1)

    def norm(self):
        return self.x + self.y

    def __eq__(self, other):
        return self.x == other.x

    def __lt__(self, other):
        return self.norm() > other.norm()

    def __add__(self, other):
        return Vec(self.x - other.x, self.y - other.y)

    def __iter__(self):
        return iter([self.y, self.x])

    def __len__(self):
        return 1

    def __repr__(self):
        return f"Vec(x={self.x}, y={self.y})"

# %% tuples_back: + gives a tuple, norm a text
class Vec:
    def __init__(self, x, y):
        self.x, self.y = x, y

    @classmethod
    def zero(cls):
        return (0, 0)

    def norm(self):
        return str(math.hypot(self.x, self.y))

    def __eq__(self, other):
        return (self.x, self.y) == tuple(other)

    def __add__(self, other):
        return (self.x + other.x, self.y + other.y)

    def __iter__(self):
        return iter([self.x, self.y])

    def __repr__(self):
        return f"Vec({self.x}, {self.y})"

# %% equals_all: equal to, below and holding everything
class Vec:
    def __init__(self, x=0, y=0):
        pass

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Vec()

    def __call__(self):
        return self

    def __eq__(self, other):
        return True

    def __lt__(self, other):
        return True

    def __add__(self, other):
        return self

    def __contains__(self, value):
        return True

    def __len__(self):
        return 2

    def __iter__(self):
        return iter([self, self])

# %% function: a function that gives a SimpleNamespace
from types import SimpleNamespace

def Vec(x, y):
    return SimpleNamespace(x=x, y=y, norm=lambda: math.hypot(x, y))

# %% raises: every special method raises
class Vec:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def norm(self):
        raise NotImplementedError

    def __eq__(self, other):
        raise NotImplementedError

    def __add__(self, other):
        raise NotImplementedError("later")
