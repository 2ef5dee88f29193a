"""Lists, tuples, dicts, sets and their relatives in `collections`.

Each is encoded from a copy of its elements, made at one go by a method of the base class.
"""

from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Iterable
from itertools import chain
from typing import Any

from nbjudge.codec import tags
from nbjudge.codec.classes import permitted_name, type_name
from nbjudge.codec.decoder import Decoder
from nbjudge.codec.encoder import Encoder
from nbjudge.codec.fields import BUFFER, record
from nbjudge.codec.registry import Node, register
from nbjudge.errors import BadMessage, CannotCross

# --- sequences

register(
    tags.LIST,
    list,
    encode=lambda encoder, value: [tags.LIST, *encoder.values([*list.__iter__(value)])],
    decode=Decoder.values,
    keyed=True,
    inherited=True,
)
register(
    tags.TUPLE,
    tuple,
    encode=lambda encoder, value: [tags.TUPLE, *encoder.values([*tuple.__iter__(value)])],
    decode=lambda decoder, nodes: tuple(decoder.values(nodes)),
    keyed=True,
    inherited=True,
)

_maxlen: Any = vars(deque)["maxlen"].__get__


def _encode_deque(encoder: Encoder, value: deque[Any]) -> list[Node]:
    return [tags.DEQUE, _maxlen(value), *encoder.values([*deque.__iter__(value)])]


def _deque(decoder: Decoder, fields: list[Node]) -> deque[Any]:
    longest, *items = fields
    if longest is not None and (type(longest) is not int or not len(items) <= longest < 2**63):
        raise BadMessage("a deque longer than it may be")
    return deque(decoder.values(items), longest)


register(tags.DEQUE, deque, encode=_encode_deque, decode=_deque, keyed=True, inherited=True)
record(
    tags.BYTEARRAY,
    bytearray,
    fields=(BUFFER,),
    take=lambda value: [bytearray.__getitem__(value, slice(None))],
    make=bytearray,
    keyed=True,
    inherited=True,
)

# --- sets


def _members(encoder: Encoder, elements: Iterable[Any]) -> list[Node]:
    members = [*elements]
    encoder.count(0, ahead=len(members))
    try:
        return [encoder.key(member) for member in members]
    except CannotCross as error:
        raise error.under("{…}") from None


def _set(decoder: Decoder, nodes: list[Node]) -> set[Any]:
    result: set[Any] = set()
    members = decoder.keys(nodes)
    decoder.insert(result.update, members, len(members))
    if len(result) != len(members):
        raise BadMessage("a set that holds a member twice")
    return result


register(
    tags.SET,
    set,
    encode=lambda encoder, value: [tags.SET, *_members(encoder, set.__iter__(value))],
    decode=_set,
    keyed=True,
    inherited=True,
)
register(
    tags.FROZENSET,
    frozenset,
    encode=lambda encoder, value: [tags.FROZENSET, *_members(encoder, frozenset.__iter__(value))],
    decode=lambda decoder, nodes: frozenset(_set(decoder, nodes)),
    shared=True,
    inherited=True,
)

# --- dicts


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


def _register_dict(tag: int, cls: Any) -> None:
    register(
        tag,
        cls,
        encode=lambda encoder, value: [tag, *_pairs(encoder, [*dict.items(value)])],
        decode=lambda decoder, nodes: _fill(decoder, nodes, cls()),
        keyed=True,
        inherited=True,
    )


_register_dict(tags.DICT, dict)
_register_dict(tags.COUNTER, Counter)


def _encode_ordered_dict(encoder: Encoder, value: OrderedDict[Any, Any]) -> list[Node]:
    # OrderedDict.items() would look each key up, and so ask it for its hash.
    by_id = {id(key): (key, item) for key, item in dict.items(value)}
    pairs = [by_id[id(key)] for key in OrderedDict.__iter__(value)]
    return [tags.ORDERED_DICT, *_pairs(encoder, pairs)]


register(
    tags.ORDERED_DICT,
    OrderedDict,
    encode=_encode_ordered_dict,
    decode=lambda decoder, nodes: OrderedDict(_fill(decoder, nodes, {})),
    keyed=True,
    inherited=True,
)

_default_factory: Any = vars(defaultdict)["default_factory"].__get__


def _encode_default_dict(encoder: Encoder, value: defaultdict[Any, Any]) -> list[Node]:
    factory = _default_factory(value)
    name = permitted_name(factory) if issubclass(type(factory), type) else None
    if factory is not None and name is None:  # a function of the student's, say
        return [tags.DICT, *_pairs(encoder, [*dict.items(value)])]
    factory_node = name and [tags.CLASS, *name]
    encoder.count(3)
    return [tags.DEFAULT_DICT, factory_node, *_pairs(encoder, [*dict.items(value)])]


def _default_dict(decoder: Decoder, fields: list[Node]) -> Any:
    factory, *pairs = fields
    if factory is not None:
        factory = decoder.part(factory, frozenset({tags.CLASS}))
    return _fill(decoder, pairs, defaultdict(factory))


register(
    tags.DEFAULT_DICT,
    defaultdict,
    encode=_encode_default_dict,
    decode=_default_dict,
    keyed=True,
    inherited=True,
)
