"""Answers that no known mistake explains: left open, misspelt, stale, or stopped by an error.

Of each it is known what may be said: the plain words for what was planted, or nothing.
"""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from nbjudge.grading.answers import Answer
from nbjudge.process import names

Codes = dict[str, str]
"""The code of each solution cell that is not the reference's, by grade_id."""

ERRORS = (
    "raise ValueError('stopped here')",
    "1 / 0",
    "float([1])",
    "np.dot(np.ones(2), np.ones(3))",
    "{}['weights']",
)


@dataclass(frozen=True)
class Unfinished:
    """``codes`` are planted; a sentence of it is true if its sign is ``sign`` and it holds one of
    ``words``, where there are any; or if it says that one of ``unbound`` is not there."""

    kind: str
    about: str
    codes: Codes
    sign: str | None = None
    words: frozenset[str] = frozenset()
    unbound: frozenset[str] = frozenset()

    def is_true(self, sign: str | None, sentence: str) -> bool:
        if sign == UNDEFINED and any(f"`{name}`" in sentence for name in self.unbound):
            return True
        if sign == "nothing there" and self.about.endswith(", pass"):
            return True  # a function that was handed out in part returns None
        if sign is None or sign != self.sign:
            return False
        return not self.words or any(f"`{word}`" in sentence for word in self.words)


def left_open(solutions: Mapping[str, str], released: Mapping[str, str]) -> Iterator[Unfinished]:
    """Each cell as it was handed out, and with ``pass`` in the place of its answer."""
    for grade_id in solutions:
        yield Unfinished("left open", grade_id, {grade_id: released[grade_id]}, "left open")
        code = released[grade_id].replace("raise NotImplementedError()", "pass")
        # In a cell that was handed out in part, pass leaves a name that the rest of it reads.
        gone = names.binds(names.parse(solutions[grade_id])) - names.binds(names.parse(code))
        about = f"{grade_id}, pass"
        yield Unfinished("left open", about, {grade_id: code}, "left open", unbound=gone)


def misspelt(solutions: Mapping[str, str]) -> Iterator[Unfinished]:
    """Each cell with one name misspelt: one that it gives, everywhere, or one that it reads."""
    for grade_id, source in solutions.items():
        tree = names.parse(source)
        for name in sorted(names.binds(tree)):
            code = ast.unparse(_Renamed(name, swapped(name)).visit(names.parse(source)))
            words = frozenset({name, swapped(name)})
            yield Unfinished("misspelt", f"{grade_id}: {name}", {grade_id: code}, UNDEFINED, words)
        read = sorted({n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and _is_read(n)})
        for name in (n for n in read if len(n) > 2 and n != "np"):
            once = _Renamed(name, swapped(name), only_read=True).visit(names.parse(source))
            words = frozenset({swapped(name)})
            codes = {grade_id: ast.unparse(once)}
            yield Unfinished("misspelt", f"{grade_id} reads {name}", codes, UNDEFINED, words)


def stale(
    solutions: Mapping[str, str], released: Mapping[str, str], known: Sequence[Answer]
) -> Iterator[Unfinished]:
    """Each cell left open, or with its names misspelt, after an earlier cell has bound these names
    to the values of a known mistake."""
    order = list(solutions)
    for answer in known:
        place = order.index(answer.grade_id)
        bound = names.binds(names.parse(answer.code)) & names.binds(
            names.parse(solutions[answer.grade_id])
        )
        if place == 0 or not bound or "def " in answer.code:
            continue
        body = "\n".join(f"    {line}" for line in answer.code.splitlines())
        before = f"{solutions[order[place - 1]]}\ntry:\n{body}\nexcept NameError:\n    pass"
        codes = {order[place - 1]: before, answer.grade_id: released[answer.grade_id]}
        yield Unfinished("stale", answer.name, codes, "left open")
        own = names.parse(solutions[answer.grade_id])
        for name in bound:
            own = _Renamed(name, swapped(name)).visit(own)
        codes = codes | {answer.grade_id: ast.unparse(own)}
        words = frozenset({*bound, *map(swapped, bound)})
        yield Unfinished("stale", f"{answer.name}, misspelt", codes, UNDEFINED, words)


def raising(solutions: Mapping[str, str]) -> Iterator[Unfinished]:
    """Each cell, or each function in it, stopped by an error before its work."""
    for grade_id, source in solutions.items():
        tree = names.parse(source)
        for error in ERRORS:
            stopped = _Stopped(error).visit(names.parse(source)) if "def " in source else tree
            code = ast.unparse(stopped)
            if "def " not in source:
                code = f"{error}\n{code}"
            yield Unfinished("raising", f"{grade_id}: {error}", {grade_id: code})


UNDEFINED = "name not defined"


def swapped(name: str) -> str:
    """The name with two letters in each other's places, or a letter twice."""
    for n in range(len(name) - 2, 0, -1):
        if name[n] != name[n + 1] and "_" not in name[n : n + 2]:
            return name[:n] + name[n + 1] + name[n] + name[n + 2 :]
    return name + name[-1]


def _is_read(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Load)


class _Renamed(ast.NodeTransformer):
    def __init__(self, name: str, other: str, only_read: bool = False) -> None:
        self.name, self.other, self.only_read = name, other, only_read
        self.is_done = False

    def visit_Name(self, node: ast.Name) -> ast.Name:
        if node.id != self.name or (self.only_read and (self.is_done or not _is_read(node))):
            return node
        self.is_done = True
        return ast.Name(self.other, node.ctx)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        if node.name == self.name and not self.only_read:
            node.name = self.other
        return self.generic_visit(node)


class _Stopped(ast.NodeTransformer):
    """Functions that raise an error as soon as they are called."""

    def __init__(self, error: str) -> None:
        self.error = error

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        return ast.copy_location(
            ast.FunctionDef(node.name, node.args, ast.parse(self.error).body, [], type_params=[]),
            node,
        )
