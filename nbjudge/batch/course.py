"""What nbgrader's own configuration says of a run, read by nbgrader's own machinery."""

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps.autogradeapp import AutogradeApp
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from nbjudge.batch.bundle import Pack
from nbjudge.batch.plan import Wanted, students
from nbjudge.batch.steps import steps_of
from nbjudge.batch.writer import Writer
from nbjudge.course.configuration import configured
from nbjudge.course.folder import CourseNotebook
from nbjudge.errors import GraderError
from nbjudge.plugin.execute import Execute


@dataclass
class Course:
    """A course folder as one run of ``nbjudge autograde`` sees it."""

    converter: Autograde
    steps: list[type]

    @classmethod
    def configured(cls, arguments: Sequence[str]) -> "Course":
        """Read the configuration of the course that nbgrader finds from here.

        ``arguments`` are those of ``nbgrader autograde``. Raises GraderError when the configuration
        cannot be loaded, or the course grades in a way that only nbgrader itself can follow.
        """
        app = configured(AutogradeApp(log_level="WARN"), lambda app: app.initialize(arguments))
        converter = Autograde(coursedir=app.coursedir, parent=app)
        course = cls(converter, steps_of(converter))
        if not course.execute.enabled:
            raise GraderError(
                "with --no-execute points would come from outputs that students wrote; "
                "if that is what you want, run: nbgrader autograde --no-execute"
            )
        return course

    @property
    def directory(self) -> CourseDirectory:
        return self.converter.coursedir

    def graded_folder(self, student: str) -> Path:
        step = self.directory.autograded_directory
        return Path(self.directory.format_path(step, student, self.assignment))

    @property
    def source_folder(self) -> Path:
        step = self.directory.source_directory
        return Path(self.directory.format_path(step, ".", self.assignment))

    @property
    def assignment(self) -> str:
        name: str = self.directory.assignment_id
        return name

    @cached_property
    def execute(self) -> Execute:
        return Execute(parent=self.converter)

    @cached_property
    def late_penalties(self) -> AssignLatePenalties | None:
        """The step that asks the course's plugin for penalties; None where the course has none."""
        if AssignLatePenalties not in self.steps:
            return None
        step = AssignLatePenalties(parent=self.converter)
        step.init_plugin()
        return step

    @cached_property
    def all_notebooks(self) -> list[CourseNotebook]:
        """The assignment's notebooks. Raises GraderError when the gradebook has none."""
        url = self.directory.db_url
        try:
            with Gradebook(url, self.directory.course_id) as gradebook:
                others = [assignment.name for assignment in gradebook.assignments]
                known = [n.name for n in gradebook.find_assignment(self.assignment).notebooks]
        except MissingEntry:
            known = []
        except SQLAlchemyError as error:
            shown = make_url(url).render_as_string()  # without a password
            raise GraderError(f"the gradebook {shown} cannot be opened: {error}") from error
        if not known:
            raise GraderError(
                f"the gradebook has no assignment {self.assignment!r}; it has "
                f"{', '.join(others) or 'none'}. For a new one, run: "
                f"nbgrader generate_assignment {self.assignment}"
            )
        return [CourseNotebook(self.directory, self.assignment, name) for name in known]

    @property
    def notebooks(self) -> list[CourseNotebook]:
        """The notebooks that the run is about. Raises GraderError if there are none."""
        pattern, places = self.directory.notebook_id, self.all_notebooks
        chosen = [place for place in places if fnmatch(place.notebook, pattern)]
        if not chosen:
            known = ", ".join(place.notebook for place in places)
            raise GraderError(f"{self.assignment} has no notebook {pattern!r}; it has {known}")
        return chosen

    @property
    def news(self) -> list[str]:
        """What the instructor has changed in the source, and not handed over to the gradebook."""
        return [sentence for place in self.notebooks if (sentence := place.news())]

    @property
    def other_kernels(self) -> list[str]:
        """The source notebooks of the run that are not Python's."""
        return [place.name for place in self.notebooks if not self.execute.is_python(place)]

    def writer(self) -> Writer:
        """The gradebook of the assignment."""
        return Writer(
            self.directory.db_url,
            self.assignment,
            self.late_penalties,
            self.converter.create_student,
        )

    def wanted(self, pack: Pack) -> Wanted:
        """What a plan is made for."""
        return Wanted(
            self.directory,
            self.assignment,
            [place.notebook for place in self.all_notebooks],
            {name: pack.digest(name) for name in pack.notebooks},
            self.converter.force,
        )

    def handed_in(self) -> dict[str, Path]:
        """Folders by student. Raises GraderError if there are none, or no such assignment."""
        directory = self.directory
        found = students(directory, self.assignment)
        if not found and self.notebooks:
            step = directory.submitted_directory
            place = directory.format_path(step, directory.student_id, self.assignment)
            raise GraderError(f"nobody handed anything in: there is no folder {place}")
        return found

    @property
    def kept_files(self) -> frozenset[str]:
        """The helper files, relative to the source folder, that a student may change."""
        return frozenset(self.converter.exclude_overwriting.get(self.assignment, ()))
