"""The oracle: the same cells run by plain ``exec`` in one namespace, as a kernel would run them.

It shares no code with the engine. A scenario is written as percent cells, each headed by its place:
``# %% locked``, ``# %% student`` or ``# %% test``.
"""

import ast
import builtins
import contextlib
import io
import linecache
import random
import re
import sys
import textwrap
import types
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

POINTS = 2.0


@dataclass(frozen=True)
class Outcome:
    """What became of one test cell: its points and what it printed."""

    points: float
    printed: str


def cells_of(scenario: str) -> list[tuple[str, str]]:
    """The (place, source) of each cell of a scenario."""
    parts = re.split(r"^# %% (\w+)\n", textwrap.dedent(scenario), flags=re.MULTILINE)
    assert not parts[0].strip(), "a scenario starts with a cell"
    return list(zip(parts[1::2], parts[2::2], strict=True))


def in_one_process(cells: list[tuple[str, str]], folder: Path) -> list[Outcome]:
    """Run the cells in one namespace, helper modules imported from a folder."""
    outcomes = []
    with contextlib.chdir(folder), as_if_alone(folder) as namespace:
        for count, (place, source) in enumerate(cells):
            printed = io.StringIO()
            kept = sys.stdout
            sys.stdout = printed
            try:
                points = run(source, namespace, f"<cell {count}>")
            finally:
                sys.stdout = kept
            if place == "test":
                outcomes.append(Outcome(points, printed.getvalue()))
    return outcomes


def run(source: str, namespace: dict[str, object], name: str) -> float:
    """Run one cell and return its points: none if it raised, its last number, or all."""
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    try:
        exec(compile(tree, name, "exec"), namespace)
        value = eval(compile(ast.Expression(last.value), name, "eval"), namespace) if last else None
    except Exception:
        return 0.0
    number = isinstance(value, float | int) and not isinstance(value, bool)
    return float(value) if number else POINTS


@contextlib.contextmanager
def as_if_alone(folder: Path) -> Iterator[dict[str, object]]:
    """A fresh ``__main__``, undone afterwards together with what cells change of the process."""
    main = types.ModuleType("__main__")
    kept = sys.modules.copy(), sys.path[:], builtins.input, random.getstate(), np.random.get_state()
    sys.modules["__main__"] = main
    sys.path.insert(0, str(folder))
    try:
        with warnings.catch_warnings(action="ignore"):
            yield vars(main)
    finally:
        for name in sys.modules.keys() - kept[0].keys():
            if Path(getattr(sys.modules[name], "__file__", None) or "/").parent == folder:
                del sys.modules[name]
        sys.modules["__main__"] = kept[0]["__main__"]
        sys.path[:], builtins.input = kept[1:3]
        random.setstate(kept[3])
        np.random.set_state(kept[4])
