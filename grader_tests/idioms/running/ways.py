# %% loop: a loop (the reference)
def running(values):
    totals = []
    total = 0
    for value in values:
        total += value
        totals.append(total)
    return totals

# %% blank: as students are given it
def running(values):
    raise NotImplementedError()

# %% nothing: the cell emptied
# my answer

# %% unfinished: returns None
def running(values):
    total = 0

# %% comprehension: sums of slices
def running(values):
    values = list(values)
    return [sum(values[: n + 1]) for n in range(len(values))]

# %% accumulate: itertools, under another name
from itertools import accumulate as add_up
import itertools as it
running = lambda values: list(add_up(values))

# %% cumsum_list: numpy, made a list of Python's numbers
def running(values):
    """The running totals.

    >>> running([1, 2])
    [1, 3]
    """
    return np.cumsum(list(values)).tolist()

# %% numpy_numbers: a list of numpy's numbers
def running(values):
    return list(np.cumsum(list(values)))

# %% array: an array
def running(values):
    return np.cumsum(list(values))

# %% series: a Series of pandas
def running(values):
    return pd.Series(list(values)).cumsum()

# %% tuple_of_totals: a tuple
def running(values):
    totals = ()
    for value in values:
        totals += ((totals[-1] if totals else 0) + value,)
    return totals

# %% recursion: calls itself
def running(values):
    values = list(values)
    if not values:
        return []
    before = running(values[:-1])
    return before + [(before[-1] if before else 0) + values[-1]]

# %% partial: functools.partial of a helper
from functools import partial

def helper(start, values):
    totals = []
    for value in values:
        start += value
        totals.append(start)
    return totals

running = partial(helper, 0)

# %% callable_object: an instance that can be called
class Running:
    def __call__(self, values):
        totals, total = [], 0
        for value in values:
            total += value
            totals.append(total)
        return totals

running = Running()

# %% bound_method: a method of an instance
class Adder:
    def __init__(self):
        self.calls = 0

    def running(self, values):
        self.calls += 1
        totals, total = [], 0
        for value in values:
            total += value
            totals.append(total)
        return totals

running = Adder().running

# %% static_method: a static method of a class
class Tools:
    @staticmethod
    def running(values: list) -> list:
        totals: list = []
        for value in values:
            totals.append(value + (totals[-1] if totals else 0))
        return totals

running = Tools.running

# %% decorated: a decorator that counts calls
import functools

