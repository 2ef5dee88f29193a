"""What a course's gradebook and folders hold for a class report."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from nbgrader.coursedir import CourseDirectory

from nbjudge.course.folder import CourseNotebook
from nbjudge.course.notes import Notes, mapping
from nbjudge.course.record import Entry, entries_in
from nbjudge.errors import GraderError
from nbjudge.report.gradebook import (
    Place,
    assignments_of,
    graded_cells,
    named_students,
    open_gradebook,
    read_submissions,
    released_answers,
    with_scores,
)
from nbjudge.report.graded import GradedTest, read_graded
from nbjudge.report.material import (
    FINDING_COLUMNS,
    GRADE_COLUMNS,
    NOTEBOOK_COLUMNS,
    Material,
    as_frame,
)

Earned = dict[str, tuple[float, float]]
"""Points and maximum of each test cell."""


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
                notes, tests = read_graded(text, released[assignment, notebook])
            except (OSError, ValueError):
                notes, tests = Notes(), []
            verdict = record.get("verdict") or notes.verdict
            waived = ", ".join(notes.waived or record.get("waived", []))
            notebooks.append((assignment, notebook, student, verdict, len(notes.repairs), waived))
            for row in finding_rows(tests, earned, record):
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
    tests: list[GradedTest], earned: Earned, record: Entry
) -> Iterator[tuple[Any, ...]]:
    """Rows of `Material.findings` without the columns that say whose they are."""
    ran = {cell.get("grade_id"): cell for cell in map(mapping, record.get("cells", []))}
    for test in tests:
        if test.cell not in earned:
            continue
        points, most = earned[test.cell]
        timed, notes = ran.get(test.cell, {}), test.notes
        by_points = "passed" if points >= most else "partly" if points > 0 else "failed"
        yield (
            test.cell,
            notes.outcome or timed.get("fault") or by_points,
            notes.place or timed.get("ran"),
            notes.diagnosis,
            notes.misconception,
            notes.sign,
            notes.follow_through,
            test.blank,
            timed.get("seconds"),
            test.answer if notes.diagnosis else None,
        )


def order_of(coursedir: CourseDirectory, place: Place, findings: pd.DataFrame) -> list[str]:
    """The test cells in the notebook's order: the source's, or a submission's where it is gone."""
    try:
        cells = CourseNotebook(coursedir, *place).source_notebook().cells
        return [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in cells]
    except GraderError:
        mine = findings[(findings.assignment == place[0]) & (findings.notebook == place[1])]
        return list(dict.fromkeys(mine.cell))
