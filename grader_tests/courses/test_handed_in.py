"""What comes with a submission in another form than nbgrader's: read where it can be told, named
where it cannot."""

from datetime import datetime
from pathlib import Path

import pytest

from grader_tests.batch import classroom
from grader_tests.batch.classroom import ASSIGNMENT, DUE, LATE
from grader_tests.courses.small import Course, answer, exam, notebook
from nbjudge.batch.stamp import read_stamp

NINE = datetime(2026, 10, 5, 21)


@pytest.mark.parametrize(
    "data",
    [
        b"2026-10-05 21:00:00 UTC",
        b"\xef\xbb\xbf2026-10-05 21:00:00 UTC",
        b"2026-10-05 21:00:00 UTC\r\n",
        "2026-10-05 21:00:00 UTC\r\n".encode("utf-16"),
        b"2026-10-05T21:00:00Z",
        b"2026-10-05T23:00:00+02:00",
        b"2026-10-05 23:00:00 Europe/Berlin",
        b"20261005T210000Z",
        b"2026-10-05 21:00:00.000000 UTC",
    ],
)
def test_a_time_that_can_be_read_in_one_way_is_read(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "timestamp.txt").write_bytes(data)
    assert read_stamp(tmp_path).when == NINE
    assert read_stamp(tmp_path).problem is None


@pytest.mark.parametrize(
    ("data", "when"),
    [
        (b"05.10.2026 21:00", datetime(2026, 5, 10, 21)),  # as stock nbgrader reads it
        (b"Mon Oct  5 21:00:00 CEST 2026", NINE),
        (b"2026-10-05 21:00:00 CEST", NINE),
    ],
)
def test_a_time_that_may_mean_another_is_read_as_stock_does_and_named(
    tmp_path: Path, data: bytes, when: datetime
) -> None:
    (tmp_path / "timestamp.txt").write_bytes(data)
    stamp = read_stamp(tmp_path)
    assert stamp.when == when
    assert f"read as {when:%Y-%m-%d %H:%M:%S} UTC" in str(stamp.problem)


@pytest.mark.parametrize("data", [b"yesterday", b"21:00", b"1759690800", b"\xff\x00\xfe", b"\x80"])
def test_what_is_no_time_is_named(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "timestamp.txt").write_bytes(data)
    stamp = read_stamp(tmp_path)
    assert stamp.when is None
    assert "timestamp.txt" in str(stamp.problem)


def test_no_time_at_all_is_nothing_to_name(tmp_path: Path) -> None:
    assert read_stamp(tmp_path).problem is None
    (tmp_path / "timestamp.txt").write_text("\n")
    assert read_stamp(tmp_path).problem is None


@pytest.fixture
def course(tmp_path: Path) -> Course:
    config = "c.LateSubmissionPlugin.penalty_method = 'zero'\n"
    made = Course(tmp_path, {"p": notebook(answer("y = 1"), exam("assert y == 1"))}, config=config)
    made.generate()
    with classroom.gradebook(tmp_path) as book:
        book.update_or_create_assignment(ASSIGNMENT, duedate=DUE)
    return made


def test_a_mark_of_the_encoding_costs_no_penalty_for_lateness(course: Course) -> None:
    for student, data in {"plain": b"", "marked": b"\xef\xbb\xbf"}.items():
        place = course.hand_in(student, answer="y = 1")
        (place / "timestamp.txt").write_bytes(data + LATE.encode())
    place = course.hand_in("odd", answer="y = 1")
    (place / "timestamp.txt").write_text("the day after")
    said = course.autograde()
    with classroom.gradebook(course.path) as book:
        handed_in = book.assignment_submissions(ASSIGNMENT)
        lost = {one.student.id: one.late_submission_penalty for one in handed_in}
    assert lost == {"plain": 1, "marked": 1, "odd": 0}
    assert "odd: graded; timestamp.txt says 'the day after', which is no time" in said


def test_a_notebook_under_another_name_is_named_with_what_it_should_be_called(
    course: Course,
) -> None:
    others = ("P.IPYNB", "p.ipynb.txt", "inner/p.ipynb", "q.ipynb")
    for number, other in enumerate(others):
        place = course.hand_in(f"s{number}", answer="y = 1")
        (place / other).parent.mkdir(exist_ok=True)
        (place / "p.ipynb").rename(place / other)
    said = course.autograde()
    for number, other in enumerate(others[:3]):
        hint = f"p.ipynb is missing; {other!r} must be meant: call it p.ipynb and grade again"
        assert f"s{number}: missing; {hint}" in said
    assert "s3: missing; p.ipynb is missing; not this assignment's: 'q.ipynb'" in said
