"""One graded notebook: what it says of each of its test cells."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from nbjudge.course.notes import CellNotes, Notes, read_notes
from nbjudge.grading import regions


@dataclass(frozen=True)
class GradedTest:
    """A test cell of a graded notebook.

    ``answer`` is the code of the student's cells that the test is about; ``blank`` says that all of
    them are as they were handed out.
    """

    cell: str
    answer: str
    blank: bool
    notes: CellNotes


def read_graded(text: str, released: Mapping[str, str]) -> tuple[Notes, list[GradedTest]]:
    """Read an autograded notebook: what nbjudge noted of it, and its test cells.

    ``released`` holds the source of each solution cell as students got it, by grade_id. Raises
    ValueError when the text is no notebook.
    """
    notebook = json.loads(text)
    if not isinstance(notebook, dict):
        raise ValueError("not a notebook")
    notes = read_notes(notebook.get("metadata"))
    return notes, list(_tests(notebook.get("cells", []), released, notes))


def _tests(
    cells: list[Mapping[str, Any]], released: Mapping[str, str], notes: Notes
) -> Iterator[GradedTest]:
    code = {grade_id: source_of(cell) for grade_id, _, cell in regions.code_with_roles(cells)}
    for test, answers in regions.in_notebook(cells).items():
        untouched = (code[name].strip() == released.get(name, "\0").strip() for name in answers)
        blank = bool(answers) and all(untouched)
        yield GradedTest(test, "\n\n".join(code[a] for a in answers), blank, notes.of(test))


def source_of(cell: Mapping[str, Any]) -> str:
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)
