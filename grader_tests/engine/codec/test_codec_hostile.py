"""Whatever bytes arrive, decode ends in BadMessage: soon, and without much memory."""

import random
import resource
import struct
import sys
import time
import tracemalloc
from decimal import Decimal
from fractions import Fraction

import msgpack
import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nbjudge.codec import Hooks, MessageLimits, Ref, classes, decode, encode, tags
from nbjudge.errors import BadMessage, CannotCross

MESSAGES = [
    encode(value)
    for value in (
        {"a": [1, 2.5, None, True], "b": ("x", b"y", {3}), 7: frozenset({(1, 2)})},
        [10**30, 1j, Decimal("1.5"), Fraction(1, 3), range(5), slice(1), ..., ValueError("x")],
        [np.arange(6.0).reshape(2, 3), np.float32(1), np.array(["a", "bc"]), np.dtype("i4")],
        [np.zeros(2, [("a", "f4", (2,)), ("b", "?")]), np.array([1, [2]], object)],
        [np.ma.MaskedArray([1, 2], [0, 1]), np.datetime64("2020-01-01"), int, bytearray(3)],
        pd.DataFrame({"a": [1, 2], "b": ["x", None], "c": pd.Categorical(["u", "v"])}),
        pd.DataFrame(np.zeros((2, 2)), index=pd.date_range("2024", periods=2, tz="UTC")),
        [pd.Series([1, None], dtype="Int64"), pd.Timestamp("2024"), pd.Period("2024", "M")],
        pd.MultiIndex.from_product([[1, 2], ["a"]]),
        [pd.interval_range(0, 2), pd.CategoricalDtype(["a"]), pd.NA],
    )
]


class Trusting(Hooks):
    """Hooks that accept anything, so that the fuzzers get past them."""

    def resolve(self, ref):
        return ref.number

    def known(self, key):
        return key

    def module(self, name):
        return sys


def message(tree, buffers=b"", version=tags.VERSION):
    packed = msgpack.packb(tree)
    return struct.pack("<BI", version, len(packed)) + packed + buffers


def end(data, hooks=None):
    """Decode what may be valid or not; any error but BadMessage is let through."""
    try:
        decode(data, hooks or Trusting())
    except BadMessage as error:
        return str(error)
    return None


# --- fuzzing


@settings(max_examples=500, deadline=None)
@given(st.binary(max_size=300))
@example(b"")
@pytest.mark.slow
def test_arbitrary_bytes_are_valid_or_bad_message(data):
    end(data)
    end(struct.pack("<BI", tags.VERSION, len(data)) + data)


trees = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats()
    | st.text(max_size=4)
    | st.binary(max_size=8)
    | st.sampled_from(["<f8", "|O", "UTC", "D", "python", "builtins", "int", 2**62]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.builds(lambda tag, rest: [tag, *rest], st.integers(0, 70), st.lists(inner, max_size=5))
    ),
    max_leaves=12,
)


@settings(max_examples=600, deadline=None)
@given(trees, st.binary(max_size=16))
@pytest.mark.slow
def test_arbitrary_trees_are_valid_or_bad_message(tree, buffers):
    end(message(tree, buffers))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.slow
def test_twenty_thousand_mutations_are_valid_or_bad_message():
    rng = random.Random(7)
    refused = 0
    for _ in range(20_000):
        data = bytearray(rng.choice(MESSAGES))
        for _ in range(rng.choice((1, 1, 2, 5))):
            place = rng.randrange(len(data))
            match rng.randrange(4):
                case 0:
                    data[place] = rng.randrange(256)
                case 1:
                    data[place] = rng.choice((0, 1, 0x7F, 0x80, 0x90, 0xC0, 0xDC, 0xDD, 0xFF))
                case 2:
                    del data[place : place + rng.randrange(1, 5)]
                    data = data or bytearray(1)
                case _:
                    data[place:place] = data[place : place + rng.randrange(1, 9)]
        refused += end(bytes(data)) is not None
    assert refused > 5_000


