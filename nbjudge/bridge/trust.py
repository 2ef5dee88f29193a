"""What of the judge may be handed to the student process, and what may be asked of it there.

A test's callback, iterator or object is for the student's code to use, not a way into the judge:
no frame, no code object, nothing that evaluates text or opens files, no underscores.
"""

import builtins
import types
from typing import Any

from nbjudge.bridge.describe import ITERATORS, OF_ITERATORS

INNARDS = (types.FrameType, types.CodeType, types.TracebackType, types.ModuleType)

POWERS = frozenset(
    id(getattr(builtins, name))
    for name in """eval exec compile open __import__ input breakpoint getattr setattr delattr vars
    globals locals""".split()
)


def may_be_handed_out(value: object) -> bool:
    return not isinstance(value, INNARDS) and id(value) not in POWERS


def check_request(target: object, operation: str, args: tuple[Any, ...]) -> None:
    """Raise AttributeError for what the student process may not ask of a test's object."""
    if operation not in ("getattr", "setattr", "delattr"):
        return
    name = args[0] if args else None
    if type(name) is not str or name.startswith("_"):
        raise AttributeError(f"{name!r:.80} stays with the test")
    if type(target) in ITERATORS.values() and name not in OF_ITERATORS:
        raise AttributeError(f"{name!r:.80} stays with the test")
    if operation != "getattr" and not is_plain_instance(target):
        raise AttributeError("the test's object cannot be changed from here")


def is_plain_instance(target: object) -> bool:
    """Whether it is an instance of a class that a test defined, or a mock."""
    return type(target).__module__ in ("__main__", "unittest.mock")
