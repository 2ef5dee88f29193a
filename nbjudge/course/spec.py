"""One notebook of an assignment as plain data: all that whoever grades it must know."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from nbformat import NotebookNode

from nbjudge.course.cells import as_cells, executed_cells
from nbjudge.course.files import Files
from nbjudge.course.folder import CourseNotebook
from nbjudge.course.reached import Reached
from nbjudge.course.settings import Settings
from nbjudge.course.template import Template
from nbjudge.grading.answers import Answer, read_answers
from nbjudge.grading.job import Cell, Job


@dataclass(frozen=True)
class NotebookSpec:
    """A notebook as gradebook, release and source hold it.

    ``path`` is that of the source notebook, for messages; ``tests`` the source of each test cell
    and locked cell by grade_id; ``skipped`` are those that are not to be executed, ``curves`` the
    lists that feedback draws; ``files`` are the instructor's, of which a student may change the
    ``kept_files``; ``reached`` is what else the sandbox lets in. There is
    no ``reference_job`` where the course waives the reference run, and are no
    ``misconceptions`` where it knows of none.
    """

    assignment: str
    name: str
    path: str
    template: Template
    tests: Mapping[str, str]
    skipped: frozenset[str | None]
    curves: Mapping[str, str]
    files: Files
    reached: Reached
    kept_files: frozenset[str]
    reference_job: Job | None
    misconceptions: Sequence[Answer] | None

    @classmethod
    def of(
        cls, source: CourseNotebook, settings: Settings, kept_files: Collection[str]
    ) -> "NotebookSpec":
        """What a course says of a notebook.

        Raises GraderError for a source or an answers file that cannot be read.
        """
        skipped = source.skipped(settings.skip_tag)
        files = source.files | source.reached.files
        reached = replace(source.reached, files={})
        job = known = None
        if not settings.waives_reference:
            executed = executed_cells(source.source, source.tests, skipped, settings.skip_tag)
            cells = as_cells(executed, source.tests, settings.hidden_tests_mark)
            job = settings.job(cells, files, files, reached)
            known = known_wrong_answers(source, settings.answers, cells)
        return cls(
            assignment=source.assignment,
            name=source.notebook,
            path=source.name,
            template=source.template,
            tests=source.tests,
            skipped=skipped,
            curves=source.curves(),
            files=files,
            reached=reached,
            kept_files=frozenset(kept_files),
            reference_job=job,
            misconceptions=known,
        )

    def executed(self, notebook: NotebookNode, settings: Settings) -> list[NotebookNode]:
        """The cells of a submission that a kernel would execute."""
        return executed_cells(notebook, self.tests, self.skipped, settings.skip_tag)


def known_wrong_answers(
    source: CourseNotebook, answers: str, cells: Sequence[Cell]
) -> list[Answer] | None:
    """The known wrong answers to this notebook; None if the course has no file of them."""
    folder = answers.format(assignment_id=source.assignment)
    path = Path(source.coursedir.root, folder, "misconceptions.py")
    if not path.exists():
        return None
    ids = {cell.grade_id for cell in cells if cell.place == "student"}
    return [answer for answer in read_answers(path) if answer.grade_id in ids]
