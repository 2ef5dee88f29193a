"""Mutable objects that both sides have, and how a change made on one side reaches the other.

Each such object has a key. The same key is the same object on either side, so two names for one
list stay one list. Before control passes, the side that has it sends the keyed objects whose
content changed since both sides last agreed; the other side changes its own object in place.
"""

import hashlib
import sys
from collections import Counter, OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator
from copy import copy
from typing import Any

import numpy as np

from nbjudge.codec import Hooks, Ref, encode
from nbjudge.errors import BadMessage, CannotCross
from nbjudge.process.remote.handles import holds_protocol

Digest = bytes

MOST_NESTED = 1000
"""So many containers within the values of one message are shared one by one. The rest are copied
with the container that holds them, which is a matter of speed: each is compared at each call."""


CONTAINERS = (list, dict, set, deque, bytearray, OrderedDict, Counter)


class Shared:
    """The keyed objects of one side. The judge gives out even keys, the student process odd.

    An object that nobody else on this side holds any more is forgotten: its content can no longer
    change here, and should the other side still have it, it arrives anew.

    ``admits`` decides whether an object of this side takes the content that it was given there;
    ``refused`` is told of that content when it does not.
    """

    def __init__(self, first_key: int) -> None:
        self.admits: Callable[[Any], bool] = lambda known: True
        self.refused: Callable[[Any, Any], None] = lambda known, value: None
        self.updated: list[Any] = []
        """What the other side has brought up to date, until somebody has looked at it."""
        self._next_key = first_key
        self._parity = first_key % 2
        self._objects: dict[int, Any] = {}
        self._keys: dict[int, int] = {}
        self._agreed: dict[int, Digest] = {}
        self._in_use: set[int] = set()
        self._offered: set[int] = set()
        self._touched: list[int] = []
        self._inside: int | None = None
        self._room = MOST_NESTED

    def offer(self, values: Iterable[object]) -> None:
        """Name the values of the next message that are to be shared if they are mutable.

        What they hold is shared as well; arrays and tables are shared wherever they are.
        """
        self._offered = set(map(id, opened(values)))
        self._touched.clear()
        self._inside = None
        self._room = MOST_NESTED

    def offer_also(self, value: object) -> None:
        self._offered.add(id(value))

    def key(self, value: object, depth: int) -> int | None:
        """The key under which a value is about to be sent, or None to send a copy.

        A tuple has one only for its class: the side that made it wants it back as it was.
        """
        if type(value) is tuple and id(value) not in self._keys:
            return None
        nested = self._inside is not None and depth > self._inside
        key = self._keys.get(id(value))
        if key is None:
            offered = id(value) in self._offered or is_array_or_table(value)
            if not offered and not (nested and self._room):
                self._inside = self._inside if nested else None
                return None
            self._room -= nested and self._room > 0
            key = self._next_key
            self._next_key += 2
            self._remember(key, value)
        if not nested:
            self._inside = depth
        self._touched.append(key)
        return key

    def settle(self) -> None:
        """Note that the other side is about to get what the message just encoded holds."""
        for key in self._touched:
            self._agree(key)
        self._touched.clear()

    def is_in_use(self, value: object) -> bool:
        """Whether the other side knows the content of this object, as far as it is settled."""
        return self._keys.get(id(value)) in self._in_use

    def arrive(self, key: int, value: Any) -> Any:
        """The object to use for a keyed value that arrived: the known one, brought up to date.

        Raises BadMessage for a key that the other side has no right to give out.
        """
        if isinstance(value, dict) and holds_protocol(value):
            raise BadMessage("an attribute by which libraries would read memory or let it decide")
        known = self._objects.get(key)
        if isinstance(known, tuple) and key % 2 == self._parity:
            return known  # made here, and nobody could have changed it
        if known is not None and not self._is_admitted(key, known, value):
            return value
        if known is not None and bring_up_to_date(known, value):
            value = known
            self.updated.append(known)
        elif key % 2 == self._parity and key >= self._next_key:
            raise BadMessage(f"key {key} was never given out")
        else:
            self._remember(key, value)
        self._agree(key)
        return value

    def _is_admitted(self, key: int, known: object, value: object) -> bool:
        """Whether a known object may become like this value. If not, the other side has the value
        alone, until it hears of this one again."""
        news = self._digest(value)
        if news == self._agreed.get(key) or self.admits(known):
            return True
        self.refused(known, value)
        self._agreed[key] = news
        self._in_use.add(key)
        return False

    def start_cell(self) -> None:
        """Forget which objects were in use: only those of the current test cell are compared."""
        self._in_use.clear()
        self.updated = []

    def changed(self) -> list[Any]:
        """The objects in use whose content both sides no longer agree on."""
        changed = [
            key for key in self._in_use if self._digest(self._objects[key]) != self._agreed[key]
        ]
        for key in self._in_use.difference(changed):
            if self._is_ours_alone(key) and not self._is_of_a_class_of_ours(key):
                del self._keys[id(self._objects.pop(key))]
                del self._agreed[key]
                self._in_use.remove(key)
        return [self._objects[key] for key in changed]

    def _is_ours_alone(self, key: int) -> bool:
        return sys.getrefcount(self._objects[key]) <= 2  # the table and the call itself

    def _is_of_a_class_of_ours(self, key: int) -> bool:
        """Whether it would come back as less than it was; a thousand are kept for that."""
        value = self._objects[key]
        is_everybodys = type(value) in CONTAINERS or is_array_or_table(value)
        return not is_everybodys and len(self._in_use) < MOST_NESTED

    def _remember(self, key: int, value: object) -> None:
        replaced = self._objects.get(key)
        if replaced is not None:
            self._keys.pop(id(replaced), None)
        self._objects[key] = value
        self._keys[id(value)] = key

    def _agree(self, key: int) -> None:
        """Note that the other side has, or is about to get, this object's present content."""
        if not isinstance(self._objects[key], tuple):
            self._agreed[key] = self._digest(self._objects[key])
            self._in_use.add(key)

    def _digest(self, value: Any) -> Digest:
        """A fingerprint of a value's content; empty for one that cannot cross."""
        if type(value) is np.ndarray and value.dtype.kind in "biufc" and value.flags.c_contiguous:
            head = f"{value.dtype.str}{value.shape}".encode()
            content = value.data.cast("B") if value.size else b""
            return hashlib.blake2b(content, key=head[:64]).digest()
        try:
            return hashlib.blake2b(encode(value, ByKey(self._keys))).digest()
        except CannotCross:
            return b""