@pytest.mark.parametrize("whole", MESSAGES, ids=range(len(MESSAGES)))
def test_a_message_cut_short_or_drawn_out_is_refused(whole):
    for length in range(len(whole)):
        assert end(whole[:length])
    assert end(whole + b"\0")


# --- attacks, by hand

ARRAY = [tags.ARRAY, "<f8", [1], False, 8]
F8 = b"\0" * 8
ONE_ROW = [tags.RANGE_INDEX, 0, 1, 1, None]
DAY = [tags.TIMEDELTA, 1, 0, 0]

ATTACKS = {
    "another version": message(1, version=2),
    "an empty node": message([]),
    "an unknown tag": message([99]),
    "a tag that is a list": message([[1]]),
    "a tag that is True": message([True]),
    "a map": message({1: 2}),
    "an empty map": message({}),
    "an extension": message(msgpack.ExtType(5, b"x")),
    "an empty extension": message(msgpack.ExtType(5, b"")),
    "a timestamp of msgpack": message(msgpack.Timestamp(1)),
    "a shape of a billion": message([tags.ARRAY, "<f8", [10**9], False, 8], F8),
    "a shape that overflows": message([tags.ARRAY, "<f8", [2**32, 2**32], False, 0]),
    "a shape that overflows to the length": message(
        [tags.ARRAY, "<f8", [2**61 + 1], False, 8], F8
    ),
    "a negative shape": message([tags.ARRAY, "<f8", [-1, -1], False, 8], F8),
    "a shape of floats": message([tags.ARRAY, "<f8", [1.0], False, 8], F8),
    "a shape of True": message([tags.ARRAY, "<f8", [True], False, 8], F8),
    "a shape of a hundred dimensions": message([tags.ARRAY, "<f8", [1] * 100, False, 8], F8),
    "no elements in a huge shape": message([tags.ARRAY, "<f8", [0, 2**61], False, 0]),
    "a billion elements of no bytes": message([tags.ARRAY, "|S0", [10**9], False, 0]),
    "an array whose content is missing": message(ARRAY),
    "an array of negative length": message([tags.ARRAY, "<f8", [1], False, -8], F8),
    "content used twice": message([tags.LIST, ARRAY, ARRAY], F8),
    "objects": message([tags.ARRAY, "|O", [1], False, 8], F8),
    "objects in a structure": message(
        [tags.ARRAY, [["a"], ["|O8"], [0], 8, False], [1], False, 8], F8,
    ),
    "a dtype that is an expression": message([tags.DTYPE, "f8,O"]),
    "a dtype that is a word": message([tags.DTYPE, "object"]),
    "a dtype of a billion bytes": message([tags.DTYPE, "|S10000000000"]),
    "a structure of two equal names": message(
        [tags.DTYPE, [["a", "a"], ["<f8"] * 2, [0, 8], 16, False]]
    ),
    "a structure whose field lies outside": message([tags.DTYPE, [["a"], ["<f8"], [8], 8, False]]),
    "a structure whose field lies before": message([tags.DTYPE, [["a"], ["<f8"], [-8], 8, False]]),
    "a boolean of 2": message([tags.ARRAY, "|b1", [1], False, 1], b"\2"),
    "a boolean of 2 in a structure": message(
        [tags.ARRAY, [["a"], ["|b1"], [0], 1, False], [1], False, 1], b"\2"
    ),
    "a letter outside Unicode": message([tags.ARRAY, "<U1", [1], False, 4], b"\xff" * 4),
    "a letter outside Unicode, of a scalar": message([tags.SCALAR, "<U1", b"\xff" * 4]),
    "a scalar of the wrong length": message([tags.SCALAR, "<f8", b"\0"]),
    "fewer objects than the shape has": message([tags.OBJECTS, [10**9], False, 1]),
    "a mask of another shape": message(
        [tags.MASKED, ARRAY, [tags.ARRAY, "|b1", [2], False, 2], None], F8 + b"\0\0"
    ),
    "a mask of numbers": message([tags.MASKED, ARRAY, ARRAY, None], F8 + F8),
    "a dict with a list as key": message([tags.DICT, [tags.LIST], 1]),
    "a dict with an array as key": message([tags.DICT, ARRAY, 1], F8),
    "a dict with a key twice": message([tags.DICT, 1, 2, 1, 3]),
    "a dict with a key and its like": message([tags.DICT, 1, 2, True, 3]),
    "a dict with half a pair": message([tags.DICT, 1]),
    "a set with a dict as member": message([tags.SET, [tags.DICT]]),
    "a set with a member twice": message([tags.SET, 1, 1.0]),
    "a frozenset with a set as member": message([tags.FROZENSET, [tags.SET]]),
    "a shared value before it is there": message([tags.LIST, [tags.BACK_REFERENCE, 0]]),
    "a shared value of a negative number": message(
        [tags.LIST, [tags.LIST], [tags.BACK_REFERENCE, -1]]
    ),
    "a shared value as a key": message(
        [tags.LIST, [tags.TUPLE], [tags.SET, [tags.BACK_REFERENCE, 0]]]
    ),
    "a keyed constant": message([tags.KEYED, 1, [tags.FROZENSET]]),
    "a key in a key": message([tags.KEYED, 1, [tags.KEYED, 2, [tags.LIST]]]),
    "a key of more than 63 bits": message([tags.KEYED, 2**63, [tags.LIST]]),
    "a keyed value as a key": message([tags.SET, [tags.KEYED_BACK_REFERENCE, 1]]),
    "an integer of 2 MiB": message([tags.INTEGER, b"\1" * (2 << 20)]),
    "an integer that is a text": message([tags.INTEGER, "1"]),
    "a range of floats": message([tags.RANGE, 0, 1.5, 1]),
    "a range of step 0": message([tags.RANGE, 0, 1, 0]),
    "a fraction over 0": message([tags.FRACTION, 1, 0]),
    "a fraction of large numbers": message(
        [tags.FRACTION, [tags.INTEGER, b"\1" * 9000], [tags.INTEGER, b"\3" * 9000]]
    ),
    "a decimal of a billion digits": message([tags.DECIMAL, "1E+999999999"]),
    "a decimal beyond its limits": message([tags.DECIMAL, "1E-99999"]),
    "a decimal that is a number of words": message([tags.DECIMAL, "1_0"]),
    "a decimal in other digits": message([tags.DECIMAL, "\u0661"]),
    "a date that is none": message([tags.DATE, 2024, 2, 30]),
    "a time zone that is a list": message([tags.TIME, 1, 2, 3, 4, 0, [tags.LIST]]),
    "a time zone of a year": message([tags.TIMEZONE, 365, 0, 0, None]),
    "a time zone from a file": message([tags.ZONE, "../../etc/passwd"]),
    "a time zone from the root": message([tags.ZONE, "/etc/localtime"]),
    "a time zone that is not there": message([tags.ZONE, "Nowhere/Land"]),
    "a uuid too short": message([tags.UUID, b"x"]),
    "a path of no kind": message([tags.PATH, "dos", "x"]),
    "subprocess.Popen": message([tags.CLASS, "subprocess", "Popen"]),
    "os.system": message([tags.CLASS, "os", "system"]),
    "builtins.eval": message([tags.CLASS, "builtins", "eval"]),
    "the loader of builtins": message([tags.CLASS, "builtins", "__loader__"]),
    "a way through a class": message([tags.CLASS, "builtins", "object.__class__"]),
    "numpy.memmap": message([tags.CLASS, "numpy", "memmap"]),
    "numpy.load": message([tags.CLASS, "numpy", "load"]),
    "pandas.ExcelFile": message([tags.CLASS, "pandas", "ExcelFile"]),
    "types.CodeType": message([tags.CLASS, "types", "CodeType"]),
    "a module named by a path": message([tags.CLASS, "numpy.core.records", "record"]),
    "an exception that is none": message([tags.EXCEPTION, "eval", "1"]),
    "an exception of wrong arguments": message([tags.EXCEPTION, "UnicodeDecodeError", 1]),
    "a default that is called": message([tags.DEFAULT_DICT, [tags.CLASS, "os", "system"]]),
    "a default that is a value": message([tags.DEFAULT_DICT, 3]),
    "a deque of negative length": message([tags.DEQUE, -1]),
    "a deque shorter than its content": message([tags.DEQUE, 1, 1, 2]),
    "a timestamp out of range": message([tags.TIMESTAMP, 2**64 - 1, "s", None]),
    "a timestamp of no unit": message([tags.TIMESTAMP, 1, "Y", None]),
    "a timestamp in a zone from a file": message([tags.TIMESTAMP, 1, "s", "dateutil//etc/passwd"]),
    "a period of no frequency": message([tags.PERIOD, 1, "D; import os"]),
    "an interval upside down": message([tags.INTERVAL, 2, 1, "left"]),
    "an interval of days and numbers": message([tags.INTERVAL, DAY, 1, "left"]),
    "a series longer than its index": message(
        [tags.SERIES, ARRAY, [tags.RANGE_INDEX, 0, 5, 1, None], None], F8
    ),
    "a series in two dimensions": message(
        [tags.SERIES, [tags.ARRAY, "<f8", [1, 1], False, 8], ONE_ROW, None],
        F8,
    ),
    "a series whose name is a list": message(
        [tags.SERIES, ARRAY, ONE_ROW, [tags.LIST]], F8
    ),
    "a series whose index is a list": message([tags.SERIES, ARRAY, [tags.LIST, 1], None], F8),
    "a frame with fewer columns than labels": message(
        [tags.FRAME, ONE_ROW, [tags.RANGE_INDEX, 0, 9, 1, None], ARRAY], F8
    ),
    "a frame of a billion labels": message(
        [tags.MATRIX_FRAME] + [[tags.RANGE_INDEX, 0, 10**9, 1, None]] * 2 + [ARRAY], F8
    ),
    "categories by codes out of range": message(
        [tags.CATEGORIES, [tags.ARRAY, "|i1", [1], False, 1], ONE_ROW, False],
        b"\x63",
    ),
    "levels by codes out of range": message(
        [tags.MULTI_INDEX, [ONE_ROW], [[tags.ARRAY, "|i1", [1], False, 1]],
         [None]],
        b"\x63",
    ),
    "texts that are numbers": message([tags.STRINGS, "python", False, 1]),
    "texts of no storage": message([tags.STRINGS, "disk", False, "a"]),
    "a nullable column of texts": message(
        [tags.NULLABLE, [tags.ARRAY, "|S8", [1], False, 8], [tags.ARRAY, "|b1", [1], False, 1]],
        F8 + b"\0",
    ),
    "a dtype of pandas by name": message([tags.PANDAS_DTYPE, "nullable", "period[D]"]),
    "numbers of pyarrow as other ones": message(
        [tags.ARROW_NUMBERS, "int64", ARRAY, [tags.ARRAY, "|b1", [1], False, 1]],
        F8 + b"\0",
    ),
    "numbers of pyarrow with too short a mask": message(
        [tags.ARROW_NUMBERS, "double", ARRAY, [tags.ARRAY, "|b1", [0], False, 0]],
        F8,
    ),
    "a type of pyarrow by name": message([tags.PANDAS_DTYPE, "arrow", "list<item: int64>"]),
    "texts of pyarrow that are numbers": message([tags.ARROW_ITEMS, "string", 1]),
    "values of no type of pyarrow": message([tags.ARROW_ITEMS, [tags.LIST], 1]),
    "an instance of a subclass without a reference": message(
        [tags.SUBCLASSED, [tags.LIST], [tags.LIST]]
    ),
    "an instance of a subclass as a key": message(
        [tags.DICT, [tags.SUBCLASSED, 1, [tags.REF, "student", 0, "instance", [tags.DICT]]], 1]
    ),
    "an instance of a subclass alone": message([tags.SUBCLASSED, [tags.LIST]]),
    "a tree longer than the message": struct.pack("<BI", 1, 100) + b"\xc0",
    "two trees": struct.pack("<BI", 1, 2) + b"\xc0\xc0",
    "an array of 4 billion": struct.pack("<BI", 1, 5) + b"\xdd\xff\xff\xff\xff",
    "a text of 4 GiB": struct.pack("<BI", 1, 5) + b"\xdb\xff\xff\xff\xff",
    "a text that is no UTF-8": struct.pack("<BI", 1, 2) + b"\xa1\xff",
    "nested 100 deep": struct.pack("<BI", 1, 201) + b"\x92\x14" * 100 + b"\xc0",
    "nested 100,000 deep": struct.pack("<BI", 1, 200_001) + b"\x92\x14" * 100_000 + b"\xc0",
    "a reference that owns itself": message([tags.REF, "self", 1, "x", [tags.DICT]]),
    "a reference described by a list": message([tags.REF, "judge", 1, "x", [tags.LIST]]),
    "a reference described by numbers": message([tags.REF, "judge", 1, "x", [tags.DICT, 1, 2]]),
}  # fmt: skip


