"""What nbgrader's gradebook and folders hold for a class report."""

from collections.abc import Iterator, Mapping
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
from nbgrader.apps.baseapp import NbGrader
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.engine import make_url

from nbjudge.batch.record import Entry, entries_in
from nbjudge.pair import GraderError
from nbjudge.report.graded import Finding, Graded, mapping, read_graded
from nbjudge.report.material import (
    FINDING_COLUMNS,
    GRADE_COLUMNS,
    NOTEBOOK_COLUMNS,
    Material,
    as_frame,
)
from nbjudge.seams.course import CourseNotebook

Place = tuple[str, str]
"""An assignment and a notebook of it, by name."""

Earned = dict[str, tuple[float, float]]
"""Points and maximum of each test cell."""


def course_here() -> CourseDirectory:
    """The course of the folder that a command was started in, as nbgrader's configuration says."""
    app = NbGrader(log_level="WARN")
    app.initialize([])
    return app.coursedir


def open_gradebook(coursedir: CourseDirectory) -> Gradebook:
    """The course's gradebook. Raises GraderError where nbgrader would make an empty one."""
    url = make_url(coursedir.db_url)
    if url.get_backend_name() == "sqlite" and url.database and not Path(url.database).exists():
        raise GraderError(
            f"there is no gradebook {url.database}; run this in the course's folder, once "
            "something is graded there"
        )
    return Gradebook(coursedir.db_url, coursedir.course_id)


def read_material(coursedir: CourseDirectory, assignment: str | None = None) -> Material:
    """Read all that a report on the course, or on one assignment of it, is made from.

    Raises GraderError when the gradebook does not know the assignment, or knows none.
    """
    with open_gradebook(coursedir) as gradebook:
        wanted = assignments_of(gradebook, assignment)
        students = named_students(gradebook)
        grades = as_frame(gradebook.db.execute(graded_cells(wanted)), GRADE_COLUMNS)
        grades = grades.astype({"by_hand": bool, "waiting": bool})
        submissions = read_submissions(gradebook, wanted)
        released = released_answers(gradebook, wanted)
    submissions = with_scores(submissions, grades)
    findings, notebooks = read_folders(coursedir, grades, released)
    return Material(
        course=coursedir.course_id or Path(coursedir.root).resolve().name,
        assignments=wanted,
        order={place: order_of(coursedir, place, findings) for place in released},
        students=students,
        submissions=submissions,
        grades=grades,
        findings=findings,
        notebooks=notebooks,
    )


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
    """Every graded cell of every submission, in one query: a class has tens of thousands."""
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


def read_folders(
    coursedir: CourseDirectory, grades: pd.DataFrame, released: Mapping[Place, Mapping[str, str]]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What the autograded notebooks and their records say, as findings and notebooks."""
    findings: list[tuple[Any, ...]] = []
    notebooks: list[tuple[Any, ...]] = []
    for (assignment, student), handed_in in tests_of_submissions(grades).items():
        folder = Path(coursedir.format_path(coursedir.autograded_directory, student, assignment))
        records = entries_in(folder)
        for notebook, earned in handed_in.items():
            record = records.get(notebook, {})
            try:
                text = (folder / f"{notebook}.ipynb").read_text(encoding="utf-8")
                graded = read_graded(text, released[assignment, notebook])
            except (OSError, ValueError):
                graded = Graded(None, 0, (), [])
            verdict = record.get("verdict") or graded.verdict
            waived = ", ".join(graded.waived or record.get("waived", []))
            notebooks.append((assignment, notebook, student, verdict, graded.repairs, waived))
            for row in finding_rows(graded.findings, earned, record):
                findings.append((assignment, notebook, row[0], student, *row[1:]))
    return as_frame(findings, FINDING_COLUMNS), as_frame(notebooks, NOTEBOOK_COLUMNS)


def tests_of_submissions(grades: pd.DataFrame) -> dict[tuple[str, str], dict[str, Earned]]:
    """The points of each submission's test cells, by (assignment, student) and notebook."""
    found: dict[tuple[str, str], dict[str, Earned]] = {}
    tests = grades[~grades.by_hand].drop(columns=["by_hand", "waiting"])
    for assignment, notebook, cell, student, *points in tests.itertuples(index=False):
        submission = found.setdefault((assignment, student), {})
        submission.setdefault(notebook, {})[cell] = tuple(points)
    return found


def finding_rows(
    findings: list[Finding], earned: Earned, record: Entry
) -> Iterator[tuple[Any, ...]]:
    """Rows of `Material.findings` without the columns that say whose they are."""
    ran = {cell.get("grade_id"): cell for cell in map(mapping, record.get("cells", []))}
    for finding in findings:
        if finding.cell not in earned:
            continue
        points, most = earned[finding.cell]
        timed = ran.get(finding.cell, {})
        by_points = "passed" if points >= most else "partly" if points > 0 else "failed"
        yield (
            finding.cell,
            finding.outcome or timed.get("fault") or by_points,
            finding.place or timed.get("ran"),
            finding.diagnosis,
            finding.misconception,
            finding.sign,
            finding.follow_through,
            finding.blank,
            timed.get("seconds"),
            finding.answer if finding.diagnosis else None,
        )


def order_of(coursedir: CourseDirectory, place: Place, findings: pd.DataFrame) -> list[str]:
    """The test cells in the notebook's order: the source's, or a submission's where it is gone."""
    try:
        cells = CourseNotebook(coursedir, *place).source_notebook().cells
        return [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in cells]
    except GraderError:
        mine = findings[(findings.assignment == place[0]) & (findings.notebook == place[1])]
        return list(dict.fromkeys(mine.cell))
