"""Before anyone is graded: the settings, the sandbox and the reference run of each notebook; and
after each notebook: what nbgrader's own steps leave out.

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
from traitlets import TraitError
from traitlets.utils.importstring import import_item

from nbjudge.errors import GraderError
from nbjudge.plugin.bundle import JobBundle
from nbjudge.plugin.execute import GRADED, Execute
from nbjudge.plugin.exporter import RepairingExporter
from nbjudge.plugin.finish import Record, bring_up_to_date
from nbjudge.plugin.run import Run
from nbjudge.plugin.steps import steps_of


class Exporter(RepairingExporter):
    """Reads submissions robustly, once it is sure that they can be graded."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)  # type: ignore[no-untyped-call]
        self._bundle: JobBundle | None = None
        self._record: Record | None = None
        if isinstance(self.parent, Autograde):
            try:
                self._prepare(self.parent.autograde_preprocessors, self.parent.coursedir)
            except (GraderError, TraitError) as error:
                self.log.error("nbjudge: %s", error)
                raise NbGraderException(str(error)) from None

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[Any, dict[str, Any]]:
        """Take a notebook through nbgrader's steps, then see to what these leave out."""
        text, resources = super().from_filename(filename, resources, **kw)
        if done := resources.pop(GRADED, None):
            graded, files, left_out = done
            about = resources["nbgrader"]
            bring_up_to_date(graded, about)
            if self._bundle:
                if self._record is None or self._record.student != about["student"]:
                    run = Run.of(self, about["assignment"])
                    self._record = Record(run, self._bundle, about["student"])
                self._record.note(graded, self.handed_in, files, left_out, text)
        return text, resources

    def _prepare(self, preprocessors: Sequence[Any], coursedir: CourseDirectory) -> None:
        for preprocessor in preprocessors:
            kind = import_item(preprocessor) if isinstance(preprocessor, str) else preprocessor
            if isinstance(kind, type) and issubclass(kind, Execute):
                execute, run = kind(parent=self), Run.of(self, coursedir.assignment_id)
                names = notebooks_to_grade(coursedir)
                for name in names:
                    execute.prepare(run, name)
                if execute.waive:
                    waived = ", ".join(sorted(execute.waive))
                    self.log.warning("nbjudge: grading without these, as configured: %s", waived)
                self._bundle = bundle_of(run, execute, names)


def bundle_of(run: Run, execute: Execute, notebooks: Sequence[str]) -> JobBundle | None:
    """What this run grades by; None where ``nbjudge autograde`` would not grade by the same."""
    are_here = (execute.runs_here(run.notebook(name)) for name in notebooks)
    if not notebooks or not execute.enabled or not all(are_here):
        return None
    try:
        steps = steps_of(run.converter)
    except GraderError:  # it has some that nbjudge autograde does not know
        return None
    return JobBundle.of(run, execute.settings(run.assignment), steps)


def notebooks_to_grade(coursedir: CourseDirectory) -> list[str]:
    """The names of the run's notebooks; none where nbgrader itself will say what is amiss."""
    assignment = coursedir.assignment_id
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        try:
            known = [notebook.name for notebook in gradebook.find_assignment(assignment).notebooks]
        except MissingEntry:
            return []
    return [name for name in known if fnmatch(name, coursedir.notebook_id)]
