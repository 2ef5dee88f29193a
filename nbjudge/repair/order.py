"""The assignment's cells in its own order, those that are gone put back, the student's between."""

from difflib import SequenceMatcher
from itertools import takewhile

import nbformat
from nbformat import NotebookNode

from nbjudge.repair import messages
from nbjudge.repair.draft import Draft
from nbjudge.repair.trusted import TrustedCell


def put_in_order(draft: Draft) -> list[NotebookNode]:
    """The notebook's cells. A student's own stay behind the trusted cell that they followed.

    A solution cell is put back before the student's plain code of its place, any other behind it.
    """
    moved = _moved(draft)
    if moved:
        draft.said.append(messages.were_out_of_order(moved))
    followers = _followers(draft)
    ordered: list[NotebookNode] = []
    waiting = followers[None]
    for trusted in draft.trusted:
        if trusted.grade_id in draft.place:
            ordered += [*waiting, draft.cells[draft.place[trusted.grade_id]]]
            waiting = followers[trusted.grade_id]
            continue
        draft.said.append(messages.was_missing(trusted))
        prose = list(takewhile(lambda cell: cell.cell_type != "code", waiting))
        ahead = prose if trusted.solution else waiting
        ordered += [*ahead, _new_cell(draft, trusted)]
        waiting = waiting[len(ahead) :]
    return [*ordered, *waiting]


def _moved(draft: Draft) -> list[str]:
    """The grade_ids of cells that are out of order, as few as can be said to be."""
    was = sorted(draft.place, key=lambda grade_id: draft.place[grade_id])
    now = [cell.grade_id for cell in draft.trusted if cell.grade_id in draft.place]
    blocks = SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks()
    stayed = {name for block in blocks for name in now[block.b : block.b + block.size]}
    return [name for name in now if name not in stayed]


def _followers(draft: Draft) -> dict[str | None, list[NotebookNode]]:
    """The cells that are not trusted, by the trusted cell that they follow."""
    owner = {index: grade_id for grade_id, index in draft.place.items()}
    followers: dict[str | None, list[NotebookNode]] = {None: []}
    last: str | None = None
    for index, cell in enumerate(draft.cells):
        if index in owner:
            last = owner[index]
            followers[last] = []
        else:
            followers[last].append(cell)
    return followers


def _new_cell(draft: Draft, trusted: TrustedCell) -> NotebookNode:
    cell = draft.plain_cell(trusted.source, trusted.cell_type)
    cell.metadata = nbformat.from_dict({"nbgrader": trusted.metadata()})
    if trusted.tags:
        cell.metadata["tags"] = list(trusted.tags)
    return cell
