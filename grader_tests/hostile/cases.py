"""The hostile submissions, read from ``submissions/``: one file each, named for what it tries.

A file is a sentence, what must come of it, and the student's cells::

    'Makes every assertion of numpy.testing succeed.'   (as a docstring)
    # scores: loss 0, weights 0, bias 0, function 3, honest 1
    # %% values
    ...

A cell that a file does not give is the honest solution, and a score that it does not give is full.
Further header lines, where needed:

``# faults: function timed out``   the cells, student's or test_…, whose process did not survive;
                                   ``any`` where that depends on what breaks first
``# leaks: 7.34375``               secrets that do reach the outputs; the docstring says why
``# not run on stock: …``          why nbgrader's own Execute must not meet this file
``# needs: timeout 2, memory 256`` seconds for a cell, MiB; else the suite's own;
                                   ``follow_through 1``: the share that it may earn, else none

``# %% file NAME`` starts a file that is handed in beside the notebook. ``@COURSE@`` and the like
stand for what lies outside (see `outside`).
"""

import ast
import re
from dataclasses import dataclass, field
from pathlib import Path

from grader_tests.hostile.assignment import EXERCISES, TESTS

FOLDER = Path(__file__).parent / "submissions"
HEADER = re.compile(r"# (scores|faults|leaks|not run on stock|needs): (.+)")
PLACE = re.compile(r"@[A-Z]+@")
CELL = re.compile(r"^# %% (.+)\n", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    """One hostile submission and what must come of it."""

    name: str
    attempt: str
    answers: dict[str, str]
    files: dict[str, str]
    scores: dict[str, float]
    faults: dict[str, str] | None = field(default_factory=dict)
    leaks: frozenset[str] = frozenset()
    not_on_stock: str = ""
    needs: dict[str, float] = field(default_factory=dict)

    @property
    def aims_outside(self) -> bool:
        """Whether it reaches for something outside its notebook (see `outside`)."""
        return bool(PLACE.search("".join([*self.answers.values(), *self.files.values()])))


def read_case(path: Path) -> Case:
    """Read one file. Raises ValueError, naming the file, when its form is another."""
    head, *pieces = CELL.split(path.read_text())
    parts = dict(zip(pieces[::2], pieces[1::2], strict=True))
    headers = dict(HEADER.findall(head))
    cells = {name: body for name, body in parts.items() if not name.startswith("file ")}
    scores = {name: float(score) for name, score in _pairs(headers.get("scores", ""))}
    faults = headers.get("faults", "")
    docstring = ast.get_docstring(ast.parse(head))
    if not docstring or not cells or scores.keys() - TESTS or cells.keys() - EXERCISES.keys():
        raise ValueError(f"{path}: needs a sentence, scores of {[*TESTS]}, cells of {[*EXERCISES]}")
    return Case(
        name=path.stem,
        attempt=docstring,
        answers={name: exercise.solution for name, exercise in EXERCISES.items()} | cells,
        files={name.removeprefix("file "): parts[name] for name in parts.keys() - cells.keys()},
        scores={name: float(test.points) for name, test in TESTS.items()} | scores,
        faults=None if faults == "any" else dict(_pairs(faults)),
        leaks=frozenset(headers.get("leaks", "").split(", ")) - {""},
        not_on_stock=headers.get("not run on stock", ""),
        needs={name: float(value) for name, value in _pairs(headers.get("needs", ""))},
    )


def _pairs(text: str) -> list[tuple[str, str]]:
    return [(name, value) for name, _, value in (p.partition(" ") for p in text.split(", ") if p)]


def all_cases() -> list[Case]:
    return [read_case(path) for path in sorted(FOLDER.glob("*.py"))]
