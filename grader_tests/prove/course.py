"""Small courses to be proven: one exercise each, in a folder of their own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from nbjudge.course.student_version import Sources
from nbjudge.prove.material import Material
from nbjudge.prove.reading import read_materials

KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


@dataclass(frozen=True)
class Exercise:
    """One exercise: what is given, the solution, and test cells by grade_id."""

    solution: str
    tests: Mapping[str, str]
    given: str = "import numpy as np"
    text: str = "Do it."
    files: Mapping[str, str] = field(default_factory=dict)

    def notebook(self) -> NotebookNode:
        region = f"### BEGIN SOLUTION\n{self.solution}\n### END SOLUTION"
        source = region
        if self.solution.startswith("def "):
            head, body = self.solution.split("\n", 1)
            source = f"{head}\n    ### BEGIN SOLUTION\n{body}\n    ### END SOLUTION"
        return new_notebook(
            cells=[
                new_markdown_cell(self.text, id="text"),
                cell("given", self.given, locked=True),
                cell("answer", source, solution=True),
                *(cell(name, code, grade=True, points=1) for name, code in self.tests.items()),
            ],
            metadata=KERNEL,
        )

    def material(self, folder: Path) -> Material:
        """Write the course folder and read it as `nbjudge prove` does."""
        self.write(folder)
        (material,) = read_materials(Sources(folder), "small")
        return material

    def write(self, folder: Path) -> None:
        place = folder / "source" / "small"
        place.mkdir(parents=True)
        (folder / "nbgrader_config.py").write_text("c = get_config()\n")
        nbformat.write(self.notebook(), place / "small.ipynb")
        for name, text in self.files.items():
            (place / name).write_text(text)


def cell(grade_id: str, source: str, points: float | None = None, **flags: bool) -> NotebookNode:
    about = {"schema_version": 3, "grade_id": grade_id, "task": False}
    about |= {flag: flags.get(flag, False) for flag in ("grade", "solution", "locked")}
    if points is not None:
        about |= {"points": points, "locked": True}
    return new_code_cell(source, id=grade_id, metadata={"nbgrader": about})


def hidden(code: str) -> str:
    return f"### BEGIN HIDDEN TESTS\n{code}\n### END HIDDEN TESTS"
