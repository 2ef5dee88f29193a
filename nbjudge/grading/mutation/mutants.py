"""Mutants: a solution with one small change, as text that differs from the solution only there."""

import ast
import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from nbjudge.grading.mutation.operators import OPERATORS, OTHER_VARIABLE

Scope = Mapping[str, Mapping[str, str]]
"""For each function of a cell ("" for its top level), the kind of value that each name held."""


@dataclass(frozen=True)
class Solution:
    """One solution cell. ``lines`` are those of the solution itself, counted from 1."""

    grade_id: str
    position: int
    source: str
    lines: frozenset[int]


@dataclass(frozen=True)
class Mutant:
    """A solution cell with one small change; ``source`` is that of the whole cell."""

    grade_id: str
    kind: str
    source: str
    was: str
    now: str

    def diff(self, original: str) -> str:
        """What was changed, a line with ``-`` before each line with ``+``."""
        lines = difflib.unified_diff(
            original.splitlines(), self.source.splitlines(), lineterm="", n=0
        )
        return "\n".join(line for line in lines if not line.startswith(("---", "+++", "@@")))


@dataclass(frozen=True)
class Site:
    """A place in a syntax tree where a node stands, so that another can be tried there."""

    parent: ast.AST
    field: str
    index: int | None
    node: ast.AST
    function: str

    def put(self, node: ast.AST) -> None:
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node


def mutants(solution: Solution, scope: Scope) -> list[Mutant]:
    """Every mutant of a solution cell, in the order of its text, no two of them the same code.

    A cell that does not parse as Python, such as one with magics, has none.
    """
    try:
        tree = ast.parse(solution.source)
    except (SyntaxError, ValueError):
        return []
    known = {ast.dump(tree)}
    found = []
    for site in sites(tree):
        line = getattr(site.node, "lineno", None)
        if line is None or line not in solution.lines:
            continue
        for kind, node in changes_at(site, scope):
            mutant = planted(solution, tree, site, kind, node)
            if mutant is not None and (code := ast.dump(ast.parse(mutant.source))) not in known:
                known.add(code)
                found.append(mutant)
    return found


def sites(node: ast.AST, function: str = "") -> Iterator[Site]:
    """The statements and expressions below a node; not those inside f-strings."""
    inner = node.name if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else function
    for field, value in ast.iter_fields(node):
        children: Sequence[object] = value if isinstance(value, list) else [value]
        for index, child in enumerate(children):
            if isinstance(child, ast.AST) and not isinstance(child, ast.JoinedStr):
                if isinstance(child, ast.stmt | ast.expr):
                    place = index if isinstance(value, list) else None
                    yield Site(node, field, place, child, inner)
                yield from sites(child, inner)


def changes_at(site: Site, scope: Scope) -> Iterator[tuple[str, ast.AST]]:
    for kind, operator in OPERATORS.items():
        for node in operator(site.node):
            yield kind, node
    match site.node:
        case ast.Name(name, ast.Load()):
            names = scope.get(site.function, {})
            for other in sorted(names):
                if other != name and names.get(name) == names[other]:
                    yield OTHER_VARIABLE, ast.Name(other, ast.Load())


def planted(
    solution: Solution, tree: ast.Module, site: Site, kind: str, node: ast.AST
) -> Mutant | None:
    """The mutant with that node in the place of the site's; None if it cannot stand there."""
    site.put(node)
    wanted = ast.dump(tree)
    site.put(site.node)
    now = ast.unparse(ast.fix_missing_locations(node))
    for text in (now, f"({now})"):
        source = with_text(solution.source, site.node, text)
        try:
            if ast.dump(ast.parse(source)) == wanted:
                was = ast.get_source_segment(solution.source, site.node) or ""
                return Mutant(solution.grade_id, kind, source, was, now)
        except (SyntaxError, ValueError):
            continue
    return None


def with_text(source: str, node: ast.AST, text: str) -> str:
    """The source with that text in the place of a node's."""
    lines = source.encode().splitlines(keepends=True)  # offsets count bytes
    first, last = node.lineno - 1, node.end_lineno - 1  # type: ignore[attr-defined]
    before = [*lines[:first], lines[first][: node.col_offset]]  # type: ignore[attr-defined]
    after = [lines[last][node.end_col_offset :], *lines[last + 1 :]]  # type: ignore[attr-defined]
    return b"".join([*before, text.encode(), *after]).decode()


def within_budget(found: Sequence[Mutant], budget: int) -> list[Mutant]:
    """At most that many mutants, spread evenly over the notebook; the same ones each time."""
    if len(found) <= budget:
        return list(found)
    return [found[i * len(found) // budget] for i in range(budget)]
