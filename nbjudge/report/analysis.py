"""A report as plain data: every number that the page, the JSON and the CSV show."""

import math
from dataclasses import asdict, dataclass, fields

import pandas as pd

from nbjudge.report.exports.spreadsheet import Field, csv_text
from nbjudge.report.item_flags import with_flags
from nbjudge.report.items import Item, items
from nbjudge.report.misconceptions import Misconception, misconceptions
from nbjudge.report.tables import CourseTables

NOT_RECORDED = "not recorded"
APART = ("outcomes", "flags")
OUTCOMES = ("passed", "partly", "failed", "timed out", "died", "out of time")


@dataclass(frozen=True)
class Spread:
    """How shares of the points, from 0 to 1, lie in a class; None where there are none.

    ``bins`` counts them by tenths; full points are in the last.
    """

    mean: float | None
    lower: float | None
    median: float | None
    upper: float | None
    bins: list[int]


@dataclass(frozen=True)
class AssignmentReport:
    """One assignment. Points are after late penalties, as nbgrader exports them.

    ``waiting`` counts submissions that still wait for marks by hand; ``verdicts`` counts notebooks,
    and ``not_as_handed_in`` names whose they are, where they were not simply graded; ``waived`` are
    walls that did not stand for some notebook.
    """

    name: str
    max_points: float
    handed_in: int
    late: int
    penalties: float
    waiting: int
    repaired: int
    spread: Spread
    verdicts: dict[str, int]
    not_as_handed_in: dict[str, list[str]]
    waived: list[str]
    items: list[Item]
    misconceptions: list[Misconception]


@dataclass(frozen=True)
class StudentRow:
    """A student's points after penalties in each assignment, None where nothing was handed in."""

    student: str
    name: str
    points: list[float | None]
    total: float


@dataclass(frozen=True)
class Report:
    course: str
    enrolled: int
    assignments: list[AssignmentReport]
    students: list[StudentRow]


def analyse(tables: CourseTables) -> Report:
    """Work out a report."""
    final = (tables.submissions.score - tables.submissions.penalty).clip(lower=0.0)
    submissions = tables.submissions.assign(final=final)
    return Report(
        course=tables.course,
        enrolled=len(tables.students),
        assignments=[_assignment(tables, submissions, name) for name in tables.assignments],
        students=_students(tables, submissions),
    )


def spread(shares: pd.Series) -> Spread:
    """The distribution of shares; quartiles are interpolated linearly between neighbours."""
    if shares.empty:
        return Spread(None, None, None, None, [0] * 10)
    lower, middle, upper = (float(q) for q in shares.quantile([0.25, 0.5, 0.75]))
    # A share a rounding error below a bin's edge belongs to the bin above it.
    tenths = ((shares * 10 + 1e-9) // 1).clip(0, 9).astype(int)
    counts = tenths.value_counts()
    bins = [int(counts.get(tenth, 0)) for tenth in range(10)]
    return Spread(float(shares.mean()), lower, middle, upper, bins)


def _assignment(tables: CourseTables, submissions: pd.DataFrame, name: str) -> AssignmentReport:
    mine = submissions[submissions.assignment == name]
    notebooks = tables.notebooks[tables.notebooks.assignment == name]
    most = float(mine.max_score.max()) if len(mine) else 0.0
    mistakes = misconceptions(tables, name)
    verdicts = notebooks.verdict.fillna(NOT_RECORDED)
    shown = notebooks.student.map(tables.students.name)
    if notebooks.notebook.nunique() > 1:
        shown = shown + " (" + notebooks.notebook + ")"
    return AssignmentReport(
        name,
        max_points=most,
        handed_in=len(mine),
        late=int(mine.late.sum()),
        penalties=float((mine.score - mine.final).sum()),
        waiting=int(mine.waiting.sum()),
        repaired=int((notebooks.repairs > 0).sum()),
        spread=spread(mine.final / most if most else mine.final),
        verdicts={str(verdict): int(n) for verdict, n in verdicts.value_counts().items()},
        not_as_handed_in={
            str(verdict): sorted(names)
            for verdict, names in shown.groupby(verdicts)
            if verdict not in ("graded", NOT_RECORDED)
        },
        waived=sorted({wall for walls in notebooks.waived for wall in walls.split(", ") if wall}),
        items=with_flags(items(tables, name), mistakes),
        misconceptions=mistakes,
    )


def _students(tables: CourseTables, submissions: pd.DataFrame) -> list[StudentRow]:
    final = submissions.pivot(index="student", columns="assignment", values="final")
    final = final.reindex(index=tables.students.index, columns=tables.assignments)
    totals = final.sum(axis=1)
    return [
        StudentRow(str(student), name, [None if math.isnan(p) else float(p) for p in points], total)
        for (student, name), points, total in zip(
            tables.students.name.items(), final.to_numpy(float), totals.tolist(), strict=True
        )
    ]


def as_csv(report: Report) -> str:
    """The figures of the test cells, a row each, with a column for each field of `Item` and each
    outcome; shares are from 0 to 1."""
    names = [field.name for field in fields(Item) if field.name not in APART]
    rows: list[list[Field]] = [[*names, *(o.replace(" ", "_") for o in OUTCOMES), "flags"]]
    for assignment in report.assignments:
        for item in assignment.items:
            figures = asdict(item)
            counts = [item.outcomes.get(outcome, 0) for outcome in OUTCOMES]
            rows.append([*(figures[name] for name in names), *counts, " ".join(item.flags)])
    return csv_text(rows)
