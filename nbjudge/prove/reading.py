"""The material of a proof, read from a course folder: sources, students' versions, answers."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from traitlets.config import Config

from nbjudge.course.cells import as_cells, code_cells, grade_id_of
from nbjudge.course.delimiters import hidden_delimiters, solution_delimiters
from nbjudge.course.files import read_files
from nbjudge.course.kernels import is_python
from nbjudge.course.reached import reached_by
from nbjudge.course.settings import Settings
from nbjudge.course.source import UNREADABLE, read_source
from nbjudge.course.student_version import Sources, StudentVersion
from nbjudge.errors import AnswerError, GraderError
from nbjudge.grading.answers import Answer, read_answers
from nbjudge.plugin.execute import Execute
from nbjudge.prove.material import CourseDelimiters, Material

ANSWERS = "grader_tests/{assignment}"


@dataclass(frozen=True)
class KnownAnswers:
    """The answers to an assignment that the course knows; None where it has no file of them."""

    misconceptions: Sequence[Answer] | None
    alternatives: Sequence[Answer] | None

    @classmethod
    def in_folder(cls, folder: Path) -> "KnownAnswers":
        files = (folder / f"{kind}.py" for kind in ("misconceptions", "alternatives"))
        return cls(*(read_answers(file) if file.exists() else None for file in files))

    def to(self, notebook: NotebookNode) -> "KnownAnswers":
        """The answers to cells of this notebook."""
        ids = {grade_id_of(cell) for cell in notebook.cells}
        known = self.misconceptions, self.alternatives
        return KnownAnswers(
            *(a if a is None else [answer for answer in a if answer.grade_id in ids] for a in known)
        )

    def check(self, ids: set[str]) -> None:
        """Raise AnswerError for an answer to a cell that no notebook of the assignment has."""
        for answer in [*(self.misconceptions or ()), *(self.alternatives or ())]:
            if answer.grade_id not in ids:
                raise AnswerError(
                    f"answer {answer.name!r} is to {answer.grade_id!r}, which no notebook has; "
                    f"the solution cells are {', '.join(sorted(ids))}"
                )


def read_materials(sources: Sources, assignment: str, answers: str = ANSWERS) -> list[Material]:
    """What is to be proven of each notebook of an assignment.

    Raises GraderError when a source cannot be read or no students' version can be made of it, and
    AnswerError when an answers file does not say what it means.
    """
    settings = Execute(config=sources.config).settings(assignment)
    # Read first, for its own message: nbgrader's points at a traceback that nobody sees.
    root, config = sources.root, sources.config
    notebooks = {path: read(path, root, config) for path in sources.notebooks(assignment)}
    known = KnownAnswers.in_folder(sources.root / answers_folder(answers, assignment))
    with tempfile.TemporaryDirectory() as folder:
        made = sources.student_version(assignment, Path(folder))
        found = [
            _material(sources, settings, path, source, made, known.to(source))
            for path, source in notebooks.items()
        ]
    known.check({solution.grade_id for material in found for solution in material.solutions})
    return found


def _material(
    sources: Sources,
    settings: Settings,
    path: Path,
    source: NotebookNode,
    made: StudentVersion,
    known: KnownAnswers,
) -> Material:
    kernel = source.metadata.get("kernelspec", {})
    if not is_python(kernel.get("name", ""), kernel, str(path)):
        raise GraderError(f"{path}: only notebooks with a Python kernel can be proven")
    student_version = nbformat.read(made.folder / path.name, as_version=4)
    locked, mark = made.locked[path.stem], settings.hidden_tests_mark
    code = code_cells(source)
    files = read_files(path.parent, sources.coursedir.ignore)
    reached = reached_by(sources.coursedir, made.folder.name, [c.source for c in code], files)
    files |= reached.files
    released = sources.folder("release", made.folder.name) / path.name
    return Material(
        assignment=made.folder.name,
        notebook=path.stem,
        source=source,
        code=code,
        job=settings.job(as_cells(code, locked, mark), files, files, reached),
        student_version=student_version,
        blank_cells=as_cells(code_cells(student_version), locked, mark),
        student_files=read_files(made.folder, []),
        released=released.read_bytes() == (made.folder / path.name).read_bytes()
        if released.exists()
        else None,
        misconceptions=known.misconceptions,
        alternatives=known.alternatives,
        delimiters=CourseDelimiters(
            solution_delimiters(config=sources.config), *hidden_delimiters(config=sources.config)
        ),
    )


def read(path: Path, root: Path, config: Config) -> NotebookNode:
    try:
        notebook = read_source(path, root, config)
        nbformat.validate(notebook)
        return notebook
    except UNREADABLE as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise GraderError(f"{path} cannot be read as a notebook: {reason}") from error


def answers_folder(pattern: str, assignment: str) -> str:
    """The folder of an assignment's answers, relative to the course's or absolute."""
    try:
        return pattern.format(assignment=assignment)
    except (KeyError, IndexError, ValueError) as error:
        raise GraderError(f"--answers {pattern}: only {{assignment}} can be filled in") from error
