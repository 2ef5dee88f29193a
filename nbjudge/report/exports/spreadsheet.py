"""CSV that a spreadsheet shows and never computes."""

import csv
import io
from collections.abc import Iterable, Sequence

Field = str | float | None

STARTS_A_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")  # and their full-width twins


def csv_text(rows: Iterable[Sequence[Field]]) -> str:
    """Rows as CSV with the line ends that RFC 4180 asks for; None is an empty field.

    Text that a spreadsheet would take for a formula is led by an apostrophe: a student may be
    called ``=HYPERLINK(...)``. Numbers stay numbers, negative ones too.
    """
    text = io.StringIO()
    csv.writer(text).writerows([[field_of(field) for field in row] for row in rows])
    return text.getvalue()


def field_of(field: Field) -> str:
    if field is None:
        return ""
    if isinstance(field, str):
        return f"'{field}" if field.lstrip(" ").startswith(STARTS_A_FORMULA) else field
    return f"{field:.10g}"
