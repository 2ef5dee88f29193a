"""The short form of a message carries exactly what it was given, and nothing else is taken."""

import random

import msgpack
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbjudge.errors import BadMessage
from nbjudge.process.remote import short_form
from nbjudge.process.remote.random_state import RandomState

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.text(st.characters(exclude_categories=()), max_size=80)
    | st.just([1])
    | st.builds(np.float64, st.floats())
)


def same(one, other):
    return type(one) is type(other) and (one == other or (one != one and other != other))


@given(st.integers(0, 2**40), st.integers(0, 2**40), st.lists(SCALARS, max_size=70).map(tuple))
def test_a_call_in_short_form_is_the_same_call(number, target, arguments):
    part = short_form.encoded("operate", number, (target, "call", arguments, {}))
    if part is None:
        return
    kind, about, (to, operation, crossed, named) = short_form.decoded(part)
    assert (kind, about, to, operation, named) == ("operate", number, target, "call", {})
    assert len(crossed) == len(arguments)
    assert all(map(same, crossed, arguments))


@given(st.integers(0, 2**40), SCALARS)
def test_an_answer_in_short_form_is_the_same_answer(number, value):
    part = short_form.encoded("answer", number, value)
    is_plain = type(value) in (type(None), bool, float)
    assert part is not None or not is_plain
    if part is not None:
        kind, about, crossed = short_form.decoded(part)
        assert (kind, about) == ("answer", number)
        assert same(crossed, value)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_short_message_or_a_bad_one(tail):
    try:
        kind, number, payload = short_form.decoded(short_form.MARK + tail)
    except BadMessage:
        return
    assert kind in ("answer", "operate")
    assert type(number) is int
    values = [payload] if kind == "answer" else [*payload[:2], *payload[2]]
    assert {type(value) for value in values} <= {*short_form.PLAIN, str}


@pytest.mark.parametrize(
    "values",
    [[], [1], [1, [2]], [1, {}], [1, b"x"], [True], ["a", 1], [1, "x", "call"], list(range(80))],
    ids=str,
)
def test_other_values_are_no_short_message(values):
    with pytest.raises(BadMessage):
        short_form.decoded(short_form.MARK + msgpack.packb(values))


DRAWS = [
    random.random,
    lambda: random.gauss(0, 1),
    np.random.rand,
    np.random.randn,
    lambda: random.seed(7),
    lambda: np.random.seed(7),
    lambda: np.random.randint(0, 9),
]


@given(st.lists(st.sampled_from(DRAWS), max_size=8))
def test_the_random_stream_is_handed_over_after_each_draw_and_never_without(draws):
    state = RandomState()
    state.changed()
    for draw in draws:
        before = random.getstate(), repr(np.random.get_state())
        draw()
        has_changed = (random.getstate(), repr(np.random.get_state())) != before
        assert (state.changed() is not None) == has_changed
        assert state.changed() is None
