"""A class as one run of ``nbjudge autograde`` sees it: who handed in what, and how it is graded."""

import glob
import re
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from nbgrader.apps.autogradeapp import AutogradeApp
from nbgrader.converters import Autograde

from nbjudge.batch.address import Address
from nbjudge.batch.writer import Writer
from nbjudge.course.configuration import configured
from nbjudge.course.handed_in import is_text
from nbjudge.course.settings import Settings
from nbjudge.errors import GraderError
from nbjudge.plugin.bundle import JobBundle, late_penalties
from nbjudge.plugin.execute import Execute
from nbjudge.plugin.run import Run
from nbjudge.plugin.steps import steps_of


class ClassRun(Run):
    """A run over all submissions of an assignment that it selects."""

    def __init__(self, converter: Autograde) -> None:
        super().__init__(converter, converter.coursedir.assignment_id)
        self.steps = steps_of(converter)
        self._execute = Execute(parent=converter)
        if not self._execute.enabled:
            raise GraderError(
                "with --no-execute points would come from outputs that students wrote; "
                "if that is what you want, run: nbgrader autograde --no-execute"
            )

    @classmethod
    def configured(cls, arguments: Sequence[str]) -> "ClassRun":
        """Read the configuration of the course that nbgrader finds from here.

        ``arguments`` are those of ``nbgrader autograde``. Raises GraderError when the configuration
        cannot be loaded, or the course grades in a way that only nbgrader itself can follow.
        """
        app = configured(AutogradeApp(log_level="WARN"), lambda app: app.initialize(arguments))
        return cls(Autograde(coursedir=app.coursedir, parent=app))

    @cached_property
    def settings(self) -> Settings:
        """Raises GraderError for settings that cannot be honoured."""
        return self._execute.settings(self.assignment)

    @cached_property
    def bundle(self) -> JobBundle:
        """What workers need. Raises GraderError for what cannot be read."""
        return JobBundle.of(self, self.settings, self.steps)

    @property
    def remarks(self) -> list[str]:
        """What whoever grades should know of the sources, one sentence each."""
        return [said for name in self.notebooks for said in self.notebook(name).remarks()]

    @property
    def other_kernels(self) -> list[str]:
        """The source notebooks of the run that nbgrader is to run, in a kernel."""
        sources = map(self.notebook, self.notebooks)
        return [source.name for source in sources if not self._execute.runs_here(source)]

    def check_cluster(self, cluster: Address | None) -> None:
        """Raise GraderError where submissions would travel for all to read, unasked."""
        if cluster and not cluster.is_private and not self._execute.unencrypted_cluster:
            raise GraderError(
                f"{cluster.url}: whoever is in between reads submissions and hidden tests, and "
                "whoever reaches it runs code on all its machines. Make certificates (nbjudge "
                "certificates FOLDER) and use tls://; or, in a network of the cluster's own, "
                "say so: c.Execute.unencrypted_cluster = True"
            )

    def writer(self) -> Writer:
        """The gradebook of the assignment."""
        penalties = late_penalties(self, self.steps)
        url, create = self.directory.db_url, self.converter.create_student
        return Writer(url, self.assignment, penalties, create)

    def handed_in(self) -> dict[str, Path]:
        """Folders by student. Raises GraderError if there are none, or no such assignment."""
        found = self.students()
        if not found and self.notebooks:
            folder = self.handed_in_folder(self.directory.student_id)
            raise GraderError(f"nobody handed anything in: there is no folder {folder}")
        return found

    @property
    def nameless(self) -> list[str]:
        """The folders whose names are no text, which no gradebook takes for a student."""
        return [student for student in self._folders() if not is_text(student)]

    def students(self) -> dict[str, Path]:
        """Who handed something in, and where it lies; in nbgrader's order."""
        return {who: where for who, where in self._folders().items() if is_text(who)}

    def _folders(self) -> dict[str, Path]:
        directory, step = self.directory, self.directory.submitted_directory
        named = re.compile(
            directory.format_path(step, "(?P<student>.*)", re.escape(self.assignment), escape=True),
            re.DOTALL,  # a folder's name may hold anything
        )
        pattern = directory.format_path(step, directory.student_id, self.assignment)
        excluded = set(directory.student_id_exclude.split(","))
        found = {}
        for path in sorted(glob.glob(pattern)):
            match = named.fullmatch(path)
            if match and match["student"] not in excluded:
                found[match["student"]] = Path(path)
        return found
