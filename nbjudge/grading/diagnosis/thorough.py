"""Tests that go on after a failed check, so that all that they ask is seen.

A test stops at its first failed check, and one value, such as 0, is what many mistakes give. Where
nobody is to be marked, each check is tried by itself and whatever it raises is dropped.
"""

import ast
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import lru_cache

from nbjudge.grading.job import Cell


def thorough(cells: Sequence[Cell], kept: Collection[str]) -> list[Cell]:
    """The cells, with tests that go on; ``kept`` are those that stay as they are."""
    return [
        replace(cell, source=going_on(cell.source))
        if cell.place == "judge" and cell.grade_id not in kept
        else cell
        for cell in cells
    ]


@lru_cache(maxsize=256)  # each run of an assignment has the same tests
def going_on(source: str) -> str:
    """A test's code that goes on after each statement; as it is where it holds magics."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return source
    tree.body = [_tried(node) for node in tree.body]
    return ast.unparse(ast.fix_missing_locations(tree))


def _tried(node: ast.stmt) -> ast.stmt:
    """A statement that raises nothing. What may raise on purpose is tried as a whole."""
    match node:
        case ast.Import() | ast.ImportFrom() | ast.ClassDef():
            return node
        case ast.FunctionDef():
            return _Unchecked().visit(node)  # type: ignore[no-any-return]
        case ast.For() | ast.If() | ast.While():
            node.body = [_tried(inner) for inner in node.body]
            node.orelse = [_tried(inner) for inner in node.orelse]
        case ast.Assert():
            node = ast.Expr(node.test)
    handler = ast.ExceptHandler(ast.Name("Exception", ast.Load()), None, [ast.Pass()])
    return ast.Try([node], [handler], [], [])


class _Unchecked(ast.NodeTransformer):
    """Has a function of the test look at what it checks, and not stop there."""

    def visit_Assert(self, node: ast.Assert) -> ast.stmt:
        return ast.Expr(node.test)
