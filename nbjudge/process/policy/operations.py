"""What the special methods of a live object can do to a test, and which of them are alike.

A *value* is judged by the test, and the object has not seen what the test expects. A *verdict* is
the judgement itself: nobody but an object that the reference run had there may give it unasked.
"""

EQUALITY = frozenset({"__eq__", "__ne__"})
ORDER = frozenset({"__lt__", "__le__", "__gt__", "__ge__"})
VERDICTS = EQUALITY | ORDER | {"__contains__"}

VALUES = frozenset(
    """
    __repr__ __str__ __dir__ __hash__ __format__ __iter__ __next__ __reversed__ __call__ __enter__
    __len__ __bool__ __getitem__ __setitem__ __delitem__ __neg__ __pos__ __abs__ __invert__
    __int__ __float__ __complex__ __index__ __round__ __trunc__ __floor__ __ceil__ __array__
    """.split()
)
"""What may be asked of any live object."""

DATA = frozenset("builtins collections numpy pandas decimal fractions datetime".split())
"""The packages of what is compared as a value; an object of a test's own judges by itself."""

LOOK_UP = frozenset(
    """get pop popleft setdefault append appendleft extend insert add discard update split rsplit
    splitlines join strip lstrip rstrip group groups span start end read readline readlines tolist
    item sum mean std var min max round reshape astype head tail sort""".split()
)
"""Methods of data whose arguments say what to look up or to do, not what is expected."""

_BINARY = "add sub mul matmul truediv floordiv mod divmod pow lshift rshift and xor or".split()
ARITHMETIC = frozenset(f"__{how}{name}__" for name in _BINARY for how in ("", "r", "i"))

_FAMILIES = (
    dict.fromkeys(EQUALITY, "__eq__")
    | dict.fromkeys(ORDER, "__lt__")
    | dict.fromkeys(("__iter__", "__reversed__", "__getitem__"), "__next__")
    | {f"__{how}{name}__": f"__{name}__" for name in _BINARY for how in "ri"}
)


def family(operation: str) -> str:
    """One name for all special methods by which Python answers the same question.

    ``a > b`` asks for ``__lt__`` where there is no ``__gt__``, ``a += b`` for ``__add__``, a loop
    for ``__getitem__``: which of them a class defines is its own affair.
    """
    return _FAMILIES.get(operation, operation)
