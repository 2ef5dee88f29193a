"""The exporter with which ``nbgrader autograde`` reads submissions, so that none stops the class.

In ``nbgrader_config.py``::

    c.Autograde.exporter_class = "nbjudge.plugin.exporter.Exporter"

nbgrader reads each submission twice: the student's file, to sanitise it, and then the sanitised
file, to execute it. Only the first is a stranger's. There an unreadable file becomes the blank
assignment, and any other notebook is repaired before nbgrader's own checks see it. What was done
stands in the notebook's metadata under ``nbjudge``.
"""

import json
import os
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import compute_checksum

from nbjudge.course.folder import place_in_run
from nbjudge.errors import Unreadable
from nbjudge.repair import TrustedCell, read, read_path, repair, trusted_from_notebook

BLANK_ID = "nbjudge-unreadable"


class Exporter(NotebookExporter):
    """Reads what a student handed in as a notebook that nbgrader can grade."""

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[Any, dict[str, Any]]:
        """Read and preprocess a notebook; called by nbgrader's converter for each of its passes."""
        assignment = self._assignment(filename, resources or {})
        if assignment is None:
            return super().from_filename(filename, resources, **kw)
        resources = ResourcesDict() if resources is None else resources
        folder, name = os.path.split(filename)
        about = ResourcesDict(name=os.path.splitext(name)[0], path=folder)
        resources["metadata"] = about
        notebook = self._notebook(filename, assignment)
        exported: tuple[Any, dict[str, Any]]
        exported = self.from_notebook_node(notebook, resources, **kw)  # type: ignore[no-untyped-call]
        return exported

    def _assignment(self, filename: str, resources: dict[str, Any]) -> "Assignment | None":
        """The assignment to repair a file against; None if the file is not a submission."""
        coursedir = getattr(self.parent, "coursedir", None)
        about = resources.get("nbgrader")
        if coursedir is None or not about:
            return None
        name, notebook = about["assignment"], about["notebook"]
        submitted = coursedir.format_path(coursedir.submitted_directory, about["student"], name)
        if os.path.abspath(os.path.dirname(filename)) != os.path.abspath(submitted):
            return None
        place = place_in_run(self, name, notebook)
        try:
            return place.once("repair", lambda: Assignment.in_course(coursedir, name, notebook))
        except MissingEntry:
            return None

    def _notebook(self, filename: str, assignment: "Assignment") -> NotebookNode:
        try:
            notebook = read_path(filename)
        except Unreadable as unreadable:
            self.log.warning("nbjudge: %s is graded as blank, %s", filename, unreadable.sentence)
            return assignment.blank(
                f"nbjudge could not read this notebook: {unreadable.sentence}.",
                {"verdict": "unreadable", "reason": unreadable.reason},
            )
        for sentence in assignment.accept(notebook):
            self.log.warning("nbjudge: repaired %s: %s", filename, sentence)
        return notebook


