"""A class graded twice, by stock nbgrader and by nbjudge."""

import re
import shutil
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import nbgrader
from bs4 import BeautifulSoup
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.utils import is_grade, is_locked

from grader_tests.course_folder import STOCK_CONFIG
from grader_tests.nbgrader_command import run_nbgrader

NBJUDGE_CONFIG = STOCK_CONFIG + "import nbjudge\nnbjudge.use(c)\n"

Row = tuple[str, str, str, str]
"""Student, notebook, kind and grade_id of a row of the gradebook."""


@dataclass(frozen=True)
class GradedTwice:
    """Two course folders with the same submissions that differ in who graded them."""

    stock: Path
    nbjudge: Path
    assignment: str

    @classmethod
    def of(cls, course: Path, assignment: str, settings: str = "") -> "GradedTwice":
        """Grade a course folder, whose assignment is generated and submitted, by both."""
        (course / "nbgrader_config.py").write_text(STOCK_CONFIG + settings)
        # Stock fails when it gave up on one submission; what it made of the others stands.
        with suppress(subprocess.CalledProcessError):
            run_nbgrader(course, "autograde", assignment)
        return cls.beside(course, assignment, settings)

    @classmethod
    def beside(cls, stock: Path, assignment: str, settings: str = "") -> "GradedTwice":
        """Grade by nbjudge, in a folder of its own, what stock has graded."""
        ours = stock.with_name(f"{stock.name}-nbjudge")
        for folder in ("source", "submitted"):
            shutil.copytree(stock / folder, ours / folder)
        (ours / "nbgrader_config.py").write_text(NBJUDGE_CONFIG + settings)
        run_nbgrader(ours, "generate_assignment", assignment, "--create")
        run_nbgrader(ours, "autograde", assignment)
        return cls(stock, ours, assignment)

    def rows(self, course: Path) -> dict[Row, Any]:
        """What the gradebook says of each cell of each submission."""
        found: dict[Row, Any] = {}
        with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
            for submission in gradebook.assignment_submissions(self.assignment):
                for notebook in submission.notebooks:
                    where = submission.student.id, notebook.name
                    for grade in notebook.grades:
                        found[*where, "grade", grade.name] = (
                            grade.auto_score,
                            grade.max_score,
                            grade.needs_manual_grade,
                        )
                    for comment in notebook.comments:
                        found[*where, "comment", comment.name] = comment.auto_comment
        return found

    def score(self, course: Path, student: str, grade_id: str) -> float | None:
        rows = self.rows(course)
        (score,) = [row[0] for key, row in rows.items() if key[0] == student and key[3] == grade_id]
        return score

    def notebooks(self) -> list[tuple[NotebookNode, NotebookNode]]:
        """Each submission's notebook as stock nbgrader and as nbjudge wrote it."""
        paths = sorted(self.stock.glob("autograded/*/*/*.ipynb"))
        assert paths
        return [
            (
                nbformat.read(path, as_version=4),
                nbformat.read(self.nbjudge / path.relative_to(self.stock), as_version=4),
            )
            for path in paths
        ]


def comparable(notebook: NotebookNode) -> dict[str, Any]:
    """A graded notebook without what may differ (the table of test_parity_with_stock says why)."""
    return {
        "metadata": {k: v for k, v in notebook.metadata.items() if k != "nbjudge"},
        "cells": [comparable_cell(cell) for cell in notebook.cells],
    }


def comparable_cell(cell: NotebookNode) -> dict[str, Any]:
    left_out = {"execution", "tags"} if is_locked(cell) else {"execution"}
    shown = {
        "cell_type": cell.cell_type,
        "source": cell.source,
        "metadata": {k: v for k, v in cell.metadata.items() if k not in left_out},
    }
    if cell.cell_type == "code":
        outputs = [comparable_output(output, is_grade(cell)) for output in joined(cell.outputs)]
        if is_grade(cell):
            hidden = {"stream"} if "BEGIN HIDDEN TESTS" in cell.source else set()
            outputs = [o for o in outputs if o[0] not in hidden | {"execute_result"}]
        shown |= {"execution_count": cell.execution_count, "outputs": outputs}
    return shown


def comparable_output(output: NotebookNode, of_test_cell: bool) -> tuple[Any, ...]:
    match output.output_type:
        case "stream":
            return "stream", output.name, without_places(without_addresses(output.text))
        case "error":
            failing = [" ".join(line.split()) for line in plain(output.traceback) if "--> " in line]
            where = [] if of_test_cell else failing[:1]
            return "error", output.ename, without_addresses(output.evalue), where
    data = {mime: without_addresses(str(value)) for mime, value in output.data.items()}
    if "text/html" in data:  # of which nbjudge leaves what runs nothing
        page = BeautifulSoup(data["text/html"], "html.parser")
        for style in page("style"):
            style.decompose()
        data["text/html"] = page.get_text(" ", strip=True)
    return output.output_type, data, dict(output.metadata)


def joined(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Outputs with neighbouring pieces of a stream joined: a kernel cuts them at random."""
    found: list[NotebookNode] = []
    for output in outputs:
        last = found[-1] if found else None
        if last and output.output_type == last.output_type == "stream" and output.name == last.name:
            last.text += output.text
        else:
            found.append(output.copy())
    return found


def plain(traceback: list[str]) -> list[str]:
    return re.sub(r"\x1b\[[\d;]*m", "", "\n".join(traceback)).splitlines()


def without_addresses(text: str) -> str:
    return re.sub(r"0x[0-9a-f]+", "0x…", text)


def without_places(text: str) -> str:
    """Without the file that a warning names for a cell: a kernel's has its process id in it."""
    return re.sub(r"\S*/ipykernel_\d+/\d+\.py|<ipython-input-\S+>", "<cell>", text)


def quickstart_course(path: Path) -> None:
    """nbgrader's example course, with its example students, as its package carries it."""
    guide = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide"
    for folder in ("source/ps1", "submitted"):
        shutil.copytree(guide / folder, path / folder)
    shutil.copy(guide / "source" / "header.ipynb", path / "source")
    (path / "nbgrader_config.py").write_text(STOCK_CONFIG)
    run_nbgrader(path, "generate_assignment", "ps1", "--create")
    for student, solved in {"reference": "source", "blank": "release"}.items():
        shutil.copytree(path / solved / "ps1", path / "submitted" / student / "ps1")
