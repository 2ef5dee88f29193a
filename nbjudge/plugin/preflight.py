"""Before anyone is graded: the settings, the walls and the reference run of each notebook.

nbgrader makes its exporter once for each run, before it touches the first submission, and lets an
error in it end the run. So this is where a run that cannot go well ends, with nothing written.
"""

from collections.abc import Mapping, Sequence
from fnmatch import fnmatch
from typing import Any

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from traitlets import TraitError
from traitlets.utils.importstring import import_item

from nbjudge.course.folder import place_in_run
from nbjudge.course.metadata import remarks_in
from nbjudge.errors import GraderError
from nbjudge.plugin.execute import Execute
from nbjudge.plugin.exporter import Exporter as RobustExporter


class Exporter(RobustExporter):
    """Reads submissions robustly, once it is sure that they can be graded."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)  # type: ignore[no-untyped-call]
        if isinstance(self.parent, Autograde):
            try:
                self._prepare(self.parent.autograde_preprocessors, self.parent.coursedir)
            except (GraderError, TraitError) as error:
                self.log.error("nbjudge: %s", error)
                raise NbGraderException(str(error)) from None

    def _preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Take a notebook through nbgrader's steps, then tell the gradebook what it did not ask."""
        graded: tuple[NotebookNode, ResourcesDict]
        graded = super()._preprocess(nb, resources)  # type: ignore[no-untyped-call]
        if remarks := remarks_in(graded[0]):
            comment(remarks, resources["nbgrader"])
        return graded

    def _prepare(self, preprocessors: Sequence[Any], coursedir: CourseDirectory) -> None:
        for preprocessor in preprocessors:
            kind = import_item(preprocessor) if isinstance(preprocessor, str) else preprocessor
            if isinstance(kind, type) and issubclass(kind, Execute):
                execute = kind(parent=self)
                for name in notebooks_to_grade(coursedir):
                    execute.prepare(place_in_run(self, coursedir.assignment_id, name))
                if execute.waive:
                    waived = ", ".join(sorted(execute.waive))
                    self.log.warning("nbjudge: grading without these, as configured: %s", waived)


def comment(remarks: Mapping[str, str], about: Mapping[str, str]) -> None:
    """Write remarks on solution cells into the gradebook, where nbgrader has nothing to say."""
    with Gradebook(about["db_url"]) as gradebook:
        for grade_id, sentence in remarks.items():
            found = gradebook.find_comment(
                grade_id, about["notebook"], about["assignment"], about["student"]
            )
            found.auto_comment = found.auto_comment or sentence
        gradebook.db.commit()


def notebooks_to_grade(coursedir: CourseDirectory) -> list[str]:
    """The names of the run's notebooks; none where nbgrader itself will say what is amiss."""
    assignment = coursedir.assignment_id
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        try:
            known = [notebook.name for notebook in gradebook.find_assignment(assignment).notebooks]
        except MissingEntry:
            return []
    return [name for name in known if fnmatch(name, coursedir.notebook_id)]
