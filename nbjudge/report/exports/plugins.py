"""Exporters for ``nbgrader export --exporter``: Canvas and Moodle.

Both honour ``--to``, ``--student`` and ``--assignment`` as nbgrader's own does.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.plugins import ExportPlugin

from nbjudge.report.exports.spreadsheet import Row, canvas_csv, moodle_csv

ToCsv = Callable[[Mapping[str, float], Sequence[Row]], str]
"""Lays out rows, given the points of each assignment."""


class CanvasExport(ExportPlugin):  # type: ignore[misc]
    """Writes canvas.csv, which the Import button of Canvas's gradebook reads."""

    def export(self, gradebook: Gradebook) -> None:
        write(self, gradebook, canvas_csv, "canvas.csv")


class MoodleExport(ExportPlugin):  # type: ignore[misc]
    """Writes moodle.csv for Moodle's Grades > Import > CSV file."""

    def export(self, gradebook: Gradebook) -> None:
        write(self, gradebook, moodle_csv, "moodle.csv")


def write(plugin: ExportPlugin, gradebook: Gradebook, to_csv: ToCsv, default: str) -> None:
    """Write a gradebook, with the assignments and students that were asked for or all of them; say
    which submissions still wait for marks by hand."""
    wanted = {str(name) for name in plugin.assignment}
    max_points = {
        assignment.name: float(assignment.max_score)
        for assignment in gradebook.assignments
        if not wanted or assignment.name in wanted
    }
    rows, waiting = rows_of(gradebook, list(max_points), plugin.student)
    to = Path(plugin.to or default)
    to.write_text(to_csv(max_points, rows), encoding="utf-8", newline="")
    plugin.log.info("Exported %d students and %d assignments to %s", len(rows), len(max_points), to)
    if waiting:
        plugin.log.warning(
            "%d submissions wait for marks by hand, which count 0 until then: %s",
            len(waiting),
            ", ".join(waiting),
        )


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
