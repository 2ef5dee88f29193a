"""From the bytes of a message to a value. This is where the judge reads what a student wrote.

The order of things:

1. The header is checked, and the whole length against the limits.
2. msgpack *skips* through the tree without building anything, which proves that each array is as
   long as it claims: a header of 5 bytes cannot reserve room for millions of elements.
3. msgpack builds the tree of None, bool, int, float, str, bytes and list; nothing else is let
   through, and elements are counted as they come.
4. `Decoder.value` turns the tree into values, tag by tag. Each form checks the number of its
   fields, then each field (`fields.py`), then what they mean together; then it makes the value.
5. The buffers of arrays are taken off the end of the message piece by piece, each byte once, so
   that all arrays together are no larger than the message.

Nothing of a message's choosing is imported, evaluated or unpickled; the only names looked up are
those of classes, in the table of `classes.py`, and those that a hook agrees to.
"""

import time
from collections.abc import Callable, Set
from itertools import islice
from typing import Any, NoReturn

import msgpack

from nbjudge.codec import tags
from nbjudge.codec.hooks import NO_HOOKS, Hooks
from nbjudge.codec.limits import DEFAULT_LIMITS, MessageLimits
from nbjudge.codec.registry import Node, form_of_node
from nbjudge.errors import BadMessage

#: Trees up to this size are not worth skipping through first: what they can claim is harmless.
_SMALL_TREE = 4096
#: So many keys are inserted between two looks at the clock ...
_KEYS_AT_ONCE = 16
#: ... except that dicts and sets of so few cannot take long.
_FEW_KEYS = 64


def decode(data: bytes, hooks: Hooks = NO_HOOKS, limits: MessageLimits = DEFAULT_LIMITS) -> Any:
    """The value that `encode` made `data` from, or a BadMessage, whatever the bytes."""
    try:
        return Decoder(data, hooks, limits).message()
    except BadMessage:
        raise
    except Exception as error:  # whatever a constructor says of arguments that make no sense
        raise BadMessage(f"{type(error).__name__}: {error!s:.200}") from error


class Decoder:
    """The state of one message being read."""

    def __init__(self, data: bytes, hooks: Hooks, limits: MessageLimits) -> None:
        self.hooks = hooks
        self.limits = limits
        self._data = memoryview(data)
        self.in_key = False
        self.shared: list[Any] = []
        self._buffer_start = 0
        self._depth = 0
        self._seconds_left = limits.hashing_seconds

    def message(self) -> Any:
        length = len(self._data)
        if not tags.HEADER.size <= length <= self.limits.max_bytes:
            raise BadMessage(f"a message of {length} bytes")
        version, tree_length = tags.HEADER.unpack_from(self._data)
        if version != tags.VERSION:
            raise BadMessage(f"version {version} of the codec, not {tags.VERSION}")
        self._buffer_start = tags.HEADER.size + tree_length
        if tree_length > self.limits.max_tree_bytes or self._buffer_start > length:
            raise BadMessage(f"a tree of {tree_length} bytes in a message of {length}")
        value = self.value(_parse(self._data[tags.HEADER.size : self._buffer_start], self.limits))
        if self._buffer_start != length:
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
        form = form_of_node(node)
        value = form.decode(self, node[1:])
        self._depth -= 1
        if form.shared and not self.in_key:
            self.shared.append(value)
        return value

    def values(self, nodes: list[Node]) -> list[Any]:
        return [node if type(node) is not list else self.value(node) for node in nodes]

    def key(self, node: Node) -> Any:
        """The value of a key: it shares nothing, so hashing it takes no longer than reading it."""
        outside, self.in_key = self.in_key, True
        value = self.value(node)
        self.in_key = outside
        return value

    def keys(self, nodes: list[Node]) -> list[Any]:
        return [node if type(node) is not list else self.key(node) for node in nodes]

    def part(self, node: Node, allowed: Set[int]) -> Any:
        """The value of a form within a form, which has one of these tags and is not shared.

        It does not count as deeper: none of `allowed` may have parts of its own kind.
        """
        if type(node) is list:
            form = form_of_node(node)
            if node[0] in allowed:
                return form.decode(self, node[1:])
        raise BadMessage("a part that does not belong there")

    def content(self, node: Node) -> Any:
        """The value of a form to which another one only adds: it does not count as deeper."""
        self._depth -= 1
        value = self.value(node)
        self._depth += 1
        return value

    def buffer(self, length: int) -> memoryview:
        """The next `length` bytes of the message's end."""
        if type(length) is not int:
            raise BadMessage(f"a buffer as long as a {type(length).__name__}")
        start, end = self._buffer_start, self._buffer_start + length
        if length < 0 or end > len(self._data):
            raise BadMessage(f"content of {length} bytes where {len(self._data) - start} are left")
        self._buffer_start = end
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


def _parse(tree: memoryview, limits: MessageLimits) -> Node:
    """Steps 2 and 3: the tree, of exactly the types in `registry.Node`."""
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
        object_hook=_reject,
        ext_hook=_reject,
        max_array_len=min(len(tree), limits.max_items),
        max_map_len=0,
        max_ext_len=0,
    )


def _reject(*_: object) -> NoReturn:
    raise BadMessage("a map or an extension of msgpack")
