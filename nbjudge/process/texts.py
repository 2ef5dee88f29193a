"""The text of functions, as it stands in the notebook: no word of the student process goes into it.

A test may look for a loop in a function, or for the names that it uses. The process that the
function lives in could tell any text; what was handed in cannot be other than it is.
"""

import ast
import textwrap
from collections.abc import Iterator
from contextlib import suppress

from nbjudge.process import names

Text = tuple[str, tuple[str, ...]]
"""Of a function: its source, and the names that its code uses, as its code object lists them."""

Defined = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


class Texts:
    """The definitions in the cells that have run so far, by qualified name; the last one counts."""

    def __init__(self) -> None:
        self._cells: list[str] = []
        self._texts: dict[str, str] = {}

    def add(self, cell: str) -> None:
        """Take note of a cell that is about to run."""
        self._cells.append(cell)

    def of(self, qualname: str, told: str | None) -> Text | None:
        """The text of the function of that name, or None if no cell defines it.

        ``told`` is what its own process says: of functions without a name, all that a cell has in
        these words is believed.
        """
        while self._cells:
            self._read(self._cells.pop(0))
        if qualname.rpartition(".")[2] != "<lambda>":
            text = self._texts.get(qualname)
        else:
            text = told if told and told.strip() in self._texts.get("<lambda>", "") else None
        return None if text is None else (text, names_used(text))

    def _read(self, cell: str) -> None:
        tree = names.parse(cell)
        lines = cell.splitlines(keepends=True)
        with suppress(RecursionError):  # of code that is nested without end, nothing has a text
            for qualname, node in defined(tree, ""):
                self._texts[qualname] = segment(lines, node)
        if any(isinstance(node, ast.Lambda) for node in ast.walk(tree)):
            self._texts["<lambda>"] = self._texts.get("<lambda>", "") + cell + "\n"


def defined(tree: ast.AST, prefix: str) -> Iterator[tuple[str, Defined]]:
    """The functions and classes within some code, each with its qualified name."""
    for node in ast.iter_child_nodes(tree):
        inner = prefix
        if isinstance(node, Defined):
            name = prefix + node.name
            yield name, node
            inner = f"{name}." if isinstance(node, ast.ClassDef) else f"{name}.<locals>."
        yield from defined(node, inner)


def segment(lines: list[str], node: Defined) -> str:
    """The whole lines of a definition, decorators included."""
    first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
    text = "".join(lines[first - 1 : node.end_lineno])
    return text if text.endswith("\n") else f"{text}\n"


def names_used(text: str) -> tuple[str, ...]:
    try:
        code = compile(textwrap.dedent(text), "<function>", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    return next((c.co_names for c in code.co_consts if isinstance(c, type(code))), ())
