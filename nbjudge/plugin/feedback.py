"""The exporter that makes a page of feedback when ``nbgrader generate_feedback`` asks for one.

`nbjudge.use` installs it; by hand it is ``c.GenerateFeedback.exporter_class =
"nbjudge.FeedbackPage"``. nbgrader's GetGrades has then put points and comments into the cells.
"""

from typing import Any

from nbconvert.exporters.exporter import Exporter
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.utils import compute_checksum, is_solution
from traitlets import Bool, default

from nbjudge.course.delimiters import hidden_delimiters
from nbjudge.errors import BadPicture, GraderError
from nbjudge.feedback import About, Curve, Delimiters, Network, page, read_picture
from nbjudge.plugin.run import Run


class FeedbackPage(Exporter):
    """One self-contained HTML page for each graded notebook."""

    show_hidden_tests = Bool(
        False, help="Whether students see the hidden tests, with whatever these say."
    ).tag(config=True)

    export_from_notebook = "Feedback"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    output_mimetype = "text/html"

    def from_notebook_node(  # type: ignore[override]  # nbconvert's own exporters return text, too
        self, nb: NotebookNode, resources: Any = None, **kwargs: Any
    ) -> tuple[str, dict[str, Any]]:
        """The page of a notebook, once nbgrader's preprocessors have run.

        Raises GraderError for a picture in the source notebook that cannot be drawn.
        """
        graded, known = super().from_notebook_node(nb, resources, **kwargs)
        return page(graded, self._about(graded, known["nbgrader"])), known

    def _about(self, notebook: NotebookNode, nbgrader: dict[str, Any]) -> About:
        return About(
            student=nbgrader["student"],
            assignment=nbgrader["assignment"],
            notebook=nbgrader["notebook"],
            points=nbgrader["score"],
            max_points=nbgrader["max_score"],
            late_penalty=nbgrader["late_penalty"],
            waiting=_waiting(nbgrader),
            untouched=_untouched(notebook),
            pictures=self._pictures(nbgrader),
            hidden=Delimiters(() if self.show_hidden_tests else hidden_delimiters(parent=self)),
        )

    def _pictures(self, nbgrader: dict[str, Any]) -> dict[str, Network | Curve]:
        """What the source notebook asks to be drawn; a submission has no say in it."""
        asked = Run.of(self, nbgrader["assignment"]).notebook(nbgrader["notebook"])
        try:
            cells = asked.source.cells
        except GraderError:
            return {}  # no source here, as where only the graded notebooks were kept
        found: dict[str, Network | Curve] = {}
        for cell in cells:
            grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
            try:
                picture = read_picture(cell.metadata.get("nbjudge"))
            except BadPicture as bad:
                raise GraderError(f"{asked.name}, cell {grade_id}: {bad}") from None
            if picture:
                found[grade_id] = picture
        return found


def _waiting(nbgrader: dict[str, Any]) -> frozenset[str]:
    """The cells that a person has yet to mark."""
    with Gradebook(nbgrader["db_url"]) as gradebook:
        submission = gradebook.find_submission_notebook(
            nbgrader["notebook"], nbgrader["assignment"], nbgrader["student"]
        )
        return frozenset(grade.name for grade in submission.grades if grade.needs_manual_grade)


def _untouched(notebook: NotebookNode) -> frozenset[str]:
    """The answers whose checksum is still that of the release."""
    return frozenset(
        cell.metadata.nbgrader["grade_id"]
        for cell in notebook.cells
        if is_solution(cell) and cell.metadata.nbgrader.get("checksum") == compute_checksum(cell)
    )
