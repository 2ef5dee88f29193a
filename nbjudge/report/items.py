"""Item analysis: how hard each test cell was, and how well it tells students apart."""

import math
from dataclasses import dataclass, field

import pandas as pd

from nbjudge.course.notes import STOPPED
from nbjudge.report.tables import CourseTables


@dataclass(frozen=True)
class Item:
    """A test cell in figures, over the submissions that hold it.

    Shares are from 0 to 1: ``difficulty`` is the mean share of its points that was earned (so an
    easy test has a high one), ``full`` and ``blank`` the shares of students with full points and
    with an untouched answer. ``discrimination`` is the correlation of its points with the sum of
    the assignment's other test cells (point-biserial where a test has only two outcomes), None
    where one of them is the same for everybody. ``helped`` counts students with points by
    follow-through, ``followed`` those points. ``unexplained`` counts answers that failed, were not
    blank and match nothing known; None where nothing in the assignment was diagnosed. ``seconds``
    are None where no times are recorded.
    """

    assignment: str
    notebook: str
    cell: str
    max_points: float
    students: int
    difficulty: float
    full: float
    blank: float | None
    discrimination: float | None
    outcomes: dict[str, int]
    helped: int
    followed: float
    unexplained: int | None
    in_process: bool
    why_in_process: str | None
    seconds_median: float | None
    seconds_most: float | None
    flags: list[str] = field(default_factory=list)

    @property
    def stopped(self) -> int:
        """How many submissions ran into a limit there."""
        return sum(self.outcomes.get(outcome, 0) for outcome in STOPPED)


def discrimination(points: pd.DataFrame) -> pd.Series:
    """The item-rest correlation of each column (a test cell) of a table with a row per student."""
    rest = -points.sub(points.sum(axis=1), axis=0)
    # Sums of halves and tenths that differ in the last bit are the same sum.
    varies = (points.nunique() > 1) & (rest.round(9).nunique() > 1)
    return pd.Series(
        {
            cell: points[cell].corr(rest[cell]) if varies[cell] else float("nan")
            for cell in points.columns
        },
        dtype=float,
    )


def items(tables: CourseTables, assignment: str) -> list[Item]:
    """The test cells of an assignment in its notebooks' order."""
    grades = tables.grades
    grades = grades[(grades.assignment == assignment) & ~grades.by_hand]
    tests = tables.tests[tables.tests.assignment == assignment]
    # A notebook that was not handed in has no grades; here it counts as no points.
    points = grades.pivot(index="student", columns=["notebook", "cell"], values="points")
    apart = discrimination(points.fillna(0.0))
    of_cell = dict(tuple(tests.groupby(["notebook", "cell"], sort=False)))
    diagnosing = bool(tests.diagnosis.notna().any())
    nothing = tests.iloc[:0]
    found = [
        _item(assignment, place, rows, of_cell.get(place, nothing), apart[place], diagnosing)
        for place, rows in grades.groupby(["notebook", "cell"], sort=False)
    ]
    order = [
        (notebook, cell)
        for (name, notebook), cells in sorted(tables.order.items())
        if name == assignment
        for cell in cells
    ]
    rank = {place: number for number, place in enumerate(order)}
    return sorted(found, key=lambda item: rank.get((item.notebook, item.cell), len(rank)))


def _item(
    assignment: str,
    place: tuple[str, str],
    grades: pd.DataFrame,
    tests: pd.DataFrame,
    apart: float,
    diagnosing: bool,
) -> Item:
    most = float(grades.max_points.max())
    share = grades.points / most if most else grades.points * 0 + 1.0
    followed = tests.follow_through.fillna(0.0)
    failed = tests[~tests.outcome.isin(["passed", "unclear"]) & ~tests.blank.astype(bool)]
    nameless = failed[failed.misconception.isna() & failed.sign.isna()]
    seconds = tests.seconds.dropna().astype(float)
    return Item(
        assignment,
        *place,
        max_points=most,
        students=len(grades),
        difficulty=float(share.mean()),
        full=float((share >= 1 - 1e-9).mean()),
        blank=float(tests.blank.mean()) if len(tests) else None,
        discrimination=None if math.isnan(apart) else float(apart),
        outcomes={str(k): int(v) for k, v in tests.outcome.value_counts().items()},
        helped=int((followed > 0).sum()),
        followed=float(followed.sum()),
        unexplained=len(nameless) if diagnosing else None,
        in_process=bool((tests.place == "in-process").any()),
        why_in_process=next(iter(tests.why.dropna()), None),
        seconds_median=float(seconds.median()) if len(seconds) else None,
        seconds_most=float(seconds.max()) if len(seconds) else None,
    )
