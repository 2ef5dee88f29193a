"""A course in real JupyterLabs: a student's assignment list, the instructor's formgrader.

Where the tests run as root, the student is a second user of the machine and the exchange is what
stands between the two. Elsewhere both are the same user, in two homes and two folders, and the
student's name comes from a setting.
"""

import getpass
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from playwright.sync_api import Browser, expect

from grader_tests.browser.accounts import second_account
from grader_tests.browser.jupyter import Lab, jupyterlab, loopback_only
from grader_tests.browser.nbgrader_pages import AssignmentList, Formgrader, open_from_menu
from grader_tests.parity.graded import NBJUDGE_CONFIG
from grader_tests.parity.small_course import ASSIGNMENT, create, notebook
from nbjudge.sandbox import WALLS

SECRET = "31337"
TESTS = {
    "value_test": (
        2,
        'assert value() == 1, "value() should be one"\n'
        f"### BEGIN HIDDEN TESTS\nassert value({SECRET}) == {SECRET}\n### END HIDDEN TESTS",
    )
}
RIGHT = "def value(x=1):\n    return x\n"
WRONG = "def value(x=1):\n    return 2\n"
# Right as far as the visible test can tell.
HALF_RIGHT = "def value(x=1):\n    return 1\n"
# In stock nbgrader this earns full marks: the object calls itself equal to whatever it meets.
EQUALS_EVERYTHING = """\
class Anything:
    def __eq__(self, other):
        return True
def value(x=1):
    return Anything()
"""
COMMENT = "You return an object where a number was asked for."


@dataclass(frozen=True)
class Place:
    """Where the two people of the course live; ``account`` is the student's, if there is one."""

    root: Path
    account: str | None

    @property
    def course(self) -> Path:
        return self.root / "instructor" / "course"

    @property
    def desk(self) -> Path:
        """The folder in which the student works."""
        return self.root / "student" / "desk"

    @property
    def student(self) -> str:
        return self.account or "grace"

    @property
    def exchange(self) -> str:
        """The settings by which both find the same exchange."""
        return f"c.Exchange.root = {str(self.root / 'exchange')!r}\n"

    def graded(self, student: str) -> NotebookNode:
        path = self.course / "autograded" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        return nbformat.read(path, as_version=4)

    def points(self, student: str) -> tuple[float | None, float | None, float, str | None]:
        """What the gradebook holds: the judge's score, a person's, what counts, the comment."""
        with Gradebook(f"sqlite:///{self.course}/gradebook.db") as gradebook:
            submission = gradebook.find_submission_notebook(ASSIGNMENT, ASSIGNMENT, student)
            (grade,), (comment,) = submission.grades, submission.comments
            return grade.auto_score, grade.manual_score, grade.score, comment.comment


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    """Two homes and an exchange, in a folder that another user can pass through."""
    with tempfile.TemporaryDirectory(prefix="nbjudge-") as folder:
        found = Place(Path(folder), second_account())
        found.root.chmod(0o755)
        for path, mode in {"instructor": 0o700, "student": 0o755, "exchange": 0o777}.items():
            (found.root / path).mkdir()
            (found.root / path).chmod(mode)
        settings = NBJUDGE_CONFIG + found.exchange + "c.Execute.preload = []\n"
        create(found.course, {"ada": EQUALS_EVERYTHING}, TESTS, RIGHT, config=settings)
        yield found


@pytest.fixture(scope="module")
def formgrader(browser: Browser, place: Place) -> Iterator[Formgrader]:
    home = place.root / "instructor" / "home"
    home.mkdir()
    with jupyterlab(place.course, home) as lab, loopback_only(browser, []) as context:
        page = context.new_page()
        open_from_menu(page, lab, "Formgrader")
        opened = Formgrader(page, ASSIGNMENT)
        expect(opened.inside.locator("td.name")).to_have_text(ASSIGNMENT)
        yield opened


