"""What stands in a test for an object that is no answer to it."""

from typing import Any, NoReturn

from nbjudge.process.remote.describe import OPERATORS


class Rejected:
    """An object of the student's where the reference gave data.

    A test that takes no notice of it, or hands it back to student code, may go on; whatever it asks
    of it raises a TypeError that says why. It lies to nobody: it runs none of the student's code.
    """

    __slots__ = ("_held", "_why")

    def __init__(self, why: str, held: object) -> None:
        object.__setattr__(self, "_why", why)
        object.__setattr__(self, "_held", held)

    def __getattribute__(self, name: str) -> Any:
        return Rejected if name == "__class__" else _reject(self)

    def __repr__(self) -> str:
        return f"<{why_of(self)}>"


def _reject(rejected: Rejected, *_: object, **__: object) -> NoReturn:
    raise TypeError(why_of(rejected))


def why_of(rejected: Rejected) -> str:
    why: str = object.__getattribute__(rejected, "_why")
    return why


def rejected_original(rejected: Rejected) -> object:
    """The object that it stands for, for the student's code to have back."""
    return object.__getattribute__(rejected, "_held")


for _name in OPERATORS | {"__bool__", "__iter__", "__len__", "__hash__", "__str__", "__setattr__"}:
    setattr(Rejected, _name, _reject)
