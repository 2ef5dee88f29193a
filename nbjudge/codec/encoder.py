"""From a value to the bytes of a message, without running code of the value's classes.

Student code must not run while its values are encoded: it could do so at any length, change what
is being encoded, or answer differently the second time. So types are looked up by their `id` (a
metaclass may define `__hash__`), subclasses by their true `__mro__` (`isinstance` asks
`__class__`), and data is read through unbound methods of the base class.
"""

from collections.abc import Callable
from typing import Any

import msgpack

from nbjudge.codec import tags
from nbjudge.codec.classes import type_name
from nbjudge.codec.hooks import NO_HOOKS, Hooks
from nbjudge.codec.limits import DEFAULT_LIMITS, MessageLimits
from nbjudge.codec.registry import BY_CLASS, Form, Node, form_of_subclass
from nbjudge.errors import CannotCross

_NATIVE = frozenset(map(id, (type(None), bool, int, float, str)))


def encode(value: object, hooks: Hooks = NO_HOOKS, limits: MessageLimits = DEFAULT_LIMITS) -> bytes:
    """The message that decodes to a copy of `value`.

    Within a message an object stays one object however often it occurs. Raises CannotCross, with
    the path to the culprit, for what is neither data nor claimed by `hooks.refer`, for what
    contains itself, and for what exceeds `limits`.
    """
    try:
        return Encoder(hooks, limits).message(value)
    except RecursionError:
        raise CannotCross("is nested too deeply to cross") from None


class Encoder:
    """The state of one message in the making."""

    def __init__(self, hooks: Hooks, limits: MessageLimits) -> None:
        self.hooks = hooks
        self.limits = limits
        self._buffers: list[Any] = []
        self._buffer_bytes = 0
        self._depth = 0
        self._items = 0
        self._in_key = False
        # id -> (number, or None while it is being encoded; the object, which keeps the id taken)
        self._shared: dict[int, tuple[int | None, object]] = {}
        self._shared_count = 0

    def message(self, value: object) -> bytes:
        tree = self._packed(self.value(value))
        if len(tree) > self.limits.max_tree_bytes:
            raise CannotCross(f"is too large to cross: {len(tree):,} bytes of structured data")
        if tags.HEADER.size + len(tree) + self._buffer_bytes > self.limits.max_bytes:
            raise self._too_large()
        return b"".join((tags.HEADER.pack(tags.VERSION, len(tree)), tree, *self._buffers))

    def value(self, value: object) -> Node:
        """The form of a value: the one entry for values within values."""
        cls = type(value)
        if id(cls) in _NATIVE:
            return value
        form = BY_CLASS.get(id(cls)) or form_of_subclass(cls)
        if form is None:
            return self.reference(value)
        if not form.inherited or self._in_key or id(cls) in BY_CLASS:
            return self._encode(value, form)
        return self._encode_subclassed(value, form)

    def _encode_subclassed(self, value: object, form: Form) -> Node:
        """The data of an instance of a subclass, and what stands for it if the hooks want that."""
        node = self._encode(value, form)
        ref = self.hooks.also(value)
        if ref is not None:
            node = [tags.SUBCLASSED, node, self.value(ref)]
            self.count(len(node))
        return node

    def _encode(self, value: object, form: Form) -> Node:
        if self._depth > self.limits.max_depth:
            raise CannotCross(f"is nested more than {self.limits.max_depth} deep")
        if form.shared and not self._in_key:
            node = self._encode_shared(value, form)
        else:
            node = self._encode_nested(value, form)
        if type(node) is list:
            self.count(len(node))
        return node

    def values(self, items: list[Any], step: Callable[[int], str] = "[{}]".format) -> list[Node]:
        """The forms of a container's elements; `step` words the path to the nth."""
        self.count(0, ahead=len(items))
        nodes: list[Node] = []
        append = nodes.append
        try:
            for item in items:
                append(item if id(type(item)) in _NATIVE else self.value(item))
        except CannotCross as error:
            raise error.under(step(len(nodes))) from None
        return nodes

    def key(self, value: object) -> Node:
        """The form of a dict's key, a set's member or a name: hashable, sharing nothing.

        Sharing would let a message of a few bytes hold a key that takes 2**64 steps to hash.
        """
        outside, self._in_key = self._in_key, True
        node = self.value(value)
        self._in_key = outside
        return node

    def reference(self, value: object) -> Node:
        """The form of something that stays here."""
        ref = self.hooks.refer(value)
        if ref is None:
            raise CannotCross(f"is {_described(value)}, which cannot cross")
        return self.value(ref)

    def buffer(self, content: Any) -> int:
        """Put the bytes of an array at the end of the message; returns their number."""
        length = len(content)
        self._buffer_bytes += length
        if self._buffer_bytes > self.limits.max_bytes:
            raise self._too_large()
        self._buffers.append(content)
        return length

    def count(self, items: int, ahead: int = 0) -> None:
        """Check the number of elements so far, and what it will be with those `ahead`.

        `value` counts its own; forms call it for lists within their node.
        """
        self._items += items
        if self._items + ahead > self.limits.max_items:
            raise CannotCross(f"is too large to cross: more than {self.limits.max_items:,} items")

    def _encode_shared(self, value: object, form: Form) -> Node:
        if seen := self._shared.get(id(value)):
            if seen[0] is None:
                raise CannotCross(f"is {_described(value)} that contains itself")
            return [tags.BACK_REFERENCE, seen[0]]
        self._shared[id(value)] = (None, value)
        key = self.hooks.key(value, self._depth) if form.keyed else None
        if key is not None and self.hooks.sent(key, value):
            node: Node = [tags.KEYED_BACK_REFERENCE, key]
        else:
            node = self._encode_nested(value, form)
            if key is not None:
                self.count(len(node))
                node = [tags.KEYED, key, node]
        self._shared[id(value)] = (self._shared_count, value)
        self._shared_count += 1
        return node

    def _encode_nested(self, value: object, form: Form) -> Node:
        self._depth += 1
        node = form.encode(self, value)
        self._depth -= 1
        return node

    def _packed(self, tree: Node) -> bytes:
        def large(value: Any) -> Node:  # msgpack asks for integers of more than 64 bits
            node = BY_CLASS[id(int)].encode(self, value)
            self.count(len(node))
            return node

        try:
            packed: bytes = msgpack.packb(
                tree, default=large, strict_types=True, unicode_errors="surrogatepass"
            )
        except ValueError as error:  # a text of 4 GiB, say
            raise CannotCross(f"is too large to cross: {error}") from None
        return packed

    def _too_large(self) -> CannotCross:
        return CannotCross(f"is too large to cross: more than {self.limits.max_bytes:,} bytes")


def _described(value: object) -> str:
    name = type_name(type(value))
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"
