"""The errors of the wire.

WireError
├── CannotCross     a value that has no form on the wire (encode)
├── BadWire         bytes that are no valid message (decode, Channel.recv)
└── Closed          the other side is gone (Channel)
"""

from __future__ import annotations

__all__ = ["BadWire", "CannotCross", "Closed", "WireError"]


class WireError(Exception):
    """Anything that goes wrong on the wire."""


class BadWire(WireError):
    """Bytes that are no valid message. Whatever the bytes, decode raises nothing else."""


class Closed(WireError):
    """The other side closed the connection, or died in the middle of a message."""


class CannotCross(WireError):
    """A value that cannot be encoded; `str()` of it says what it is and where it sits.

    `reason` is a clause without its subject ("is a generator, which cannot cross"), `path` the way
    from the encoded value to the culprit ("[2]['w']").
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.path = ""

    def under(self, step: str) -> CannotCross:
        """Put one more step in front of the path: called by each container that it passes."""
        self.path = step + self.path
        return self

    def about(self, name: str) -> str:
        """The message for a reader who knows the encoded value as `name`."""
        return f"{name}{self.path} {self.reason}"

    def __str__(self) -> str:
        return self.about("result")
