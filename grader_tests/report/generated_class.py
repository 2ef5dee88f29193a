"""A graded course written directly, without grading anyone: gradebook, notebooks and records.

Students answer by a logistic model of ability and difficulty, drawn from a seeded generator, so the
class is the same everywhere. Some of its exercises have a fault that a report must find.
"""

import json
import math
import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from nbgrader import api
from nbgrader.api import Grade as GradeRow
from nbgrader.api import Gradebook
from nbgrader.api import SubmittedAssignment as SubmissionRow
from nbgrader.api import SubmittedNotebook as NotebookRow
from sqlalchemy import insert

from grader_tests.nbgrader_command import newest_tables

STUB = "# YOUR CODE HERE\nraise NotImplementedError()"
DUE = datetime(2026, 10, 5, 22)
CONFIG = 'c = get_config()\nc.CourseDirectory.course_id = "generated"\n'
PICTURE = "iVBORw0KGgo" + "A" * 30_000  # about what a loss curve takes


@dataclass(frozen=True)
class Exercise:
    """An exercise with its test. ``slope`` says how strongly ability decides, ``hard`` from where;
    ``skips`` is the share of students who leave it blank, ``alike`` the share of wrong answers that
    are one and the same known mistake.
    """

    name: str
    points: float = 2.0
    slope: float = 1.5
    hard: float = 0.0
    skips: float = 0.02
    alike: float = 0.4
    stopped: bool = False


HONEST = tuple(Exercise(f"honest_{n}", points=1.0 + n % 3, hard=n / 3 - 1) for n in range(6))
FAULTY = (
    Exercise("upside_down", slope=-2.5),
    Exercise("impossible", hard=8.0, alike=0.1),
    Exercise("coin", slope=0.0),
    Exercise("unclear", skips=0.45),
    Exercise("slow", slope=0.5, stopped=True),
    Exercise("inviting", hard=0.8, alike=0.9),
)
SENTENCE = "Your error term is the error alone. It also needs the slope of the sigmoid."


@dataclass(frozen=True)
class Answer:
    """How a student fared with an exercise, as nbjudge would note it."""

    points: float
    blank: bool
    noted: dict[str, Any]
    seconds: float


@dataclass
class GeneratedClass:
    """What was written: ``answers`` by assignment, student, exercise; ``penalties`` in points."""

    path: Path
    exercises: tuple[Exercise, ...]
    answers: dict[str, dict[str, dict[str, Answer]]] = field(default_factory=dict)
    penalties: dict[tuple[str, str], float] = field(default_factory=dict)

    def points(self, assignment: str, exercise: str) -> list[float]:
        return [answers[exercise].points for answers in self.answers[assignment].values()]


def generate(
    path: Path,
    students: int,
    assignments: int = 1,
    exercises: tuple[Exercise, ...] = HONEST + FAULTY,
    names: tuple[tuple[str, str], ...] = (),
    seed: int = 1,
) -> GeneratedClass:
    """Write a course folder. ``names`` are first and last names of the first students."""
    draw = random.Random(seed)
    made = GeneratedClass(path, exercises)
    path.mkdir(parents=True, exist_ok=True)
    (path / "nbgrader_config.py").write_text(CONFIG)
    abilities = {f"s{number:03}": draw.gauss(0, 1) for number in range(students)}
    api.get_alembic_version = newest_tables
    with Gradebook(f"sqlite:///{path}/gradebook.db", "generated") as gradebook:
        for number, student in enumerate(abilities):
            first, last = names[number] if number < len(names) else ("Student", f"No {number}")
            gradebook.add_student(student, first_name=first, last_name=last)
        for number in range(assignments):
            name = f"week_{number + 1}"
            due = DUE + timedelta(weeks=number)
            made.answers[name] = {
                student: {e.name: answered(e, ability, draw) for e in exercises}
                for student, ability in abilities.items()
                if draw.random() >= 0.1 * number
            }
            write_assignment(gradebook, made, name, due, draw)
        gradebook.db.commit()
    return made


def answered(exercise: Exercise, ability: float, draw: random.Random) -> Answer:
    passes = draw.random() < 1 / (1 + math.exp(-exercise.slope * (ability - exercise.hard)))
    blank = draw.random() < exercise.skips
    outcome = "passed" if passes and not blank else "failed"
    noted: dict[str, Any] = {"place": "judge"}
    points = exercise.points if outcome == "passed" else 0.0
    if outcome == "failed" and not blank:
        if exercise.stopped:
            outcome = "timed out"
        elif draw.random() < exercise.alike:
            noted |= {"misconception": f"{exercise.name}_slip", "diagnosis": SENTENCE}
        if draw.random() < 0.25:
            points = exercise.points / 2
            noted["follow_through"] = points
            outcome = "partly"
    noted |= {"outcome": outcome, "points": points, "max_points": exercise.points}
    return Answer(
        points, blank, noted, 10.0 if outcome == "timed out" else draw.uniform(0.001, 0.2)
    )