@dataclass(frozen=True)
class Assignment:
    """What an assignment's notebook must hold. ``release`` is None where it no longer exists.

    ``is_ordered`` is false where no notebook of the instructor's tells the order of the cells.
    """

    trusted: list[TrustedCell]
    kernelspec: dict[str, Any] | None
    release: NotebookNode | None
    is_ordered: bool

    @classmethod
    def in_course(cls, coursedir: CourseDirectory, name: str, notebook: str) -> "Assignment":
        """What gradebook, release and source hold. Raises MissingEntry without the gradebook's."""
        versions = [
            _instructors(Path(coursedir.format_path(step, ".", name)) / f"{notebook}.ipynb")
            for step in (coursedir.release_directory, coursedir.source_directory)
        ]
        with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
            return cls.of(gradebook.find_notebook(notebook, name), *versions)

    @classmethod
    def of(
        cls, entry: Any, release: NotebookNode | None, source: NotebookNode | None
    ) -> "Assignment":
        """Join the gradebook's cells, which have no order, with the instructor's notebooks."""
        versions = [trusted_from_notebook(nb) if nb else [] for nb in (release, source)]
        in_files = {cell.grade_id: cell for cells in reversed(versions) for cell in cells}
        released = {cell.grade_id: cell.source for cell in versions[0]}
        rank = {cell.grade_id: n for n, cell in enumerate(versions[0] or versions[1])}
        cells = [
            replace(
                cell,
                released=released.get(cell.grade_id),
                tags=in_files[cell.grade_id].tags if cell.grade_id in in_files else (),
            )
            for cell in _gradebook_cells(entry)
        ]
        cells.sort(key=lambda cell: rank.get(cell.grade_id, len(rank)))
        kernelspec = json.loads(entry.kernelspec or "{}")
        about = release.metadata.get("language_info", {}) if release else {}
        is_python = about.get("name", "python") == "python"
        return cls(cells, kernelspec if kernelspec or is_python else None, release, bool(rank))

    def accept(self, notebook: NotebookNode) -> list[str]:
        """Repair what was handed in, in place, and note in it what was done. Returns that too."""
        notebook.metadata.pop("nbjudge", None)  # never the student's word
        repairs = self.restore(notebook)
        if repairs:
            note = {"verdict": "repaired", "repairs": repairs}
            notebook.metadata["nbjudge"] = nbformat.from_dict(note)
        return repairs

    def restore(self, notebook: NotebookNode) -> list[str]:
        """Repair a notebook in place. Returns what was done."""
        self._bring_up_to_date(notebook)
        plain = [cell.source for cell in self.release.cells] if self.release else []
        answerless = {text for cell in self.trusted for text in cell.texts}
        given = {text for text in plain if text.strip() not in answerless}
        trusted = self.trusted
        if not self.is_ordered:
            ids = [c.metadata["nbgrader"].get("grade_id") for c in _with_metadata(notebook)]
            trusted = sorted(
                trusted, key=lambda c: ids.index(c.grade_id) if c.grade_id in ids else len(ids)
            )
        return repair(notebook, trusted, self.kernelspec, given)

    def _bring_up_to_date(self, notebook: NotebookNode) -> None:
        """Give locked cells that are as they were handed out, before the instructor mended them,
        the text of today. That is no repair: the student did nothing to them."""
        todays = {cell.grade_id: cell for cell in self.trusted if cell.locked}
        for cell in _with_metadata(notebook):
            grade_id = cell.metadata["nbgrader"].get("grade_id")
            known = todays.get(grade_id) if isinstance(grade_id, str) else None
            if not known or known.cell_type != cell.cell_type or not is_as_handed_out(cell):
                continue
            if cell.source.strip() not in known.texts:
                cell.source = known.source
                cell.metadata["nbgrader"] = nbformat.from_dict(known.metadata())

    def blank(self, why: str, note: dict[str, Any]) -> NotebookNode:
        """The assignment as if handed in without an answer. ``why`` is for the student, ``note``
        for the notebook's metadata."""
        blank = deepcopy(self.release) if self.release else nbformat.v4.new_notebook()
        self.restore(blank)
        text = (
            f"**{why}** It was graded as blank. Ask your instructor whether you may hand it in "
            "again."
        )
        blank.cells.insert(0, nbformat.v4.new_markdown_cell(text, id=BLANK_ID))
        blank.metadata["nbjudge"] = nbformat.from_dict(note)
        return blank


def is_as_handed_out(cell: NotebookNode) -> bool:
    """Whether a cell is unchanged since nbgrader made the students' version of it."""
    try:
        return bool(cell.metadata.nbgrader.get("checksum") == compute_checksum(cell))
    except (AttributeError, KeyError, TypeError, ValueError):  # anybody may write metadata
        return False


def _gradebook_cells(entry: Any) -> list[TrustedCell]:
    points = {cell.name: cell.max_score for cell in [*entry.grade_cells, *entry.task_cells]}
    graded = {cell.name for cell in entry.grade_cells}
    solutions = {cell.name for cell in entry.solution_cells}
    tasks = {cell.name for cell in entry.task_cells}
    return [
        TrustedCell(
            grade_id=cell.name,
            cell_type=cell.cell_type,
            source=cell.source,
            grade=cell.name in graded,
            solution=cell.name in solutions,
            locked=bool(cell.locked),
            task=cell.name in tasks,
            points=points.get(cell.name),
            checksum=cell.checksum,
        )
        for cell in entry.source_cells
    ]


def _with_metadata(notebook: NotebookNode) -> list[NotebookNode]:
    return [c for c in notebook.cells if isinstance(c.metadata.get("nbgrader"), dict)]


def _instructors(path: Path) -> NotebookNode | None:
    """An instructor's notebook, or None where there is none to be read."""
    try:
        return read(path.read_bytes())
    except (OSError, Unreadable):
        return None
