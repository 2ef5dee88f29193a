"""What a test cell does to the process that it runs in, for the code that it calls to see.

A test that puts its own function in the place of ``numpy.polyfit``, makes errors of warnings or
lowers the recursion limit means the student's code to feel that. In the judge it would not, so such
a test has to run in-process. The reference run finds them by looking at the judge whenever student
code is called: no list of words could name them all.
"""

import decimal
import gc
import logging
import os
import sys
import tracemalloc
import warnings
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import numpy as np

MOST_LOOKS = 5
"""Calls of a test cell before each of which is looked, and then ever more rarely: a look takes
milliseconds."""

MOST_CALLS = 10_000
TOO_MANY = f"it calls student code more than {MOST_CALLS:,} times"
"""That would take more than a second of its own in the judge."""

HANDED_ON = frozenset(
    """
    sys.stdin sys.stdout sys.stderr sys.displayhook sys.last_type sys.last_value sys.last_traceback
    sys.last_exc sys.ps1 sys.ps2 sys.excepthook warnings.filters
    builtins.input builtins.display builtins.get_ipython builtins.exit builtins.quit
    matplotlib.backends.backend
    """.split()
)
"""What the protocol carries over itself, what is looked at below, and what Python and IPython set
while a cell runs."""

STARTS = frozenset({"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork"})

STATES: dict[str, Callable[[], object]] = {
    "the recursion limit": sys.getrecursionlimit,
    "the trace function": sys.gettrace,
    "the profile function": sys.getprofile,
    "the warning filters": lambda: [f for f in warnings.filters if f[0] != "ignore"],
    "how warnings are shown": lambda: getattr(warnings, "_showwarnmsg_impl", None),
    "numpy's error handling": lambda: (np.geterr(), np.geterrcall()),
    "the decimal context": lambda: str(decimal.getcontext()),
    "the environment": lambda: dict(os.environ),
    "the working folder": os.getcwd,
    "the root logger": lambda: (
        logging.root.level,
        [*logging.root.handlers],
        logging.root.disabled,
    ),
    "tracemalloc": tracemalloc.is_tracing,
    "the garbage collector": gc.isenabled,
}


class Effects:
    """Looks at this process while a test cell of the reference runs, and notes ``found``.

    ``shadowed`` tells which names of builtins the notebook's own names hide.
    """

    def __init__(self, found: set[str], shadowed: Callable[[], set[str]]) -> None:
        self.found = found
        self.read: set[str] = set()
        self._modules = {name: vars(module).copy() for name, module in modules()}
        self._asked = STATES | {"what names of builtins stand for": shadowed}
        self._states = {name: state() for name, state in self._asked.items()}
        self.calls = 0

    def before_call(self) -> None:
        """Look now: student code is about to run. Raises TypeError for one call too many."""
        self.calls += 1
        if self.calls <= MOST_LOOKS or self.calls & (self.calls - 1) == 0:
            self.look()
        if self.calls > MOST_CALLS:
            self.found.add(TOO_MANY)
            raise TypeError(TOO_MANY)

    def look(self) -> None:
        for name, state in self._asked.items():
            if state() != self._states[name]:
                self.found.add(f"it changes {name}")
        for name, before in self._modules.items():
            module = sys.modules.get(name)
            if not isinstance(module, ModuleType):
                self.found.add(f"it changes sys.modules[{name!r}]")
            elif len(self.found) < 3:
                self.found.update(f"it replaces {what}" for what in replaced(module, before))
        blocked = [n for n, m in sys.modules.items() if m is None and n not in self._modules]
        self.found.update(f"it changes sys.modules[{name!r}]" for name in blocked)

    def audited(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Note what Python is about to do for the test cell."""
        if event in STARTS:
            self.found.add("it starts another program")
        elif event == "open" and isinstance(arguments[0], str | os.PathLike):
            self._note_file(os.path.relpath(os.fspath(arguments[0])))

    def _note_file(self, path: str) -> None:
        if not path.startswith("..") and "__pycache__" not in path:
            self.read.add(path)


def modules() -> list[tuple[str, ModuleType]]:
    """The modules that student code may have to do with."""
    return [
        (name, module)
        for name, module in list(sys.modules.items())
        if type(module) is ModuleType and name.partition(".")[0] not in ("nbjudge", "__main__")
    ]


def replaced(module: ModuleType, before: dict[str, Any]) -> Iterator[str]:
    """The public names of a module that have come to stand for another object, or for none."""
    now = vars(module)
    if is_same(now, before):
        return
    for name in before.keys() | (now.keys() if module.__name__ == "builtins" else ()):
        what = f"{module.__name__}.{name}"
        is_told = not name.startswith("_") and what not in HANDED_ON
        if is_told and now.get(name) is not before.get(name):
            yield what


def is_same(now: dict[str, Any], before: dict[str, Any]) -> bool:
    """Whether two namespaces are certainly the same; compared by identity where that is enough."""
    try:
        return now == before
    except Exception:  # an array, say, has no such answer
        return False


_running: Effects | None = None


def watch(effects: Effects | None) -> None:
    """Let this be told what Python does from now on, in place of what was before."""
    global _running
    _running = effects


def start_auditing() -> None:
    """Once in each judge: an audit hook stays for good."""
    sys.addaudithook(_audit)


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    if _running is not None and (event == "open" or event in STARTS):
        _running.audited(event, arguments)
