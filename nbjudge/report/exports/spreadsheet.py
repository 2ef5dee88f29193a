"""Gradebooks as CSV that a spreadsheet shows and never computes: for Canvas and for Moodle.

An empty field changes nothing in either. Both have policies of their own for missing work, so what
was not handed in stays empty.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Field = str | float | None

STARTS_A_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")  # and their full-width twins


@dataclass(frozen=True)
class Row:
    """A student with the points earned in each assignment that was handed in.

    ``lms_id`` is the learning platform's own id where the gradebook has one. Points are after late
    penalties and hold what was earned by follow-through, as nbgrader's own export has them.
    """

    student: str
    first_name: str
    last_name: str
    email: str
    lms_id: str
    points: Mapping[str, float]


def canvas_csv(max_points: Mapping[str, float], rows: Sequence[Row]) -> str:
    """The CSV that Canvas's gradebook imports, given each assignment's points.

    The columns before the assignments and the line of points possible are those of Canvas's own
    export. It finds a student by ID, then by SIS User ID, SIS Login ID and name, and an assignment
    by its title; a title followed by a number in parentheses names one by id.
    """
    about: list[Field] = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    possible: list[Field] = ["    Points Possible", "", "", "", "", *max_points.values()]
    students: list[list[Field]] = [
        [_sorted_by(row), row.lms_id, "", row.student, "", *map(row.points.get, max_points)]
        for row in rows
    ]
    return csv_text([[*about, *max_points], possible, *students])


def _sorted_by(row: Row) -> str:
    """The name as Canvas sorts by it; the id where the gradebook has none."""
    return ", ".join(filter(None, (row.last_name, row.first_name))) or row.student


def moodle_csv(max_points: Mapping[str, float], rows: Sequence[Row]) -> str:
    """The CSV that Moodle's gradebook imports, with the headings of its own plain text export:
    grades as points, which Moodle calls real.

    Moodle asks on import which column says who a student is and which grade item each column is; ID
    number, Username and Email address can be mapped.
    """
    about: list[Field] = ["First name", "Last name", "ID number", "Username", "Email address"]
    students: list[list[Field]] = [
        [row.first_name, row.last_name, row.lms_id, row.student, row.email]
        + [row.points.get(name) for name in max_points]
        for row in rows
    ]
    return csv_text([[*about, *(f"{name} (Real)" for name in max_points)], *students])


def csv_text(rows: Iterable[Sequence[Field]]) -> str:
    """Rows as CSV with the line ends that RFC 4180 asks for; None is an empty field.

    Text that a spreadsheet would take for a formula is led by an apostrophe: a student may be
    called ``=HYPERLINK(...)``. Numbers stay numbers, negative ones too.
    """
    text = io.StringIO()
    csv.writer(text).writerows([[_field(field) for field in row] for row in rows])
    return text.getvalue()


def _field(field: Field) -> str:
    if field is None:
        return ""
    if isinstance(field, str):
        return f"'{field}" if field.lstrip(" ").startswith(STARTS_A_FORMULA) else field
    return f"{field:.10g}"
