"""What a student's cell says, read without running it.

Whoever reads it here cannot be stopped, so magics stay unread and a huge cell counts as an empty
one: what they bind is unknown, and nothing is said of it.
"""

import ast
import warnings
from collections.abc import Iterable

from nbjudge.process import names

LONGEST = 100_000
"""Characters of a cell that is looked at."""

DEEPEST = 200
"""Levels of its tree: those who walk it call themselves at each."""

DYNAMIC = frozenset("globals locals dir vars eval exec get_ipython In Out".split())
"""Names whose use means that a cell may read or bind any name."""

TOO_DEEP = (SyntaxError, ValueError, RecursionError, MemoryError)


def tree_of(source: str) -> ast.Module | None:
    """The cell as a tree; None if it is no plain Python, or too long or deep to be walked."""
    if len(source) > LONGEST:
        return None
    try:
        with warnings.catch_warnings(action="ignore"):  # a backslash, say: no affair of ours
            tree = ast.parse(source)
    except TOO_DEEP:
        return None
    return tree if _is_flat(tree) else None


def _is_flat(tree: ast.Module) -> bool:
    level: list[ast.AST] = [tree]
    for _ in range(DEEPEST):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
    return not level


def form(source: str) -> str | None:
    """One form for all who wrote the same but for layout, comments and docstrings."""
    tree = tree_of(source)
    if tree is None:
        return None
    try:
        for node in ast.walk(tree):
            if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef):
                node.body = _without_texts(node.body)
        return ast.dump(tree)
    except TOO_DEEP:
        return None


def _without_texts(body: list[ast.stmt]) -> list[ast.stmt]:
    """Statements without those that are only a text."""
    return [node for node in body if not (isinstance(node, ast.Expr) and _is_text(node.value))]


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def touched_in(sources: Iterable[str]) -> frozenset[str] | None:
    """The names that cells bind, or mention so that they could change what is there; None if one
    of the cells cannot be read, or may bind any name."""
    found: set[str] = set()
    for source in sources:
        tree = tree_of(source)
        if tree is None or names.reads(tree) & DYNAMIC or "*" in names.binds(tree):
            return None
        found |= names.rebinds(tree)
        found |= names.reads(ast.Module([n for n in tree.body if not _only_shows(n)], []))
    return frozenset(found)


def bound_in(sources: Iterable[str]) -> frozenset[str]:
    """The names that cells bind, as far as they can be read."""
    trees = [tree for source in sources if (tree := tree_of(source))]
    return frozenset().union(*map(names.rebinds, trees))


def calls_in(line: str) -> frozenset[str] | None:
    """What is called in a line; None if it cannot be read by itself."""
    tree = tree_of(line)
    try:
        calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)] if tree else []
        return frozenset(map(ast.unparse, calls)) if tree else None
    except TOO_DEEP:
        return None


def _only_shows(node: ast.stmt) -> bool:
    match node:
        case ast.Expr(value=ast.Name() | ast.Call(func=ast.Name(id="print" | "display"))):
            return True
    return False


def is_left_open(source: str) -> bool:
    """Whether a cell, and each function in it, holds nothing but what stands for an answer."""
    tree = tree_of(source)
    return tree is not None and all(map(_is_open, tree.body))


def _is_open(node: ast.stmt) -> bool:
    match node:
        case ast.Pass():
            return True
        case ast.Expr(value=ast.Constant(value=value)):
            return value is ...
        case ast.FunctionDef(body=body) | ast.AsyncFunctionDef(body=body) | ast.ClassDef(body=body):
            return all(map(_is_open, _without_texts(body)))
    return is_not_implemented(node)


def is_not_implemented(node: ast.AST) -> bool:
    """Whether it is the ``raise NotImplementedError()`` that nbgrader puts where an answer goes."""
    if not isinstance(node, ast.Raise) or node.exc is None:
        return False
    raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"


ROUNDING = frozenset({"round", "around", "rint", "floor", "ceil", "trunc", "fix", "format"})


def rounds(source: str) -> bool:
    """Whether a cell mentions a function that rounds, or writes a number in a format."""
    tree = tree_of(source)
    return tree is not None and any(
        getattr(node, "id", None) in ROUNDING
        or getattr(node, "attr", None) in ROUNDING
        or (isinstance(node, ast.FormattedValue) and node.format_spec is not None)
        for node in ast.walk(tree)
    )


def helpers_in(source: str, never: frozenset[str]) -> str:
    """The functions, classes, imports and constants of a cell that bind none of the names
    ``never``, as code."""
    tree = tree_of(source)
    if tree is None:
        return ""
    try:
        return ast.unparse(names.definitions(tree, never))
    except TOO_DEEP:
        return ""