@pytest.fixture(scope="module")
def student_lab(place: Place) -> Iterator[Lab]:
    home = place.root / "student" / "home"
    settings = "c = get_config()\n" + place.exchange
    if place.account is None:
        settings += f"c.CourseDirectory.student_id = {place.student!r}\n"
    for folder in (home, place.desk):
        folder.mkdir()
    (place.desk / "nbgrader_config.py").write_text(settings)
    if place.account:
        shutil.chown(place.desk, place.account)
    with jupyterlab(place.desk, home, place.account) as lab:
        yield lab


def test_the_button_grades_with_nbjudge_and_what_a_person_wrote_survives_the_next_time(
    place: Place, formgrader: Formgrader, pictures: Path
) -> None:
    formgrader.press_for("ada", "autograde", "Successfully autograded")
    assert place.graded("ada").metadata["nbjudge"]["walls"] == list(WALLS)
    assert place.points("ada") == (None, None, 0, None)

    formgrader.open_submission("ada")
    expect(formgrader.inside.locator(".output_stdout")).to_contain_text("a person will look at it")
    expect(formgrader.inside.locator(".output_stdout")).to_contain_text("type Anything")
    formgrader.write(formgrader.score, "0.5")
    formgrader.write(formgrader.comment, COMMENT)
    formgrader.page.screenshot(path=pictures / "formgrader.png")

    handed_in = place.course / "submitted" / "ada" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    nbformat.write(notebook(RIGHT, TESTS), handed_in)
    formgrader.press_for("ada", "autograde", "Successfully autograded")
    assert place.points("ada") == (2, 0.5, 0.5, COMMENT)

    formgrader.open_submission("ada")
    expect(formgrader.score).to_have_attribute("placeholder", "2")
    expect(formgrader.score).to_have_value("0.5")
    expect(formgrader.comment).to_have_value(COMMENT)


def answer(desk: Path, code: str) -> None:
    """Write an answer into the notebook that was fetched; it stays the student's own file."""
    path = desk / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    fetched = nbformat.read(path, as_version=4)
    (cell,) = [cell for cell in fetched.cells if cell.metadata.nbgrader.solution]
    cell.source = code
    path.write_text(nbformat.writes(fetched))


def test_a_student_fetches_validates_and_submits_and_fetches_the_feedback(
    place: Place, formgrader: Formgrader, student_lab: Lab, browser: Browser, pictures: Path
) -> None:
    formgrader.press_for_all("release", "Successfully released")
    with loopback_only(browser, []) as context:
        page = context.new_page()
        open_from_menu(page, student_lab, "Assignment List")
        assignments = AssignmentList(page)
        assignments.press("released", "Fetch")
        assignments.expect_one("fetched", ASSIGNMENT)
        assignments.unfold(ASSIGNMENT)

        answer(place.desk, WRONG)
        said = assignments.validate()
        assert "value() should be one" in said
        assert SECRET not in said
        answer(place.desk, HALF_RIGHT)
        assert "Success" in assignments.validate()
        assignments.press("fetched", "Submit")
        assignments.expect_one("submitted", ASSIGNMENT)

        formgrader.press_for_all("collect", "Successfully collected")
        for column, success in {
            "autograde": "Successfully autograded",
            "generate-feedback": "Successfully generated feedback",
            "release-feedback": "Successfully released feedback",
        }.items():
            formgrader.press_for(place.student, column, success)
        assert place.points(place.student)[0] == 0

        assignments.press("submitted", "Fetch Feedback")
        page.get_by_text("(view feedback)").click()
        expect(page.get_by_role("listitem").filter(has_text=f"{ASSIGNMENT}.html")).to_be_visible()
        page.screenshot(path=pictures / "assignment-list.png")
    (feedback,) = place.desk.glob(f"{ASSIGNMENT}/feedback/*/{ASSIGNMENT}.html")
    assert feedback.owner() == (place.account or getpass.getuser())
    text = feedback.read_text("utf-8")
    assert re.search(r"<title>Feedback for \w+: small</title>", text)
    assert SECRET not in text
