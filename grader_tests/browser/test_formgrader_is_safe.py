"""The formgrader shows a hostile submission, and nothing of it runs there; its own scripts do.

Each submission would set the title of the page, or ask for a picture that only a script asks for.
One is graded by nbjudge. The other's notebook was put there as stock nbgrader would have graded it,
and only the content policy stands before it.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook
from playwright.sync_api import Browser, Page, expect

from grader_tests.browser.jupyter import Lab, jupyterlab, loopback_only
from grader_tests.parity.graded import NBJUDGE_CONFIG
from grader_tests.parity.small_course import ASSIGNMENT, create
from nbjudge.plugin.formgrader import FILES

OWN = "document.title = 'owned'"
ANSWER = f"""\
from IPython.display import HTML, Javascript, Markdown, display
import pandas as pd
display(HTML("<script>{OWN}</script>"))
display(Javascript("{OWN}"))
display(HTML("<img src=x onerror=\\"{OWN}\\">"))
display(Markdown("<img src=x onerror=\\"{OWN}\\">"))
display(pd.DataFrame({{"a": [1, 2]}}))
def value():
    return 1
"""
LIVE = f'<script>{OWN}</script><img src="x" onerror="{OWN}"><a href="live.html">my own page</a>'


@pytest.fixture(scope="module")
def course() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="nbjudge-") as folder:
        course = Path(folder) / "course"
        tests = {"value_test": (2, "assert value() == 1")}
        students = {"mallory": ANSWER, "older": "def value():\n    return 1"}
        create(course, students, tests, config=NBJUDGE_CONFIG)
        yield course


@pytest.fixture(scope="module")
def lab(course: Path) -> Iterator[Lab]:
    from grader_tests.course_folder import run_nbgrader

    run_nbgrader(course, "autograde", ASSIGNMENT)
    graded = course / "autograded" / "older" / ASSIGNMENT
    path = graded / f"{ASSIGNMENT}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_markdown_cell(LIVE))
    script = nbformat.v4.new_output("display_data", {"application/javascript": OWN})
    notebook.cells[-1].outputs.append(script)
    for one in (path, graded):
        one.chmod(0o755)
    path.write_text(nbformat.writes(notebook))
    (graded / "live.html").write_text(f"<title>mine</title><script>{OWN}</script>")
    home = course.parent / "home"
    home.mkdir()
    with jupyterlab(course, home) as lab:
        yield lab


@pytest.fixture
def page(browser: Browser, lab: Lab) -> Iterator[Page]:
    with loopback_only(browser, []) as context:
        page = context.new_page()
        page.goto(lab.front)
        yield page


def refusals(page: Page) -> list[str]:
    """What a policy refuses on this page from now on."""
    found: list[str] = []
    page.on("console", lambda said: found.append(said.text) if "Policy" in said.text else None)
    return found


def submission(course: Path, lab: Lab, student: str) -> str:
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        found = gradebook.find_submission_notebook(ASSIGNMENT, ASSIGNMENT, student)
        return f"http://127.0.0.1:{lab.port}/formgrader/submissions/{found.id}/"


@pytest.mark.parametrize("student", ["mallory", "older"])
def test_nothing_of_a_submission_runs_and_a_person_can_mark_it(
    course: Path, lab: Lab, page: Page, student: str
) -> None:
    refused = refusals(page)
    page.goto(submission(course, lab, student))
    score = page.locator("input.score")
    expect(score).to_have_attribute("placeholder", "2")  # formgrader's own script did that
    score.fill("1.5")
    score.blur()
    expect(page.locator(".score-saved").first).to_be_visible()
    expect(page).to_have_title(ASSIGNMENT)
    if student == "mallory":
        expect(page.locator("table.dataframe")).to_have_count(1)
        assert refused == [], "there was nothing left for the policy to refuse"
    else:
        assert refused, "the notebook was live, and the policy alone stood before it"


def test_a_students_own_page_is_nobodys(course: Path, lab: Lab, page: Page) -> None:
    answer = page.goto(f"{submission(course, lab, 'older')}live.html")
    assert answer is not None
    assert answer.headers["content-security-policy"] == FILES
    expect(page).to_have_title("mine")


@pytest.mark.parametrize("path", ["manage_assignments", "gradebook", "manage_students"])
def test_the_other_pages_work(lab: Lab, page: Page, path: str) -> None:
    refused = refusals(page)
    page.goto(f"http://127.0.0.1:{lab.port}/formgrader/{path}")
    expect(page.locator("#main-table tr").first).to_be_visible()
    expect(page.locator("#main-table")).not_to_contain_text("Loading")
    assert refused == []


def test_the_button_that_shows_all_names_works(course: Path, lab: Lab, page: Page) -> None:
    page.goto(f"http://127.0.0.1:{lab.port}/formgrader/gradebook/{ASSIGNMENT}/{ASSIGNMENT}")
    expect(page.locator("#main-table tr")).to_have_count(2)
    button = page.locator("#toggle_names")
    before = button.inner_text()
    button.click()
    expect(button).not_to_have_text(before)
