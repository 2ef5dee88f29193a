"""What nbgrader's gradebook holds for a class report, in few queries: a class has tens of thousands
of graded cells.
"""

from pathlib import Path
from typing import Any

import pandas as pd
from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    Gradebook,
    GradeCell,
    Notebook,
    SolutionCell,
    SourceCell,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.engine import make_url

from nbjudge.errors import GraderError
from nbjudge.report.tables import as_frame

Place = tuple[str, str]
"""An assignment and a notebook of it, by name."""


def open_gradebook(coursedir: CourseDirectory) -> Gradebook:
    """The course's gradebook. Raises GraderError where nbgrader would make an empty one."""
    url = make_url(coursedir.db_url)
    if url.get_backend_name() == "sqlite" and url.database and not Path(url.database).exists():
        raise GraderError(
            f"there is no gradebook {url.database}; run this in the course's folder, once "
            "something is graded there"
        )
    return Gradebook(coursedir.db_url, coursedir.course_id)


def assignments_of(gradebook: Gradebook, only: str | None) -> list[str]:
    known = [assignment.name for assignment in gradebook.assignments]
    if not known:
        raise GraderError("the gradebook has no assignment; run: nbgrader generate_assignment")
    if only is not None and only not in known:
        raise GraderError(f"the gradebook has no assignment {only!r}; it has {', '.join(known)}")
    return known if only is None else [only]


def named_students(gradebook: Gradebook) -> pd.DataFrame:
    """Students by id, with the name to show, in the order of a class list."""
    query = select(Student.id, Student.first_name, Student.last_name)
    students = as_frame(gradebook.db.execute(query), ["student", "first", "last"]).fillna("")
    students = students.sort_values(["last", "first", "student"])
    name = (students["first"] + " " + students["last"]).str.strip()
    students["name"] = name.where(name != "", students.student)
    return students.set_index("student")[["name"]]


def graded_cells(assignments: list[str]) -> Select[Any]:
    """Every graded cell of every submission."""
    base, grade, task, solution = (
        kind.__table__ for kind in (BaseCell, GradeCell, TaskCell, SolutionCell)
    )
    twin = base.alias()  # a cell that is graded and a solution has a row as either
    is_solution = (
        select(twin.c.id)
        .join(solution, solution.c.id == twin.c.id)
        .where(twin.c.name == base.c.name, twin.c.notebook_id == base.c.notebook_id)
        .exists()
    )
    return (
        select(
            Assignment.name,
            Notebook.name,
            base.c.name,
            SubmittedAssignment.student_id,
            Grade.score,
            func.coalesce(grade.c.max_score, task.c.max_score, 0.0),
            or_(task.c.id.is_not(None), grade.c.cell_type == "markdown", is_solution),
            Grade.needs_manual_grade,
        )
        .select_from(Grade)
        .join(base, base.c.id == Grade.cell_id)
        .outerjoin(grade, grade.c.id == base.c.id)
        .outerjoin(task, task.c.id == base.c.id)
        .join(SubmittedNotebook, SubmittedNotebook.id == Grade.notebook_id)
        .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .where(Assignment.name.in_(assignments))
    )


def read_submissions(gradebook: Gradebook, assignments: list[str]) -> pd.DataFrame:
    """The submissions with their penalties in points, but without their scores."""
    query = (
        select(
            Assignment.name,
            SubmittedAssignment.student_id,
            func.coalesce(func.sum(SubmittedNotebook.late_submission_penalty), 0.0),
            SubmittedAssignment.timestamp,
            Assignment.duedate,
            SubmittedAssignment.extension,
        )
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .outerjoin(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .where(Assignment.name.in_(assignments))
        .group_by(SubmittedAssignment.id, Assignment.id)
    )
    columns = "assignment student penalty timestamp due extension".split()
    found = as_frame(gradebook.db.execute(query), columns)
    most = dict(map(tuple, gradebook.db.execute(select(Assignment.name, Assignment.max_score))))
    found["max_score"] = found.assignment.map(most)
    due = pd.to_datetime(found.due) + pd.to_timedelta(found.extension).fillna(pd.Timedelta(0))
    found["late"] = pd.to_datetime(found.timestamp) > due
    return found.drop(columns=["timestamp", "due", "extension"])


def with_scores(submissions: pd.DataFrame, grades: pd.DataFrame) -> pd.DataFrame:
    """Submissions with their scores: the sums of their cells', as nbgrader has it.

    nbgrader's own column asks the database once for every submission, which takes seconds.
    """
    sums = grades.groupby(["assignment", "student"], as_index=False).agg(
        score=("points", "sum"), waiting=("waiting", "any")
    )
    found = submissions.merge(sums, how="left", on=["assignment", "student"])
    return found.fillna({"score": 0.0}).assign(waiting=found.waiting.eq(True))


def released_answers(gradebook: Gradebook, assignments: list[str]) -> dict[Place, dict[str, str]]:
    """The solution cells of each notebook as students got them, by grade_id."""
    places = gradebook.db.execute(
        select(Assignment.name, Notebook.name)
        .join(Notebook, Notebook.assignment_id == Assignment.id)
        .where(Assignment.name.in_(assignments))
    )
    found: dict[Place, dict[str, str]] = {tuple(place): {} for place in places}
    solution = and_(
        SolutionCell.name == SourceCell.name, SolutionCell.notebook_id == SourceCell.notebook_id
    )
    cells = gradebook.db.execute(
        select(Assignment.name, Notebook.name, SourceCell.name, SourceCell.source)
        .join(Notebook, Notebook.id == SourceCell.notebook_id)
        .join(Assignment, Assignment.id == Notebook.assignment_id)
        .join(SolutionCell, solution)
        .where(Assignment.name.in_(assignments))
    )
    for assignment, notebook, cell, source in cells:
        found[assignment, notebook][cell] = source or ""
    return found
