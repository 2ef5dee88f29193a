"""An IPython shell without a kernel: runs one cell at a time and returns its outputs as data.

The outputs are what a kernel would have written into the notebook: streams, display data, execute
results and errors with a traceback, as plain dicts in nbformat's shape. Both the student process
and the judge run their cells in one of these.
"""

import base64
import builtins
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

Output = dict[str, Any]

SHELL_NAMES = re.compile(r"_i{0,3}\d*|_{2,3}|_ih|_oh|_dh|__\w+__")
"""Names that IPython itself keeps in a notebook's namespace."""

STREAM_CAP = 100_000
"""Characters of one cell's output streams that are kept; a longer output keeps its two ends."""


@dataclass
class Outputs:
    """The outputs of the cell that is running, in the order in which they were made."""

    items: list[Output] = field(default_factory=list)
    clear_before_next: bool = False

    def add(self, output: Output) -> None:
        if self.clear_before_next:
            self.items.clear()
            self.clear_before_next = False
        self.items.append(output)

    def write(self, name: str, text: str) -> None:
        """Append to a stream, joined with what the same stream wrote just before."""
        last = self.items[-1] if self.items else None
        if last and not self.clear_before_next and last.get("name") == name:
            last["text"] = capped(last["text"] + text, keep=4 * STREAM_CAP)
        elif text:
            self.add({"output_type": "stream", "name": name, "text": text})

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
                output["text"] = capped(output["text"])
        return taken


def capped(text: str, keep: int = STREAM_CAP) -> str:
    """Return the text, or its head and tail and how much was left out between them."""
    if len(text) <= keep:
        return text
    half = keep // 2
    left_out = len(text) - 2 * half
    return f"{text[:half]}\n… {left_out} characters left out by nbjudge …\n{text[-half:]}"


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


class CellDisplayHook(DisplayHook):
    """Turns the value of a cell's last expression into an execute result."""

    def write_output_prompt(self) -> None: ...

    def write_format_data(
        self, format_dict: Mapping[str, Any], md_dict: Mapping[str, Any] | None = None
    ) -> None:
        outputs: Outputs = self.shell.cell_outputs  # type: ignore[union-attr]
        outputs.add(
            {
                "output_type": "execute_result",
                "execution_count": self.prompt_count,
                "data": plain_bundle(format_dict),
                "metadata": dict(md_dict or {}),
            }
        )

    def finish_displayhook(self) -> None:
        self._is_active = False


class CellDisplayPublisher(DisplayPublisher):
    """Turns ``display(...)`` into display data."""

    def publish(  # type: ignore[override]
        self,
        data: Mapping[str, Any],
        metadata: Mapping[str, Any] | None = None,
        *,
        transient: Mapping[str, Any] | None = None,
        update: bool = False,
        **_: object,
    ) -> None:
        display_id = (transient or {}).get("display_id")
        output: Output = {
            "output_type": "display_data",
            "data": plain_bundle(data),
            "metadata": dict(metadata or {}),
        }
        if update:
            self.shell.cell_outputs.update(display_id, output)
        else:
            self.shell.cell_outputs.add(output | {"display_id": display_id})

    def clear_output(self, wait: bool = False) -> None:
        if wait:
            self.shell.cell_outputs.clear_before_next = True
        else:
            self.shell.cell_outputs.items.clear()


@dataclass(frozen=True)
class Ran:
    """How one cell ended. ``value`` is that of its last expression, in this process only."""

    outputs: list[Output]
    failed: bool
    value: object


class CellShell(InteractiveShell):
    """The shell. Make one with ``CellShell.create()`` in a process that is forked afterwards."""

    displayhook_class = Type(CellDisplayHook)
    display_pub_class = Type(CellDisplayPublisher)

    def __init__(self, **kwargs: Any) -> None:
        self.cell_outputs = Outputs()
        super().__init__(**kwargs)  # type: ignore[no-untyped-call]
        # The default goes through a pseudo-terminal, which a student process has not.
        self.system = self.system_raw  # type: ignore[method-assign]

    @classmethod
    def create(cls) -> "CellShell":
        """Make the shell and take one failing cell through it: first use costs 100 ms."""
        config = Config()
        config.HistoryManager.enabled = False  # its writer would be a second thread
        shell = cls.instance(config=config)
        shell.run("raise ValueError('warm up')")
        shell.execution_count = 1
        return shell

    def warm_up(self, source: str) -> None:
        """Run a cell for the sake of what it loads and touches, and forget that it ran."""
        names = dict(self.user_ns)
        self.run(source)
        for name in set(self.user_ns) - set(names):
            del self.user_ns[name]
        self.user_ns.update(names)
        self.user_ns["_ih"][:] = [""]
        self.user_ns["_oh"].clear()
        self.displayhook.flush()
        self.execution_count = 1

    def enable_gui(self, gui: object = None) -> None: ...

    def _showtraceback(
        self, etype: type[BaseException], evalue: BaseException, stb: list[str]
    ) -> None:
        try:
            text = str(evalue)
        except Exception:
            text = "<its message could not be read>"
        self.cell_outputs.add(
            {
                "output_type": "error",
                "ename": str(etype.__name__),
                "evalue": text,
                "traceback": list(stb),
            }
        )

    def run(self, source: str) -> Ran:
        """Run a cell and return how it ended; never raises what the cell raises."""
        kept = sys.stdout, sys.stderr, builtins.input
        streams = Stream("stdout", self.cell_outputs, 1), Stream("stderr", self.cell_outputs, 2)
        sys.stdout, sys.stderr = streams
        builtins.input = no_input
        try:
            result = self.run_cell(source, store_history=True)  # type: ignore[no-untyped-call]
        finally:
            sys.stdout, sys.stderr, builtins.input = kept
        return Ran(self.cell_outputs.take(), not result.success, result.result)

    def is_cell_stream(self, stream: object) -> bool:
        """Whether text written there lands in the running cell's outputs."""
        return isinstance(stream, Stream) and stream.outputs is self.cell_outputs


def no_input(prompt: object = "") -> str:
    """What ``input`` is while a notebook is graded: nobody is there to answer."""
    raise StdinNotImplementedError(
        "raw_input was called, but this frontend does not support input requests."
    )
