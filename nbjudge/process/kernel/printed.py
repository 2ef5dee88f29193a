"""What a running cell prints, and how far it has come: read back from descriptors, or written to
one in time for whoever has to go on when the process is lost.
"""

import contextlib
import os
import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING

from nbjudge.process.kernel.outputs import STREAM_CAP

if TYPE_CHECKING:
    from nbjudge.process.kernel.shell import CellShell

LINE = struct.Struct("<q")
"""How the file of a `PrintedCopy` begins: with the line of the statement that is running."""


class PrintedCopy:
    """A copy of how a cell's printing begins, and the line that it has come to, in a file that is
    still there when the cell has cost this process its life. What a test has printed never gets
    there."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._room = 0

    @contextlib.contextmanager
    def of(self, shell: "CellShell") -> Iterator[None]:
        """Copy what the shell's cell prints meanwhile, instead of what was copied before."""
        self._room = STREAM_CAP
        with contextlib.suppress(OSError):
            os.ftruncate(self._descriptor, 0)
            os.lseek(self._descriptor, LINE.size, os.SEEK_SET)
        shell.cell_outputs.also_write = self.write
        shell.on_statement = self.begin
        try:
            yield
        finally:
            shell.cell_outputs.also_write = shell.on_statement = None

    def begin(self, line: int) -> None:
        """Note the line of the statement that is about to run."""
        with contextlib.suppress(OSError):
            os.pwrite(self._descriptor, LINE.pack(line), 0)

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
