"""The outputs of the cell that is running, as a notebook holds them: plain dicts in nbformat's
shape, gathered in the order in which they are made.
"""

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Output = dict[str, Any]

STREAM_CAP = 100_000
"""Characters of one cell's output streams that are kept; a longer output keeps its two ends."""

LEFT_OUT = "\n… {} characters left out by nbjudge …\n"


def capped(text: str, keep: int = STREAM_CAP) -> str:
    """Return the text, or its head and tail and how much was left out between them.

    What is returned is no longer than ``keep``, so capping it again changes nothing.
    """
    if len(text) <= keep:
        return text
    half = half_of(keep)
    return two_ends(text[:half], text[-half:], len(text) - 2 * half)


def half_of(keep: int) -> int:
    """The length of each end of a capped text; the sentence between them has to fit in."""
    return (keep - 60) // 2


def two_ends(head: str, tail: str, left_out: int) -> str:
    return head + LEFT_OUT.format(left_out) + tail


class LongText:
    """What was written to a stream so far, of which no more is held than `capped` needs.

    Each character is copied a few times at most, however small the pieces.
    """

    def __init__(self, keep: int = STREAM_CAP) -> None:
        self._keep = keep
        self._head: str | None = None
        self._pieces: list[str] = []
        self._held = 0
        self._left_out = 0

    def write(self, text: str) -> None:
        if text:
            self._pieces.append(text)
            self._held += len(text)
            if self._held > 4 * self._keep:
                self._leave_out_the_middle()

    def _leave_out_the_middle(self) -> None:
        text, half = "".join(self._pieces), half_of(self._keep)
        if self._head is None:
            self._head, text = text[:half], text[half:]
        self._pieces, self._held = [text[-half:]], half
        self._left_out += len(text) - half

    def capped(self) -> str:
        """The text, capped."""
        if self._head is None:
            return capped("".join(self._pieces), self._keep)
        self._leave_out_the_middle()
        return two_ends(self._head, self._pieces[0], self._left_out)


@dataclass
class Outputs:
    """The outputs of the cell that is running, in the order in which they were made."""

    items: list[Output] = field(default_factory=list)  # the text of a stream is a LongText
    clear_before_next: bool = False
    also_write: Callable[[str], object] | None = None  # is told what streams are told

    def add(self, output: Output) -> None:
        if self.clear_before_next:
            self.items.clear()
            self.clear_before_next = False
        self.items.append(output)

    def write(self, name: str, text: str) -> None:
        """Append to a stream, joined with what the same stream wrote just before."""
        if self.also_write:
            self.also_write(text)
        last = self.items[-1] if self.items else None
        if last and not self.clear_before_next and last.get("name") == name:
            last["text"].write(text)
        elif text:
            self.add({"output_type": "stream", "name": name, "text": LongText()})
            self.items[-1]["text"].write(text)

    def update(self, display_id: object, output: Output) -> None:
        for shown in self.items:
            if shown.get("display_id") == display_id:
                shown["data"], shown["metadata"] = output["data"], output["metadata"]

    def take(self) -> list[Output]:
        """Return the outputs in nbformat's shape and start afresh."""
        taken, self.items, self.clear_before_next = self.items, [], False
        for output in taken:
            output.pop("display_id", None)
            if output["output_type"] == "stream":
                output["text"] = output["text"].capped()
        return taken


class Stream:
    """A text stream that writes into the outputs of the running cell."""

    encoding = "utf-8"
    errors = "strict"
    closed = False

    def __init__(self, name: str, outputs: Outputs, file_descriptor: int) -> None:
        self.name = name
        self.outputs = outputs
        self._file_descriptor = file_descriptor

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self.outputs.write(self.name, text)
        return len(text)

    def writelines(self, lines: list[str]) -> None:
        for line in lines:
            self.write(line)

    def flush(self) -> None: ...

    def isatty(self) -> bool:
        return False

    def writable(self) -> bool:
        return True

    def readable(self) -> bool:
        return False

    def fileno(self) -> int:
        return self._file_descriptor


def plain_bundle(bundle: Mapping[str, Any]) -> dict[str, Any]:
    """A display bundle as a notebook stores it: pictures as base64 text."""
    return {
        mime: base64.b64encode(data).decode("ascii") if isinstance(data, bytes) else data
        for mime, data in bundle.items()
    }
