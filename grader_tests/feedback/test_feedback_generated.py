"""``nbgrader generate_feedback`` writes nbjudge's pages, after nbjudge and after stock nbgrader."""

import re
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from traitlets.config.loader import Config

import nbjudge
from grader_tests.course_folder import (
    ROOT,
    source_notebook,
    submission,
)
from grader_tests.feedback.hostile_text import complaints
from grader_tests.parity import small_course
from grader_tests.sample_class.roster import ROSTER, answers_of

# nbgrader's own autograde warns so when it runs in a process whose warnings are heard.
pytestmark = pytest.mark.filterwarnings("ignore:Object of type <.*> not in session")

TESTS = {
    "value_test": (
        2,
        """assert value(1) == 1, "value(1) should be 1"
### BEGIN HIDDEN TESTS
assert value(31337) == 31337, "value is off for large numbers"
### END HIDDEN TESTS""",
    )
}
LEAKS = """\
def value(x):
    if x == 1:
        return 1
    print("called with", x)
    raise ValueError(f"called with {x}")
"""
ANSWERS = {
    "right": "def value(x):\n    return x",
    "wrong": "def value(x):\n    return min(x, 10)",
    "leaks": LEAKS,
    "raises": "def value(x):\n    raise KeyError('my own fault')",
    "hostile": "print('<script>alert(1)</script>')\ndef value(x):\n    return '<img onerror=y>'",
    "untouched": "",
}


def nbgrader(course: Path, *, stock: bool = False, **settings: Any) -> NbGraderAPI:
    """nbgrader in this process, which is quicker than its commands."""
    c = Config()
    c.CourseDirectory.root = str(course)
    if not stock:
        nbjudge.use(c)
    for name, value in settings.items():
        section, setting = name.split("__")
        c[section][setting] = value
    return NbGraderAPI(config=c)


def must(done: dict[str, Any]) -> None:
    assert done["success"], done["log"]


def generate(course: Path, student: str, **settings: Any) -> None:
    must(nbgrader(course, **settings).generate_feedback("small", student, force=True))


def set_up(folder: Path, answers: dict[str, str], *, stock: bool = False) -> NbGraderAPI:
    """The small course with its answers handed in."""
    solution = f"### BEGIN SOLUTION\n{ANSWERS['right']}\n### END SOLUTION"
    small_course.write(folder / "source" / "small", small_course.notebook(solution, TESTS))
    for student, answer in answers.items():
        place = folder / "submitted" / student / "small"
        small_course.write(place, small_course.notebook(answer, TESTS))
    api = nbgrader(folder, stock=stock)
    must(api.generate_assignment("small"))
    return api


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class graded by nbjudge, with a comment by hand."""
    folder = tmp_path_factory.mktemp("course")
    api = set_up(folder, ANSWERS)
    release = folder / "release" / "small" / "small.ipynb"
    shutil.copy(release, folder / "submitted" / "untouched" / "small" / "small.ipynb")
    for student in ANSWERS:
        must(api.autograde("small", student))
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        comment = gradebook.find_comment("answer", "small", "small", "wrong")
        comment.manual_comment = "Try **large** numbers."
        gradebook.db.commit()
    must(api.generate_feedback("small"))
    return folder


@pytest.fixture(scope="module")
def stock_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two students graded by stock nbgrader, with pages by nbjudge."""
    folder = tmp_path_factory.mktemp("stock")
    two = {student: ANSWERS[student] for student in ("wrong", "leaks")}
    api = set_up(folder, two, stock=True)
    for student in two:
        must(api.autograde("small", student))
        generate(folder, student)
    return folder


def page(course: Path, student: str) -> str:
    return (course / "feedback" / student / "small" / "small.html").read_text("utf-8")


def step(course: Path, student: str) -> str:
    article = BeautifulSoup(page(course, student), "html.parser").select_one("article.step")
    assert article is not None
    return " ".join(article.get_text().split())


def test_no_page_holds_anything_of_the_hidden_test_or_anything_harmful(course: Path) -> None:
    for student in ANSWERS:
        found = page(course, student)
        assert complaints(found) == []
        assert "31337" not in found
        assert "HIDDEN" not in found


def test_what_stock_nbgrader_graded_gets_the_same_page(course: Path, stock_course: Path) -> None:
    assert step(stock_course, "wrong") == step(course, "wrong").replace(
        "CommentTry large numbers. ", ""
    )
    found = page(stock_course, "leaks")
    assert "your code, line 5: <code>raise ValueError(f&#34;called with {x}&#34;)</code>" in found
    assert "31337" not in found


