"""From a value to the bytes of a message, without running code of the value's classes.

Student code must not run while its values are encoded: it could do so at any length, change what
is being encoded, or answer differently the second time. So types are looked up by their `id` (a
metaclass may define `__hash__`), subclasses by their true `__mro__` (`isinstance` asks
`__class__`), and data is read through unbound methods of the base class.
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Callable, Iterable
from typing import Any

import msgpack

from nbjudge.codec import arrays, containers, datetimes, names, scalars, tables, tags
from nbjudge.codec.forms import Form, Forms, Node, type_name
from nbjudge.codec.hooks import NO_HOOKS, Hooks, Ref
from nbjudge.codec.limits import DEFAULT_LIMITS, Limits
from nbjudge.errors import CannotCross

__all__ = ["HEADER", "Encoder", "encode", "warm"]

#: Version, length of the tree. The tree follows, then the bulk: contents of arrays, end to end.
HEADER = struct.Struct("<BI")

_NATIVE = frozenset(map(id, (type(None), bool, int, float, str)))
_true_mro = type.__dict__["__mro__"].__get__


def encode(value: object, hooks: Hooks = NO_HOOKS, limits: Limits = DEFAULT_LIMITS) -> bytes:
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

    def __init__(self, hooks: Hooks, limits: Limits) -> None:
        self.hooks = hooks
        self.limits = limits
        self._bulk: list[Any] = []
        self._bulk_bytes = 0
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
        if HEADER.size + len(tree) + self._bulk_bytes > self.limits.max_bytes:
            raise self._too_large()
        return b"".join((HEADER.pack(tags.VERSION, len(tree)), tree, *self._bulk))

    def value(self, value: object) -> Node:
        """The form of a value: the one entry for values within values."""
        cls = type(value)
        if id(cls) in _NATIVE:
            return value
        form = _FORMS.get(id(cls)) or _form_of_subclass(cls)
        if form is None:
            return self.reference(value)
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
        return _encode_ref(self, ref)

    def bulk(self, content: Any) -> int:
        """Put the bytes of an array at the end of the message; returns their number."""
        length = len(content)
        self._bulk_bytes += length
        if self._bulk_bytes > self.limits.max_bytes:
            raise self._too_large()
        self._bulk.append(content)
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
            return [tags.SAME, seen[0]]
        self._shared[id(value)] = (None, value)
        key = self.hooks.key(value, self._depth) if form.keyed else None
        if key is not None and self.hooks.sent(key, value):
            node: Node = [tags.KNOWN, key]
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
            return scalars.encode_large_integer(self, value)

        try:
            packed: bytes = msgpack.packb(
                tree, default=large, strict_types=True, unicode_errors="surrogatepass"
            )
        except ValueError as error:  # a text of 4 GiB, say
            raise CannotCross(f"is too large to cross: {error}") from None
        return packed

    def _too_large(self) -> CannotCross:
        return CannotCross(f"is too large to cross: more than {self.limits.max_bytes:,} bytes")


def _encode_ref(encoder: Encoder, ref: Ref) -> Node:
    if type(ref.about) is not dict or not all(type(key) is str for key in ref.about):
        raise CannotCross("is described by something other than a dict with texts as keys")
    try:
        about = encoder.value(ref.about)
    except CannotCross as error:
        raise error.under(".about") from None
    return [tags.REF, ref.owner, ref.number, ref.kind, about]


def _described(value: object) -> str:
    name = type_name(type(value))
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


#: By id of the type. The types are kept alive by `_TYPES`, so no other can take their id.
_FORMS: dict[int, Form] = {}
_TYPES: list[type] = []


def _register(forms: Forms) -> None:
    _TYPES.extend(forms)
    _FORMS.update((id(cls), form) for cls, form in forms.items())


def _form_of_subclass(cls: type) -> Form | None:
    """The form of the nearest base that has one to inherit."""
    if warm() and (form := _FORMS.get(id(cls))):
        return form
    bases: Iterable[type] = _true_mro(cls)
    found = (form for base in bases if (form := _FORMS.get(id(base))))
    return next((form for form in found if form.inherited), None)


_pandas_is_known = False


def warm() -> bool:
    """Learn the types of pandas if it is loaded by now; returns whether anything was learnt.

    Happens by itself when a value needs it. The zygote calls it, so that it is done only once.
    """
    global _pandas_is_known
    if _pandas_is_known or not hasattr(sys.modules.get("pandas"), "DataFrame"):
        return False
    _pandas_is_known = True
    _register(tables.forms())
    return True


_register(scalars.FORMS | datetimes.FORMS | containers.FORMS | names.FORMS | arrays.FORMS)
_register({Ref: Form(_encode_ref, inherited=False)})
