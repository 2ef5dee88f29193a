"""Run every hostile submission under stock nbgrader and under nbjudge and print one table.

``python -m grader_tests.hostile`` (``make hostile``); names of cases run only those. Ends with
status 0 if nbjudge gave each exactly what it deserves and nothing outside was touched.
"""

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from grader_tests.hostile.assignment import TESTS
from grader_tests.hostile.cases import Case, all_cases
from grader_tests.hostile.judged import Judge
from grader_tests.hostile.outside import Outside
from grader_tests.hostile.stock import Stock

MOST = sum(test.points for test in TESTS.values())


@dataclass(frozen=True)
class Row:
    """One case in both columns."""

    case: Case
    stock: str
    judged: str
    wrong: Sequence[str]

    @property
    def deserved(self) -> str:
        return f"{sum(self.case.scores.values()):g}"

    @property
    def stock_is_right(self) -> bool:
        return self.stock == self.deserved


def judged(case: Case, judge: Judge, folder: Path) -> tuple[str, list[str]]:
    """The points that nbjudge gave, and each thing that is not as the case demands."""
    folder.mkdir()
    outside = Outside(folder)
    try:
        found = judge.judge(case, outside)
        wrong = found.differences(case) + outside.touched()
    finally:
        outside.close()
    return f"{sum(found.scores.values()):g}", wrong


def table(rows: Sequence[Row]) -> Table:
    made = Table("attack", "stock nbgrader", "nbjudge", "deserved")
    for row in rows:
        stock = row.case.not_on_stock and f"not run: {row.case.not_on_stock}"
        colour = "dim" if stock else "green" if row.stock_is_right else "red"
        made.add_row(
            row.case.name.replace("_", " "),
            f"[{colour}]{stock or row.stock}",
            f"[red]{row.judged}; {row.wrong[0]}" if row.wrong else f"[green]{row.judged}",
            row.deserved,
        )
    return made


def counts(rows: Sequence[Row]) -> str:
    run = [row for row in rows if not row.case.not_on_stock]
    right = sum(row.stock_is_right for row in run)
    held = sum(not row.wrong for row in rows)
    return (
        f"stock nbgrader: {right} of {len(run)} as deserved, {len(run) - right} not, "
        f"{len(rows) - len(run)} not run\n"
        f"nbjudge: {held} of {len(rows)} as deserved, nothing outside touched"
    )


def main(names: Sequence[str]) -> int:
    cases = [case for case in all_cases() if not names or case.name in names]
    console = Console()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        with console.status(f"{len(cases)} submissions under stock nbgrader: some minutes"):
            stock = Stock(folder).grade(cases)
        judge = Judge()
        try:
            rows = [
                Row(case, stock[case.name], *judged(case, judge, folder / case.name))
                for case in cases
            ]
        finally:
            judge.close()
    console.print(table(rows))
    console.print(f"At most {MOST} points. {counts(rows)}")
    return 1 if any(row.wrong for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
