"""The figures of the test cells as CSV, a row each."""

from dataclasses import asdict, fields

from nbjudge.report.analysis import Report
from nbjudge.report.exports.spreadsheet import Field, csv_text
from nbjudge.report.items import Item

APART = ("outcomes", "flags")
OUTCOMES = ("passed", "partly", "failed", "timed out", "died", "out of time")


def table(report: Report) -> str:
    """A column for each field of `Item` and each outcome; shares are from 0 to 1."""
    names = [field.name for field in fields(Item) if field.name not in APART]
    rows: list[list[Field]] = [[*names, *(o.replace(" ", "_") for o in OUTCOMES), "flags"]]
    for assignment in report.assignments:
        for item in assignment.items:
            figures = asdict(item)
            counts = [item.outcomes.get(outcome, 0) for outcome in OUTCOMES]
            rows.append([*(figures[name] for name in names), *counts, " ".join(item.flags)])
    return csv_text(rows)
