"""What the side that owns an object tells the other side about it.

A description is plain data. It never decides anything on its own: the other side only makes a stub,
a class or a handle from it, and whatever is done to those is asked of the owner.
"""

import inspect
import itertools
import types
from collections import deque
from typing import Any

OPERATORS = frozenset(
    """
    __eq__ __ne__ __lt__ __le__ __gt__ __ge__ __hash__ __bool__ __len__ __contains__
    __getitem__ __setitem__ __delitem__ __iter__ __next__ __reversed__ __call__
    __add__ __sub__ __mul__ __matmul__ __truediv__ __floordiv__ __mod__ __divmod__ __pow__
    __lshift__ __rshift__ __and__ __xor__ __or__
    __radd__ __rsub__ __rmul__ __rmatmul__ __rtruediv__ __rfloordiv__ __rmod__ __rdivmod__ __rpow__
    __rlshift__ __rrshift__ __rand__ __rxor__ __ror__
    __iadd__ __isub__ __imul__ __imatmul__ __itruediv__ __ifloordiv__ __imod__ __ipow__
    __ilshift__ __irshift__ __iand__ __ixor__ __ior__
    __neg__ __pos__ __abs__ __invert__ __int__ __float__ __complex__ __index__
    __round__ __trunc__ __floor__ __ceil__ __array__ __enter__ __exit__ __format__
    """.split()
)
"""The special methods that are mirrored, each only where a class defines it."""

PLAIN = (types.NoneType, bool, int, float, str)
"""What may be told of an object along with it: a default, an attribute of an exception."""

BUILTINS = (list, tuple, dict, set, frozenset, deque, str, bytes, int, float, complex)
"""What students derive classes from that are data as well."""

FUNCTIONS = (
    types.FunctionType,
    types.MethodType,
    types.BuiltinFunctionType,
    types.MethodWrapperType,
    types.WrapperDescriptorType,
    types.MethodDescriptorType,
    types.ClassMethodDescriptorType,
)

_CONTAINERS: tuple[Any, ...] = ([], (), "", "é", b"", bytearray(), range(0), {}, set())
_VIEWED: dict[Any, Any] = {}

ITERATORS: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        *(cls for cls in vars(itertools).values() if isinstance(cls, type)),
        *(map, zip, filter, enumerate, reversed, types.GeneratorType),
        *(type(iter(some)) for some in (*_CONTAINERS, range(1 << 70), memoryview(b""))),
        *(type(iter(some)) for some in (_VIEWED.values(), _VIEWED.items())),
        *(type(reversed(some)) for some in (_VIEWED, _VIEWED.values(), _VIEWED.items())),
        *(type(reversed([1])), type(iter(int, 0))),
    )
}
"""What Python itself makes of a comprehension, a ``yield``, ``map`` or ``zip``."""

OF_ITERATORS = frozenset({"send", "throw", "close"})
"""What a generator has beside ``__next__`` that may be asked for."""

VIEWS = {type(getattr({}, name)()): name for name in ("keys", "values", "items")}


def kind_of(value: object) -> str:
    """Say what a value that stays here is to the other side."""
    cls = type(value)
    if isinstance(value, type):
        return "class"
    if cls in FUNCTIONS:
        return "function"
    if cls in VIEWS:
        return "view"
    if is_iterator(cls):
        return "iterator"
    if cls.__module__ != "__main__" and operators(cls) == ["__call__"]:
        return "callable"  # a partial, a ufunc, an lru_cache, an object of np.vectorize
    return "instance"


def is_iterator(cls: type) -> bool:
    """Whether it is a kind of iterator that Python itself makes."""
    return ITERATORS.get(cls.__name__) is cls


def describe_function(value: Any) -> dict[str, Any]:
    return {
        "name": _text(getattr(value, "__name__", type(value).__name__)),
        "qualname": _text(getattr(value, "__qualname__", None)),
        "doc": _text(getattr(value, "__doc__", None)),
        "parameters": _parameters(value),
        "annotations": _annotations(value),
        "source": _source(value) if getattr(value, "__name__", "") == "<lambda>" else None,
        "attributes": getattr(value, "__dict__", None) or None,
    }