def counted(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return function(*args, **kwargs)
    wrapper.calls = 0
    return wrapper

@counted
def running(values):
    totals, total = [], 0
    for value in values:
        total += value
        totals.append(total)
    return totals

# %% generator: yields
def running(values):
    total = 0
    for value in values:
        total += value
        yield total

# %% iterator: an iterator of itertools
import itertools

def running(values):
    return itertools.accumulate(values)

# %% list_subclass: a list of one's own
class Totals(list):
    def last(self):
        return self[-1]

def running(values):
    totals = Totals()
    for value in values:
        totals.append(value + (totals.last() if totals else 0))
    return totals

# %% own_sequence: a class with a length, an index and ==
class Sequence:
    def __init__(self, items):
        self.items = items

    def __len__(self):
        return len(self.items)

    def __getitem__(self, place):
        return self.items[place]

    def __eq__(self, other):
        return list(self) == list(other)

    def __repr__(self):
        return repr(self.items)

def running(values):
    values = list(values)
    return Sequence([sum(values[: n + 1]) for n in range(len(values))])

# %% own_iterable: a class that can be looped over, and nothing else
class Stream:
    def __init__(self, items):
        self.items = items

    def __iter__(self):
        return iter(self.items)

def running(values):
    values = list(values)
    return Stream([sum(values[: n + 1]) for n in range(len(values))])

# %% deque: a deque
from collections import deque

def running(values):
    totals = deque()
    for value in values:
        totals.append(value + (totals[-1] if totals else 0))
    return totals

# %% leftovers: names of many kinds left behind
import json, math, random as r
from matplotlib import pyplot as plt
f = open("notes.txt", "w")
g = (n for n in range(3))
ax = plt.figure()
plt.close(ax)
k = object()
x = json
data = np.memmap("data.bin", dtype="int8", mode="w+", shape=(2,))
count, got, points, first = iter([]), lambda: 0, type("Odd", (), {}), r.Random()
expected, values, result = {1, 2}.__iter__(), globals, NotImplemented

def running(values):
    totals, total = [], 0
    for value in values:
        total += value
        totals.append(total)
    return totals

# %% star_import: numpy's names in the place of the builtins
from numpy import *
from math import *

def running(values):
    totals, total = [], 0
    for value in values:
        total += value
        totals.append(total)
    return totals

# %% shadowed_builtins: list, sum and max are variables
list = [1, 2, 3]
sum = 0
max = 5
for value in list:
    sum += value

def running(values):
    totals, total = [], 0
    for value in values:
        total += value
        totals.append(total)
    return totals

# %% prints: prints as it goes
def running(values):
    totals, total = [], 0
    for value in values:
        total += value
        print("now", total)
        totals.append(total)
    return totals

# %% warns: a warning of a library on the way
import warnings

def running(values):
    warnings.warn("this will change", DeprecationWarning, stacklevel=2)
    totals, total = [], 0
    for value in values:
        total += value
        totals.append(total)
    return totals

# %% pops: takes its argument apart
def running(values):
    totals, total = [], 0
    while values:
        total += values.pop(0)
        totals.append(total)
    return totals

# %% in_place: changes its argument and returns it
def running(values):
    for n in range(1, len(values)):
        values[n] += values[n - 1]
    return values

# %% floats: starts at 0.0
def running(values):
    totals, total = [], 0.0
    for value in values:
        total += value
        totals.append(total)
    return totals

# %% fractions: exact numbers
from fractions import Fraction

def running(values):
    totals, total = [], Fraction(0)
    for value in values:
        total += Fraction(value)
        totals.append(total)
    return totals

# %% texts: numbers as text
def running(values):
    totals, total = [], 0
    for value in values:
        total += value
        totals.append(str(total))
    return totals

# %% one_text: the list as text
def running(values):
    return str([sum(values[: n + 1]) for n in range(len(values))])

# %% only_total: the last total alone
def running(values):
    return sum(values)

# %% off_by_one: leaves out the last
def running(values):
    values = list(values)
    return [sum(values[:n]) for n in range(len(values))]

# %% not_a_number: starts at nan
def running(values):
    totals, total = [], float("nan")
    for value in values:
        total += value
        totals.append(total)
    return totals

# %% raises: an error of its own making
def running(values):
    return [value / 0 for value in values]

# %% misspelt: a name that is not there
def running(values):
    totals = []
    for value in values:
        totals.append(totl + value)
    return totals

# %% swallows: returns an empty list after any error
def running(values):
    try:
        return [sum(values[: n + 1]) for n in range(len(values))]
    except Exception:
        return []

# %% global_state: goes on where the last call ended
totals = []

def running(values):
    for value in values:
        totals.append(value + (totals[-1] if totals else 0))
    return totals

# %% default_list: a mutable default argument
def running(values, totals=[]):
    for value in values:
        totals.append(value + (totals[-1] if totals else 0))
    return totals

# %% endless: never ends for an empty list
def running(values):
    totals, n = [], 0
    values = list(values)
    while n != len(values) or not values:
        totals.append((totals[-1] if totals else 0) + values[n] if values else 0)
        n += 1
        if not values:
            totals.clear()
    return totals

# %% equals_all: an object that calls itself equal to everything
class Equal:
    def __eq__(self, other):
        return True

    def __len__(self):
        return 0

def running(values):
    return Equal()

# %% knows_the_examples: answers what it has seen in the tests
def running(values):
    return {(1, 2, 3): [1, 3, 6], (5,): [5], (1, 2): [1, 3]}.get(tuple(values), [0])
