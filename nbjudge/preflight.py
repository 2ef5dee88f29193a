"""Before anyone is graded: the settings, the walls and the reference run of each notebook.

nbgrader makes its exporter once for each run, before it touches the first submission, and lets an
error in it end the run. So this is where a run that cannot go well ends, with nothing written.
"""

from collections.abc import Sequence
from fnmatch import fnmatch
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from traitlets.utils.importstring import import_item

from nbjudge.course import CourseNotebook
from nbjudge.execute import Execute
from nbjudge.exporter import Exporter as RobustExporter
from nbjudge.pair import GraderError


class Exporter(RobustExporter):
    """Reads submissions robustly, once it is sure that they can be graded."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)  # type: ignore[no-untyped-call]
        if isinstance(self.parent, Autograde):
            try:
                self._prepare(self.parent.autograde_preprocessors, self.parent.coursedir)
            except GraderError as error:
                self.log.error("nbjudge: %s", error)
                raise NbGraderException(str(error)) from None

    def _prepare(self, preprocessors: Sequence[Any], coursedir: CourseDirectory) -> None:
        for preprocessor in preprocessors:
            kind = import_item(preprocessor) if isinstance(preprocessor, str) else preprocessor
            if isinstance(kind, type) and issubclass(kind, Execute):
                execute = kind(parent=self)
                for place in notebooks_to_grade(coursedir):
                    execute.prepare(place)
                if execute.waive:
                    waived = ", ".join(sorted(execute.waive))
                    self.log.warning("nbjudge: grading without these, as configured: %s", waived)


def notebooks_to_grade(coursedir: CourseDirectory) -> list[CourseNotebook]:
    """The notebooks of the run's assignment; none where nbgrader itself will say what is amiss."""
    assignment = coursedir.assignment_id
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        try:
            known = [notebook.name for notebook in gradebook.find_assignment(assignment).notebooks]
        except MissingEntry:
            return []
    return [
        CourseNotebook(coursedir, assignment, name)
        for name in known
        if fnmatch(name, coursedir.notebook_id)
    ]
