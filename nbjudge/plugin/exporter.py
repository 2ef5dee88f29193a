"""The exporter with which ``nbgrader autograde`` reads submissions, so that none stops the class.

nbgrader reads each submission twice: the student's file, to sanitise it, and then the sanitised
file, to execute it. Only the first is a stranger's. There an unreadable file becomes the blank
assignment, and any other notebook is repaired before nbgrader's own checks see it. What was done
stands in the notebook's metadata under ``nbjudge``.
"""

import os
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode

from nbjudge.course.metadata import note_in
from nbjudge.course.template import Template
from nbjudge.errors import GraderError, Unreadable
from nbjudge.plugin.run import Run
from nbjudge.repair import REASONS
from nbjudge.repair.reading import opened


class RepairingExporter(NotebookExporter):
    """Reads what a student handed in as a notebook that nbgrader can grade."""

    handed_in: bytes | Unreadable = b""
    """What stood in the file that was read last, or why it cannot be read."""

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[Any, dict[str, Any]]:
        """Read and preprocess a notebook; called by nbgrader's converter for each of its passes."""
        template = self._template(filename, resources or {})
        if template is None:
            return super().from_filename(filename, resources, **kw)
        resources = ResourcesDict() if resources is None else resources
        folder, name = os.path.split(filename)
        about = ResourcesDict(name=os.path.splitext(name)[0], path=folder)
        resources["metadata"] = about
        self.handed_in = opened(filename)
        notebook = template.received(self.handed_in)
        self._tell(filename, notebook)
        exported: tuple[Any, dict[str, Any]]
        exported = self.from_notebook_node(notebook, resources, **kw)  # type: ignore[no-untyped-call]
        return exported

    def _template(self, filename: str, resources: dict[str, Any]) -> Template | None:
        """What a file is to be repaired against; None if it is not a submission."""
        about = resources.get("nbgrader")
        if getattr(self.parent, "coursedir", None) is None or not about:
            return None
        run = Run.of(self, about["assignment"])
        submitted = run.handed_in_folder(about["student"])
        if os.path.abspath(os.path.dirname(filename)) != os.path.abspath(submitted):
            return None
        try:
            return run.notebook(about["notebook"]).template
        except GraderError:  # not in the gradebook, which nbgrader itself will say
            return None

    def _tell(self, filename: str, notebook: NotebookNode) -> None:
        note = note_in(notebook)
        if note.get("verdict") == "unreadable":
            reason = REASONS[note["reason"]]
            self.log.warning("nbjudge: %s is graded as blank, %s", filename, reason)
        for sentence in note.get("repairs", []):
            self.log.warning("nbjudge: repaired %s: %s", filename, sentence)
