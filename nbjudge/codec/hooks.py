"""What the two sides do with values that are more than data."""

import builtins
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from nbjudge.codec.classes import find_class
from nbjudge.errors import BadMessage


@dataclass(frozen=True)
class Ref:
    """Something that stays on its side and is known on the other by a number."""

    owner: str
    """ "judge" or "student"."""
    number: int
    """At least 0, below 2**63."""
    kind: str
    """A short identifier, such as "function", "instance" or "class"."""
    about: dict[str, Any]
    """What the other side may know of it: name, docstring, signature, ..."""


class Hooks:
    """How values that are not plain data are treated. By default they do not cross.

    Encoding asks `refer`, `also`, `key` and `sent`; decoding asks `resolve`, `either`, `keyed`,
    `known`, `module` and `type`. What the decoding hooks are given was checked for its type and
    range, no more: whether the number, key or name exists and may be used is for them to decide.
    """

    # --- encoding

    def refer(self, value: object) -> Ref | None:
        """Encode: stand-in for a value that is no data; None if it must not cross."""
        return None

    def key(self, value: object, depth: int) -> int | None:
        """Encode: number under which a container is known across messages, or None.

        Called once per message for each list, tuple, dict, set, deque, bytearray, array, masked
        array, Series and DataFrame, of subclasses too; `depth` is 0 for the encoded value itself.
        """
        return None

    def sent(self, key: int, value: object) -> bool:
        """Encode: whether the other side has this keyed value, so that the key alone will do."""
        return False

    def also(self, value: object) -> Ref | None:
        """Encode: what stands for a value of a subclass beside its data; None for the data alone.

        Called for instances of subclasses of list, dict, str, int and the like, except as keys.
        """
        return None

    # --- decoding: errors other than BadMessage become BadMessage

    def resolve(self, ref: Ref) -> object:
        """Decode: the object that a reference stands for."""
        raise BadMessage(f"a reference to a {ref.kind}, where only data is expected")

    def either(self, ref: Ref, data: Any) -> object:
        """Decode: a value of which both the data and what stands for it arrived."""
        return data

    def keyed(self, key: int, value: Any) -> object:
        """Decode: the object to use for a keyed value, with the content that just arrived."""
        return value

    def known(self, key: int) -> object:
        """Decode: the keyed value whose content was not sent again."""
        raise BadMessage("a key without its value")

    def module(self, name: str) -> ModuleType:
        """Decode: the module of that name. `name` may be any text."""
        raise BadMessage(f"the module {name!r:.80}, where only data is expected")

    # Last in the class: below this line `type` is the hook, not the builtin.
    def type(self, module: str, qualname: str) -> builtins.type[Any]:
        """Decode: the class of that name. The default knows those of `classes.PERMITTED`."""
        return find_class(module, qualname)


NO_HOOKS = Hooks()
