"""What crosses arrives as it was: values of every kind, and their identity."""

import datetime as dt
import math
import uuid
from abc import ABCMeta
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nbjudge.codec import MessageLimits, decode, encode
from nbjudge.errors import CannotCross

texts = st.text(st.characters(exclude_categories=[]), max_size=8)  # lone surrogates too
zones = st.sampled_from(
    [
        None,
        dt.UTC,
        dt.timezone(dt.timedelta(hours=5, microseconds=1), "X"),
        ZoneInfo("Europe/Paris"),
    ]
)
keys = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | texts
    | st.binary(max_size=8)
    | st.complex_numbers()
    | st.decimals().filter(lambda number: not number.is_snan())  # has no hash
    | st.fractions()
    | st.dates()
    | st.times(timezones=zones)
    | st.datetimes(timezones=zones)
    | st.timedeltas()
    | st.uuids()
    | st.sampled_from([..., NotImplemented, int, ValueError, np.float32, range(3, 9, 2)]),
    lambda inner: st.tuples(inner, inner) | st.frozensets(inner, max_size=3),
    max_leaves=4,
)
values = st.recursive(
    keys,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(keys, inner, max_size=4)
        | st.dictionaries(keys, inner, max_size=4).map(OrderedDict)
        | st.sets(keys, max_size=4)
        | st.lists(inner, max_size=4).map(deque)
        | st.binary(max_size=9).map(bytearray)
        | st.builds(slice, inner, inner)
    ),
    max_leaves=12,
)


def canonical(value):
    """A key as a text that does not depend on the order of sets."""
    if isinstance(value, set | frozenset):
        return f"{type(value).__name__} {sorted(map(canonical, value))}"
    if isinstance(value, tuple):
        return f"tuple {[*map(canonical, value)]}"
    return repr(value)


def assert_same(got, expected):
    """Equal in type and content, order of dicts and signs of zeros included."""
    assert type(got) is type(expected)
    if isinstance(expected, dict):
        assert_same(list(got.items()), list(expected.items()))
    elif isinstance(expected, list | tuple | deque):
        assert len(got) == len(expected)
        for one, other in zip(got, expected, strict=True):
            assert_same(one, other)
    elif isinstance(expected, set | frozenset):
        assert canonical(got) == canonical(expected)
    elif isinstance(expected, slice):
        for part in ("start", "stop", "step"):
            assert_same(getattr(got, part), getattr(expected, part))
    elif isinstance(expected, float | complex | Decimal):
        assert repr(got) == repr(expected)  # nan, -0.0
    else:
        assert got == expected


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(values)
def test_any_nest_of_values_arrives_as_it_was(value):
    assert_same(decode(encode(value)), value)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(values, st.integers(0, 40), st.integers(0, 4))
def test_what_encode_lets_through_decode_takes_with_the_same_limits(value, items, depth):
    limits = MessageLimits(max_items=items, max_depth=depth)
    try:
        message = encode(value, limits=limits)
    except CannotCross:
        return
    assert_same(decode(message, limits=limits), value)


@pytest.mark.parametrize(
    "value",
    [
        0.0,
        -0.0,
        math.inf,
        math.nan,
        2**63 - 1,
        2**63,
        2**64,
        -(2**63) - 1,
        -(10**3000),
        complex(-0.0, math.nan),
        "a\0ü\ud800😀",
        b"x" * 100_000,
        "x" * 100_000,
        Decimal("-0E-7"),
        Decimal("sNaN12"),
        Decimal("-Infinity"),
        Fraction(-7, 3),
        range(10**30),
        slice(None, np.int64(3)),
        dt.datetime(2024, 10, 27, 2, 30, fold=1, tzinfo=ZoneInfo("Europe/Berlin")),
        uuid.UUID(int=7),
        PurePosixPath("/a/../b"),
        Counter("hello"),
        deque([1, 2], maxlen=5),
        bytearray(b"abc"),
        defaultdict(list, {"a": [1]}),
        (),
        [[]],
        {(1, (2,)): {frozenset({3}): {4}}},
        type(None),
    ],
    ids=lambda value: f"{type(value).__name__} {value!r:.30}",
)
def test_the_odd_ones_arrive_as_they_were(value):
    assert_same(decode(encode(value)), value)


