"""Lists, tuples, dicts, sets and their relatives in `collections`."""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict, deque
from itertools import chain
from typing import TYPE_CHECKING, Any

from nbjudge.codec import names, tags
from nbjudge.codec.forms import Builders, Form, Forms, Node, fields, type_name
from nbjudge.errors import BadMessage, CannotCross

if TYPE_CHECKING:
    from nbjudge.codec.decoder import Decoder
    from nbjudge.codec.encoder import Encoder

__all__ = ["BUILDERS", "FORMS"]

_default_factory: Any = vars(defaultdict)["default_factory"].__get__
_maxlen: Any = vars(deque)["maxlen"].__get__


# --- encoding: from a copy of the elements, made at one go


def _encode_list(encoder: Encoder, value: list[Any]) -> list[Node]:
    return [tags.LIST, *encoder.values([*list.__iter__(value)])]


def _encode_tuple(encoder: Encoder, value: tuple[Any, ...]) -> list[Node]:
    return [tags.TUPLE, *encoder.values([*tuple.__iter__(value)])]


def _encode_deque(encoder: Encoder, value: deque[Any]) -> list[Node]:
    return [tags.DEQUE, _maxlen(value), *encoder.values([*deque.__iter__(value)])]


def _encode_set(encoder: Encoder, value: set[Any]) -> list[Node]:
    return [tags.SET, *_members(encoder, [*set.__iter__(value)])]


def _encode_frozenset(encoder: Encoder, value: frozenset[Any]) -> list[Node]:
    return [tags.FROZENSET, *_members(encoder, [*frozenset.__iter__(value)])]


def _members(encoder: Encoder, members: list[Any]) -> list[Node]:
    encoder.count(0, ahead=len(members))
    try:
        return [encoder.key(member) for member in members]
    except CannotCross as error:
        raise error.under("{…}") from None


def _encode_dict(encoder: Encoder, value: dict[Any, Any]) -> list[Node]:
    return [tags.DICT, *_pairs(encoder, [*dict.items(value)])]


def _encode_counter(encoder: Encoder, value: Counter[Any]) -> list[Node]:
    return [tags.COUNTER, *_pairs(encoder, [*dict.items(value)])]


def _encode_ordered_dict(encoder: Encoder, value: OrderedDict[Any, Any]) -> list[Node]:
    # OrderedDict.items() would look each key up, and so ask it for its hash.
    by_id = {id(key): (key, item) for key, item in dict.items(value)}
    return [
        tags.ORDERED_DICT,
        *_pairs(encoder, [by_id[id(key)] for key in OrderedDict.__iter__(value)]),
    ]


def _encode_default_dict(encoder: Encoder, value: defaultdict[Any, Any]) -> list[Node]:
    factory = _default_factory(value)
    name = names.permitted_name(factory) if issubclass(type(factory), type) else None
    if factory is not None and name is None:  # a function of the student's, say
        return _encode_dict(encoder, value)
    factory_node = name and [tags.CLASS, *name]
    encoder.count(3)
    return [tags.DEFAULT_DICT, factory_node, *_pairs(encoder, [*dict.items(value)])]


def _pairs(encoder: Encoder, pairs: list[tuple[Any, Any]]) -> list[Node]:
    encoder.count(0, ahead=2 * len(pairs))
    try:
        keys = [encoder.key(key) for key, _ in pairs]
    except CannotCross as error:
        raise error.under(".keys()") from None
    values = encoder.values([item for _, item in pairs], lambda nth: _step(pairs[nth][0]))
    return list(chain.from_iterable(zip(keys, values, strict=True)))


def _step(key: object) -> str:
    """How to write `[key]` without asking a student's class for its `__repr__`."""
    if type(key) is str or type(key) is int:
        return f"[{key!r:.40}]"
    return f"[{type_name(type(key))}]"


def _encode_bytearray(encoder: Encoder, value: bytearray) -> list[Node]:
    return [tags.BYTEARRAY, encoder.bulk(bytearray.__getitem__(value, slice(None)))]


FORMS: Forms = {
    list: Form(_encode_list, shared=True, keyed=True),
    tuple: Form(_encode_tuple, shared=True, keyed=True),
    dict: Form(_encode_dict, shared=True, keyed=True),
    OrderedDict: Form(_encode_ordered_dict, shared=True, keyed=True),
    Counter: Form(_encode_counter, shared=True, keyed=True),
    defaultdict: Form(_encode_default_dict, shared=True, keyed=True),
    set: Form(_encode_set, shared=True, keyed=True),
    frozenset: Form(_encode_frozenset, shared=True),
    deque: Form(_encode_deque, shared=True, keyed=True),
    bytearray: Form(_encode_bytearray, shared=True, keyed=True),
}


# --- decoding


def _list(decoder: Decoder, node: list[Node]) -> list[Any]:
    return decoder.values(node[1:])


def _tuple(decoder: Decoder, node: list[Node]) -> tuple[Any, ...]:
    return tuple(decoder.values(node[1:]))


def _deque(decoder: Decoder, node: list[Node]) -> deque[Any]:
    _, longest, *items = node
    if longest is not None and (type(longest) is not int or not len(items) <= longest < 2**63):
        raise BadMessage("a deque longer than it may be")
    return deque(decoder.values(items), longest)


def _set(decoder: Decoder, node: list[Node]) -> set[Any]:
    result: set[Any] = set()
    members = decoder.keys(node[1:])
    decoder.insert(result.update, members, len(members))
    if len(result) != len(members):
        raise BadMessage("a set that holds a member twice")
    return result


def _frozenset(decoder: Decoder, node: list[Node]) -> frozenset[Any]:
    return frozenset(_set(decoder, node))


def _fill(decoder: Decoder, nodes: list[Node], result: dict[Any, Any]) -> Any:
    """Put keys and values, which alternate in `nodes`, into the empty `result`."""
    if len(nodes) % 2:
        raise BadMessage("a key without a value")
    keys = decoder.keys(nodes[::2])
    values = decoder.values(nodes[1::2])
    # dict.update, because Counter has one of its own, which adds.
    decoder.insert(
        lambda pairs: dict.update(result, pairs), zip(keys, values, strict=True), len(keys)
    )
    if len(result) != len(keys):
        raise BadMessage("a dict that holds a key twice")
    return result


def _dict(decoder: Decoder, node: list[Node]) -> Any:
    return _fill(decoder, node[1:], {})


def _ordered_dict(decoder: Decoder, node: list[Node]) -> Any:
    pairs = _fill(decoder, node[1:], {})
    return OrderedDict(pairs)


def _counter(decoder: Decoder, node: list[Node]) -> Any:
    return _fill(decoder, node[1:], Counter())


def _default_dict(decoder: Decoder, node: list[Node]) -> Any:
    _, factory, *pairs = node
    if factory is not None:
        factory = decoder.part(factory, frozenset({tags.CLASS}))
    return _fill(decoder, pairs, defaultdict(factory))


def _bytearray(decoder: Decoder, node: list[Node]) -> bytearray:
    return bytearray(decoder.bulk(*fields(node, int)))


BUILDERS: Builders = {
    tags.LIST: _list,
    tags.TUPLE: _tuple,
    tags.DICT: _dict,
    tags.ORDERED_DICT: _ordered_dict,
    tags.COUNTER: _counter,
    tags.DEFAULT_DICT: _default_dict,
    tags.SET: _set,
    tags.FROZENSET: _frozenset,
    tags.DEQUE: _deque,
    tags.BYTEARRAY: _bytearray,
}
