"""What the modules that know a family of types share: forms to encode with, fields to decode."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from nbjudge.errors import BadMessage

if TYPE_CHECKING:
    from nbjudge.codec.decoder import Decoder
    from nbjudge.codec.encoder import Encoder

__all__ = ["Builder", "Builders", "Form", "Forms", "Node", "fields", "type_name"]

#: What msgpack carries: None, bool, int, float, str, bytes, or a list [tag, Node, ...].
Node = Any

#: Decode: makes the value of [tag, field, ...], or raises (anything: it becomes BadMessage).
Builder = Callable[["Decoder", list[Node]], Any]
Builders = dict[int, Builder]


class Form(NamedTuple):
    """How values of one type are encoded."""

    encode: Callable[[Encoder, Any], Node]
    """Makes the node. Must not run code of the value's class where `inherited`."""
    shared: bool = False
    """Whether all its tags are in `tags.SHARED`."""
    keyed: bool = False
    """Whether `Hooks.key` is asked: all its tags are in `tags.KEYABLE`."""
    inherited: bool = True
    """Whether instances of subclasses cross too, as their base class sees them."""


Forms = dict[type, Form]

#: A class's name as `type` knows it: its metaclass may have other ideas.
_type_name = type.__dict__["__name__"].__get__


def type_name(cls: type) -> str:
    name: str = _type_name(cls)
    return name


def fields(node: list[Node], *types: type) -> list[Any]:
    """The fields of a node, which must be as many as `types` and of exactly these types.

    `object` stands for any form. Exactly: True is no int here.
    """
    if len(node) != len(types) + 1:
        raise BadMessage(f"tag {node[0]} with {len(node) - 1} fields, not {len(types)}")
    for field, expected in zip(node[1:], types, strict=True):
        if expected is not object and type(field) is not expected:
            raise BadMessage(
                f"tag {node[0]} with a {type(field).__name__}, not {expected.__name__}"
            )
    return node[1:]
