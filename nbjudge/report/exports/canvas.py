"""The CSV that Canvas's gradebook imports.

The columns before the assignments and the line of points possible are those of Canvas's own export.
It finds a student by ID, then by SIS User ID, SIS Login ID and name, and an assignment by its
title; a title followed by a number in parentheses names one by id. An empty field changes nothing.
"""

from collections.abc import Sequence

from nbjudge.report.exports.gradebook import Column, Row
from nbjudge.report.exports.spreadsheet import csv_text

ABOUT_STUDENTS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")


def canvas_csv(columns: Sequence[Column], rows: Sequence[Row]) -> str:
    """What was not handed in stays empty: Canvas has policies of its own for missing work."""
    names = [column.assignment for column in columns]
    return csv_text(
        [
            [*ABOUT_STUDENTS, *names],
            ["    Points Possible", "", "", "", "", *(column.max_points for column in columns)],
            *(
                [name_of(row), row.lms_id, "", row.student, "", *map(row.points.get, names)]
                for row in rows
            ),
        ]
    )


def name_of(row: Row) -> str:
    """The name as Canvas sorts by it; the id where the gradebook has none."""
    return ", ".join(filter(None, (row.last_name, row.first_name))) or row.student
