"""What a report is made from: tables of the gradebook and of the graded notebooks."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

GRADE_COLUMNS = "assignment notebook cell student points max_points by_hand waiting".split()
TEST_COLUMNS = (
    "assignment notebook cell student outcome place why diagnosis misconception sign "
    "follow_through blank seconds answer"
).split()
NOTEBOOK_COLUMNS = "assignment notebook student verdict repairs waived".split()


@dataclass(frozen=True)
class CourseTables:
    """A course as its gradebook and its graded notebooks hold it; one row each of

    - ``students``: index student, column name (as it is to be shown);
    - ``submissions``: one that was handed in and graded; score before and penalty in points, late
      and waiting (for marks by hand) as booleans;
    - ``grades``: a graded cell of a submission; by_hand says that people mark it;
    - ``tests``: a test cell of a graded notebook; why says what put it in-process, answer is the
      source of the student's own cells; seconds, follow_through (points) and texts are missing
      where nothing is recorded;
    - ``notebooks``: a graded notebook; repairs is a number, waived names walls that did not stand.

    ``assignments`` are in the order of the course, ``order`` holds the test cells of each notebook
    in the notebook's order, by (assignment, notebook).
    """

    course: str
    assignments: list[str]
    order: dict[tuple[str, str], list[str]]
    students: pd.DataFrame
    submissions: pd.DataFrame
    grades: pd.DataFrame
    tests: pd.DataFrame
    notebooks: pd.DataFrame


def as_frame(rows: Iterable[Any], columns: list[str]) -> pd.DataFrame:
    """A table of rows, which may be none."""
    return pd.DataFrame.from_records([tuple(row) for row in rows], columns=columns)
