"""An answer of the class to show for a misconception, without saying whose it is."""

import ast
import builtins
import re
from collections import Counter
from collections.abc import Iterable

SOMEBODY = "student"
BUILTIN = frozenset(dir(builtins))


def example(answers: Iterable[str], names: Iterable[str]) -> str | None:
    """The commonest of some answers, anonymous; the shortest where several are as common.

    Code is written anew from its syntax tree, so that comments and a hand's habits are gone;
    ``names`` that occur in it, in text or as part of a variable's name, are replaced. None when no
    answer parses.
    """
    words = {word.lower() for name in names for word in re.findall(r"[^\W\d_]{2,}", name)}
    forms: Counter[str] = Counter()
    for answer, count in Counter(answers).items():
        if form := anonymous(answer, words):
            forms[form] += count
    if not forms:
        return None
    return min(forms, key=lambda form: (-forms[form], len(form), form))


def anonymous(code: str, words: set[str]) -> str | None:
    """Code in one form for all who wrote the same, without the given words; None if it is none."""
    try:
        tree = ast.parse(code)
        return ast.unparse(_Anonymous(words).visit(tree))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


class _Anonymous(ast.NodeTransformer):
    """Replaces words in text and in names that the student chose, but not in a library's names."""

    def __init__(self, words: set[str]) -> None:
        self.words = words

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        return ast.Constant(self.clean(node.value) if isinstance(node.value, str) else node.value)

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(self.renamed(node.id), node.ctx)

    def visit_arg(self, node: ast.arg) -> ast.arg:
        return ast.arg(self.renamed(node.arg))

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.name = self.renamed(node.name)
        return self.generic_visit(node)

    def renamed(self, name: str) -> str:
        return name if name in BUILTIN else self.clean(name)

    def clean(self, text: str) -> str:
        return re.sub(
            r"[^\W\d_]+", lambda m: SOMEBODY if m[0].lower() in self.words else m[0], text
        )