@pytest.mark.parametrize("name", ATTACKS)
def test_bad_message_is(name):
    started = time.thread_time()
    assert end(ATTACKS[name])
    assert time.thread_time() - started < 0.5


# --- attacks on time and memory


def peak(data):
    """Bytes that Python allocates, at most at a time, while refusing this."""
    tracemalloc.start()
    try:
        assert end(data)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", [name for name in ATTACKS if "billion" in name or "huge" in name])
def test_what_is_announced_is_not_allocated(name):
    assert peak(ATTACKS[name]) < 2 << 20


def test_nested_headers_reserve_nothing():
    # A thousand arrays, each within the last, each announcing three million elements.
    header = b"\xdd" + (3_000_000).to_bytes(4, "big")
    tree = header * 1000 + b"\xc0" * 3_000_100
    assert peak(struct.pack("<BI", 1, len(tree)) + tree) < 32 << 20


def test_small_nested_headers_reserve_little():
    header = b"\xdc" + (4000).to_bytes(2, "big")
    tree = (header * 1000 + b"\xc0" * 4096)[:4096]
    assert peak(struct.pack("<BI", 1, len(tree)) + tree) < 40 << 20


@pytest.mark.slow
def test_millions_of_empty_lists_are_cut_off():
    rows = b"\xdd" + (1_000_000).to_bytes(4, "big") + b"\x90" * 1_000_000
    tree = b"\x96" + rows * 6
    started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert end(struct.pack("<BI", 1, len(tree)) + tree)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - started < 600 << 10


