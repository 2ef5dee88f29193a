"""Which names a piece of a notebook reads and binds, seen without running it."""

import ast
from collections.abc import Iterable

from IPython.core.inputtransformer2 import TransformerManager

DYNAMIC = frozenset(
    {"globals", "locals", "dir", "vars", "eval", "exec", "get_ipython", "In", "Out"}
)
"""Names whose use means that a cell may read any name."""


def parse(source: str) -> ast.Module:
    """Parse a cell, magics included; an unparsable cell counts as an empty one."""
    for read in (ast.parse, _parse_magics):
        try:
            return read(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
    return ast.Module([], [])


def _parse_magics(source: str) -> ast.Module:
    return ast.parse(TransformerManager().transform_cell(source))


def module_of(node: ast.stmt) -> ast.Module:
    """A module of that one statement."""
    return ast.Module([node], [])


def reads(tree: ast.AST) -> frozenset[str]:
    """Every name that the code mentions, wherever it is bound."""
    return frozenset(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))


def binds(tree: ast.Module) -> frozenset[str]:
    """The names that running the code as a cell may bind at the top level."""
    found: set[str] = set()
    for node in _outside_functions(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                found.add(name)
            case (
                ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.ClassDef(name=name)
            ):
                found.add(name)
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                found.update((alias.asname or alias.name).split(".")[0] for alias in names)
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
                found.add(name)
            case ast.Global(names=declared):
                found.update(declared)
    return frozenset(found)


def _outside_functions(tree: ast.AST) -> Iterable[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            yield from _outside_functions(node)


def definitions(tree: ast.Module, never: frozenset[str]) -> ast.Module:
    """The imports, functions and classes at the top level that bind none of the names ``never``."""
    kinds = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    kept = [
        node for node in tree.body if isinstance(node, kinds) and not binds(module_of(node)) & never
    ]
    return ast.Module(list[ast.stmt](kept), [])
