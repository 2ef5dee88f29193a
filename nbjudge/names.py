"""Which names a piece of a notebook reads and binds, seen without running it."""

import ast
import symtable
from collections.abc import Iterable
from copy import deepcopy

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


def before_line(source: str, line: int) -> str:
    """The text of a cell before the statement at a line; empty if there is none such."""
    for node in parse(source).body:
        decorators = getattr(node, "decorator_list", [])
        first = min([node.lineno, *(decorator.lineno for decorator in decorators)])
        if first <= line <= (node.end_lineno or first):
            return "".join(source.splitlines(keepends=True)[: first - 1])
    return ""


def module_of(node: ast.stmt) -> ast.Module:
    """A module of that one statement."""
    return ast.Module([node], [])


def reads(tree: ast.AST) -> frozenset[str]:
    """Every name that the code mentions, wherever it is bound."""
    return frozenset(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))


def needs(tree: ast.Module) -> frozenset[str]:
    """The names of the notebook that running the code reads, now or when its functions are called.

    Not its parameters and local variables, nor what the cell has bound by the time it reads it.
    """
    found: set[str] = set()
    bound: set[str] = set()
    for node in tree.body:
        try:
            table = symtable.symtable(ast.unparse(_Reading().visit(deepcopy(node))), "cell", "exec")
        except SyntaxError:  # it parses, but does not run
            continue
        read = {symbol.get_name() for symbol in table.get_symbols() if symbol.is_referenced()}
        found |= read - bound - _loop_variables(node)
        found |= _globals_read(table)
        bound |= binds(module_of(node))
    return frozenset(found)


class _Reading(ast.NodeTransformer):
    """Writes ``x += 1`` as ``x = x + 1``, of which a symbol table tells that it reads x."""

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.stmt:
        if not isinstance(node.target, ast.Name):
            return node
        before = ast.Name(node.target.id, ast.Load())
        value = ast.BinOp(before, node.op, node.value)
        return ast.fix_missing_locations(ast.Assign([node.target], value, lineno=node.lineno))


def _loop_variables(node: ast.stmt) -> frozenset[str]:
    """What a loop binds before its body reads it."""
    if not isinstance(node, ast.For | ast.AsyncFor):
        return frozenset()
    return binds(module_of(ast.Assign([node.target], ast.Constant(None))))


def _globals_read(table: symtable.SymbolTable) -> set[str]:
    """The global names that the functions and classes within a scope read."""
    found: set[str] = set()
    for inner in table.get_children():
        symbols = inner.get_symbols()
        found |= {s.get_name() for s in symbols if s.is_global() and s.is_referenced()}
        found |= _globals_read(inner)
    return found


def rebinds(tree: ast.Module) -> frozenset[str]:
    """The names that running the code as a cell, or calling its functions, may bind."""
    declared = (node.names for node in ast.walk(tree) if isinstance(node, ast.Global))
    return binds(tree).union(*declared)


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