class ByKey(Hooks):
    """For fingerprints only: a shared object within another counts as its key, whose content has a
    fingerprint of its own; what is not data counts as changed when it is another object."""

    def __init__(self, keys: dict[int, int]) -> None:
        self._keys = keys

    def refer(self, value: object) -> Ref:
        return Ref("judge", id(value), "instance", {})

    def key(self, value: object, depth: int) -> int | None:
        return self._keys.get(id(value)) if depth else None

    def sent(self, key: int, value: object) -> bool:
        return True


def opened(values: Iterable[object]) -> Iterator[object]:
    """The values, and for a tuple among them what it holds: itself it cannot change."""
    for value in values:
        yield value
        if isinstance(value, tuple):
            yield from opened(value)


def is_array_or_table(value: object) -> bool:
    return isinstance(value, np.ndarray) or type(value).__name__ in ("DataFrame", "Series")


def crosses_as(value: object) -> type:
    """The class as which an object arrives on the other side: its own, or the nearest base that
    both have."""
    return next(cls for cls in type(value).__mro__ if cls in CONTAINERS or cls is object)


def copied(known: Any) -> Any:
    """The content of a known object as it is now, for `bring_up_to_date`."""
    return known.copy() if is_array_or_table(known) else copy(known)


def bring_up_to_date(known: Any, value: Any) -> bool:
    """Give a known object the content of another; False if it cannot take it.

    By the methods of the base class: those that students define may do anything.
    """
    cls: Any = type(value)
    if type(known) is not cls and crosses_as(known) is not cls:
        return False
    if issubclass(cls, list | bytearray):
        cls.__setitem__(known, slice(None), value)
    elif issubclass(cls, dict | set):
        cls.clear(known)
        cls.update(known, value)
    elif issubclass(cls, deque):
        cls.clear(known)
        cls.extend(known, value)
    elif isinstance(known, np.ndarray):
        if known.shape != value.shape or known.dtype != value.dtype or not known.flags.writeable:
            return False
        known[...] = value
    elif is_array_or_table(known):
        known._update_inplace(value)
    else:
        return False
    return True
