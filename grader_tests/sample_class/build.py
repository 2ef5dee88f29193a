"""Write the sample class into a course folder's ``submitted/``, as nbgrader's collect would."""

from collections.abc import Sequence
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

from grader_tests.course_folder import ASSIGNMENTS, ROOT, release_notebook, submission
from grader_tests.sample_class.roster import (
    DAMAGED_ASSIGNMENT,
    DUE,
    ROSTER,
    Student,
    answers_of,
)


def build(course: Path, assignments: Sequence[str] = ASSIGNMENTS) -> int:
    """Write what is not there yet and return how many submissions were written.

    A folder that exists is left as it is, so running this in a folder with real submissions
    changes none of them.
    """
    written = 0
    for student in ROSTER:
        for assignment in filter(student.hands_in, assignments):
            place = course / "submitted" / student.id / assignment
            if not place.exists():
                hand_in(student, assignment, place)
                written += 1
    return written


def hand_in(student: Student, assignment: str, place: Path) -> None:
    if student.profile == "blank":
        notebook = release_notebook(assignment)
    else:
        notebook = submission(assignment, answers_of(student, assignment))
    text = nbformat.writes(notebook)
    if student.profile == "damaged" and assignment == DAMAGED_ASSIGNMENT:
        text = text[: len(text) // 2]
    place.mkdir(parents=True)
    for extra in (ROOT / "release" / assignment).iterdir():
        if extra.suffix == ".csv":
            (place / extra.name).write_bytes(extra.read_bytes())
    (place / f"{assignment}.ipynb").write_text(text, encoding="utf-8")
    stamp = student.submitted_at(assignment).strftime("%Y-%m-%d %H:%M:%S UTC")
    (place / "timestamp.txt").write_text(stamp)


def enrol(gradebook: Gradebook) -> None:
    """Enter the students and the due dates of the sample class into the gradebook."""
    for student in ROSTER:
        gradebook.update_or_create_student(
            student.id, first_name=student.first_name, last_name=student.last_name
        )
    for assignment, due in DUE.items():
        gradebook.update_or_create_assignment(assignment, duedate=due.replace(tzinfo=None))
