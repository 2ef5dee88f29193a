"""The sample class has the students that a demonstration needs, the same ones everywhere."""

from pathlib import Path

import nbformat
import pytest

from grader_tests.course_folder import ASSIGNMENTS, release_notebook
from grader_tests.sample_class.build import build
from grader_tests.sample_class.roster import DAMAGED_ASSIGNMENT, DUE, ROSTER, answers_of


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("course")
    build(folder)
    return folder


def submissions(course: Path) -> list[Path]:
    return sorted((course / "submitted").glob("*/*"))


def test_at_least_24_submissions_of_every_kind_of_student(course: Path) -> None:
    assert len(submissions(course)) >= 24
    profiles = {student.profile for student in ROSTER}
    assert profiles >= {"excellent", "typical", "struggling", "blank", "late", "damaged"}


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_excellent_students_make_no_mistake_and_struggling_ones_several(assignment: str) -> None:
    for student in ROSTER:
        if student.profile in ("excellent", "struggling"):
            slips = [answer for answer in answers_of(student, assignment) if answer.loses]
            assert len(slips) == {"excellent": 0, "struggling": 3}[student.profile]


def test_the_late_student_is_late_and_nobody_else() -> None:
    for student in ROSTER:
        late = {student.submitted_at(a) > DUE[a] for a in ASSIGNMENTS}
        assert late == {student.profile == "late"}


def test_the_blank_student_hands_in_the_release(course: Path) -> None:
    assignment = ASSIGNMENTS[0]
    path = course / "submitted" / "jonas" / assignment / f"{assignment}.ipynb"
    assert nbformat.read(path, as_version=4) == release_notebook(assignment)


def test_exactly_one_notebook_is_damaged(course: Path) -> None:
    def is_readable(place: Path) -> bool:
        try:
            nbformat.read(place / f"{place.name}.ipynb", as_version=4)
        except ValueError:
            return False
        return True

    damaged = [place for place in submissions(course) if not is_readable(place)]
    assert damaged == [course / "submitted" / "liam" / DAMAGED_ASSIGNMENT]


def test_building_again_leaves_everything_as_it_is(tmp_path: Path) -> None:
    build(tmp_path)
    edited = tmp_path / "submitted" / "adah" / ASSIGNMENTS[0] / f"{ASSIGNMENTS[0]}.ipynb"
    edited.write_text("a real submission by the same name")
    assert build(tmp_path) == 0
    assert edited.read_text() == "a real submission by the same name"


def test_the_class_is_the_same_wherever_it_is_built(course: Path, tmp_path: Path) -> None:
    build(tmp_path)
    for place in submissions(course):
        again = tmp_path / place.relative_to(course)
        for path in place.iterdir():
            assert (again / path.name).read_bytes() == path.read_bytes()
