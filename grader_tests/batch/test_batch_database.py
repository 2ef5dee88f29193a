"""SQLite and PostgreSQL hold the same rows, whoever else writes, whatever befalls the server."""

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader_tests.batch import classroom, faults
from grader_tests.batch.classroom import ASSIGNMENT, ended, nbjudge, started
from grader_tests.batch.faults import CLASS, PATIENCE, state, wait_for
from grader_tests.batch.postgres import Server, server


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The class, graded by one grader with SQLite."""
    course = tmp_path_factory.mktemp("database") / "calm"
    faults.create(course)
    assert ended(course) == dict.fromkeys(CLASS, "graded")
    return course


@pytest.fixture(scope="module")
def postgres() -> Iterator[Server]:
    """A server whose database ``fresh`` holds the assignment."""
    with server() as running:
        yield running


@pytest.fixture(scope="module")
def fresh(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The class in a course whose gradebook is the database ``fresh``: nobody is graded."""
    course = tmp_path_factory.mktemp("database") / "fresh"
    faults.create(course)
    (course / "gradebook.db").unlink()
    use(course, postgres.create("fresh"))
    classroom.generate(course, "--create", "--force")
    with classroom.Gradebook(postgres.url("fresh"), "stock") as gradebook:
        gradebook.update_or_create_assignment(ASSIGNMENT, duedate=classroom.DUE)
    return course


def use(course: Path, url: str) -> None:
    classroom.configure(course, f"c.CourseDirectory.db_url = {url!r}\n")


def a_copy(postgres: Server, fresh: Path, course: Path, database: str) -> str:
    """A course with a database of its own."""
    shutil.copytree(fresh, course)
    url = postgres.create(database, template="fresh")
    use(course, url)
    return url


def test_a_server_that_loses_its_power_at_work_has_the_same_rows_in_the_end(
    postgres: Server, fresh: Path, calm: Path, tmp_path: Path
) -> None:
    course = tmp_path / "course"
    url = a_copy(postgres, fresh, course, "killed")

    def kill_and_restart() -> None:
        wait_for(lambda: list(course.glob(f"autograded/*/{ASSIGNMENT}")))
        postgres.kill()
        time.sleep(1.5)
        postgres.start()

    hand = threading.Thread(target=kill_and_restart)
    hand.start()
    assert ended(course) == dict.fromkeys(CLASS, "graded")
    hand.join()
    assert state(course, url) == state(calm)
    assert not (course / "gradebook.db").exists()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_two_graders_at_once_come_to_the_same_as_one(
    postgres: Server, fresh: Path, calm: Path, tmp_path: Path, kind: str
) -> None:
    course = tmp_path / "course"
    if kind == "sqlite":
        faults.create(course)
        url = None
    else:
        url = a_copy(postgres, fresh, course, "shared")
    other = started(course, "autograde", ASSIGNMENT, "--jobs", "1", "--json")
    assert set(ended(course)) == set(CLASS)
    said, _ = other.communicate(timeout=PATIENCE)
    assert other.returncode == 0, said
    assert "locked" not in said
    assert state(course, url) == state(calm)
    assert [path.name for path in (course / "autograded" / "a").iterdir()] == [ASSIGNMENT]


def test_a_server_that_does_not_answer_is_named_without_its_password(
    fresh: Path, tmp_path: Path
) -> None:
    course = tmp_path / "course"
    shutil.copytree(fresh, course)
    use(course, f"postgresql+psycopg://grader:secret@/fresh?host={tmp_path}")
    said = nbjudge(course, "autograde", ASSIGNMENT, status=3)
    assert str(tmp_path) in said
    assert "cannot be opened" in said
    assert "secret" not in said
