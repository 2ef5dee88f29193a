"""One diagnosis."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """The sentence that the student reads, and the misconception or general sign behind it."""

    sentence: str
    misconception: str | None = None
    sign: str | None = None
