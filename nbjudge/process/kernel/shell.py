"""An IPython shell without a kernel: runs one cell at a time and returns its outputs as data.

The outputs are what a kernel would have written into the notebook: streams, display data, execute
results and errors with a traceback. Both the student process and the judge run their cells in one
of these.
"""

import builtins
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import CodeType
from typing import Any

from IPython.core.error import StdinNotImplementedError
from IPython.core.inputtransformer2 import TransformerManager
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

from nbjudge.process.kernel.display import CellDisplayHook, CellDisplayPublisher
from nbjudge.process.kernel.outputs import Output, Outputs, Stream

SHELL_NAMES = re.compile(r"_i{0,3}\d*|_{2,3}|_ih|_oh|_dh|__\w+__")
"""Names that IPython itself keeps in a notebook's namespace."""


class QuickTransformer(TransformerManager):
    """Leaves plain Python as it is without cutting it into tokens: half of a small cell's time."""

    SPECIAL = re.compile(r"[%!?]|^\s*[,;/]", re.MULTILINE)

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._known = list(self.token_transformers)

    def do_token_transforms(self, lines: list[str]) -> list[str]:
        """As IPython's. What its own transformers look for holds one of the special characters."""
        if self.token_transformers == self._known and not self.SPECIAL.search("".join(lines)):
            return lines
        transformed: list[str] = super().do_token_transforms(lines)  # type: ignore[no-untyped-call]
        return transformed


def no_input(prompt: object = "") -> str:
    """What ``input`` is while a notebook is graded: nobody is there to answer."""
    raise StdinNotImplementedError(
        "raw_input was called, but this frontend does not support input requests."
    )


@dataclass(frozen=True)
class Ran:
    """How one cell ended. ``value`` is that of its last expression, in this process only."""

    outputs: list[Output]
    failed: bool
    value: object


class NotebookModule:
    """The module ``__main__`` of a notebook whose names are found when they are read."""

    def __init__(self, names: dict[str, Any]) -> None:
        object.__setattr__(self, "__dict__", names)

    def __repr__(self) -> str:
        return "<module '__main__'>"

    def __getattr__(self, name: str) -> Any:
        try:
            return vars(self)[name]
        except KeyError:
            raise AttributeError(f"module '__main__' has no attribute {name!r}") from None


class CellShell(InteractiveShell):
    """The shell. Make one with ``CellShell.create()`` in a process that is forked afterwards."""

    displayhook_class = Type(CellDisplayHook)
    display_pub_class = Type(CellDisplayPublisher)

    def __init__(self, **kwargs: Any) -> None:
        self.cell_outputs = Outputs()
        self.on_statement: Callable[[int], None] | None = None  # is told the line of each
        super().__init__(**kwargs)  # type: ignore[no-untyped-call]
        self.input_transformer_manager = QuickTransformer()
        self.db = {}  # where %cd keeps what else would go into the home folder
        # The default goes through a pseudo-terminal, which a student process has not.
        self.system = self.system_raw  # type: ignore[method-assign]

    @classmethod
    def create(cls) -> "CellShell":
        """Make the shell and take one failing cell through it: first use costs 100 ms."""
        config = Config()
        config.HistoryManager.enabled = False  # its writer would be a second thread
        shell = cls.instance(config=config)
        with shell.forgetting():
            shell.run("raise ValueError('warm up')")
        return shell

    @contextmanager
    def forgetting(self) -> Iterator[None]:
        """Forget the cells that are run within: they were run for what they load and touch."""
        kept = self.user_ns, self.user_module, sys.modules["__main__"]
        names, hidden = dict(self.user_ns), dict(self.user_ns_hidden)
        yield
        self.user_ns, self.user_module, sys.modules["__main__"] = kept
        for name in set(self.user_ns) - set(names):
            del self.user_ns[name]
        self.user_ns.update(names)
        self.user_ns["_ih"][:] = [""]
        assert self.history_manager is not None
        self.history_manager.input_hist_raw[:] = [""]
        self.user_ns["_oh"].clear()
        self.displayhook.flush()
        self.user_ns_hidden.clear()
        self.user_ns_hidden.update(hidden)
        self.execution_count = 1

    def starts_here(self) -> None:
        """Take the working folder for the one in which the notebook started, as %cd shows it."""
        self.user_ns["_dh"][:] = [Path.cwd()]

    def use_names(self, names: dict[str, Any]) -> None:
        """Run cells in these names from now on, which are those of the module ``__main__``."""
        self.user_ns = names
        self.user_module = sys.modules["__main__"] = NotebookModule(names)  # type: ignore[assignment]

    async def run_code(
        self, code_obj: CodeType, result: object = None, *, async_: bool = False
    ) -> bool:
        """Run a statement, as IPython does: it calls this for each at the top level of a cell."""
        if self.on_statement:
            self.on_statement(min((line for *_, line in code_obj.co_lines() if line), default=1))
        failed: bool = await super().run_code(  # type: ignore[no-untyped-call]
            code_obj, result, async_=async_
        )
        return failed

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

    def run(self, source: str, answer_input: Callable[..., str] = no_input) -> Ran:
        """Run a cell and return how it ended; never raises what the cell raises."""
        with self.connected(answer_input):
            result = self.run_cell(source, store_history=True)  # type: ignore[no-untyped-call]
        return Ran(self.cell_outputs.take(), not result.success, result.result)

    @contextmanager
    def connected(self, answer_input: Callable[..., str]) -> Iterator[None]:
        """Let what is printed land in the outputs, and a function stand for ``input``."""
        kept = sys.stdout, sys.stderr, builtins.input
        sys.stdout = Stream("stdout", self.cell_outputs, 1)
        sys.stderr = Stream("stderr", self.cell_outputs, 2)
        builtins.input = answer_input
        try:
            yield
        finally:
            sys.stdout, sys.stderr, builtins.input = kept

    def be_brief(self) -> None:
        """Show values as text, so that no figure is drawn, and errors without their traceback."""
        assert self.display_formatter is not None
        self.display_formatter.active_types = ["text/plain"]
        self.InteractiveTB.set_mode("Minimal")

    def is_cell_stream(self, stream: object) -> bool:
        """Whether text written there lands in the running cell's outputs."""
        return isinstance(stream, Stream) and stream.outputs is self.cell_outputs
