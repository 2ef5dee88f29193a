"""Exporters for ``nbgrader export --exporter``: Canvas and Moodle.

Both honour ``--to``, ``--student`` and ``--assignment`` as nbgrader's own does.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.plugins import ExportPlugin

from nbjudge.report.exports.canvas import canvas_csv
from nbjudge.report.exports.gradebook import Column, Row
from nbjudge.report.exports.moodle import moodle_csv

Layout = Callable[[Sequence[Column], Sequence[Row]], str]


class CanvasExport(ExportPlugin):  # type: ignore[misc]
    """Writes canvas.csv, which the Import button of Canvas's gradebook reads."""

    def export(self, gradebook: Gradebook) -> None:
        write(self, gradebook, canvas_csv, "canvas.csv")


class MoodleExport(ExportPlugin):  # type: ignore[misc]
    """Writes moodle.csv for Moodle's Grades > Import > CSV file."""

    def export(self, gradebook: Gradebook) -> None:
        write(self, gradebook, moodle_csv, "moodle.csv")


def write(plugin: ExportPlugin, gradebook: Gradebook, layout: Layout, default: str) -> None:
    """Write a gradebook in a layout; say which submissions still wait for marks by hand."""
    columns = columns_of(gradebook, plugin.assignment)
    rows, waiting = rows_of(gradebook, [c.assignment for c in columns], plugin.student)
    to = Path(plugin.to or default)
    to.write_text(layout(columns, rows), encoding="utf-8", newline="")
    plugin.log.info("Exported %d students and %d assignments to %s", len(rows), len(columns), to)
    if waiting:
        plugin.log.warning(
            "%d submissions wait for marks by hand, which count 0 until then: %s",
            len(waiting),
            ", ".join(waiting),
        )


def columns_of(gradebook: Gradebook, wanted: Sequence[object]) -> list[Column]:
    """The assignments, or those that were asked for, in the order of the course."""
    names = {str(name) for name in wanted}
    return [
        Column(assignment.name, float(assignment.max_score))
        for assignment in gradebook.assignments
        if not names or assignment.name in names
    ]


def rows_of(
    gradebook: Gradebook, assignments: Sequence[str], wanted: Sequence[object]
) -> tuple[list[Row], list[str]]:
    """The students, or those that were asked for, and the submissions that wait for marks."""
    points: dict[str, dict[str, float]] = {}
    waiting = []
    for assignment in assignments:
        for submission in gradebook.assignment_submissions(assignment):
            student = submission.student_id
            penalty = submission.late_submission_penalty or 0.0
            final = max(0.0, submission.score - penalty)
            points.setdefault(student, {})[assignment] = final
            if submission.needs_manual_grade:
                waiting.append(f"{student}/{assignment}")
    names = {str(name) for name in wanted}
    rows = [
        Row(
            student.id,
            student.first_name or "",
            student.last_name or "",
            student.email or "",
            student.lms_user_id or "",
            points.get(student.id, {}),
        )
        for student in gradebook.students
        if not names or student.id in names
    ]
    return rows, waiting
