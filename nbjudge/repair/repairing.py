"""Make of any readable submission a notebook that can be graded, and say what was done.

Afterwards each of the assignment's nbgrader cells occurs exactly once, in the assignment's order
and with its own metadata; locked cells have their own text and solution cells the student's. Three
rules decide what is not plain:

- The student's text is never thrown away, unless it is what was handed out or stands there twice.
  Text that belongs to no solution cell stays as a plain cell, and runs.
- Where two answers compete, the notebook means what *Run All* would have done: the last answer
  before the tests counts, and the earlier ones run before it.
- A solution cell that was put back runs before the student's plain code of that place, so that it
  undoes nothing.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import nbformat
from nbformat import NotebookNode

from nbjudge.repair import messages
from nbjudge.repair.claims import settle_claims, split_merged_cells
from nbjudge.repair.draft import Draft
from nbjudge.repair.order import put_in_order
from nbjudge.repair.recognition import (
    recognise_by_place,
    recognise_by_similarity,
    recognise_by_text,
)
from nbjudge.repair.restoring import clear_the_rest, restore
from nbjudge.repair.trusted import TrustedCell

PYTHON = {"display_name": "Python 3", "language": "python", "name": "python3"}


def repair(
    notebook: NotebookNode,
    trusted: Sequence[TrustedCell],
    kernelspec: Mapping[str, Any] | None = None,
    given: Collection[str] = (),
) -> list[str]:
    """Repair a notebook in place. Returns a sentence on each thing that was repaired.

    ``kernelspec`` is the assignment's, empty for any Python: a notebook of a Python assignment gets
    it. Without one the kernel is left alone. ``given`` are the texts of the assignment's other
    cells, which are never taken for an answer.

    An undamaged notebook is left as it is. Repairing twice does what repairing once does.
    """
    draft = Draft(notebook.cells, trusted, given)
    split_merged_cells(draft)
    settle_claims(draft)
    recognise_by_text(draft)
    recognise_by_similarity(draft)
    recognise_by_place(draft)
    clear_the_rest(draft)
    restore(draft)
    notebook.cells = put_in_order(draft)
    return draft.said + _settle_kernel(notebook, kernelspec)


def _settle_kernel(notebook: NotebookNode, kernelspec: Mapping[str, Any] | None) -> list[str]:
    """Give a notebook of a Python assignment its kernel. Where an editor has named none, or a
    Python of that computer's, this is no repair: nothing that anybody would notice."""
    if kernelspec is None or kernelspec.get("language", "python") != "python":
        return []
    wanted = dict(kernelspec or PYTHON)
    own = notebook.metadata.get("kernelspec", {})
    name = own.get("name")
    if name == wanted["name"] or (name is None and not kernelspec):
        return []
    notebook.metadata["kernelspec"] = nbformat.from_dict(wanted)
    about = notebook.metadata.get("language_info", {})
    language = own.get("language", about.get("name", None if name else "python"))
    return [] if language == "python" else [messages.had_another_kernel(name, wanted["name"])]
