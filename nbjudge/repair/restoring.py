"""Every recognised cell gets back what is the assignment's, and no other cell keeps any of it."""

import nbformat
from nbformat import NotebookNode

from nbjudge.repair import messages
from nbjudge.repair.draft import Draft, turn_into
from nbjudge.repair.metadata import grade_id_of, is_marked, settle_optional, wrong_fields
from nbjudge.repair.trusted import TrustedCell


def clear_the_rest(draft: Draft) -> None:
    """Remove nbgrader's metadata from cells that are none of the assignment's."""
    taken = set(draft.place.values())
    for index, cell in enumerate(draft.cells):
        if index not in taken and is_marked(cell):
            draft.said.append(messages.claimed_to_be_graded(grade_id_of(cell)))
            del cell.metadata["nbgrader"]


def restore(draft: Draft) -> None:
    """Give each recognised cell its type and metadata and, if it is locked, its text and tags."""
    for trusted in draft.trusted:
        if trusted.grade_id in draft.place:
            cell = draft.cells[draft.place[trusted.grade_id]]
            draft.said += _with_its_type_and_metadata(cell, trusted)
            if trusted.locked:
                draft.said += _with_its_text_and_tags(cell, trusted)


def _with_its_type_and_metadata(cell: NotebookNode, trusted: TrustedCell) -> list[str]:
    said = []
    if cell.cell_type != trusted.cell_type:
        said.append(messages.had_become(trusted, cell.cell_type))
        turn_into(cell, trusted.cell_type)
    wrong = wrong_fields(cell.metadata["nbgrader"], trusted)
    if wrong:
        said.append(messages.had_other_metadata(trusted, wrong))
        cell.metadata["nbgrader"] = nbformat.from_dict(trusted.metadata())
    else:
        settle_optional(cell.metadata["nbgrader"], trusted.metadata())
    return said


def _with_its_text_and_tags(cell: NotebookNode, trusted: TrustedCell) -> list[str]:
    said = []
    if trusted.released is not None and cell.source.strip() not in trusted.texts:
        said.append(messages.had_another_text(trusted))
    if cell.source != trusted.source:
        cell.source = trusted.source
    if tuple(cell.metadata.get("tags", ())) != trusted.tags:
        # A tag can keep a kernel from running a test cell: no output, full marks.
        said.append(messages.had_other_tags(trusted))
        cell.metadata["tags"] = list(trusted.tags)
    return said
