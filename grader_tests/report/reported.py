"""The report of a course folder, as the command makes it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nbgrader.coursedir import CourseDirectory

from nbjudge.report.analysis import AssignmentReport, Report, analyse
from nbjudge.report.items import Item
from nbjudge.report.reading import read_tables


def course_at(path: Path) -> CourseDirectory:
    return CourseDirectory(root=str(path), course_id="generated")


def report_on(path: Path, assignment: str | None = None) -> Report:
    return analyse(read_tables(course_at(path), assignment))


def item(report: AssignmentReport, exercise: str) -> Item:
    return next(item for item in report.items if item.cell == f"{exercise}_test")


@contextmanager
def inside(path: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(path)
    try:
        yield
    finally:
        os.chdir(before)
