"""The rows of a few submissions in the gradebook, completed and brought up to date at once.

nbgrader opens a database session for each step of each notebook and looks up one cell at a time.
Here the rows of a few submissions are read at once, and only what differs from them is written.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
    new_uuid,
)
from sqlalchemy import Connection, Row, bindparam, insert, select
from sqlalchemy import update as update_rows

from nbjudge.batch.marks import Marks, NotebookMarks, score_of, seconds_late
from nbjudge.course.graded import Comments

SUBMISSIONS, NOTEBOOKS = SubmittedAssignment.__table__, SubmittedNotebook.__table__
GRADES, COMMENTS = Grade.__table__, Comment.__table__


@dataclass(frozen=True)
class AssignmentIds:
    """An assignment in the gradebook: ids of its notebooks and cells by name."""

    id: str
    due: datetime | None
    notebooks: dict[str, str]
    grade_cells: dict[str, dict[str, str]]
    comment_cells: dict[str, dict[str, str]]

    @classmethod
    def read(cls, connection: Connection, name: str) -> "AssignmentIds":
        # Locked, so that two graders do not both find a submission absent; SQLite is locked anyway.
        query = select(Assignment.id, Assignment.duedate).where(Assignment.name == name)
        assignment = connection.execute(query.with_for_update()).one()
        of_it = Notebook.assignment_id == assignment.id
        notebooks = connection.execute(select(Notebook.id, Notebook.name).where(of_it)).all()
        cells = connection.execute(
            select(BaseCell.id, BaseCell.name, BaseCell.type, BaseCell.notebook_id)
            .join(Notebook, Notebook.id == BaseCell.notebook_id)
            .where(of_it)
        ).all()
        return cls(
            assignment.id,
            assignment.duedate,
            {row.name: row.id for row in notebooks},
            _by_notebook(cells, ("GradeCell", "TaskCell")),
            _by_notebook(cells, ("SolutionCell", "TaskCell")),
        )


def _by_notebook(cells: Sequence[Row[Any]], types: Sequence[str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for cell in cells:
        if cell.type in types:
            found[cell.notebook_id][cell.name] = cell.id
    return found


class Batch:
    """One transaction: the rows of a few submissions, completed and brought up to date."""

    def __init__(
        self, connection: Connection, known: AssignmentIds, batch: Sequence[Marks]
    ) -> None:
        self._connection = connection
        self._known = known
        self._batch = batch

    def write(self, penalty: Callable[[str, float, float], float | None]) -> None:
        submissions = self._submissions()
        notebooks = self._notebooks([row["id"] for row in submissions.values()])
        ids = [row["id"] for row in notebooks.values()]
        known = self._known
        grades = self._rows_of_cells(GRADES, known.grade_cells, notebooks, ids)
        comments = self._rows_of_cells(COMMENTS, known.comment_cells, notebooks, ids)
        changed_grades, changed_comments, penalised = [], [], []
        for marks in self._batch:
            submission = submissions[marks.student]
            late = seconds_late(submission["timestamp"], known.due, submission["extension"])
            for name, given in marks.notebooks.items():
                notebook = notebooks[submission["id"], known.notebooks[name]]
                its_grades, its_comments = grades[notebook["id"]], comments[notebook["id"]]
                cells = known.grade_cells[known.notebooks[name]]
                changed_grades += _graded(its_grades, cells, given)
                cells = known.comment_cells[known.notebooks[name]]
                changed_comments += _commented(its_comments, cells, given.comments)
                if not given.is_missing:
                    score = sum(score_of(grade) for grade in its_grades.values())
                    due = penalty(marks.student, score, late)
                    if due != notebook["late_submission_penalty"]:
                        penalised.append({"row": notebook["id"], "late_submission_penalty": due})
        self._update(GRADES, changed_grades)
        self._update(COMMENTS, changed_comments)
        self._update(NOTEBOOKS, penalised)

    def _submissions(self) -> dict[str, dict[str, Any]]:
        """The submissions by student, those that are new among them; timestamps set."""
        students = [marks.student for marks in self._batch]
        query = select(SUBMISSIONS).where(
            SUBMISSIONS.c.assignment_id == self._known.id, SUBMISSIONS.c.student_id.in_(students)
        )
        found = {row.student_id: dict(row._mapping) for row in self._connection.execute(query)}
        new, changed = [], []
        for marks in self._batch:
            row = found.get(marks.student)
            if row is None:
                row = {
                    "id": new_uuid(),
                    "assignment_id": self._known.id,
                    "student_id": marks.student,
                    "timestamp": marks.timestamp,
                    "extension": None,
                }
                found[marks.student] = row
                new.append(row)
            elif marks.timestamp is not None and marks.timestamp != row["timestamp"]:
                row["timestamp"] = marks.timestamp
                changed.append({"row": row["id"], "timestamp": marks.timestamp})
        self._insert(SUBMISSIONS, new)
        self._update(SUBMISSIONS, changed)
        return found

    def _notebooks(self, submissions: Sequence[str]) -> dict[tuple[str, str], dict[str, Any]]:
        """The notebooks by submission and notebook of the assignment, new ones among them."""
        query = select(NOTEBOOKS).where(NOTEBOOKS.c.assignment_id.in_(submissions))
        rows = [dict(row._mapping) for row in self._connection.execute(query)]
        found = {(row["assignment_id"], row["notebook_id"]): row for row in rows}
        new = [
            {
                "id": new_uuid(),
                "assignment_id": submission,
                "notebook_id": notebook,
                "flagged": False,
                "late_submission_penalty": None,
            }
            for submission in submissions
            for notebook in self._known.notebooks.values()
            if (submission, notebook) not in found
        ]
        self._insert(NOTEBOOKS, new)
        return found | {(row["assignment_id"], row["notebook_id"]): row for row in new}

    def _rows_of_cells(
        self,
        table: Any,
        cells: dict[str, dict[str, str]],
        notebooks: dict[tuple[str, str], dict[str, Any]],
        ids: Sequence[str],
    ) -> dict[str, dict[str, dict[str, Any]]]:
        """Grades or comments by notebook and cell, new ones among them."""
        found: dict[str, dict[str, dict[str, Any]]] = {id: {} for id in ids}
        for row in self._connection.execute(select(table).where(table.c.notebook_id.in_(ids))):
            found[row.notebook_id][row.cell_id] = dict(row._mapping)
        new = [
            _new_row(table, row["id"], cell)
            for (_, notebook), row in notebooks.items()
            for cell in cells[notebook].values()
            if cell not in found[row["id"]]
        ]
        self._insert(table, new)
        for created in new:
            found[created["notebook_id"]][created["cell_id"]] = created
        return found

    def _insert(self, table: Any, rows: Sequence[dict[str, Any]]) -> None:
        if rows:
            self._connection.execute(insert(table), rows)

    def _update(self, table: Any, rows: Sequence[dict[str, Any]]) -> None:
        if rows:
            names = [name for name in rows[0] if name != "row"]
            statement = update_rows(table).where(table.c.id == bindparam("row"))
            self._connection.execute(
                statement.values({name: bindparam(name) for name in names}), rows
            )


def _new_row(table: Any, notebook: str, cell: str) -> dict[str, Any]:
    row = dict.fromkeys((column.name for column in table.c), None)
    row |= {"id": new_uuid(), "notebook_id": notebook, "cell_id": cell}
    return row | ({"needs_manual_grade": True} if table is GRADES else {})


def _graded(
    grades: dict[str, dict[str, Any]], cells: dict[str, str], given: NotebookMarks
) -> list[dict[str, Any]]:
    """Enter the scores into the grades of a notebook. Returns the rows that changed."""
    changed = []
    scores = dict.fromkeys(cells, 0.0) if given.is_missing else given.scores
    for name, score in scores.items():
        grade = grades[cells[name]]
        flagged = given.needs_a_person or (
            not given.is_missing and (grade["manual_score"] is not None or score is None)
        )
        if (grade["auto_score"], grade["needs_manual_grade"]) != (score, flagged):
            grade |= {"auto_score": score, "needs_manual_grade": flagged}
            changed.append({"row": grade["id"], "auto_score": score, "needs_manual_grade": flagged})
    return changed


def _commented(
    comments: dict[str, dict[str, Any]], cells: dict[str, str], given: Comments
) -> list[dict[str, Any]]:
    changed = []
    for name, said in given.items():
        row = comments[cells[name]]
        if row["auto_comment"] != said:
            changed.append({"row": row["id"], "auto_comment": said})
    return changed
