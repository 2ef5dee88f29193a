"""What a student meets who opens a release notebook in JupyterLab: looked at in a real Chromium."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from playwright.sync_api import Browser, Locator, Page, expect

from grader_tests.browser.jupyter import Lab, jupyterlab, loopback_only
from grader_tests.course_folder import ROOT, release_notebook

FRIENDLY = re.compile(r"^\s*Looks right so far; hidden checks follow when .*graded\.\s*$")
HIDDEN = re.compile(r"(BEGIN|END) (SOLUTION|HIDDEN TESTS|MARK SCHEME)|hidden check:")
# MathJax boxes what it cannot parse, and writes commands that it doesn't know in red.
BAD_MATHEMATICS = "mjx-merror, [data-mjx-error], mjx-container [mathcolor='red']"
LINES = """cells => cells.map(
  cell => [...cell.querySelectorAll('.cm-line')].map(line => line.textContent)
)"""
# How opaque a picture is in the middle of its upper edge; the dark theme shows through the rest.
OPACITY = """image => {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [image.width, image.height];
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return context.getImageData(canvas.width / 2, 4, 1, 1).data[3];
}"""


@dataclass(frozen=True)
class Exercise:
    """One exercise of a release notebook, and what a student types in place of its last line."""

    assignment: str
    set_up: tuple[str, ...]  # cells to run first
    cell: str
    unsolved: str  # what the check must say to the untouched cell
    wrong: str
    hint: str  # what the check must say to the wrong answer
    right: str


EXERCISES = (
    Exercise(
        "gradient_descent_step",
        set_up=("set_up",),
        cell="sse",
        unsolved="NotImplementedError",
        wrong="return y - y_hat",
        hint="sse should return one number for all records together",
        right="return np.sum((y - y_hat) ** 2)",
    ),
    Exercise(
        "forward_pass",
        set_up=("setup", "named_weights"),
        cell="weight_matrix",
        unsolved="name 'weight_matrix' is not defined",
        wrong="weight_matrix = np.array([[w_11, w_21, w_31], [w_12, w_22, w_32]])",
        hint="weight_matrix has the shape (2, 3); it should be (3, 2)",
        right="weight_matrix = np.array([[w_11, w_12], [w_21, w_22], [w_31, w_32]])",
    ),
)


@dataclass(frozen=True)
class OpenNotebook:
    """A release notebook that stands open in JupyterLab."""

    exercise: Exercise
    path: Path
    page: Page
    refused: list[str]  # addresses on other hosts that the page asked for
    pictures: Path

    @property
    def release(self) -> NotebookNode:
        return release_notebook(self.exercise.assignment)

    @property
    def order(self) -> list[str | None]:
        """The grade_ids from top to bottom; None for the cells that nbgrader doesn't know."""
        return [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in self.release.cells]

    @property
    def cells(self) -> Locator:
        return self.page.locator(".jp-Notebook .jp-Cell")

    def cell(self, grade_id: str) -> Locator:
        return self.cells.nth(self.order.index(grade_id))

    def images(self) -> list[Locator]:
        """The pictures of the prose, once the browser is done with them."""
        images = self.page.locator(".jp-RenderedMarkdown img")
        expect(images).to_have_count(sum(c.source.count("<img") for c in self.release.cells))
        self.page.wait_for_function("[...document.images].every(image => image.complete)")
        return images.all()

    def run(self, grade_id: str) -> Locator:
        """Click into the cell, press Shift+Enter, wait for its end; returns its output area."""
        cell = self.cell(grade_id)
        prompt = cell.locator(".jp-InputPrompt")
        before = prompt.inner_text()
        expect(self.page.get_by_text(re.compile(r"\| Idle$"))).to_be_visible()
        self.click_into(cell)
        self.page.keyboard.press("Shift+Enter")
        expect(prompt).not_to_have_text(before)
        expect(prompt).to_have_text(re.compile(r"^\[\d+\]:$"))
        return cell.locator(".jp-Cell-outputArea")

    def click_into(self, cell: Locator) -> Locator:
        editor = cell.locator(".cm-content")
        editor.click()
        expect(editor).to_be_focused()
        return editor

    def write_last_line(self, grade_id: str, code: str) -> None:
        """Type the code over the last line of the cell, key by key; Home spares the indentation."""
        editor = self.click_into(self.cell(grade_id))
        for keys in ("ControlOrMeta+End", "Shift+Home"):
            self.page.keyboard.press(keys)
        self.page.keyboard.type(code)
        expect(editor.locator(".cm-line").last).to_have_text(re.compile(rf"^\s*{re.escape(code)}$"))

    @staticmethod
    def errors(outputs: Locator) -> Locator:
        """Tracebacks and warnings: JupyterLab gives both the same type."""
        return outputs.locator("[data-mime-type='application/vnd.jupyter.stderr']")

    def save(self) -> NotebookNode:
        """Press the keys that save, wait for the server's word, read what lies on the disk."""
        with self.page.expect_response(
            lambda response: response.request.method == "PUT" and "/api/contents/" in response.url
        ) as saved:
            self.page.keyboard.press("ControlOrMeta+s")
        assert saved.value.ok
        notebook: NotebookNode = nbformat.read(self.path, as_version=4)
        return notebook

    def photograph(self, name: str) -> None:
        self.page.screenshot(path=self.pictures / f"{self.exercise.assignment}-{name}.png")


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    folder = tmp_path_factory.mktemp("student")
    for exercise in EXERCISES:
        shutil.copytree(ROOT / "release" / exercise.assignment, folder / exercise.assignment)
    with jupyterlab(folder, tmp_path_factory.mktemp("home")) as server:
        yield server


