"""The one table of what crosses: for each form its tag, its classes, and both ways through it.

A family (`scalars.py`, `containers.py`, ...) registers its forms, mostly with `fields.record`. The
encoder finds a form by the class of a value, the decoder by the tag of a node; neither knows any
family.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from nbjudge.errors import BadMessage

#: What msgpack carries: None, bool, int, float, str, bytes, or a list [tag, Node, ...].
Node = Any


def _never(*_: Any) -> Any:
    raise NotImplementedError("a form without this direction")


@dataclass(frozen=True, slots=True)
class Form:
    """How values of some classes are encoded, and nodes of one tag decoded: see `register`."""

    tag: int | None
    encode: Callable[[Any, Any], Node]
    decode: Callable[[Any, list[Node]], Any]
    shared: bool
    keyed: bool
    inherited: bool


#: By `id` of the class, because a metaclass may define `__hash__`. `_CLASSES` keeps the ids taken.
BY_CLASS: dict[int, Form] = {}
_CLASSES: list[type] = []
_BY_TAG: dict[int, Form] = {}
#: The tags of keyed forms.
KEYED_TAGS: set[int] = set()

_true_mro = type.__dict__["__mro__"].__get__


def register(
    tag: int | None,
    *classes: type,
    encode: Callable[[Any, Any], Node] = _never,
    decode: Callable[[Any, list[Node]], Any] = _never,
    shared: bool = False,
    keyed: bool = False,
    inherited: bool = False,
) -> None:
    """Add the form of these classes and this tag; None where no node of it needs a tag.

    `encode(Encoder, value)` makes the node: [tag, field, ...] or what is native to msgpack. It must
    not run code of the value's class where `inherited`: where instances of subclasses cross too,
    as their base class sees them. `decode(Decoder, [field, ...])` checks the fields and makes the
    value, or raises (anything: it becomes BadMessage).

    `shared` are values of which a program can tell one from two (by changing it, or with `is`):
    both sides number them in the order in which they are complete, for back-references to point
    at. `keyed` are those of them to which `Hooks.key` may give a key, known across messages.
    """
    form = Form(tag, encode, decode, shared or keyed, keyed, inherited)
    BY_CLASS.update((id(cls), form) for cls in classes)
    _CLASSES.extend(classes)
    if tag is not None:
        _BY_TAG[tag] = form
        if keyed:
            KEYED_TAGS.add(tag)


def form_of_subclass(cls: type) -> Form | None:
    """The form of the nearest base that has one to inherit."""
    if warm() and (form := BY_CLASS.get(id(cls))):
        return form
    found = (form for base in _true_mro(cls) if (form := BY_CLASS.get(id(base))))
    return next((form for form in found if form.inherited), None)


def form_of_node(node: list[Node]) -> Form:
    """The form of a node's tag, which may be anything yet; else BadMessage."""
    tag = node[0] if node else None
    if type(tag) is int and (form := _BY_TAG.get(tag) or (_learn_pandas() and _BY_TAG.get(tag))):
        return form
    raise BadMessage(f"an unknown tag: {tag!r:.40}")


def warm() -> bool:
    """Learn the types of pandas if it is loaded by now; returns whether anything was learnt.

    Happens by itself when a value needs it. The zygote calls it, so that it is done only once.
    """
    return hasattr(sys.modules.get("pandas"), "DataFrame") and _learn_pandas()


_PANDAS = "nbjudge.codec.tables"


def _learn_pandas() -> bool:
    # Its families import pandas, which most processes do not need.
    if _PANDAS in sys.modules:
        return False
    import_module(_PANDAS)
    return True
