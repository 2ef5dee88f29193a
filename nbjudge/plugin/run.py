"""One run of nbgrader's Autograde over an assignment: what its configuration and the course say."""

from collections.abc import Sequence
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from nbjudge.course.folder import CourseNotebook
from nbjudge.course.grader import NotebookGrader
from nbjudge.course.record import RECORD
from nbjudge.course.settings import Settings
from nbjudge.course.spec import NotebookSpec
from nbjudge.errors import GraderError


class Run:
    """What a run grades, and how. All of it is read once, when it is first asked for."""

    def __init__(self, converter: Any, assignment: str) -> None:
        self.converter = converter
        self.assignment = assignment
        self.directory: CourseDirectory = converter.coursedir
        if RECORD not in self.directory.ignore:  # a file of that name is ours, never a student's
            self.directory.ignore = [*self.directory.ignore, RECORD]
        self._notebooks: dict[str, CourseNotebook] = {}
        self._specs: dict[str, NotebookSpec] = {}
        self._graders: dict[str, NotebookGrader] = {}

    @classmethod
    def of(cls, configurable: Any, assignment: str) -> "Run":
        """The run that a preprocessor or an exporter works for; nbgrader has a converter for each.

        Raises GraderError where there is none.
        """
        while configurable is not None and getattr(configurable, "coursedir", None) is None:
            configurable = configurable.parent
        if configurable is None:
            raise GraderError(
                "nbjudge.Execute grades only under nbgrader's Autograde, which knows the course: "
                "install it with nbjudge.use(c) in nbgrader_config.py"
            )
        runs: dict[str, Run] = vars(configurable).setdefault("nbjudge_runs", {})
        return runs.setdefault(assignment, cls(configurable, assignment))

    @property
    def kept_files(self) -> frozenset[str]:
        """The helper files, relative to the source folder, that a student may change."""
        return frozenset(self.converter.exclude_overwriting.get(self.assignment, ()))

    @property
    def source_folder(self) -> Path:
        step = self.directory.source_directory
        return Path(self.directory.format_path(step, ".", self.assignment))

    def handed_in_folder(self, student: str) -> Path:
        step = self.directory.submitted_directory
        return Path(self.directory.format_path(step, student, self.assignment))

    def graded_folder(self, student: str) -> Path:
        step = self.directory.autograded_directory
        return Path(self.directory.format_path(step, student, self.assignment))

    def notebook(self, name: str) -> CourseNotebook:
        """One notebook of the assignment."""
        if name not in self._notebooks:
            self._notebooks[name] = CourseNotebook(self.directory, self.assignment, name)
        return self._notebooks[name]

    def spec(self, notebook: str, settings: Settings) -> NotebookSpec:
        """What whoever grades a notebook must know. Raises GraderError as `NotebookSpec.of`."""
        if notebook not in self._specs:
            self._specs[notebook] = NotebookSpec.of(
                self.notebook(notebook), settings, self.kept_files
            )
        return self._specs[notebook]

    def grader(self, notebook: str, settings: Settings) -> NotebookGrader:
        """The grader of a notebook, in this process. Raises GraderError as `NotebookGrader.held`"""
        if notebook not in self._graders:
            spec = self.spec(notebook, settings)
            self._graders[notebook] = NotebookGrader.held(spec, settings)
        return self._graders[notebook]

    @cached_property
    def all_notebooks(self) -> Sequence[str]:
        """The assignment's notebooks. Raises GraderError when the gradebook has none."""
        others: list[str] = []
        known: list[str] = []
        url = self.directory.db_url
        try:
            with Gradebook(url, self.directory.course_id) as gradebook:
                others = [assignment.name for assignment in gradebook.assignments]
                known = [n.name for n in gradebook.find_assignment(self.assignment).notebooks]
        except MissingEntry:
            pass
        except SQLAlchemyError as error:
            shown = make_url(url).render_as_string()  # without a password
            raise GraderError(f"the gradebook {shown} cannot be opened: {error}") from error
        if not known:
            raise GraderError(
                f"the gradebook has no assignment {self.assignment!r}; it has "
                f"{', '.join(others) or 'none'}. For a new one, run: "
                f"nbgrader generate_assignment {self.assignment}"
            )
        return known

    @property
    def notebooks(self) -> Sequence[str]:
        """The notebooks that the run is about. Raises GraderError if there are none."""
        pattern, known = self.directory.notebook_id, self.all_notebooks
        chosen = [name for name in known if fnmatch(name, pattern)]
        if not chosen:
            raise GraderError(
                f"{self.assignment} has no notebook {pattern!r}; it has {', '.join(known)}"
            )
        return chosen