def describe_callable(value: Any) -> dict[str, Any]:
    return {
        "library": (str(type(value).__module__), str(type(value).__qualname__)),
        "parameters": _parameters(value),
    }


def describe_iterator(value: object) -> dict[str, Any]:
    return {"name": type(value).__name__}


def describe_view(value: Any) -> dict[str, Any]:
    return {"name": VIEWS[type(value)], "of": dict(value.mapping)}


def describe_class(value: type) -> dict[str, Any]:
    """Describe a class; its bases are classes in turn and travel as such.

    Of library bases only exceptions are told: a handle is no list, say. Which builtin type it
    derives from is told for ``isinstance``.
    """
    bases = [
        b for b in value.__bases__ if b.__module__ == "__main__" or issubclass(b, BaseException)
    ]
    return {
        "bases": tuple(bases),
        "builtin": next((kind for kind in value.__mro__ if kind in BUILTINS), None),
        "name": _text(value.__name__),
        "doc": _text(value.__doc__),
        "parameters": _parameters(value),
        "operators": tuple(operators(value)),
        "members": tuple(str(name) for name in vars(value)),
    }


def describe_instance(value: object) -> dict[str, Any]:
    """Describe an instance by its class: the class itself if students wrote it, else its name."""
    cls = type(value)
    own = cls.__module__ == "__main__"
    arguments = (
        BaseException.__getattribute__(value, "args") if isinstance(value, BaseException) else ()
    )
    return {
        "class": cls if own else None,
        "library": None if own else (str(cls.__module__), str(cls.__qualname__)),
        "operators": () if own else tuple(operators(cls)),
        "parameters": _parameters(value) if own and "__call__" in operators(cls) else None,
        "args": tuple(a if isinstance(a, str | int | float | None) else str(a) for a in arguments),
    }


DESCRIBE = {
    "class": describe_class,
    "function": describe_function,
    "callable": describe_callable,
    "iterator": describe_iterator,
    "view": describe_view,
    "instance": describe_instance,
}

DESCRIBED_ONCE = frozenset(DESCRIBE) - {"view"}
"""What the other side keeps a stand-in for, which later messages need not describe again."""


def without_insight(about: dict[str, Any]) -> dict[str, Any]:
    """A description of what a test hands over: how to call it, and not what it does. Its source may
    stand beside the answer that the test expects."""
    hidden: dict[str, Any] = {"source": None}
    if parameters := about.get("parameters"):
        hidden["parameters"] = tuple(
            (name, kind, given, ...) for name, kind, given, _ in parameters
        )
    return about | {what: nothing for what, nothing in hidden.items() if what in about}


def operators(cls: type) -> list[str]:
    defined = {name for base in cls.__mro__[:-1] for name in vars(base)}
    return sorted(defined & OPERATORS)


def _text(value: object) -> str | None:
    return str(value)[:100_000] if isinstance(value, str) else None


def _parameters(value: Any) -> tuple[tuple[str, int, bool, Any], ...] | None:
    """Each parameter's name, kind, whether it has a default, and that default if it is plain."""
    try:
        parameters = inspect.signature(value).parameters.values()
    except (ValueError, TypeError):
        return None
    return tuple(
        (p.name, int(p.kind), p.default is not p.empty, _default(p.default)) for p in parameters
    )


def _default(value: object) -> object:
    return value if type(value) in PLAIN else ...


def _annotations(value: Any) -> tuple[tuple[str, Any], ...]:
    """The annotations: builtin types as such, all others as text."""
    found = getattr(value, "__annotations__", None)
    if not isinstance(found, dict):
        return ()
    return tuple(
        (str(name), note if isinstance(note, str) or is_builtin(note) else str(note))
        for name, note in found.items()
    )


def is_builtin(value: object) -> bool:
    return isinstance(value, type) and value.__module__ == "builtins"


def _source(value: Any) -> str | None:
    try:
        return inspect.getsource(value)[:100_000]
    except (OSError, TypeError):
        return None
