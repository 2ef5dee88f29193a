"""Which mistakes a class made, how often, and who made them."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from nbjudge.report.example import example
from nbjudge.report.material import Material


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


def misconceptions(material: Material, assignment: str) -> list[Misconception]:
    """The mistakes of an assignment, the commonest first; a student counts once for each."""
    found = material.findings[material.findings.assignment == assignment]
    handed_in = (material.submissions.assignment == assignment).sum()
    known = found.misconception.notna()
    mistakes = found.assign(known=known, mistake=found.misconception.where(known, found.sign))
    groups = mistakes.dropna(subset=["mistake"]).groupby(["mistake", "known"], sort=False)
    class_list = material.students.name.to_dict()
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
