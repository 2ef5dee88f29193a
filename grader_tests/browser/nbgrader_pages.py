"""nbgrader's two tabs in JupyterLab: the instructor's formgrader, the student's assignment list."""

from dataclasses import dataclass

from playwright.sync_api import FrameLocator, Locator, Page, expect

from grader_tests.browser.jupyter import Lab

VALIDATE_MILLISECONDS = 120_000  # it starts a kernel


def open_from_menu(page: Page, lab: Lab, entry: str) -> None:
    page.goto(lab.front)
    page.get_by_role("menuitem", name="Nbgrader").click()
    page.get_by_role("menuitem", name=entry, exact=True).click()


@dataclass(frozen=True)
class Formgrader:
    """The formgrader, open in a tab of JupyterLab, and the assignment that it works on."""

    page: Page
    assignment: str

    @property
    def inside(self) -> FrameLocator:
        return self.page.frame_locator("iframe[src*='formgrader']")

    def press_for_all(self, column: str, success: str) -> None:
        """Press the assignment's button in a column, and read the report of it."""
        self._go("manage_assignments")
        self._press(self.inside.locator("tr", has_text=self.assignment), column, success)

    def press_for(self, student: str, column: str, success: str) -> None:
        """Press the button of one student's submission in a column, and read the report of it."""
        self._go("manage_submissions", self.assignment)
        self._press(self.inside.locator("tr", has_text=student), column, success)

    def open_submission(self, student: str) -> None:
        self._go("manage_students", student, self.assignment)
        self.inside.get_by_role("link", name=self.assignment).last.click()
        expect(self.score).to_be_visible()

    @property
    def score(self) -> Locator:
        """The field of the only score: its placeholder is the judge's, its value a person's."""
        return self.inside.locator("input.score")

    @property
    def comment(self) -> Locator:
        return self.inside.locator("textarea.comment")

    def write(self, field: Locator, text: str) -> None:
        """Fill in a field and leave it, upon which the page saves it."""
        with self.page.expect_response(lambda response: response.request.method == "PUT") as saved:
            field.fill(text)
            field.blur()
        assert saved.value.ok

    def _press(self, row: Locator, column: str, success: str) -> None:
        row.locator(f"td.{column} a").click()
        report = self.inside.locator("#success-modal, #error-modal")
        expect(report.locator(".modal-body")).to_contain_text(success)

    def _go(self, *place: str) -> None:
        frame = next(frame for frame in self.page.frames if "/formgrader/" in frame.url)
        root = frame.url.split("/formgrader/")[0]
        frame.goto("/".join([root, "formgrader", *place]))


@dataclass(frozen=True)
class AssignmentList:
    """The assignment list, open in a tab of JupyterLab, of a course with one assignment."""

    page: Page

    def press(self, status: str, button: str) -> None:
        """Press a button of the only assignment that is released, fetched or submitted."""
        self._list(status).get_by_role("button", name=button, exact=True).click()

    def expect_one(self, status: str, assignment: str) -> None:
        expect(self._list(status).locator(".item_name").first).to_have_text(assignment)

    def unfold(self, assignment: str) -> None:
        """Show the notebooks of what was fetched."""
        self._list("fetched").locator("a", has_text=assignment).first.click()

    def validate(self) -> str:
        """Press Validate beside the notebook; returns what the dialog says, and closes it."""
        self.press("fetched", "Validate")
        dialog = self.page.locator(".jp-Dialog")
        dialog.wait_for(timeout=VALIDATE_MILLISECONDS)
        said = dialog.inner_text()
        dialog.get_by_role("button", name="OK").click()
        expect(dialog).to_have_count(0)
        return said

    def _list(self, status: str) -> Locator:
        return self.page.locator(f"#{status}_assignments_list")
