"""The judge's own run of what locked cells compute: the data that everybody begins with.

Student code may overwrite such data in place. The statements on which a name depends are run here,
where no student code is, and only when somebody wants to know; what depends on anything that is not
locked has no value of the judge's own.
"""

import ast
import contextlib
import io
import random
import warnings
from collections.abc import Iterable
from typing import Any

import numpy as np

from nbjudge.process import names

CHANCE = "<random>"
"""Stands for the stream of random numbers among the names that statements read and change."""


class LockedCells:
    """The locked cells that have run so far. ``solution_names`` are bound by others, too."""

    def __init__(self, solution_names: frozenset[str]) -> None:
        self._solution_names = solution_names
        self._statements: list[ast.stmt] = []
        self._values: dict[str, Any] = {}

    def add(self, source: str) -> None:
        self._statements += names.parse(source).body
        self._values = {}

    def binds(self, name: str) -> bool:
        return name not in self._solution_names and any(name in bound(s) for s in self._statements)

    def value_of(self, name: str) -> Any:
        """The value that locked cells alone give to a name. Raises LookupError if they do not."""
        if name not in self._values:
            self._values |= {name: self._run(name)}
        return self._values[name]

    def _run(self, name: str) -> Any:
        scratch: dict[str, Any] = {"__name__": "__main__"}
        try:
            with undisturbed():
                for statement in self._needed(name):
                    code = compile(names.module_of(statement), "<locked cell>", "exec")
                    exec(code, scratch)
            return scratch[name]
        except Exception as error:
            raise LookupError(f"locked cells alone do not give {name}: {error}") from None

    def _needed(self, name: str) -> list[ast.stmt]:
        """The statements on which a name depends, in their order. Raises LookupError."""
        tools = {n for s in self._statements if is_tool(s) for n in bound(s)}
        needed, found = {name}, set[int]()
        while True:
            fresh = {
                number
                for number, statement in enumerate(self._statements)
                if number not in found and concerns(statement, needed, tools)
            }
            if not fresh:
                return [self._statements[number] for number in sorted(found)]
            found |= fresh
            for number in fresh:
                needed |= names.needs(names.module_of(self._statements[number]))
                needed |= {CHANCE} & drawn(self._statements[number])
            if needed & self._solution_names:
                raise LookupError(f"{name} depends on what is not locked")


def is_tool(statement: ast.stmt) -> bool:
    """Whether it brings what others use and do not change: a module, a function, a class."""
    kinds = ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef
    return isinstance(statement, kinds)


def bound(statement: ast.stmt) -> frozenset[str]:
    return names.binds(names.module_of(statement))


def concerns(statement: ast.stmt, needed: Iterable[str], tools: Iterable[str]) -> bool:
    """Whether a statement binds one of the names, or is likely to change what is under it."""
    if not bound(statement).isdisjoint(needed):
        return True
    if is_tool(statement):
        return False
    return not ((changed_by(statement) - set(tools)) | drawn(statement)).isdisjoint(needed)


def changed_by(statement: ast.stmt) -> set[str]:
    """The names whose values a statement assigns to within, calls a method of, or, if that is all
    that it does, hands to a function."""
    found: set[str] = set()
    for node in ast.walk(statement):
        match node:
            case ast.Subscript(value=of, ctx=ast.Store() | ast.Del()):
                found |= root(of)
            case ast.Attribute(value=of, ctx=ast.Store() | ast.Del()):
                found |= root(of)
            case ast.Call(func=ast.Attribute(value=of)):
                found |= root(of)
    if isinstance(statement, ast.Expr):
        found |= names.reads(statement)
    return found


def root(value: ast.expr) -> set[str]:
    """The name to whose value the parts of an expression belong: ``x`` of ``x.a[0]``."""
    while isinstance(value, ast.Attribute | ast.Subscript):
        value = value.value
    return {value.id} if isinstance(value, ast.Name) else set()


def drawn(statement: ast.stmt) -> set[str]:
    """Whether it may draw from, or seed, the one stream of random numbers."""
    is_drawing = any(
        (isinstance(node, ast.Attribute) and node.attr in ("random", "seed"))
        or (isinstance(node, ast.Name) and node.id == "random")
        for node in ast.walk(statement)
    )
    return {CHANCE} if is_drawing else set()


@contextlib.contextmanager
def undisturbed() -> Any:
    """Run code of which nothing is left but its values: no output, no step of the random stream."""
    python, numpys = random.getstate(), np.random.get_state()
    silence = io.StringIO()
    try:
        with (
            contextlib.redirect_stdout(silence),
            contextlib.redirect_stderr(silence),
            warnings.catch_warnings(),
        ):
            warnings.simplefilter("ignore")
            yield
    finally:
        random.setstate(python)
        np.random.set_state(numpys)