def write_assignment(
    gradebook: Gradebook, made: GeneratedClass, name: str, due: datetime, draw: random.Random
) -> None:
    assignment = gradebook.add_assignment(name, duedate=due)
    notebook = gradebook.add_notebook(name, name)
    tests = {}
    for exercise in made.exercises:
        test = f"{exercise.name}_test"
        tests[exercise.name] = gradebook.add_grade_cell(
            test, name, name, max_score=exercise.points, cell_type="code"
        ).id
        gradebook.add_solution_cell(exercise.name, name, name)
        gradebook.add_source_cell(
            exercise.name, name, name, source=STUB, cell_type="code", locked=False
        )
    essay = gradebook.add_grade_cell("essay", name, name, max_score=2, cell_type="markdown").id
    gradebook.add_solution_cell("essay", name, name)
    write(made.path / "source" / name / f"{name}.ipynb", notebook_of(made, {}, {}))
    submissions, notebooks, grades = [], [], []
    for student, answers in made.answers[name].items():
        key = f"{name}-{student}"
        late = draw.random() < 0.1
        penalty = 1.5 if late else 0.0
        made.penalties[name, student] = penalty
        when = due + timedelta(hours=3 if late else -3)
        submissions.append(
            {"id": key, "assignment_id": assignment.id, "student_id": student, "timestamp": when}
        )
        notebooks.append(
            {"id": key, "assignment_id": key, "notebook_id": notebook.id, "flagged": False}
            | {"late_submission_penalty": penalty}
        )
        empty = {"notebook_id": key, "manual_score": None, "extra_credit": None}
        for exercise, answer in answers.items():
            grades.append(
                empty
                | {
                    "id": f"{key}-{exercise}",
                    "cell_id": tests[exercise],
                    "needs_manual_grade": False,
                }
                | {"auto_score": answer.points}
            )
        grades.append(
            empty
            | {"id": f"{key}-essay", "cell_id": essay, "needs_manual_grade": True}
            | {"auto_score": None}
        )
        folder = made.path / "autograded" / student / name
        noted = {f"{exercise}_test": answer.noted for exercise, answer in answers.items()}
        record = {"verdict": "graded", "repairs": [], "cells": noted}
        write(folder / f"{name}.ipynb", notebook_of(made, answers, record))
        timed = [
            {
                "grade_id": f"{exercise}_test",
                "ran": "judge",
                "seconds": answer.seconds,
                "fault": None,
            }
            for exercise, answer in answers.items()
        ]
        entry = {"fingerprint": "", "verdict": "graded", "scores": {}, "cells": timed}
        write(folder / "nbjudge.json", {"form": 1, "notebooks": {name: entry}})
    gradebook.db.execute(insert(SubmissionRow), submissions)
    gradebook.db.execute(insert(NotebookRow), notebooks)
    gradebook.db.execute(insert(GradeRow), grades)


def notebook_of(
    made: GeneratedClass, answers: dict[str, Answer], record: dict[str, Any]
) -> dict[str, Any]:
    cells: list[dict[str, Any]] = []
    for exercise in made.exercises:
        answer = answers.get(exercise.name)
        code = (
            STUB
            if answer is None or answer.blank
            else "# mine, says Student\nerror_term = y - y_hat"
        )
        cells.append(cell(exercise.name, code, solution=True))
        cells.append(cell(f"{exercise.name}_test", "assert error_term < 1", grade=True))
    picture = {"output_type": "display_data", "metadata": {}, "data": {"image/png": PICTURE}}
    cells[0]["outputs"] = [picture] if answers else []
    metadata = {"nbjudge": record} if record else {}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def cell(grade_id: str, source: str, grade: bool = False, solution: bool = False) -> dict[str, Any]:
    about = {"grade_id": grade_id, "grade": grade, "solution": solution, "locked": grade}
    return {
        "cell_type": "code",
        "id": grade_id,
        "execution_count": None,
        "metadata": {"nbgrader": about | {"schema_version": 3, "task": False}},
        "outputs": [],
        "source": source,
    }


def write(path: Path, content: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")
