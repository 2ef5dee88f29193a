"""Answers kept as percent cells: what an instructor knows students will write.

A course keeps two such files for each assignment: ``misconceptions.py`` (known wrong answers) and
``alternatives.py`` (equivalent solutions). One answer is one cell::

    # %% slope_left_out grade_id="error_term" loses="error_term_test weight_step_test"
    \"\"\"Your error term is the error alone. It also needs the slope of the sigmoid.\"\"\"
    error_term = error

The header names the answer, the solution cell that it replaces and, for a misconception, every test
cell that must then lose points. The docstring is the sentence that such a student should read.
"""

import ast
import re
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from nbjudge.errors import AnswerError

HEADER = re.compile(r"^# %%[ \t]*(?P<header>.*)$", re.MULTILINE)
NAME = re.compile(r"(?P<name>[a-z][a-z0-9_]*)(?P<keys>(?:[ \t]+\w+=\"[^\"]*\")*)[ \t]*")
KEY = re.compile(r"(\w+)=\"([^\"]*)\"")
KEYS = {"grade_id", "loses"}


@dataclass(frozen=True)
class Answer:
    """One answer to one solution cell.

    ``loses`` holds the grade_ids of the test cells in which this answer must lose points; it is
    empty for a right answer.
    """

    name: str
    grade_id: str
    sentence: str
    code: str
    loses: frozenset[str]


def read_answers(path: Path) -> list[Answer]:
    """Read the answers of a percent-cell file, in the file's order.

    Raises AnswerError when the file cannot be read or holds no answer, or when a cell has a
    malformed header, no docstring, code that does not parse, or the name of an earlier cell.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise AnswerError(f"{path} cannot be read as UTF-8 text: {error}") from error
    headers = list(HEADER.finditer(text))
    if not headers:
        raise AnswerError(f"{path} holds no answer: each begins with a line '# %% some_name ...'")
    ends = [header.start() for header in headers[1:]] + [len(text)]
    answers: dict[str, Answer] = {}
    for header, end in zip(headers, ends, strict=True):
        where = f"{path}:{text.count(chr(10), 0, header.start()) + 1}"
        answer = _read_cell(where, header["header"], text[header.end() : end].strip())
        if answer.name in answers:
            raise AnswerError(f"{where}: a second answer is called {answer.name!r}; rename one")
        answers[answer.name] = answer
    return list(answers.values())


def _read_cell(where: str, header: str, code: str) -> Answer:
    match = NAME.fullmatch(header)
    keys = dict(KEY.findall(match["keys"])) if match else {}
    if match is None or "grade_id" not in keys or not keys.keys() <= KEYS:
        raise AnswerError(
            f"{where}: write the header as: "
            '# %% some_name grade_id="solution cell" loses="test cells"'
        )
    try:
        tree = ast.parse(code)
    except SyntaxError as error:
        raise AnswerError(
            f"{where}: the code of {match['name']!r} does not parse: {error}"
        ) from error
    sentence = ast.get_docstring(tree)
    if not sentence:
        raise AnswerError(
            f"{where}: {match['name']!r} needs a docstring, the sentence that such a student reads"
        )
    body = "\n".join(code.splitlines()[tree.body[0].end_lineno :]).strip("\n")
    return Answer(
        name=match["name"],
        grade_id=keys["grade_id"],
        sentence=" ".join(sentence.split()),
        code=body,
        loses=frozenset(keys.get("loses", "").split()),
    )


def with_answers(notebook: NotebookNode, answers: Iterable[Answer]) -> NotebookNode:
    """Return a copy of the notebook in which each answer stands in its solution cell.

    Raises AnswerError when the notebook has no such solution cell.
    """
    notebook = deepcopy(notebook)
    cells = {
        cell.metadata.nbgrader.grade_id: cell
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    }
    for answer in answers:
        if answer.grade_id not in cells:
            raise AnswerError(
                f"answer {answer.name!r} replaces {answer.grade_id!r}, "
                f"but the solution cells are {', '.join(cells)}"
            )
        cells[answer.grade_id].source = answer.code
    return notebook
