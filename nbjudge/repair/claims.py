"""Cells that say which of the assignment's they are: each name once, and only with its own text."""

from nbformat import NotebookNode

from nbjudge.repair import messages
from nbjudge.repair.draft import MOST_COMPARED, Draft
from nbjudge.repair.metadata import grade_id_of
from nbjudge.repair.similarity import is_untouched, own_text, similarity
from nbjudge.repair.trusted import TrustedCell


def claims_of(draft: Draft) -> dict[str, list[int]]:
    """Where cells say that they are a trusted cell, by grade_id in the assignment's order."""
    claims: dict[str, list[int]] = {cell.grade_id: [] for cell in draft.trusted}
    for index, cell in enumerate(draft.cells):
        grade_id = grade_id_of(cell)
        if grade_id in claims:
            claims[grade_id].append(index)
    return claims


def split_merged_cells(draft: Draft) -> None:
    """Give text that a student merged into a locked cell, or wrote over it, its own cell."""
    claims = claims_of(draft)
    sole = {claims[t.grade_id][0]: t for t in draft.trusted if len(claims[t.grade_id]) == 1}
    cells: list[NotebookNode] = []
    for index, cell in enumerate(draft.cells):
        trusted = sole.get(index)
        if trusted is None or not trusted.locked:
            cells.append(cell)
            continue
        before, after = own_text(cell.source, trusted)
        cells += [draft.plain_cell(before, cell.cell_type)] if before else []
        cells.append(cell)
        cells += [draft.plain_cell(after, cell.cell_type)] if after else []
        if before or after:
            cell.source = trusted.source
            draft.said.append(messages.was_split(trusted))
    draft.cells = cells


def settle_claims(draft: Draft) -> None:
    """Of several cells with one grade_id keep one; copies that say nothing new are removed."""
    claims = claims_of(draft)
    useless: set[int] = set()
    for number, trusted in enumerate(draft.trusted):
        found = claims[trusted.grade_id]
        if not found:
            continue
        later = [i for t in draft.trusted[number + 1 :] for i in claims[t.grade_id]]
        end = min((i for i in later if i > found[0]), default=len(draft.cells))
        kept = _best(draft, trusted, found, end)
        draft.place[trusted.grade_id] = kept
        rest = [index for index in found if index != kept]
        if rest:
            idle = {i for i in rest if _is_idle(draft, trusted, i, kept)}
            useless |= idle
            draft.said.append(messages.had_copies(trusted, len(found), len(rest) - len(idle)))
        for index in rest:
            del draft.cells[index].metadata["nbgrader"]
    draft.drop(useless)


def _best(draft: Draft, trusted: TrustedCell, found: list[int], end: int) -> int:
    """The copy to keep: a locked cell's most like it, or the last answer before ``end``."""
    if not trusted.solution:
        return max(found[:MOST_COMPARED], key=lambda i: similarity(draft.cells[i].source, trusted))
    answers = [i for i in found if not is_untouched(draft.cells[i].source, trusted)]
    in_time = [i for i in answers if i < end]
    return in_time[-1] if in_time else (answers or found)[0]


def _is_idle(draft: Draft, trusted: TrustedCell, index: int, kept: int) -> bool:
    text = draft.cells[index].source
    return is_untouched(text, trusted) or text.strip() == draft.cells[kept].source.strip()
