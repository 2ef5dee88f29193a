"""Cells that no longer say which they are: found by their text, what it is like, or their place."""

from collections.abc import Iterator

import nbformat

from nbjudge.repair import messages
from nbjudge.repair.draft import MOST_COMPARED, Draft
from nbjudge.repair.metadata import grade_id_of, is_marked
from nbjudge.repair.similarity import aligned
from nbjudge.repair.trusted import TrustedCell


def recognise_by_text(draft: Draft) -> None:
    """An unchanged text that occurs once in the assignment is found wherever it stands."""
    shared = [text for cell in draft.trusted for text in set(cell.texts)]
    for cell in [cell for cell in draft.trusted if cell.grade_id not in draft.place]:
        own = [text for text in cell.texts if text and shared.count(text) == 1]
        for index in _candidates(draft):
            if draft.cells[index].source.strip() in own:
                _recognise(draft, cell, index, "text")
                break


def recognise_by_similarity(draft: Draft) -> None:
    """A changed or filled-in text is found between its recognised neighbours."""
    for run, spots in _gaps(draft):
        for cell, index in aligned(run, [(i, draft.cells[i].source) for i in spots]):
            _recognise(draft, cell, index, "text")


def recognise_by_place(draft: Draft) -> None:
    """Between two recognised cells, as many answers as lost solution cells are their answers.

    Cells that still carry some nbgrader metadata, be they empty, come before those without.
    """
    for run, spots in _gaps(draft):
        for kind in ("code", "markdown", "raw"):
            wanted = [cell for cell in run if cell.solution and cell.cell_type == kind]
            pool = [i for i in spots if draft.cells[i].cell_type == kind]
            marked = [i for i in pool if is_marked(draft.cells[i])]
            written = [i for i in pool if draft.cells[i].source.strip()]
            found = marked or written
            if len(found) == len(wanted):
                for cell, index in zip(wanted, found, strict=True):
                    _recognise(draft, cell, index, "place")


def _gaps(draft: Draft) -> Iterator[tuple[list[TrustedCell], list[int]]]:
    """Runs of lost trusted cells, each with the cells between its recognised neighbours."""
    runs: list[tuple[int, list[TrustedCell], int]] = [(-1, [], len(draft.cells))]
    for cell in draft.trusted:
        start, run, _ = runs[-1]
        if cell.grade_id in draft.place:
            here = draft.place[cell.grade_id]
            runs[-1] = (start, run, here)
            runs.append((here, [], len(draft.cells)))
        else:
            run.append(cell)
    for start, run, end in runs:
        if run:  # the candidates anew each time: in a reordered notebook gaps overlap
            yield run, [i for i in _candidates(draft) if start < i < end][:MOST_COMPARED]


def _candidates(draft: Draft) -> list[int]:
    """The cells that may be a lost trusted cell."""
    taken = set(draft.place.values())
    return [
        index
        for index, cell in enumerate(draft.cells)
        if index not in taken and (is_marked(cell) or cell.source.strip() not in draft.given)
    ]


def _recognise(draft: Draft, cell: TrustedCell, index: int, by: str) -> None:
    found = draft.cells[index]
    draft.place[cell.grade_id] = index
    draft.said.append(messages.was_recognised(cell, by, grade_id_of(found)))
    found.metadata["nbgrader"] = nbformat.from_dict(cell.metadata())