def test_a_deque_and_a_default_dict_keep_what_makes_them_so():
    assert decode(encode(deque([1], maxlen=3))).maxlen == 3
    assert decode(encode(defaultdict(int))).default_factory is int
    assert type(decode(encode(defaultdict(lambda: 3, a=1)))) is dict


def test_a_builtin_exception_arrives_with_its_arguments():
    error = decode(encode(ValueError("wrong", 3)))
    assert type(error) is ValueError
    assert error.args == ("wrong", 3)
    missing = decode(encode(FileNotFoundError(2, "No such file")))
    assert type(missing) is FileNotFoundError
    assert missing.errno == 2
    assert decode(encode(UnicodeDecodeError("utf-8", b"x", 0, 1, "why"))).reason == "why"


def test_an_exception_of_ones_own_is_no_data():
    class Own(ValueError):
        pass

    with pytest.raises(CannotCross, match="result is an Own, which cannot cross"):
        encode(Own("x"))


class Shade(IntEnum):
    DARK = 3


Point = namedtuple("Point", "x y")


@pytest.mark.parametrize(
    ("value", "arrives_as"),
    [
        (Shade.DARK, 3),
        (Point(1, 2), (1, 2)),
        (type("F", (float,), {})(2.5), 2.5),
        (type("S", (str,), {})("s"), "s"),
        (type("B", (bytes,), {})(b"s"), b"s"),
        (type("C", (complex,), {})(1j), 1j),
        (type("L", (list,), {})([1]), [1]),
        (type("D", (dict,), {})(a=1), {"a": 1}),
        (type("O", (OrderedDict,), {})(a=1), OrderedDict(a=1)),
        (type("S", (set,), {})([1]), {1}),
        (type("A", (bytearray,), {})(b"1"), bytearray(b"1")),
        (type("Q", (Fraction,), {})(1, 2), Fraction(1, 2)),
        (Fraction(np.int64(3)), Fraction(3)),
        (type("M", (Decimal,), {})("1.50"), Decimal("1.50")),
        (type("T", (dt.datetime,), {})(2020, 1, 2), dt.datetime(2020, 1, 2)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_instance_of_a_subclass_arrives_as_its_base(value, arrives_as):
    assert_same(decode(encode(value)), arrives_as)


def test_an_ordered_dict_keeps_its_own_order():
    ordered = OrderedDict(a=1, b=2, c=3)
    ordered.move_to_end("a")
    assert list(decode(encode(ordered))) == ["b", "c", "a"]


# --- identity


def test_one_object_stays_one_object():
    row = [1]
    pair = (row, 2)
    got = decode(encode({"a": row, "b": [row, pair], "c": pair, "d": row}))
    assert got["a"] is got["b"][0] is got["b"][1][0] is got["d"]
    assert got["b"][1] is got["c"]


def test_two_equal_objects_stay_two():
    got = decode(encode([[1], [1], np.zeros(2), np.zeros(2)]))
    assert got[0] is not got[1]
    assert got[2] is not got[3]


def test_an_array_shared_with_an_object_array_stays_shared():
    inner = np.arange(3)
    outer = np.empty(2, object)
    outer[:] = [inner, [inner]]
    got = decode(encode([outer, inner]))
    assert got[0][0] is got[1]
    assert got[0][1][0] is got[1]


def test_a_web_of_shared_lists_takes_room_for_each_only_once():
    web = []
    for _ in range(50):
        web = [web, web]
    assert len(encode(web)) < 1000
    assert decode(encode(web))[0] is not None


def test_a_cycle_is_named():
    loop = [1]
    loop.append({"again": loop})
    with pytest.raises(CannotCross, match=r"result\[1\]\['again'\] is a list that contains itself"):
        encode(loop)


def test_the_path_leads_to_the_culprit():
    with pytest.raises(CannotCross) as caught:
        encode([0, 1, {"w": (item for item in ())}])
    assert str(caught.value) == "result[2]['w'] is a generator, which cannot cross"
    assert caught.value.about("the answer").startswith("the answer[2]['w'] is a generator")


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (lambda: 0, "is a function"),
        ({1: {2: {object()}}}, r"result\[1\]\[2\]{…} is an object"),
        (np.array([1, print], object), r"result.flat\[1\] is a builtin_function_or_method"),
        (KeyError(print), r"result.args\[0\]"),
        (1 << 9_000_000, "too large to cross"),
        ([0] * 5_000_000, "too large to cross"),
        ("x" * (30 << 20), "too large to cross"),
        (Decimal("1e20000"), "more than 10,000 digits"),
        (np.random.default_rng(), "is a Generator"),
        (np, "is a module"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_cannot_cross_is_said_in_words(value, message):
    if value is np:
        value = type(np)("made_up")
    with pytest.raises(CannotCross, match=message):
        encode(value)


def test_what_is_nested_too_deeply_cannot_cross():
    deep = []
    for _ in range(64):
        deep = [deep]
    assert decode(encode(deep)) == deep
    with pytest.raises(CannotCross, match="nested more than 64 deep"):
        encode([deep])


# --- encoding runs nothing


class Alarm(Exception):
    armed = False


def _alarm(*_, **__):
    if Alarm.armed:
        raise Alarm


@pytest.fixture
def armed(monkeypatch):
    return lambda: monkeypatch.setattr(Alarm, "armed", True)


TRAPS = """
    __repr__ __str__ __hash__ __eq__ __len__ __iter__ __getitem__ __bool__ __index__ __int__
    __float__ __getattribute__ __getattr__ __reduce_ex__ __array__ items keys values
    __format__ __buffer__ tobytes __complex__ __bytes__ __contains__ __array_finalize__
""".split()


class AlarmedMeta(ABCMeta):
    __hash__ = __eq__ = __repr__ = __instancecheck__ = _alarm
    __name__ = __mro__ = property(_alarm)

    def __getattribute__(cls, name):
        _alarm()
        return type.__getattribute__(cls, name)


@pytest.mark.parametrize(
    "base",
    [
        *(int, float, complex, str, bytes, bytearray, list, tuple, dict, set, frozenset),
        *(OrderedDict, defaultdict, Counter, deque, Decimal, Fraction),
        *(dt.date, dt.time, dt.timedelta, dt.datetime, np.ndarray, np.float64, np.str_),
    ],
    ids=lambda base: type.__dict__["__name__"].__get__(base),
)
def test_encoding_runs_no_code_of_the_values_class(base, armed):
    arguments = {dt.date: (2020, 1, 2), dt.datetime: (2020, 1, 2), np.ndarray: ((2,),)}
    cls = type.__new__(AlarmedMeta, "Alarmed", (base,), {"__class__": property(_alarm)})
    value = base.__new__(cls, *arguments.get(base, ()))
    for name in TRAPS:
        type.__setattr__(cls, name, _alarm)
    armed()
    decode(encode([value]))


def test_not_even_what_cannot_cross_is_asked_anything(armed):
    cls = type.__new__(AlarmedMeta, "Alarmed", (), {"__class__": property(_alarm)})
    value = object.__new__(cls)
    for name in TRAPS:
        type.__setattr__(cls, name, _alarm)
    armed()
    with pytest.raises(CannotCross, match="is an Alarmed, which"):
        encode(value)
    with pytest.raises(CannotCross, match="is an AlarmedMeta, which"):
        encode(cls)