def integer(number):
    return number if number < 2**64 else [tags.INTEGER, number.to_bytes(16, "little")]


HASH_0 = [k * (2**61 - 1) for k in range(200_000)]


def orbit():
    """Keys of as many hashes, most of which visit all of the others' places in the table.

    A table of 2**19 places is tried in the order i -> 5 * i + 1, once the upper bits of a hash are
    used up. The first half of that order is taken; then come keys whose way leads through it.
    """
    place, taken = 1, []
    for _ in range(300_000):
        taken.append(place)
        place = (5 * place + 1) % 2**19
    occupied, detours = set(taken), []
    for start in taken[:2000]:
        for upper in range(1, 60):
            number = start + (upper << 19)
            at, rest, steps = start, number, 0
            while rest and at in occupied:
                rest >>= 5
                at = (5 * at + rest + 1) % 2**19
                steps += 1
            if not rest and at in occupied:
                detours.append(number)
    return taken + detours


COLLIDING = {
    "keys of one hash": lambda: [tags.SET, *map(integer, HASH_0[:50_000])],
    "tuples of one hash": lambda: [
        tags.SET,
        *([tags.TUPLE, integer(key)] for key in HASH_0[:50_000]),
    ],
    "keys of a dict": lambda: [
        tags.DICT,
        *(part for key in HASH_0[:50_000] for part in (integer(key), 0)),
    ],
    "keys of different hashes that meet": lambda: [tags.SET, *orbit()],
}


