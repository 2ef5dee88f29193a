"""What a course's gradebook and folders hold for a class report."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from nbgrader.coursedir import CourseDirectory

from nbjudge.course.folder import CourseNotebook
from nbjudge.course.notes import CellNotes, Notes, mapping, read_notes
from nbjudge.course.record import entries_in
from nbjudge.errors import GraderError
from nbjudge.grading import regions
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
from nbjudge.report.tables import (
    GRADE_COLUMNS,
    NOTEBOOK_COLUMNS,
    TEST_COLUMNS,
    CourseTables,
    as_frame,
)

Earned = dict[str, tuple[float, float]]
"""Points and maximum of each test cell."""


def read_tables(coursedir: CourseDirectory, assignment: str | None = None) -> CourseTables:
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
    tests, notebooks = read_folders(coursedir, grades, released)
    return CourseTables(
        course=coursedir.course_id or Path(coursedir.root).resolve().name,
        assignments=wanted,
        order={place: order_of(coursedir, place, tests) for place in released},
        students=students,
        submissions=submissions,
        grades=grades,
        tests=tests,
        notebooks=notebooks,
    )


def read_folders(
    coursedir: CourseDirectory, grades: pd.DataFrame, released: Mapping[Place, Mapping[str, str]]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What the autograded notebooks and their records say, as tests and notebooks."""
    tests: list[dict[str, Any]] = []
    notebooks: list[tuple[Any, ...]] = []
    for (assignment, student), handed_in in tests_of_submissions(grades).items():
        folder = Path(coursedir.format_path(coursedir.autograded_directory, student, assignment))
        records = entries_in(folder)
        for notebook, earned in handed_in.items():
            record = records.get(notebook, {})
            graded = read_json(folder / f"{notebook}.ipynb")
            notes = read_notes(graded.get("metadata"))
            verdict = record.get("verdict") or notes.verdict
            waived = ", ".join(notes.waived or record.get("waived", []))
            notebooks.append((assignment, notebook, student, verdict, len(notes.repairs), waived))
            whose = {"assignment": assignment, "notebook": notebook, "student": student}
            ran = {cell.get("grade_id"): cell for cell in map(mapping, record.get("cells", []))}
            rows = test_rows(graded.get("cells", []), notes, released[assignment, notebook])
            for row in rows:
                if (name := row["cell"]) in earned:
                    tests.append(
                        whose | row | outcome_of(notes.of(name), ran.get(name, {}), *earned[name])
                    )
    return pd.DataFrame(tests, columns=TEST_COLUMNS), as_frame(notebooks, NOTEBOOK_COLUMNS)


def tests_of_submissions(grades: pd.DataFrame) -> dict[tuple[str, str], dict[str, Earned]]:
    """The points of each submission's test cells, by (assignment, student) and notebook."""
    found: dict[tuple[str, str], dict[str, Earned]] = {}
    tests = grades[~grades.by_hand].drop(columns=["by_hand", "waiting"])
    for assignment, notebook, cell, student, *points in tests.itertuples(index=False):
        submission = found.setdefault((assignment, student), {})
        submission.setdefault(notebook, {})[cell] = tuple(points)
    return found


def read_json(path: Path) -> Mapping[str, Any]:
    """A notebook, much faster than nbformat reads it; an empty mapping where there is none."""
    try:
        return mapping(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def test_rows(
    cells: list[Mapping[str, Any]], notes: Notes, released: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """What a graded notebook itself says of each test cell, as part of a row of
    `CourseTables.tests`. ``released`` holds each solution cell as students got it, by grade_id."""
    code = {grade_id: source_of(cell) for grade_id, _, cell in regions.code_with_roles(cells)}
    for test, answers in regions.in_notebook(cells).items():
        untouched = (code[name].strip() == released.get(name, "\0").strip() for name in answers)
        noted = notes.of(test)
        yield {
            "cell": test,
            "diagnosis": noted.diagnosis,
            "misconception": noted.misconception,
            "sign": noted.sign,
            "follow_through": noted.follow_through,
            "blank": bool(answers) and all(untouched),
            "answer": "\n\n".join(code[a] for a in answers) if noted.diagnosis else None,
        }


def outcome_of(
    noted: CellNotes, timed: Mapping[str, Any], points: float, most: float
) -> dict[str, Any]:
    """How a test cell ended, by the notebook, else by the record, else by its points."""
    by_points = "passed" if points >= most else "partly" if points > 0 else "failed"
    return {
        "outcome": noted.outcome or timed.get("fault") or by_points,
        "place": noted.place or timed.get("ran"),
        "why": timed.get("why"),
        "seconds": timed.get("seconds"),
    }


def source_of(cell: Mapping[str, Any]) -> str:
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)


def order_of(coursedir: CourseDirectory, place: Place, tests: pd.DataFrame) -> list[str]:
    """The test cells in the notebook's order: the source's, or a submission's where it is gone."""
    try:
        cells = CourseNotebook(coursedir, *place).source.cells
        return [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in cells]
    except GraderError:
        mine = tests[(tests.assignment == place[0]) & (tests.notebook == place[1])]
        return list(dict.fromkeys(mine.cell))