@pytest.fixture(scope="module", params=EXERCISES, ids=lambda exercise: exercise.assignment)
def notebook(
    request: pytest.FixtureRequest,
    lab: Lab,
    browser: Browser,
    pictures: Path,
) -> Iterator[OpenNotebook]:
    exercise = request.param
    path = f"{exercise.assignment}/{exercise.assignment}.ipynb"
    refused: list[str] = []
    with loopback_only(browser, refused) as context:
        page = context.new_page()
        page.goto(lab.url(path))
        opened = OpenNotebook(exercise, lab.folder / path, page, refused, pictures)
        expect(opened.cells).to_have_count(len(opened.release.cells))
        yield opened


def test_the_page_shows_every_line_of_the_release_and_no_hidden_text(
    notebook: OpenNotebook,
) -> None:
    shown = notebook.cells.evaluate_all(LINES)
    for cell, element, lines in zip(
        notebook.release.cells, notebook.cells.all(), shown, strict=True
    ):
        if cell.cell_type == "code" and lines != cell.source.split("\n"):
            # An editor may leave lines out until they come into view.
            element.scroll_into_view_if_needed()
            expect(element.locator(".cm-line")).to_have_text(cell.source.split("\n"))
    texts = [cell.source for cell in notebook.release.cells] + notebook.cells.all_inner_texts()
    assert [text for text in texts if HIDDEN.search(text)] == []


def test_all_mathematics_is_typeset(notebook: OpenNotebook) -> None:
    prose = notebook.page.locator(".jp-RenderedMarkdown")
    written = sum(cell.cell_type == "markdown" for cell in notebook.release.cells)
    expect(prose.filter(has_text=re.compile(r"\S"))).to_have_count(written)
    expect(prose.locator("mjx-container")).not_to_have_count(0)
    expect(prose.filter(has_text="$")).to_have_count(0)
    expect(prose.locator(BAD_MATHEMATICS)).to_have_count(0)


def test_every_picture_is_drawn_on_a_background_of_its_own(notebook: OpenNotebook) -> None:
    images = notebook.images()
    assert images
    for number, image in enumerate(images):
        assert image.evaluate("image => image.naturalWidth") > 0, image.get_attribute("alt")
        assert image.evaluate(OPACITY) == 255, image.get_attribute("alt")
        image.scroll_into_view_if_needed()
        notebook.photograph(f"picture-{number}")


def test_a_check_fails_helpfully_until_its_exercise_is_solved_and_the_answer_is_saved(
    notebook: OpenNotebook,
) -> None:
    exercise = notebook.exercise
    check = f"{exercise.cell}_test"
    for cell in exercise.set_up:
        expect(notebook.errors(notebook.run(cell))).to_have_count(0)

    notebook.run(exercise.cell)
    expect(notebook.errors(notebook.run(check))).to_contain_text(exercise.unsolved)
    notebook.photograph("unsolved")

    notebook.write_last_line(exercise.cell, exercise.wrong)
    notebook.run(exercise.cell)
    expect(notebook.errors(notebook.run(check))).to_contain_text(exercise.hint)
    notebook.photograph("wrong")

    notebook.write_last_line(exercise.cell, exercise.right)
    expect(notebook.errors(notebook.run(exercise.cell))).to_have_count(0)
    outputs = notebook.run(check)
    expect(outputs).to_have_text(FRIENDLY)
    expect(notebook.errors(outputs)).to_have_count(0)
    notebook.photograph("solved")

    saved = notebook.save()
    assert [cell.id for cell in saved.cells] == [cell.id for cell in notebook.release.cells]
    assert [cell.metadata.get("nbgrader") for cell in saved.cells] == [
        cell.metadata.get("nbgrader") for cell in notebook.release.cells
    ]
    assert exercise.right in saved.cells[notebook.order.index(exercise.cell)].source


def test_the_page_asks_no_other_host_for_anything(notebook: OpenNotebook) -> None:
    assert notebook.refused == []
