"""Forms with a fixed number of fields, each field with its own check and both ways through it."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from nbjudge.codec.decoder import Decoder
from nbjudge.codec.encoder import Encoder
from nbjudge.codec.registry import Node, register
from nbjudge.errors import BadMessage


class Field(NamedTuple):
    """What may stand in one place of a node.

    A plain type in its stead means: exactly this type (True is no int), as it is.
    """

    encode: Callable[[Encoder, Any], Node]
    decode: Callable[[Decoder, Node], Any]
    """Checks the node, which may be anything, or raises BadMessage."""


def as_it_is(encoder: Encoder, value: Any) -> Node:
    """The `Field.encode` of what is native to msgpack."""
    return value


def _integer(decoder: Decoder, node: Node) -> int:
    number = decoder.value(node)
    if type(number) is not int:
        raise BadMessage(f"a {type(number).__name__}, not an integer")
    return number


VALUE = Field(Encoder.value, Decoder.value)
KEY = Field(Encoder.key, Decoder.key)
INTEGER = Field(as_it_is, _integer)
BUFFER = Field(Encoder.buffer, Decoder.buffer)


def optional(field: Field) -> Field:
    """The field, or None."""
    return Field(
        lambda encoder, value: None if value is None else field.encode(encoder, value),
        lambda decoder, node: None if node is None else field.decode(decoder, node),
    )


def listed(field: Field) -> Field:
    """A list of any number of such fields."""

    def encode(encoder: Encoder, values: Sequence[Any]) -> list[Node]:
        encoder.count(len(values))
        return [field.encode(encoder, value) for value in values]

    def decode(decoder: Decoder, nodes: Node) -> list[Any]:
        if type(nodes) is not list:
            raise BadMessage(f"a {type(nodes).__name__}, not a list")
        return [field.decode(decoder, node) for node in nodes]

    return Field(encode, decode)


def typed(*fields: Field | type) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a function (decoder, *values) these fields' values, for `register(decode=...)`."""

    def decorate(decode: Callable[..., Any]) -> Callable[..., Any]:
        def checked(decoder: Decoder, nodes: list[Node]) -> Any:
            return decode(decoder, *_values(decoder, nodes, fields))

        return checked

    return decorate


def record(
    tag: int,
    *classes: type,
    fields: tuple[Field | type, ...],
    take: Callable[[Any], Sequence[Any]],
    make: Callable[..., Any],
    shared: bool = False,
    keyed: bool = False,
    inherited: bool = False,
) -> None:
    """Register a form: `take(value)` gives the values of its fields, `make` a value of those.

    `take` must not run code of the value's class where `inherited`.
    """

    steps = [
        (nth, field.encode)
        for nth, field in enumerate(fields, 1)
        if isinstance(field, Field) and field.encode is not as_it_is
    ]

    def encode(encoder: Encoder, value: Any) -> list[Node]:
        node = [tag, *take(value)]
        for nth, step in steps:
            node[nth] = step(encoder, node[nth])
        return node

    def decode(decoder: Decoder, nodes: list[Node]) -> Any:
        return make(*_values(decoder, nodes, fields))

    register(
        tag, *classes, encode=encode, decode=decode, shared=shared, keyed=keyed, inherited=inherited
    )


def constant(tag: int, value: object) -> None:
    """Register the only instance of a class."""
    record(tag, type(value), fields=(), take=lambda _: (), make=lambda: value)


def _values(decoder: Decoder, nodes: list[Node], fields: tuple[Field | type, ...]) -> list[Any]:
    if len(nodes) != len(fields):
        raise BadMessage(f"{len(nodes)} fields, not {len(fields)}")
    values = []
    for node, field in zip(nodes, fields, strict=True):
        if type(node) is not field:
            if isinstance(field, type):
                raise BadMessage(f"a {type(node).__name__}, not {field.__name__}")
            node = field.decode(decoder, node)
        values.append(node)
    return values
