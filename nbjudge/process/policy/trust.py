"""What of the judge may be handed to the student process, and what may be asked of it there.

A test's callback, iterator or object is for the student's code to use, not a way into the judge:
no frame, no code object, nothing that evaluates text or opens files, no underscores.
"""

import builtins
import types
from pathlib import PurePath
from typing import Any

from nbjudge.process.remote.describe import OF_ITERATORS, is_iterator

INNARDS = (types.FrameType, types.CodeType, types.TracebackType, types.ModuleType)

POWERS = frozenset(
    id(getattr(builtins, name))
    for name in """eval exec compile open __import__ input breakpoint getattr setattr delattr vars
    globals locals""".split()
)


OF_PATHS = frozenset(
    "name stem suffix suffixes exists is_file is_dir read_text read_bytes open".split()
)
"""What may be asked of a path: what this file holds. Another one may be the judge's own memory."""

FOR_READING = frozenset({"mode", "buffering", "encoding", "errors", "newline"})

CALLS = frozenset({"call", "__call__"})


def may_be_handed_out(value: object) -> bool:
    return not isinstance(value, INNARDS) and id(value) not in POWERS


def check_request(
    target: object, operation: str, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> None:
    """Raise AttributeError for what the student process may not ask of a test's object."""
    check_path(target, operation, args, kwargs)
    if operation not in ("getattr", "setattr", "delattr"):
        return
    name = args[0] if args else None
    if type(name) is not str or name.startswith("_"):
        raise AttributeError(f"{name!r:.80} stays with the test")
    if is_iterator(type(target)) and name not in OF_ITERATORS:
        raise AttributeError(f"{name!r:.80} stays with the test")
    if operation != "getattr" and not is_plain_instance(target):
        raise AttributeError("the test's object cannot be changed from here")


def check_path(target: Any, operation: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    """Raise AttributeError for what changes the file of a test's path, or leads to another file."""
    if isinstance(target, PurePath):
        asked = args[0] if operation == "getattr" and args else operation
        if asked in OF_PATHS | {"__str__", "__repr__", "__eq__"}:
            return
    elif isinstance(getattr(target, "__self__", None), PurePath) and operation in CALLS:
        mode = kwargs.get("mode", args[0] if args else "r")
        if target.__name__ != "open" or (set(mode) <= set("rbt") and kwargs.keys() <= FOR_READING):
            return
    elif not (isinstance(target, type) and issubclass(target, PurePath)):
        return
    raise AttributeError("a test's path is for reading this one file")


def is_plain_instance(target: object) -> bool:
    """Whether it is an instance of a class that a test defined, or a mock."""
    return type(target).__module__ in ("__main__", "unittest.mock")
