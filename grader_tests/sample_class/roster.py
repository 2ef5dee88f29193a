"""Who sits in the sample class, and what each of them hands in.

Every submission is put together from the course's own answers files: the reference solution, right
answers in other clothes, and misconceptions. Choices are drawn from a generator seeded by student
and assignment, so the class is the same on every machine.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from grader_tests.course_folder import ASSIGNMENTS, ROOT
from nbjudge.grading.answers import Answer, read_answers

DUE = {
    assignment: datetime(2026, 10, 5, 22, 0, tzinfo=UTC) + timedelta(weeks=week)
    for week, assignment in enumerate(ASSIGNMENTS)
}


@dataclass(frozen=True)
class Student:
    """A student of the sample class; ``profile`` says how the submissions are made."""

    id: str
    first_name: str
    last_name: str
    profile: str
    stops_after: int = len(ASSIGNMENTS)

    def hands_in(self, assignment: str) -> bool:
        return ASSIGNMENTS.index(assignment) < self.stops_after

    def submitted_at(self, assignment: str) -> datetime:
        draw = random.Random(f"time {self.id} {assignment}")
        early = timedelta(minutes=draw.randint(30, 4000))
        return DUE[assignment] + (early / 20 if self.profile == "late" else -early)


ROSTER = (
    Student("adah", "Ada", "Halloran", "excellent"),
    Student("bilal", "Bilal", "Sarwar", "excellent"),
    Student("chiara", "Chiara", "Fontana", "excellent"),
    Student("dmitri", "Dmitri", "Volkov", "typical"),
    Student("esther", "Esther", "Okafor", "typical"),
    Student("feng", "Feng", "Liu", "typical"),
    Student("greta", "Greta", "Lindqvist", "typical", stops_after=5),
    Student("hugo", "Hugo", "Marchand", "struggling"),
    Student("ines", "Ines", "Carvalho", "struggling", stops_after=4),
    Student("jonas", "Jonas", "Weber", "blank", stops_after=3),
    Student("kavya", "Kavya", "Raman", "late"),
    Student("liam", "Liam", "O'Connell", "damaged"),
)
SLIPS = {"excellent": 0, "typical": 1, "struggling": 3, "late": 1, "damaged": 1}
DAMAGED_ASSIGNMENT = "backprop_step"


def answers_of(student: Student, assignment: str) -> list[Answer]:
    """The answers in which this student departs from the reference solution."""
    draw = random.Random(f"answers {student.id} {assignment}")
    folder = ROOT / "grader_tests" / assignment
    slips = one_per_cell(draw, read_answers(folder / "misconceptions.py"))[: SLIPS[student.profile]]
    taken = {answer.grade_id for answer in slips}
    clothes = one_per_cell(draw, read_answers(folder / "alternatives.py"))
    return slips + [answer for answer in clothes if answer.grade_id not in taken]


def one_per_cell(draw: random.Random, answers: Iterable[Answer]) -> list[Answer]:
    shuffled = list(answers)
    draw.shuffle(shuffled)
    return list({answer.grade_id: answer for answer in shuffled}.values())
