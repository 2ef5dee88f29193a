"""What reaches the student process's descriptors: read back from them, or copied to one in time."""

import contextlib
import os
from collections.abc import Iterator

from nbjudge.outputs import STREAM_CAP, Outputs


class Copy:
    """A copy of how a cell's printing begins, in a file that is still there when the cell has cost
    this process its life. What a test has printed never gets there."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._room = 0

    @contextlib.contextmanager
    def of(self, outputs: Outputs) -> Iterator[None]:
        """Copy what is written to these outputs meanwhile, instead of what was copied before."""
        self._room = STREAM_CAP
        with contextlib.suppress(OSError):
            os.ftruncate(self._descriptor, 0)
            os.lseek(self._descriptor, 0, os.SEEK_SET)
        outputs.also_write = self.write
        try:
            yield
        finally:
            outputs.also_write = None

    def write(self, text: str) -> None:
        if self._room > 0:
            kept = text[: self._room]
            self._room -= len(kept)
            with contextlib.suppress(OSError):
                os.write(self._descriptor, kept.encode("utf-8", "replace"))


class DescriptorOutput:
    """What C code and child processes write to descriptors 1 and 2, which are files here."""

    def __init__(self) -> None:
        self._read = {"stdout": 0, "stderr": 0}

    def take(self) -> list[tuple[str, str]]:
        """What was written since the last call, as (stream, text)."""
        found = []
        for descriptor, name in ((1, "stdout"), (2, "stderr")):
            try:
                size = os.fstat(descriptor).st_size
                data = os.pread(descriptor, min(size - self._read[name], 1 << 20), self._read[name])
            except (OSError, ValueError):
                continue
            self._read[name] = size
            if data:
                found.append((name, data.decode("utf-8", "replace")))
        return found
