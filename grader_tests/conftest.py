"""What every test of the course can ask for."""

import os
from pathlib import Path
from typing import Any

import nbformat
import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def solution(request: pytest.FixtureRequest) -> dict[str, Any]:
    """The namespace after every cell of the module's ASSIGNMENT ran with the reference solution."""
    assignment = request.module.ASSIGNMENT
    folder = ROOT / "source" / assignment
    notebook = nbformat.read(folder / f"{assignment}.ipynb", as_version=4)
    namespace: dict[str, Any] = {"__name__": "__main__"}
    before = Path.cwd()
    os.chdir(folder)
    try:
        for cell in notebook.cells:
            if cell.cell_type == "code":
                exec(compile(cell.source, cell.id, "exec"), namespace)
    finally:
        os.chdir(before)
    return namespace
