"""The one who writes the gradebook: what nbgrader's steps would leave there, in few statements.

A few submissions are one transaction. The tables are those of nbgrader's own models.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from types import SimpleNamespace

from nbgrader.api import Assignment, BaseCell, Notebook, Student
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import Connection, insert, select

from nbjudge.batch.database import Database
from nbjudge.batch.marks import Marks, Standing
from nbjudge.batch.rows import GRADES, NOTEBOOKS, SUBMISSIONS, AssignmentIds, Batch

STUDENTS = Student.__table__


class Writer:
    """The gradebook of one assignment, which must be in it."""

    def __init__(
        self,
        db_url: str,
        assignment: str,
        penalties: AssignLatePenalties | None,
        create_students: bool,
    ) -> None:
        self._database = Database(db_url)
        self._name = assignment
        self._penalties = penalties
        self._create_students = create_students

    def close(self) -> None:
        self._database.close()

    def standings(self, students: Iterable[str]) -> dict[str, Standing]:
        """What the gradebook holds of these students, for those of whom it holds anything."""
        wanted = list(students)
        return self._database.in_transaction(lambda connection: self._standings(connection, wanted))

    def due(self) -> datetime | None:
        """When the assignment was due, in UTC."""
        query = select(Assignment.duedate).where(Assignment.name == self._name)
        found: datetime | None = self._database.in_transaction(
            lambda c: c.execute(query).scalar_one()
        )
        return found

    def refused(self, students: Iterable[str]) -> set[str]:
        """Those who are not in the gradebook, where the course creates no students."""
        wanted = set(students)
        if self._create_students or not wanted:
            return set()
        query = select(STUDENTS.c.id).where(STUDENTS.c.id.in_(wanted))
        return wanted - set(
            self._database.in_transaction(lambda c: c.execute(query).scalars().all())
        )

    def store(self, batch: Sequence[Marks]) -> None:
        """Write submissions in one transaction: all of them, or none.

        Raises GraderError when the database cannot be reached.
        """
        self._database.in_transaction(lambda connection: self._store(connection, batch))

    def _standings(self, connection: Connection, students: Sequence[str]) -> dict[str, Standing]:
        found = {
            row.student_id: Standing(row.timestamp, row.extension, defaultdict(dict))
            for row in connection.execute(
                select(SUBMISSIONS.c.student_id, SUBMISSIONS.c.timestamp, SUBMISSIONS.c.extension)
                .join(Assignment, Assignment.id == SUBMISSIONS.c.assignment_id)
                .where(Assignment.name == self._name, SUBMISSIONS.c.student_id.in_(students))
            )
        }
        scores = connection.execute(
            select(
                SUBMISSIONS.c.student_id,
                Notebook.name.label("notebook"),
                BaseCell.name.label("cell"),
                GRADES.c.auto_score,
            )
            .select_from(SUBMISSIONS)
            .join(Assignment, Assignment.id == SUBMISSIONS.c.assignment_id)
            .join(NOTEBOOKS, NOTEBOOKS.c.assignment_id == SUBMISSIONS.c.id)
            .join(Notebook, Notebook.id == NOTEBOOKS.c.notebook_id)
            .join(GRADES, GRADES.c.notebook_id == NOTEBOOKS.c.id)
            .join(BaseCell, BaseCell.id == GRADES.c.cell_id)
            .where(Assignment.name == self._name, SUBMISSIONS.c.student_id.in_(students))
        )
        for row in scores:
            found[row.student_id].scores[row.notebook][row.cell] = row.auto_score
        return found

    def _store(self, connection: Connection, batch: Sequence[Marks]) -> None:
        known = AssignmentIds.read(connection, self._name)
        self._enrol(connection, [marks.student for marks in batch])
        Batch(connection, known, batch).write(self._penalty)

    def _enrol(self, connection: Connection, students: Sequence[str]) -> None:
        query = select(STUDENTS.c.id).where(STUDENTS.c.id.in_(students))
        known = set(connection.execute(query).scalars())
        new = [{"id": student} for student in students if student not in known]
        if new and self._create_students:
            connection.execute(insert(STUDENTS), new)

    def _penalty(self, student: str, score: float, seconds_late: float) -> float | None:
        """What the course's plugin takes off for lateness, within nbgrader's bounds."""
        if self._penalties is None or seconds_late <= 0:
            return None
        plugin = self._penalties.plugin_inst
        penalty = plugin.late_submission_penalty(student, score, seconds_late)
        if penalty is None:
            return None
        checked: float = self._penalties._check_late_penalty(SimpleNamespace(score=score), penalty)
        return checked
