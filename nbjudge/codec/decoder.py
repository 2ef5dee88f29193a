"""From the bytes of a message to a value. This is where the judge reads what a student wrote.

The order of things:

1. The header is checked, and the whole length against the limits.
2. msgpack *skips* through the tree without building anything, which proves that each array is as
   long as it claims: a header of 5 bytes cannot reserve room for millions of elements.
3. msgpack builds the tree of None, bool, int, float, str, bytes and list; nothing else is let
   through, and elements are counted as they come.
4. `Decoder.value` turns the tree into values, tag by tag. Each builder checks the number and types
   of its fields first (`forms.fields`), then their sense, then makes the value.
5. Contents of arrays are taken off the end of the message piece by piece, each byte once, so that
   all arrays together are no larger than the message.

Nothing here imports, evaluates or unpickles; the only names looked up are those of classes, in the
table of `names.py`, and those that a hook agrees to.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import islice
from typing import Any, NoReturn

import msgpack

from nbjudge.codec import arrays, containers, datetimes, names, scalars, tables, tags
from nbjudge.codec.encoder import HEADER
from nbjudge.codec.forms import Builders, Node, fields
from nbjudge.codec.hooks import NO_HOOKS, Hooks, Ref
from nbjudge.codec.limits import DEFAULT_LIMITS, Limits
from nbjudge.errors import BadMessage

__all__ = ["Decoder", "decode"]

#: Trees up to this size are not worth skipping through first: what they can claim is harmless.
_SMALL_TREE = 4096
#: So many keys are inserted between two looks at the clock ...
_KEYS_AT_ONCE = 16
#: ... except that dicts and sets of so few cannot take long.
_FEW_KEYS = 64


def decode(data: bytes, hooks: Hooks = NO_HOOKS, limits: Limits = DEFAULT_LIMITS) -> Any:
    """The value that `encode` made `data` from, or a BadMessage, whatever the bytes."""
    try:
        return Decoder(data, hooks, limits).message()
    except BadMessage:
        raise
    except Exception as error:  # whatever a constructor says of arguments that make no sense
        raise BadMessage(f"{type(error).__name__}: {error!s:.200}") from error


class Decoder:
    """The state of one message being read."""

    def __init__(self, data: bytes, hooks: Hooks, limits: Limits) -> None:
        self.hooks = hooks
        self.limits = limits
        self._data = memoryview(data)
        self._bulk_start = 0
        self._depth = 0
        self._in_key = False
        self._shared: list[Any] = []
        self._seconds_left = limits.hashing_seconds

    def message(self) -> Any:
        length = len(self._data)
        if not HEADER.size <= length <= self.limits.max_bytes:
            raise BadMessage(f"a message of {length} bytes")
        version, tree_length = HEADER.unpack_from(self._data)
        if version != tags.VERSION:
            raise BadMessage(f"version {version} of the wire, not {tags.VERSION}")
        self._bulk_start = HEADER.size + tree_length
        if tree_length > self.limits.max_tree_bytes or self._bulk_start > length:
            raise BadMessage(f"a tree of {tree_length} bytes in a message of {length}")
        value = self.value(_parse(self._data[HEADER.size : self._bulk_start], self.limits))
        if self._bulk_start != length:
            raise BadMessage("more content than the tree accounts for")
        return value

    # --- values

    def value(self, node: Node) -> Any:
        """The value of a form: the one entry for values within values."""
        if type(node) is not list:
            return node
        self._depth += 1
        if self._depth > self.limits.max_depth + 1:
            raise BadMessage(f"nested more than {self.limits.max_depth} deep")
        value = self._built(node)
        self._depth -= 1
        if node[0] in tags.SHARED and not self._in_key:
            self._shared.append(value)
        return value

    def values(self, nodes: list[Node]) -> list[Any]:
        return [node if type(node) is not list else self.value(node) for node in nodes]

    def key(self, node: Node) -> Any:
        """The value of a key: it shares nothing, so hashing it takes no longer than reading it."""
        outside, self._in_key = self._in_key, True
        value = self.value(node)
        self._in_key = outside
        return value

    def keys(self, nodes: list[Node]) -> list[Any]:
        return [node if type(node) is not list else self.key(node) for node in nodes]

    def part(self, node: Node, allowed: frozenset[int]) -> Any:
        """The value of a form within a form, which has one of these tags and is not shared.

        It does not count as deeper: none of `allowed` may have parts of its own kind.
        """
        if type(node) is not list or not node or node[0] not in allowed:
            raise BadMessage("a part that does not belong there")
        return self._built(node)

    def integer(self, node: Node) -> int:
        """The value of a form that must be an integer."""
        number = self.value(node)
        if type(number) is not int:
            raise BadMessage(f"a {type(number).__name__}, not an integer")
        return number

    def bulk(self, length: int) -> memoryview:
        """The next `length` bytes of the message's end."""
        start, end = self._bulk_start, self._bulk_start + length
        if length < 0 or end > len(self._data):
            raise BadMessage(f"content of {length} bytes where {len(self._data) - start} are left")
        self._bulk_start = end
        return self._data[start:end]

    def insert(self, insert: Callable[[Any], None], items: Any, count: int) -> None:
        """Fill a dict or set by `insert(some items)`, on the clock of `limits.hashing_seconds`."""
        if count <= _FEW_KEYS:
            insert(items)
            return
        remaining = iter(items)
        started = time.thread_time()
        for _ in range(0, count, _KEYS_AT_ONCE):
            insert(islice(remaining, _KEYS_AT_ONCE))
            if time.thread_time() - started > self._seconds_left:
                raise BadMessage("keys chosen to collide")
        self._seconds_left -= time.thread_time() - started

    def _built(self, node: list[Node]) -> Any:
        tag = node[0] if node else None
        builder = _BUILDERS.get(tag) if type(tag) is int else None
        if builder is None:
            raise BadMessage(f"an unknown tag: {tag!r:.40}")
        return builder(self, node)

    # --- what holds the message together

    def same(self, node: list[Node]) -> Any:
        (number,) = fields(node, int)
        if self._in_key or not 0 <= number < len(self._shared):
            raise BadMessage("a shared value that was not there before")
        return self._shared[number]

    def keyed(self, node: list[Node]) -> Any:
        key, inner = fields(node, int, list)
        if self._in_key:
            raise BadMessage("a mutable value as a key")
        value = self.hooks.keyed(_number(key), self.part(inner, tags.KEYABLE))
        self._shared.append(value)
        return value

    def known(self, node: list[Node]) -> Any:
        (key,) = fields(node, int)
        if self._in_key:
            raise BadMessage("a mutable value as a key")
        return self.hooks.known(_number(key))

    def ref(self, node: list[Node]) -> Any:
        owner, number, kind, about_node = fields(node, str, int, str, list)
        if owner not in ("judge", "student"):
            raise BadMessage(f"a reference owned by {owner!r:.40}")
        if not (kind.isascii() and kind.isidentifier() and len(kind) <= 32):
            raise BadMessage(f"a reference of the kind {kind!r:.40}")
        about = self.value(about_node)
        if type(about) is not dict or not all(type(key) is str for key in about):
            raise BadMessage("a reference not described by a dict with texts as keys")
        return self.hooks.resolve(Ref(owner, _number(number), kind, about))


