"""What an nbgrader course holds of one notebook of an assignment: gradebook, release and source."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory

from nbjudge.course import kernels
from nbjudge.course.autotests import is_generated
from nbjudge.course.cells import grade_id_of
from nbjudge.course.configuration import config_of
from nbjudge.course.delimiters import solution_delimiters
from nbjudge.course.files import Files, read_files
from nbjudge.course.reached import Reached, reached_by
from nbjudge.course.source import UNREADABLE, read_source, with_header_and_footer
from nbjudge.course.template import Template
from nbjudge.errors import GraderError, Unreadable
from nbjudge.repair import read


@dataclass(frozen=True)
class CourseNotebook:
    """One notebook of an assignment. What a course holds of it is read once, when it is asked for:
    all submissions of a run are graded by what the instructor's files held when it began."""

    coursedir: CourseDirectory
    assignment: str
    notebook: str

    @property
    def name(self) -> str:
        return f"source/{self.assignment}/{self.notebook}.ipynb"

    def folder(self, step: str) -> Path:
        """The assignment's folder in ``source`` or ``release``."""
        directory = getattr(self.coursedir, f"{step}_directory")
        return Path(self.coursedir.format_path(directory, ".", self.assignment))

    @cached_property
    def template(self) -> Template:
        """What a submission is repaired against. Raises GraderError without the gradebook's."""
        begin_solution, _ = solution_delimiters(config=config_of(self.coursedir))
        release, source = self._instructors("release"), self._instructors("source")
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            try:
                entry = gradebook.find_notebook(self.notebook, self.assignment)
            except MissingEntry:
                raise GraderError(
                    f"the gradebook has no notebook {self.notebook!r} of {self.assignment!r}; "
                    f"run: nbgrader generate_assignment {self.assignment}"
                ) from None
            return Template.of(entry, release, source, begin_solution)

    def _instructors(self, step: str) -> NotebookNode | None:
        """An instructor's notebook, or None where there is none to be read."""
        try:
            notebook = read((self.folder(step) / f"{self.notebook}.ipynb").read_bytes())
        except (OSError, Unreadable):
            return None
        return self._whole(notebook) if step == "source" else notebook

    def _whole(self, source: NotebookNode) -> NotebookNode:
        return with_header_and_footer(source, Path(self.coursedir.root), config_of(self.coursedir))

    @cached_property
    def tests(self) -> dict[str, str]:
        """The source of each test cell and locked cell by grade_id, as the gradebook holds it."""
        # The gradebook calls every test cell locked, even one whose own flag says otherwise.
        return {cell.grade_id: cell.source for cell in self.template.trusted if cell.locked}

    def is_python(self, kernel_name: str) -> bool:
        """Whether the notebook's kernel is a Python: the instructor's choice, never a submission's.

        ``kernel_name`` is the one that the configuration asks for, if any. Raises GraderError as
        `kernels.is_python`.
        """
        about = {} if kernel_name else (self.template.kernelspec or {})
        return kernels.is_python(self.kernel(kernel_name), about, self.name)

    def kernel(self, kernel_name: str) -> str:
        """The name of the notebook's kernel; empty if it names none."""
        return kernel_name or str((self.template.kernelspec or {}).get("name", ""))

    @cached_property
    def source(self) -> NotebookNode:
        """The instructor's own notebook, with its solutions, header and footer. Not to be changed.

        Raises GraderError when there is none to be read.
        """
        path = self.folder("source") / f"{self.notebook}.ipynb"
        try:
            return read_source(path, Path(self.coursedir.root), config_of(self.coursedir))
        except UNREADABLE as error:
            raise GraderError(
                f"{path}: the source notebook is needed for the reference run and cannot be read: "
                f"{error}. Mend it, or to grade without one: c.Execute.waive = {{'reference'}}"
            ) from error

    @cached_property
    def files(self) -> Files:
        """The instructor's helper modules and data that lie beside the source notebook."""
        return read_files(self.folder("source"), self.coursedir.ignore)

    @cached_property
    def reached(self) -> Reached:
        """What the source and its helper modules reach outside of the assignment's folder."""
        cells = [cell.source for cell in self._cells() if cell.cell_type == "code"]
        return reached_by(self.coursedir, self.assignment, cells, self.files)

    def skipped(self, tag: str) -> frozenset[str | None]:
        """The grade_ids of locked cells that the instructor tagged as not to be executed.

        Tags of a locked cell in a submission count for nothing: a student could have set them.
        """
        tagged = (cell for cell in self._cells() if tag in cell.metadata.get("tags", []))
        return frozenset(map(grade_id_of, tagged))

    def curves(self) -> dict[str, str]:
        """The list that feedback is to draw where a test cell failed, by the test's grade_id."""
        asked = {grade_id_of(cell): cell.metadata.get("nbjudge", {}) for cell in self._cells()}
        return {
            str(grade_id): str(picture.get("values"))
            for grade_id, picture in asked.items()
            if picture.get("picture") == "curve"
        }

    def remarks(self) -> list[str]:
        """What whoever grades should know of the source, one sentence each."""
        newer = self.source_is_newer()
        return [*([newer] if newer else []), *self.reached.remarks(self.name)]

    def source_is_newer(self) -> str | None:
        """A sentence on locked cells that the source has and the gradebook has otherwise."""
        config = config_of(self.coursedir)
        begin_solution, _ = solution_delimiters(config=config)
        changed = [
            str(grade_id_of(cell))
            for cell in self._cells()
            # nbgrader takes solutions out before it keeps a cell.
            if grade_id_of(cell) in self.tests
            and begin_solution not in cell.source
            and not is_generated(self.tests[str(grade_id_of(cell))], cell.source, config=config)
        ]
        if not changed:
            return None
        return (
            f"{self.name}: {', '.join(changed)} changed since the gradebook took it over, which "
            "counts; for what the source has now, run: "
            f"nbgrader generate_assignment {self.assignment} --force"
        )

    def _cells(self) -> list[NotebookNode]:
        """The source's cells; none where there is no source that can be read."""
        try:
            cells: list[NotebookNode] = self.source.cells
        except GraderError:
            return []
        return cells