@pytest.mark.parametrize("kind", COLLIDING)
@pytest.mark.slow
def test_keys_chosen_to_collide_end_in_time(kind):
    data = message(COLLIDING[kind]())
    started = time.thread_time()
    refusal = None
    try:
        decode(data, limits=MessageLimits(hashing_seconds=0.3))
    except BadMessage as error:
        refusal = str(error)
    assert time.thread_time() - started < 3
    if "different" not in kind:
        assert refusal == "keys chosen to collide"


@pytest.mark.slow
def test_many_small_sets_of_colliding_keys_end_in_time():
    row = [tags.SET, *map(integer, HASH_0[:64])]
    data = message([tags.LIST, *[row] * 10_000])
    started = time.thread_time()
    end(data)
    assert time.thread_time() - started < 6


@pytest.mark.slow
def test_honest_keys_by_the_hundred_thousand_are_accepted():
    for keys in (range(300_000), [k << 40 for k in range(100_000)], map(str, range(300_000))):
        value = dict.fromkeys(keys, 0)
        assert decode(encode(value)) == value


def test_a_key_of_few_bytes_does_not_take_forever_to_hash():
    pair = [tags.TUPLE, 1]
    for _ in range(60):
        pair = [tags.TUPLE, pair, [tags.BACK_REFERENCE, 0]]
    assert end(message([tags.LIST, [tags.TUPLE], [tags.SET, pair]]))


