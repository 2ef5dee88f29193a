"""Which mistakes a class made, how often, who made them, and an answer that shows each."""

import ast
import builtins
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from nbjudge.report.tables import CourseTables

SOMEBODY = "student"
BUILTIN = frozenset(dir(builtins))


@dataclass(frozen=True)
class Misconception:
    """A mistake that several students may share.

    ``known`` tells a misconception of the answers files from a general sign such as "sign flipped".
    ``sentence`` is what most of these students read, ``who`` their names, ``share`` theirs of those
    who handed in, ``example`` the commonest such answer, anonymous.
    """

    assignment: str
    name: str
    known: bool
    sentence: str
    cells: list[str]
    students: int
    share: float
    who: list[str]
    example: str | None


def misconceptions(tables: CourseTables, assignment: str) -> list[Misconception]:
    """The mistakes of an assignment, the commonest first; a student counts once for each."""
    found = tables.tests[tables.tests.assignment == assignment]
    handed_in = (tables.submissions.assignment == assignment).sum()
    known = found.misconception.notna()
    mistakes = found.assign(known=known, mistake=found.misconception.where(known, found.sign))
    groups = mistakes.dropna(subset=["mistake"]).groupby(["mistake", "known"], sort=False)
    class_list = tables.students.name.to_dict()
    listed = [
        _misconception(class_list, assignment, str(name), bool(known), rows, int(handed_in))
        for (name, known), rows in groups
    ]
    return sorted(listed, key=lambda m: (-m.students, m.name))


def _misconception(
    class_list: Mapping[str, str],
    assignment: str,
    name: str,
    known: bool,
    rows: pd.DataFrame,
    handed_in: int,
) -> Misconception:
    who = set(rows.student)
    names = [shown for student, shown in class_list.items() if student in who]
    sentences = rows.diagnosis.dropna()
    return Misconception(
        assignment,
        name,
        known,
        # In later tests it begins with a word that it goes back to an earlier step.
        sentence=min(map(str, sentences), key=len, default=""),
        cells=list(dict.fromkeys(rows.cell)),
        students=len(who),
        share=len(who) / handed_in,
        who=names,
        example=example(rows.answer.dropna(), [*names, *who]),
    )


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
