"""Who is graded beside whom decides no mark, however many processors a neighbour would take."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader_tests import busy
from grader_tests.batch.classroom import autograde, configure, create, dump, hand_in, of

pytestmark = pytest.mark.slow

HONEST = [f"honest_{number}" for number in range(3)]
SOME_TIME = """\
from helper import ONE
import time
def value():
    began = time.process_time()
    while time.process_time() - began < 0.4:
        pass
    return ONE
"""
HOG = """\
import os
children = []
for _ in range(60):
    children.append(os.fork())
    if not children[-1]:
        os.setsid()
        while True:
            pass
time.sleep(1000)
"""


@pytest.fixture(scope="module")
def in_peace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class whose answers take some time, graded without a hog."""
    course = tmp_path_factory.mktemp("starved") / "in_peace"
    create(course)
    configure(course, "c.Execute.timeout = 2\n")
    for student in HONEST:
        hand_in(course, student, {"p1": {"value": SOME_TIME}})
    fresh = course.with_name("fresh")
    shutil.copytree(course, fresh)
    autograde(course, "--jobs", "2")
    return course


@pytest.fixture
def course(in_peace: Path, tmp_path: Path) -> Path:
    """The same class, ungraded."""
    shutil.copytree(in_peace.with_name("fresh"), tmp_path / "course")
    return tmp_path / "course"


@pytest.fixture
def busy_machine() -> Iterator[None]:
    with busy.busy_machine(1):
        yield


def test_sixty_who_spin_take_no_point_from_others(in_peace: Path, course: Path) -> None:
    hand_in(course, "a_hog", {"p1": {"value": SOME_TIME + HOG}})
    said = autograde(course, "--jobs", "2")
    assert "a_hog: timed out" in said
    for kind in ("grade", "submission", "notebook"):
        for student in HONEST:
            assert of(dump(course), kind, student) == of(dump(in_peace), kind, student)
    assert of(dump(course), "grade", "a_hog")["p1", "value_test"][0] == 3.0


@pytest.mark.usefixtures("busy_machine")
def test_the_gradebook_is_the_same_beside_busy_loops(in_peace: Path, course: Path) -> None:
    autograde(course, "--jobs", "2")
    assert dump(course) == dump(in_peace)
