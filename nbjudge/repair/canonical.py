"""The one canonical form of a source notebook, so that a diff shows only what an author changed.

No outputs and no execution counts; keys sorted; the kernel is ``python3`` and nothing is said of
the machine that last opened the file; a cell's id is its grade_id or, for cells without one, the
notebook's stem and a running number.

``python -m nbjudge.repair.canonical source/*/*.ipynb`` rewrites notebooks that are in another.
"""

import json
import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from nbjudge.repair.cells import CELL_ID

METADATA: dict[str, Any] = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
KEPT = ("nbgrader", "nbjudge", "tags")
"""What the metadata of a cell may say: nbgrader's part, the picture of its feedback, tags."""


def canonical(notebook: NotebookNode, stem: str) -> NotebookNode:
    """Return the notebook in canonical form; ``stem`` is its file name without ``.ipynb``.

    Raises ValueError when a grade_id cannot serve as a cell id.
    """
    notebook = deepcopy(notebook)
    notebook.metadata = nbformat.from_dict(METADATA)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    unnamed = 0
    for cell in notebook.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        if grade_id is None:
            unnamed += 1
            cell.id = f"{stem}-{unnamed:02d}"
        elif CELL_ID.fullmatch(grade_id):
            cell.id = grade_id
        else:
            raise ValueError(f"{stem}: the grade_id {grade_id!r} cannot be a cell id; rename it")
        cell.metadata = nbformat.from_dict(
            {key: cell.metadata[key] for key in KEPT if key in cell.metadata}
        )
        cell.source = "\n".join(line.rstrip() for line in cell.source.strip().splitlines())
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def dumps(notebook: NotebookNode) -> str:
    """Serialise a notebook with sorted keys, one space of indent and a final newline."""
    split = nbformat.v4.rwbase.split_lines(deepcopy(notebook))
    return json.dumps(split, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def main(paths: list[str]) -> None:
    for path in map(Path, paths):
        text = path.read_text(encoding="utf-8")
        wanted = dumps(canonical(nbformat.reads(text, as_version=4), path.stem))
        if wanted != text:
            path.write_text(wanted, encoding="utf-8")
            print(f"{path}: rewritten in canonical form")


if __name__ == "__main__":
    main(sys.argv[1:])
