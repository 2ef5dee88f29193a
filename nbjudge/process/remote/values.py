"""Objects of classes that both sides have for themselves: they cross as their state.

These are the classes of the instructor's helper modules and of locked cells. Each side runs the
methods of its own class; only the instance's ``__dict__`` travels, as a shared dict like any other,
so a tree that a student's function grows has grown in the test too. Nothing is unpickled and no
``__init__`` is called.
"""

import importlib
from collections.abc import Callable, Collection
from enum import Enum
from typing import Any

from nbjudge.errors import BadMessage
from nbjudge.process.remote.handles import holds_protocol

ClassName = tuple[str, str]
"""A module, or ``__main__``, and the name of a class at its top level."""


class ValueClasses:
    """The classes that both sides have, as one side knows them.

    ``locked`` are the names that locked cells define; what they are is looked up in ``namespace``.
    Where ``methods_win``, a state has no say in what is a method here.
    """

    def __init__(self, namespace: dict[str, Any]) -> None:
        self.methods_win = False
        self._of_states: dict[int, tuple[dict[str, Any], type, frozenset[str]]] = {}
        self._namespace = namespace
        self.helper_modules: Collection[str] = ()
        self.locked: Collection[str] = ()

    def name_of(self, cls: type) -> ClassName | None:
        """The name by which the other side has this class too, or None."""
        name = cls.__module__, cls.__qualname__
        return name if self._found(*name) is cls and has_plain_state(cls) else None

    def find(self, name: object) -> type:
        """The class of that name. Raises BadMessage for one that is not of these classes."""
        match name:
            case (str(module), str(cls)):
                found = self._found(module, cls)
                if isinstance(found, type) and has_plain_state(found):
                    return found
        raise BadMessage(f"{name!r:.80} is no class of a helper module or a locked cell")

    def _found(self, module: str, name: str) -> object:
        if module == "__main__" and name in self.locked:
            return dict.get(self._namespace, name)
        if module in self.helper_modules:
            return vars(importlib.import_module(module)).get(name)
        return None

    def knows(self, state: dict[str, Any], cls: type) -> None:
        """Note of which class's instance a dict is the state: what arrives for it is put in order.

        What stands in the place of a method here already may go on doing so.
        """
        if self.methods_win and id(state) not in self._of_states:
            own = frozenset(name for name in state if is_method(cls, name))
            self._of_states[id(state)] = state, cls, own

    def arrived(self, state: dict[str, Any], cls: type) -> None:
        """Note of which class's instance a dict is the state that was made over there."""
        if self.methods_win:
            self._of_states[id(state)] = state, cls, frozenset()
            self.put_in_order(state)

    def put_in_order(self, state: Any) -> None:
        """Take away from a state that arrived what stands in the place of its class's methods."""
        if id(state) not in self._of_states:
            return
        _, cls, own = self._of_states[id(state)]
        for name in [name for name in state if name not in own and is_method(cls, name)]:
            del state[name]

    def make(self, about: dict[str, Any]) -> Any:
        """An instance without its state, or the enum member that is meant. Raises BadMessage."""
        cls = self.find(about["class"])
        if issubclass(cls, Enum):
            return cls[about["member"]]
        return object.__new__(cls)


def is_method(cls: type, name: str) -> bool:
    """Whether a class has a method, or something else that is computed, under a name."""
    found = next((vars(base)[name] for base in cls.__mro__ if name in vars(base)), None)
    return hasattr(type(found), "__get__")


def has_plain_state(cls: type) -> bool:
    """Whether an instance is no more than its ``__dict__``, or one of an enum's members."""
    if issubclass(cls, BaseException):
        return False
    return issubclass(cls, Enum) or (cls.__new__ is object.__new__ and cls.__dictoffset__ != 0)


def describe_value(value: object, name: ClassName) -> dict[str, Any]:
    return {"class": name, "member": value.name if isinstance(value, Enum) else None}


class States:
    """Which instances are about to be sent without the other side knowing their state."""

    def __init__(self, is_known: Callable[[object], bool]) -> None:
        self._is_known = is_known
        self._waiting: dict[int, Any] = {}
        self._sent: set[int] = set()

    def start(self) -> None:
        self._waiting.clear()
        self._sent.clear()

    def mention(self, value: Any) -> None:
        if isinstance(value, Enum) or id(value) in self._sent or self._is_known(vars(value)):
            return
        self._waiting[id(value)] = value

    def take(self) -> list[tuple[Any, dict[str, Any]]]:
        """The instances to describe next, with their states; sending them may add others."""
        batch = list(self._waiting.values())
        self._sent.update(self._waiting)
        self._waiting.clear()
        return [(value, vars(value)) for value in batch]


def set_states(states: object, classes: ValueClasses) -> None:
    """Give instances of these classes their states as they arrived. Raises BadMessage."""
    match states:
        case [*pairs]:
            for pair in pairs:
                match pair:
                    case (value, dict(state)) if classes.name_of(
                        type(value)
                    ) and not holds_protocol(state):
                        object.__setattr__(value, "__dict__", state)
                        classes.arrived(state, type(value))
                    case _:
                        raise BadMessage("a state of nothing that could have one")
        case _:
            raise BadMessage("not the states of instances")