def _number(number: int) -> int:
    if not 0 <= number < 2**63:
        raise BadMessage(f"the number {number}")
    return number


def _parse(tree: memoryview, limits: Limits) -> Node:
    """Steps 2 and 3: the tree, of exactly the types in `forms.Node`."""
    if len(tree) > _SMALL_TREE:
        # 22 bytes of nested headers could otherwise reserve gigabytes, so to speak.
        skipper = msgpack.Unpacker(max_buffer_size=len(tree), read_size=len(tree))
        skipper.feed(tree)
        skipper.skip()

    items = 0

    def counted(elements: list[Node]) -> list[Node]:
        nonlocal items
        items += len(elements)
        if items > limits.max_items:
            raise BadMessage(f"more than {limits.max_items} items")
        return elements

    return msgpack.unpackb(
        tree,
        raw=False,
        unicode_errors="surrogatepass",
        list_hook=counted,
        object_hook=_refuse,
        ext_hook=_refuse,
        max_array_len=min(len(tree), limits.max_items),
        max_map_len=0,
        max_ext_len=0,
    )


def _refuse(*_: object) -> NoReturn:
    raise BadMessage("a map or an extension of msgpack")


_BUILDERS: Builders = {
    **scalars.BUILDERS,
    **datetimes.BUILDERS,
    **containers.BUILDERS,
    **names.BUILDERS,
    **arrays.BUILDERS,
    **tables.BUILDERS,
    tags.SAME: Decoder.same,
    tags.KEYED: Decoder.keyed,
    tags.KNOWN: Decoder.known,
    tags.REF: Decoder.ref,
}
