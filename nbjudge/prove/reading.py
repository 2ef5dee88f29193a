"""What `nbjudge prove` asks of an nbgrader course folder: sources, students' versions, answers.

The students' version is generated here as ``nbgrader generate_assignment`` would, but into a
temporary folder and past the gradebook, so that nothing of the course is touched.
"""

import contextlib
import logging
import tempfile
from collections.abc import Sequence
from logging.handlers import BufferingHandler
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.apps import NbGrader
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearSolutions, SaveCells
from traitlets.config import Config

from nbjudge.course.cells import as_cells, code_cells
from nbjudge.course.configuration import configured
from nbjudge.course.delimiters import hidden_delimiters
from nbjudge.course.files import read_files
from nbjudge.course.folder import PYTHON_KERNELS
from nbjudge.errors import AnswerError, GraderError
from nbjudge.grading.answers import Answer, read_answers
from nbjudge.plugin.execute import Execute
from nbjudge.prove.material import Material, Regions

ANSWERS = "grader_tests/{assignment}"

UNREADABLE = (
    OSError,
    ValueError,
    AttributeError,
    TypeError,
    KeyError,
    RecursionError,
    nbformat.ValidationError,
)
"""What reading a source notebook may raise: nbformat trusts the shape of what it is given."""


class Course:
    """The course of a folder, with the settings of its nbgrader_config.py."""

    def __init__(self, folder: Path) -> None:
        with contextlib.chdir(folder):
            app = configured(NbGrader(), lambda app: app.load_config_file())
        self._config: Config = app.config
        self._config.CourseDirectory.setdefault("root", str(folder))
        self.coursedir = CourseDirectory(config=self._config)
        self.root = Path(self.coursedir.root)
        self.settings = Execute(config=self._config).settings("")

    def assignments(self) -> list[str]:
        """The names of the assignments that have a source folder with a notebook in it."""
        pattern = self._folder("source", "*")
        return sorted(f.name for f in pattern.parent.glob("*") if any(f.glob("*.ipynb")))

    def _folder(self, step: str, assignment: str) -> Path:
        directory = getattr(self.coursedir, f"{step}_directory")
        return Path(self.coursedir.format_path(directory, ".", assignment))

    def materials(self, assignment: str, answers: str = ANSWERS) -> list[Material]:
        """What is to be proven of each notebook of an assignment.

        Raises GraderError when a source cannot be read or no students' version can be made of it,
        and AnswerError when an answers file does not say what it means.
        """
        folder = self._folder("source", assignment)
        if assignment not in self.assignments():
            known = ", ".join(self.assignments()) or "none"
            raise GraderError(f"{folder} holds no notebook; the assignments are: {known}")
        paths = sorted(folder.glob("*.ipynb"))
        for path in paths:
            read(path)  # for its own message: nbgrader's points at a traceback that nobody sees
        place = self.root / answers_folder(answers, assignment)
        known_answers = [read_known(place / f"{k}.py") for k in ("misconceptions", "alternatives")]
        with tempfile.TemporaryDirectory() as made:
            release = self._generate(assignment, Path(made))
            found = [self._material(assignment, path, release, known_answers) for path in paths]
        refuse_strays(found, known_answers)
        return found

    def _generate(self, assignment: str, folder: Path) -> Path:
        config = Config(self._config)
        config.CourseDirectory.release_directory = str(folder)
        config.CourseDirectory.assignment_id = assignment
        config.GenerateAssignment.no_database = True
        stock = GenerateAssignment.class_traits()["preprocessors"].default()
        chosen = config.GenerateAssignment.get("preprocessors", stock)
        config.GenerateAssignment.preprocessors = [p for p in chosen if p is not SaveCells]
        converter = GenerateAssignment(coursedir=CourseDirectory(config=config), config=config)
        converter.log = logging.getLogger("nbjudge.quiet")
        reports = BufferingHandler(10_000)
        converter.log.addHandler(reports)
        converter.log.propagate = False
        try:
            converter.start()
        except NbGraderException as error:
            raise GraderError(
                f"no students' version of {assignment} can be made: {last_error(reports)}. "
                f"See: nbgrader generate_assignment {assignment}"
            ) from error
        finally:
            converter.log.removeHandler(reports)
        return folder / assignment

    def _material(
        self,
        assignment: str,
        path: Path,
        generated: Path,
        known: Sequence[Sequence[Answer] | None],
    ) -> Material:
        source = read(path)
        if source.metadata.get("kernelspec", {}).get("name", "") not in PYTHON_KERNELS:
            raise GraderError(f"{path}: only notebooks with a Python kernel can be proven")
        student_version = read(generated / path.name)
        locked = {
            cell.metadata.nbgrader.grade_id: cell.source
            for cell in source.cells
            if cell.metadata.get("nbgrader", {}).get("locked")
            or cell.metadata.get("nbgrader", {}).get("grade")
        }
        solution, settings = ClearSolutions(config=self._config), self.settings
        mark = settings.hidden_tests_mark
        files = read_files(path.parent, self.coursedir.ignore)
        here = [known_in(source, answers) for answers in known]
        return Material(
            assignment=assignment,
            notebook=path.stem,
            source=source,
            code=code_cells(source),
            job=settings.job(as_cells(code_cells(source), locked, mark), files, files),
            student_version=student_version,
            blank_cells=as_cells(code_cells(student_version), locked, mark),
            student_files=read_files(generated, []),
            released=self._is_released(assignment, generated, path.name),
            misconceptions=here[0],
            alternatives=here[1],
            regions=Regions(
                (solution.begin_solution_delimeter, solution.end_solution_delimeter),
                *hidden_delimiters(config=self._config),
            ),
        )

    def _is_released(self, assignment: str, generated: Path, name: str) -> bool | None:
        released = self._folder("release", assignment) / name
        if not released.exists():
            return None
        return released.read_bytes() == (generated / name).read_bytes()