def test_a_key_that_would_take_forever_to_write_cannot_cross():
    name = ()
    for _ in range(60):
        name = (name, name)

    key = Ref("student", 1, "x", {"name": name})
    with pytest.raises(CannotCross, match="more than 1,000 items"):
        encode({_Member(): 1}, _Referring(key), MessageLimits(max_items=1000))


class _Member:
    pass


class _Referring(Hooks):
    def __init__(self, ref):
        self.ref = ref

    def refer(self, value):
        return self.ref


@pytest.mark.slow
def test_fractions_that_are_slow_to_reduce_end_in_time():
    one = [tags.FRACTION] + [
        [tags.INTEGER, random.Random(n).randbytes(1000) + b"\1"] for n in (1, 2)
    ]
    data = message([tags.LIST, *[one] * 11_000])
    started = time.thread_time()
    assert end(data) is None
    assert time.thread_time() - started < 10


# --- the table of names


def test_no_permitted_class_opens_files_or_makes_code():
    for module, permitted in classes.PERMITTED.items():
        for name in permitted:
            cls = classes.find_class(module, name)
            assert isinstance(cls, type)
            assert not name.startswith("_")
            assert not any(hasattr(cls, method) for method in ("open", "read_text", "co_code"))


def test_a_class_of_a_module_that_is_not_loaded_is_not_looked_for(monkeypatch):
    monkeypatch.delitem(sys.modules, "zoneinfo")
    assert end(message([tags.CLASS, "zoneinfo", "ZoneInfo"]))


def test_what_a_default_hook_is_asked_it_refuses():
    for value in (Ref("student", 1, "function", {}),):
        with pytest.raises(BadMessage):
            decode(encode(value))
