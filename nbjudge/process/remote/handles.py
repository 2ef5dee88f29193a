"""The classes and handles that stand for classes and instances of the other side.

Whatever is done to one is asked of the other side; nothing of the other side's code runs here.
"""

import sys
from collections.abc import Callable, Iterable
from typing import Any

from nbjudge.process.remote.describe import OPERATORS

Operate = Callable[[int, str, tuple[Any, ...], dict[str, Any]], Any]
"""Does something to the remote object of that number: ``operate(7, "call", (1.0,), {})``."""

REMOTE = "_nbjudge_remote_number"

LOCAL_OF_CLASSES = frozenset({"__signature__", "__text_signature__", "__wrapped__", REMOTE})
"""What ``inspect`` and this module look for on a class here; the other side has no say."""


PROTOCOLS = frozenset(
    """
    __dataframe__ __dlpack__ __dlpack_device__ __buffer__ __release_buffer__
    __cuda_array_interface__ __arrow_c_schema__ __arrow_c_array__ __arrow_c_stream__
    _as_parameter_
    """.split()
)
"""What libraries look for on any object, to read memory by its address or to let it decide."""


def is_protocol(name: str) -> bool:
    """Whether a library looks for this attribute where a test asked for none.

    numpy reads memory at whatever ``__array_interface__`` says, and has ``__array_function__``
    decide. The other side has no say in that.
    """
    return name.startswith("__array") or name in PROTOCOLS


def holds_protocol(names: Iterable[object]) -> bool:
    """Whether one of the keys of a dict, which may be any, is such a name."""
    return any(type(name) is str and is_protocol(name) for name in names)


def mirrors(base: type) -> bool:
    """Whether a class here can have this base: an exception, or the stand-in for a class."""
    return isinstance(base, RemoteClass) or issubclass(base, BaseException)


class RemoteClass(type):
    """The class of a class that lives on the other side."""

    def __init__(cls, name: str, bases: tuple[type, ...], members: dict[str, Any]) -> None:
        if REMOTE not in members:
            raise TypeError(f"{name} cannot be a subclass of a class of the student process")
        super().__init__(name, bases, members)

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        return cls._ask("call", args, kwargs)

    def __getattr__(cls, name: str) -> Any:
        if name in LOCAL_OF_CLASSES or is_protocol(name):
            raise AttributeError(name)
        return cls._ask("getattr", (name,))

    def __setattr__(cls, name: str, value: object) -> None:
        known = vars(cls).get(name)
        if isinstance(value, Member):  # a patch is undone with what vars() had shown
            value = value.original
        elif isinstance(known, Member) and known.original is None:
            known.original = cls._ask("getattr", (name,))
        cls._ask("setattr", (name, value))

    def __delattr__(cls, name: str) -> None:
        cls._ask("delattr", (name,))

    def __dir__(cls) -> Any:
        return cls._ask("__dir__")

    def __bool__(cls) -> bool:
        return True

    def __iter__(cls) -> Any:
        return cls._ask("__iter__")

    def __len__(cls) -> Any:
        return cls._ask("__len__")

    def __getitem__(cls, key: object) -> Any:
        return cls._ask("__getitem__", (key,))

    def __contains__(cls, value: object) -> Any:
        return cls._ask("__contains__", (value,))

    def _ask(cls, operation: str, args: tuple[Any, ...] = (), kwargs: Any = None) -> Any:
        operate, number = vars(cls)[REMOTE]
        return operate(number, operation, args, kwargs or {})


class Member:
    """What a class of the other side has under a name, so that ``vars()`` shows the name here."""

    def __init__(self, operate: Operate, name: str) -> None:
        self._operate = operate
        self._name = name
        self.original: Any = None

    def __get__(self, handle: Any, cls: Any) -> Any:
        if handle is None:
            return cls._ask("getattr", (self._name,))
        return self._operate(number_of(handle), "getattr", (self._name,), {})


def is_shown(name: str) -> bool:
    return name == "__init__" or not (name.startswith("__") or is_protocol(name))


def operator(operate: Operate, name: str) -> Callable[..., Any]:
    def forward(self: Any, *args: Any, **kwargs: Any) -> Any:  # __call__ takes keywords
        return operate(number_of(self), name, args, kwargs)

    forward.__name__ = name
    return forward


def operator_members(names: Iterable[str], operate: Operate) -> dict[str, Any]:
    """The special methods among these names, with Python's rule that ``__eq__`` ends hashing."""
    members: dict[str, Any] = {name: operator(operate, name) for name in names if name in OPERATORS}
    if "__eq__" in members:
        members.setdefault("__hash__", None)
    return members


def handle_members(operate: Operate) -> dict[str, Any]:
    """Attribute access and text of a handle, which every remote instance has."""

    def getattribute(self: Any, name: str) -> Any:
        if name == "__dict__":  # vars() insists on a plain dict
            return operate(number_of(self), "getattr", (name,), {})
        return object.__getattribute__(self, name)

    def get(self: Any, name: str) -> Any:
        if is_protocol(name):
            raise AttributeError(name)
        return operate(number_of(self), "getattr", (name,), {})

    def set_(self: Any, name: str, value: object) -> None:
        operate(number_of(self), "setattr", (name, value), {})

    def delete(self: Any, name: str) -> None:
        operate(number_of(self), "delattr", (name,), {})

    def text(name: str) -> Callable[[Any], str]:
        def ask(self: Any) -> str:
            return str(operate(number_of(self), name, (), {}))

        return ask

    return {
        "__getattribute__": getattribute,
        "__getattr__": get,
        "__setattr__": set_,
        "__delattr__": delete,
        "__repr__": text("__repr__"),
        "__str__": text("__str__"),
        "__dir__": lambda self: operate(number_of(self), "__dir__", (), {}),
    }


def imported_class(module: str, qualname: str) -> type:
    """The class of that name if its module is imported here already, else ``object``."""
    found: object = sys.modules.get(module)
    for part in qualname.split("."):
        found = vars(found).get(part) if hasattr(found, "__dict__") else None
    return found if isinstance(found, type) else object


def number_of(handle: object) -> int:
    number = object.__getattribute__(handle, REMOTE)
    assert isinstance(number, int)
    return number


def library_handle(
    cls: type,
    number: int,
    operators: Iterable[str],
    operate: Operate,
    more: dict[str, Any] | None = None,
) -> Any:
    """A handle to an instance of a library's class, which ``isinstance`` takes for one.

    ``more`` are special methods that do not ask the other side under their own names.
    """
    members = operator_members(operators, operate) | handle_members(operate) | (more or {})
    members["__class__"] = property(lambda self: cls)
    handle = type(cls.__name__, (), members)()
    object.__setattr__(handle, REMOTE, number)
    return handle
