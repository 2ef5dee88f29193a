"""The CSV that Moodle's gradebook imports, with the headings of its own plain text export.

Moodle asks on import which column says who a student is and which grade item each column is; ID
number, Username and Email address can be mapped. An empty field changes nothing.
"""

from collections.abc import Sequence

from nbjudge.report.exports.gradebook import Column, Row
from nbjudge.report.exports.spreadsheet import csv_text

ABOUT_STUDENTS = ("First name", "Last name", "ID number", "Username", "Email address")


def moodle_csv(columns: Sequence[Column], rows: Sequence[Row]) -> str:
    """Grades as points, which Moodle calls real; what was not handed in stays empty."""
    names = [column.assignment for column in columns]
    return csv_text(
        [
            [*ABOUT_STUDENTS, *(f"{name} (Real)" for name in names)],
            *(
                [row.first_name, row.last_name, row.lms_id, row.student, row.email]
                + [row.points.get(name) for name in names]
                for row in rows
            ),
        ]
    )