def last_error(reports: BufferingHandler) -> str:
    """The error that nbgrader logged as a traceback: its last line says which."""
    said = [report.getMessage().strip() for report in reports.buffer]
    traces = [text for text in said if text.startswith("Traceback")] or said
    return traces[-1].splitlines()[-1] if traces and traces[-1] else "nbgrader does not say why"


def read(path: Path) -> NotebookNode:
    try:
        notebook: NotebookNode = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
    except UNREADABLE as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise GraderError(f"{path} cannot be read as a notebook: {reason}") from error
    return notebook


def answers_folder(pattern: str, assignment: str) -> str:
    """The folder of an assignment's answers, relative to the course's or absolute."""
    try:
        return pattern.format(assignment=assignment)
    except (KeyError, IndexError, ValueError) as error:
        raise GraderError(f"--answers {pattern}: only {{assignment}} can be filled in") from error


def read_known(path: Path) -> list[Answer] | None:
    return read_answers(path) if path.exists() else None


def known_in(notebook: NotebookNode, answers: Sequence[Answer] | None) -> list[Answer] | None:
    """The answers to solution cells of this notebook."""
    if answers is None:
        return None
    ids = {cell.metadata.get("nbgrader", {}).get("grade_id") for cell in notebook.cells}
    return [answer for answer in answers if answer.grade_id in ids]


def refuse_strays(materials: Sequence[Material], known: Sequence[Sequence[Answer] | None]) -> None:
    """Raise AnswerError when an answer is to a cell that no notebook of the assignment has."""
    ids = {solution.grade_id for material in materials for solution in material.solutions}
    for answers in known:
        for answer in answers or ():
            if answer.grade_id not in ids:
                raise AnswerError(
                    f"answer {answer.name!r} is to {answer.grade_id!r}, which no notebook has; "
                    f"the solution cells are {', '.join(sorted(ids))}"
                )
