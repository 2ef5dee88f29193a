"""Names that an answer is to bind are unbound before it runs anew.

Else a test of an answer that binds nothing finds under its name what an earlier exercise left
there, and takes that for the answer.
"""

import ast
from collections.abc import Mapping, Sequence

from nbjudge.grading.job import Cell
from nbjudge.grading.students_code import tree_of
from nbjudge.process import names

UNBIND = "for _name in {}:\n    globals().pop(_name, None)\ndel _name"


def with_names_unbound(cells: Sequence[Cell], source: Sequence[Cell]) -> list[Cell]:
    """The cells, and before each answer one that unbinds what the source binds there.

    A name that the answer, or a function that it mentions, may read before it binds it is kept.
    """
    asked = {c.grade_id: names.binds(names.parse(c.source)) for c in source if _is_answer(c)}
    fresh: list[Cell] = []
    bound: set[str] = set()
    reads_of: dict[str, frozenset[str]] = {}
    for cell in cells:
        # A test or a locked cell is the instructor's, magics included.
        tree = tree_of(cell.source) if cell.place == "student" else names.parse(cell.source)
        if tree is None:
            fresh.append(cell)
            continue
        if _is_answer(cell):
            stale = asked.get(cell.grade_id, frozenset()) & bound
            stale -= _reached(_read_first(tree), reads_of)
            if stale:
                fresh.append(Cell(UNBIND.format(sorted(stale)), "locked"))
        fresh.append(cell)
        if cell.points is None:
            bound |= names.binds(tree)
        reads_of |= {n.name: names.reads(n) for n in tree.body if isinstance(n, ast.FunctionDef)}
    return fresh


def _is_answer(cell: Cell) -> bool:
    return cell.place == "student" and cell.grade_id is not None


def _read_first(tree: ast.Module) -> set[str]:
    """The names that a cell reads at a statement before which it has not bound them."""
    found: set[str] = set()
    bound: set[str] = set()
    for node in tree.body:
        read = {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and _reads(n)}
        read |= {
            n.target.id
            for n in ast.walk(node)
            if isinstance(n, ast.AugAssign) and isinstance(n.target, ast.Name)
        }
        found |= read - bound
        bound |= names.binds(names.module_of(node))
    return found


def _reads(node: ast.Name) -> bool:
    return not isinstance(node.ctx, ast.Store)


def _reached(read: set[str], reads_of: Mapping[str, frozenset[str]]) -> set[str]:
    """The names, and those that the functions among them read in turn."""
    found: set[str] = set()
    while read:
        found |= read
        read = set().union(*(reads_of.get(name, frozenset()) for name in read)) - found
    return found
