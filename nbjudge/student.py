"""The student process: runs one submission's own cells behind the walls and answers the judge.

Nothing here is trusted: student code shares this process and may change any of it. Whatever it
makes of the conversation only changes what the judge hears of the student's own values.
"""

import importlib
import json
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from IPython.core.error import StdinNotImplementedError

from nbjudge.bridge.ends import End, Handover, perform
from nbjudge.shell import SHELL_NAMES, CellShell, Stream
from nbjudge.wire.channel import Channel
from nbjudge.wire.errors import Closed


class StudentEnd(End):
    """The student process's end of the wire."""

    owner = "student"
    other = "judge"

    def __init__(self, channel: Channel, shell: CellShell, output: "DescriptorOutput") -> None:
        super().__init__(channel, 1, shell.user_ns)
        self._shell = shell
        self._names = shell.user_ns
        self._output = output
        self._written: list[tuple[str, str]] = []
        self._fetched: dict[str, Any] = {}
        self._absent: set[str] = set()

    def questions(self) -> frozenset[str]:
        return frozenset({"write_files", "run", "names", "begin", "fetch", "operate"})

    def on_write_files(self, files: dict[str, bytes], helper_modules: list[str]) -> None:
        write_files(files)
        self.values.helper_modules = frozenset(helper_modules)

    def on_run(self, source: str, execution_count: int) -> dict[str, Any]:
        """Run a cell; its outputs cross as JSON text, for they are no objects of the notebook."""
        before = {name: self._names[name] for name in self.on_names()}
        self._shell.execution_count = execution_count
        self._fetched, self._absent = {}, set()
        ran = self._shell.run(source)
        after = self.on_names()
        outputs = ran.outputs
        for name, text in self._output.take():
            outputs.append({"output_type": "stream", "name": name, "text": text})
        return {
            "outputs": json.dumps(outputs, default=str),
            "failed": ran.failed,
            "rebound": [n for n in after if n not in before or before[n] is not self._names[n]],
        }

    def on_names(self) -> list[str]:
        hidden = self._shell.user_ns_hidden
        return [
            name
            for name in self._names
            if not SHELL_NAMES.fullmatch(name)
            and not (name in hidden and hidden[name] is self._names[name])
        ]

    def on_begin(self, names: list[str], locked: list[str]) -> None:
        """Get ready for a test cell that reads these names; ``locked`` the judge has itself."""
        self.shared.start_cell()
        self.values.locked = frozenset(locked)
        self._fetched = {}
        self._absent = {name for name in names if name not in self._names}

    def on_fetch(self, names: list[str]) -> dict[str, Any]:
        present = {name: self._names[name] for name in names if name in self._names}
        self._fetched |= present
        return present

    def on_operate(
        self, number: int, operation: str, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Any:
        outputs = self._shell.cell_outputs
        kept = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = Stream("stdout", outputs, 1), Stream("stderr", outputs, 2)
        try:
            return perform(self.exported(number), operation, args, kwargs)
        finally:
            sys.stdout, sys.stderr = kept
            self._written += [(o["name"], o["text"]) for o in outputs.take() if "text" in o]
            # Otherwise the next cell would show it, and with it what a hidden test called with.
            self._written += self._output.take()

    def module(self, name: str) -> ModuleType:
        return importlib.import_module(name)

    def handover(self) -> Handover:
        written, self._written = self._written, []
        rebound = {
            name: self._names[name]
            for name, value in self._fetched.items()
            if name in self._names and self._names[name] is not value
        }
        rebound |= {name: self._names[name] for name in self._absent if name in self._names}
        gone = [name for name in self._fetched if name not in self._names]
        self._fetched = {n: v for n, v in self._fetched.items() if n not in gone} | rebound
        self._absent = {name for name in self._absent if name not in rebound} | set(gone)
        return super().handover() | {"written": written, "rebound": rebound, "gone": gone}

    def take(self, handover: Handover) -> None:
        super().take(handover)
        pushed: dict[str, Any] = handover.get("pushed", {})
        self._names.update(pushed)
        self._fetched |= pushed
        self._absent -= pushed.keys()
        for name in handover.get("deleted", []):
            self._names.pop(name, None)
            self._fetched.pop(name, None)
            self._absent.add(name)

    def ask_for_input(self, prompt: object = "") -> str:
        """Stands for ``input``: a test may have patched it, so the judge is asked."""
        answer = self.ask("input", str(prompt))
        if not isinstance(answer, str):
            raise StdinNotImplementedError("the test's input gave no text")
        return answer

    def serve(self) -> None:
        """Answer the judge until it hangs up."""
        while True:
            try:
                kind, payload = self.receive()
            except Closed:
                return
            self.send(self.reply(kind, payload))


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


def write_files(files: dict[str, bytes]) -> None:
    """Write files, by their relative paths, into the private working folder."""
    for name, content in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
