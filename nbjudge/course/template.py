"""What each notebook of an assignment must hold, against which a submission is repaired."""

import json
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import compute_checksum

from nbjudge.course.verdict import Verdict
from nbjudge.errors import Unreadable
from nbjudge.repair import REASONS, TrustedCell, read, repair, trusted_from_notebook
from nbjudge.repair.bounded import bounded

BLANK_ID = "nbjudge-unreadable"


@dataclass(frozen=True)
class Template:
    """What an assignment's notebook must hold. ``release`` is None where it no longer exists.

    ``is_ordered`` is false where no notebook of the instructor's tells the order of the cells.
    """

    trusted: list[TrustedCell]
    kernelspec: dict[str, Any] | None
    release: NotebookNode | None
    is_ordered: bool

    @classmethod
    def of(
        cls,
        entry: Any,
        release: NotebookNode | None,
        source: NotebookNode | None,
        begin_solution: str,
    ) -> "Template":
        """Join the gradebook's cells, which have no order, with the instructor's notebooks."""
        versions = [
            trusted_from_notebook(nb, begin_solution) if nb else [] for nb in (release, source)
        ]
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

    @property
    def blank_answers(self) -> dict[str, str]:
        """What stands in each solution cell when students get it, by grade_id."""
        return {cell.grade_id: cell.source for cell in self.trusted if cell.solution}

    def received(self, handed_in: bytes | Unreadable) -> NotebookNode:
        """What a student handed in as a notebook that can be graded; noted in it is what was done.

        A file that cannot be opened, or whose bytes are no notebook, becomes the blank assignment.
        """
        try:
            if isinstance(handed_in, Unreadable):
                raise handed_in
            with bounded():
                return self._repaired(read(handed_in))
        except Unreadable as unreadable:
            return self.blank("unreadable", unreadable.sentence, unreadable.reason)
        except Exception:  # a gap in what repairs must not stop the class; tests look for it
            return self.blank("unreadable", REASONS["damaged"], "damaged")

    def _repaired(self, notebook: NotebookNode) -> NotebookNode:
        notebook.metadata.pop("nbjudge", None)  # never the student's word
        repairs = self.restore(notebook)
        if repairs:
            note = {"verdict": "repaired", "repairs": repairs}
            notebook.metadata["nbjudge"] = nbformat.from_dict(note)
        return notebook

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

    def blank(self, verdict: Verdict, sentence: str, reason: str | None = None) -> NotebookNode:
        """The assignment as if handed in without an answer; ``sentence`` tells the student why."""
        blank = deepcopy(self.release) if self.release else nbformat.v4.new_notebook()
        self.restore(blank)
        could_not = "read" if verdict == "unreadable" else "grade"
        text = (
            f"**nbjudge could not {could_not} this notebook: {sentence}.** It was graded as blank. "
            "Ask your instructor whether you may hand it in again."
        )
        blank.cells.insert(0, nbformat.v4.new_markdown_cell(text, id=BLANK_ID))
        note = {"verdict": verdict, "reason": reason or sentence}
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
