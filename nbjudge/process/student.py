"""The student process: runs one submission's own cells in the sandbox and answers the judge.

Nothing here is trusted: student code shares this process and may change any of it. Whatever it
makes of the conversation only changes what the judge hears of the student's own values.
"""

import importlib
import json
import os
from collections.abc import Iterable
from pathlib import Path, PurePath
from types import ModuleType
from typing import Any

from IPython.core.error import StdinNotImplementedError

from nbjudge.codec import Channel, Ref
from nbjudge.errors import Closed
from nbjudge.process.kernel.printed import DescriptorOutput, PrintedCopy
from nbjudge.process.kernel.shell import SHELL_NAMES, CellShell
from nbjudge.process.remote.crossing import Crossing, Message, StateSync
from nbjudge.process.remote.describe import BUILTINS
from nbjudge.process.remote.ends import End, perform
from nbjudge.process.remote.errors import note_failing_line

MOST_SUBCLASSED = 1000
"""So many instances of their subclasses within one message cross as live objects, too."""


class StudentCrossing(Crossing):
    """The student process's side of the crossing. It imports what it is told."""

    _room = 0

    def encoded(self, message: Message, shared: Iterable[object]) -> list[bytes]:
        self._room = MOST_SUBCLASSED
        return super().encoded(message, shared)

    def also(self, value: object) -> Ref | None:
        """An instance of a student's own kind of list, dict, text or number: both as its data and
        as a live object, for tests may call its methods."""
        if not self._room or type(value).__module__ != "__main__":
            return None
        if not issubclass(type(value), BUILTINS):
            return None
        self._room -= 1
        return self.refer(value)

    def module(self, name: str) -> ModuleType:
        return importlib.import_module(name)


class StudentEnd(End):
    """The student process's end of the conversation."""

    def __init__(
        self, channel: Channel, shell: CellShell, output: DescriptorOutput, copy: PrintedCopy
    ) -> None:
        super().__init__(channel, StudentCrossing("student", shell.user_ns, self.operate))
        self._shell = shell
        self._names = shell.user_ns
        self._output = output
        self._copy = copy
        self._written: list[tuple[str, str]] = []
        self._fetched: dict[str, Any] = {}
        self._absent: set[str] = set()
        self._number = 0
        self._given: dict[str, tuple[int, int] | None] = {}

    def on_write_files(self, files: dict[str, bytes], helper_modules: list[str]) -> None:
        write_files(files)
        self._shell.starts_here()
        self._given = {name: written_at(name) for name in files}
        self.values.helper_modules = frozenset(helper_modules)

    def on_changed_files(self, names: list[str]) -> list[str]:
        """Those of the files that were written, or taken away, since they were given."""
        return [name for name in names if written_at(name) != self._given.get(name)]

    def on_be_brief(self) -> None:
        self._shell.be_brief()

    def on_run(self, source: str, execution_count: int) -> dict[str, Any]:
        """Run a cell; its outputs cross as JSON text, for they are no objects of the notebook."""
        before = {name: self._names[name] for name in self.on_names()}
        self._shell.execution_count = execution_count
        self._fetched, self._absent = {}, set()
        with self._copy.of(self._shell):
            ran = self._shell.run(source, self.ask_for_input)
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

    def on_update(self) -> None:
        """All there is to do is to take over what came with the question."""

    def on_begin(self, locked: list[str]) -> None:
        """Get ready for a test cell; the names ``locked`` the judge has itself."""
        self.shared.start_cell()
        self.values.locked = frozenset(locked)
        self._fetched, self._absent = {}, set()

    def on_fetch(self, names: list[str]) -> dict[str, Any]:
        present = {name: self._names[name] for name in names if name in self._names}
        self._fetched |= present
        self._absent |= set(names) - present.keys()
        return present

    def on_operate(
        self, number: int, operation: str, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Any:
        try:
            with self._shell.connected(self.ask_for_input):
                return perform(self.crossing.exported(number), operation, args, kwargs)
        except BaseException as error:
            note_failing_line(error, self._names)
            raise
        finally:
            made = self._shell.cell_outputs.take()
            self._written += [(o["name"], o["text"]) for o in made if "text" in o]
            # Otherwise the next cell would show it, and with it what a hidden test called with.
            self._written += self._output.take()

    def on_operate_all(
        self, questions: list[tuple[int, str, tuple[Any, ...]]]
    ) -> list[tuple[str, Any]]:
        """Answer questions as `on_operate` does, each with what it gave or that it raised. What is
        printed meanwhile nobody asked for."""
        written, answers = list(self._written), list[tuple[str, Any]]()
        for number, operation, args in questions:
            try:
                answers.append(("gave", self.on_operate(number, operation, args, {})))
            except Exception as error:
                answers.append(("raised", type(error).__name__))
        self._written = written
        return answers

    def state_sync(self) -> StateSync:
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
        sync = {"written": written, "rebound": rebound, "gone": gone}
        return super().state_sync() | {what: some for what, some in sync.items() if some}

    def take(self, sync: StateSync) -> None:
        super().take(sync)
        pushed: dict[str, Any] = sync.get("pushed", {})
        self._names.update(pushed)
        self._fetched |= pushed
        self._absent -= pushed.keys()
        for name in sync.get("deleted", []):
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
                question = self.receive()
            except Closed:
                return
            self.send(self.reply(*question))

    def reply(self, kind: str, number: int, payload: Any) -> list[bytes]:
        outside, self._number = self._number, number
        message = super().reply(kind, number, payload)
        self._number = outside
        return message

    def next_number(self) -> int:
        """What student code asks is about the judge's question that it is to answer."""
        return self._number


def written_at(name: str) -> tuple[int, int] | None:
    """Which file it is, and when it was last written to; None where there is none."""
    try:
        about = os.stat(name)
    except OSError:
        return None
    return about.st_ino, about.st_mtime_ns


def write_files(files: dict[str, bytes]) -> None:
    """Write files, by their relative paths, into the private working folder; where some lie above
    it, it becomes one that lies as deep as these paths say."""
    above = max((PurePath(name).parts.count("..") for name in files), default=0)
    if above:
        deep = Path(*["folder"] * above)
        deep.mkdir(parents=True)
        os.chdir(deep)
    for name, content in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