def test_every_student_reads_what_became_of_the_work(course: Path) -> None:
    assert step(course, "right").startswith("answer Right 2 of 2 points Your code def value(x)")
    assert step(course, "wrong").startswith(
        "answer Not right yet 0 of 2 points What the test said value is off for large numbers"
    )
    assert "A hidden check stopped with ValueError." in step(course, "leaks")
    assert "KeyError: 'my own fault'" in step(course, "raises")
    assert step(course, "untouched").startswith("answer Left open 0 of 2 points")


def test_a_comment_by_hand_stands_below_the_answer(course: Path) -> None:
    assert "CommentTry large numbers." in step(course, "wrong")


def test_the_instructor_can_show_the_hidden_tests(course: Path) -> None:
    generate(course, "wrong", FeedbackPage__show_hidden_tests=True)
    assert "value(31337) == 31337" in step(course, "wrong")
    generate(course, "wrong")
    assert "31337" not in step(course, "wrong")


def test_a_courses_own_delimiters_hide_too(course: Path) -> None:
    generate(course, "right", ClearHiddenTests__begin_test_delimeter='"value(1) should be 1"')
    assert "value(1) should be 1" not in step(course, "right")
    generate(course, "right")
    assert "value(1) should be 1" in step(course, "right")


def ask_for_a_picture(course: Path, picture: object) -> None:
    path = course / "source" / "small" / "small.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[1].metadata["nbjudge"] = picture
    nbformat.write(notebook, path)


def test_pictures_come_from_the_source_notebook_and_a_bad_one_is_named(course: Path) -> None:
    picture = {"picture": "network", "layers": [2, 1], "weights": 0, "label": "weight steps"}
    ask_for_a_picture(course, picture)
    generate(course, "wrong")
    assert "Where to look: the weight steps." in step(course, "wrong")
    ask_for_a_picture(course, picture | {"layers": []})
    named = "source/small/small.ipynb, cell value_test: layers should be a list"
    with pytest.raises(AssertionError, match=re.escape(named)):
        generate(course, "wrong")
    ask_for_a_picture(course, {})


def test_use_leaves_an_exporter_that_a_course_has_chosen() -> None:
    c = Config()
    c.GenerateFeedback.exporter_class = "mine.Exporter"
    nbjudge.use(c)
    assert c.GenerateFeedback.exporter_class == "mine.Exporter"
    fresh = Config()
    nbjudge.use(fresh)
    assert fresh.GenerateFeedback.exporter_class == "nbjudge.FeedbackPage"


def test_a_real_page_of_this_course_holds_no_hidden_line_and_no_hidden_figure(
    tmp_path: Path,
) -> None:
    """The hidden lines are read from the source notebook here, not by nbjudge."""
    assignment = "backprop_step"
    shutil.copytree(ROOT / "source" / assignment, tmp_path / "source" / assignment)
    (hugo,) = (student for student in ROSTER if student.id == "hugo")
    place = tmp_path / "submitted" / "hugo" / assignment
    place.mkdir(parents=True)
    handed_in = submission(assignment, answers_of(hugo, assignment))
    nbformat.write(handed_in, place / f"{assignment}.ipynb")
    api = nbgrader(tmp_path)
    must(api.generate_assignment(assignment))
    must(api.autograde(assignment, "hugo"))
    must(api.generate_feedback(assignment))
    shown = text_of(tmp_path / "feedback" / "hugo" / assignment / f"{assignment}.html")

    graded = nbformat.read(
        tmp_path / "autograded" / "hugo" / assignment / f"{assignment}.ipynb", as_version=4
    )
    of_the_student = "\n".join(
        cell.source + str(cell.get("outputs"))
        for cell in graded.cells
        if not cell.metadata.get("nbgrader", {}).get("grade")
    )
    hidden = hidden_lines(assignment)
    figures = {figure for line in hidden for figure in re.findall(r"\d+\.\d{5,}", line)}
    figures = {figure for figure in figures if figure not in of_the_student}
    assert len(figures) > 10
    assert [figure for figure in figures if figure in shown] == []
    code = {line for line in hidden if "=" in line and len(line) > 15}
    code = {line for line in code if line not in of_the_student}
    assert len(code) > 20
    assert [line for line in code if line in shown] == []


def text_of(path: Path) -> str:
    return " ".join(BeautifulSoup(path.read_text("utf-8"), "html.parser").get_text().split())


def hidden_lines(assignment: str) -> set[str]:
    source = "\n".join(cell.source for cell in source_notebook(assignment).cells)
    regions = re.findall(r"BEGIN HIDDEN TESTS(.*?)### END HIDDEN TESTS", source, re.DOTALL)
    assert len(regions) > 10
    return {line.strip() for region in regions for line in region.split("\n")}
