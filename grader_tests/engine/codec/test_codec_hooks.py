"""What is more than data goes through the hooks: references, keys, names."""

import sys
from types import ModuleType

import numpy as np
import pytest

from nbjudge.codec import Hooks, Ref, decode, encode
from nbjudge.errors import BadMessage, CannotCross


class Student(Hooks):
    def __init__(self):
        self.owned = []

    def refer(self, value):
        self.owned.append(value)
        about = {"name": getattr(value, "__name__", "?"), "defaults": [1, (2,)]}
        return Ref("student", len(self.owned) - 1, "thing", about)


class Judge(Hooks):
    def resolve(self, ref):
        return ("stub", ref)


def f():
    """Stays where it is."""


def test_what_is_no_data_arrives_as_what_its_reference_resolves_to():
    got = decode(encode([f], Student()), Judge())
    assert got[0] == ("stub", Ref("student", 0, "thing", {"name": "f", "defaults": [1, (2,)]}))


def test_a_reference_may_be_a_key():
    class Naming(Hooks):
        def resolve(self, ref):
            return ref.about["name"]

    assert decode(encode({f: {f}}, Student()), Naming()) == {"f": {"f"}}


def test_a_reference_is_itself_a_value():
    ref = Ref("judge", 5, "function", {})
    assert decode(encode([ref]), Judge()) == [("stub", ref)]


def test_without_hooks_no_reference_is_accepted():
    with pytest.raises(BadMessage, match="a reference to a thing"):
        decode(encode(f, Student()))


@pytest.mark.parametrize(
    "ref",
    [
        Ref("teacher", 0, "thing", {}),
        Ref("student", -1, "thing", {}),
        Ref("student", 2**63, "thing", {}),
        Ref("student", 0, "a thing", {}),
        Ref("student", 0, "x" * 33, {}),
    ],
)
def test_a_reference_out_of_range_is_refused(ref):
    with pytest.raises(BadMessage):
        decode(encode(ref), Judge())


def test_a_reference_is_described_by_a_dict_of_texts():
    with pytest.raises(CannotCross):
        encode(Ref("student", 0, "thing", {1: 2}))


class Keeping(Hooks):
    """Both sides of a table of keyed values."""

    def __init__(self):
        self.numbers, self.values, self.depths, self.content_sent = {}, {}, [], set()
        self.seen = []  # lest another object take the id of one that is gone

    def key(self, value, depth):
        self.depths.append((type(value).__name__, depth))
        self.seen.append(value)
        return self.numbers.setdefault(id(value), len(self.numbers))

    def sent(self, key, value):
        return key in self.content_sent

    def keyed(self, key, value):
        kept = self.values.setdefault(key, value)
        if kept is not value:
            kept[:] = value
        return kept

    def known(self, key):
        return self.values[key]


def test_a_key_makes_one_object_of_two_messages():
    row, near, far = [1, 2], Keeping(), Keeping()
    first = decode(encode({"row": row}, near), far)["row"]
    row.append(3)
    second = decode(encode({"again": row, "and": [row]}, near), far)
    assert second["again"] is second["and"][0] is first
    assert first == [1, 2, 3]


def test_content_that_was_sent_is_not_sent_again():
    array, near, far = np.arange(100_000.0), Keeping(), Keeping()
    first = decode(encode([array], near), far)[0]
    near.content_sent.add(near.numbers[id(array)])
    message = encode([array, array], near)
    assert len(message) < 100
    got = decode(message, far)
    assert got[0] is got[1] is first


def test_the_key_hook_hears_of_containers_once_with_their_depth():
    inner = [1]
    hooks = Keeping()
    encode([inner, (inner, {"a": bytearray(2)}), frozenset({3}), np.zeros(1)], hooks)
    assert hooks.depths == [
        ("list", 0),
        ("list", 1),
        ("tuple", 1),
        ("dict", 2),
        ("bytearray", 3),
        ("ndarray", 1),
    ]


def test_64_levels_of_keyed_lists_cross():
    deep = []
    for _ in range(64):
        deep = [deep]
    assert decode(encode(deep, Keeping()), Keeping()) == deep


def test_without_hooks_a_key_changes_nothing_and_a_bare_one_is_refused():
    near = Keeping()
    value = [[1]]
    assert decode(encode(value, near)) == [[1]]
    near.content_sent.add(1)
    with pytest.raises(BadMessage, match="a key without its value"):
        decode(encode(value, near))


def test_an_error_in_a_decoding_hook_is_bad_message():
    class Broken(Hooks):
        def resolve(self, ref):
            raise LookupError(ref.number)

    with pytest.raises(BadMessage, match="LookupError"):
        decode(encode(f, Student()), Broken())


def test_a_module_crosses_by_its_name_if_the_hook_agrees():
    class Importer(Hooks):
        def module(self, name):
            return sys.modules[name]

    assert decode(encode(np), Importer()) is np
    with pytest.raises(BadMessage, match="the module 'numpy'"):
        decode(encode(np))
    with pytest.raises(CannotCross):
        encode(ModuleType("numpy"))


def test_a_class_of_ones_own_is_offered_to_refer():
    class Own:
        pass

    assert decode(encode(Own, Student()), Judge())[1].about["name"] == "Own"
    with pytest.raises(CannotCross):
        encode(Own)


def test_a_class_with_a_name_is_left_to_the_type_hook():
    class Types(Hooks):
        def type(self, module, qualname):
            return (module, qualname) == (Ref.__module__, "Ref") and Ref

    assert decode(encode(Ref), Types()) is Ref
    with pytest.raises(BadMessage):
        decode(encode(Ref))
    with pytest.raises(BadMessage):
        decode(encode(Hooks), Types())


@pytest.mark.parametrize(
    "cls", [int, ValueError, type(None), type(f), np.ndarray, np.int64, np.dtype, type, object]
)
def test_a_permitted_class_is_itself_on_the_other_side(cls):
    assert decode(encode(cls)) is cls
