"""What every test of the course can ask for."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import HealthCheck, settings

from nbjudge.grading.pair import Zygote

# How long an example takes depends on what else the machine does.
settings.register_profile("any", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any")

ROOT = Path(__file__).resolve().parent.parent
LONGEST = (
    "admissions_gradient_descent/test_marks.py",
    "admissions_backprop/test_marks.py",
    "gradient_check/test_marks.py",
    "forward_pass/test_marks.py",
    "backprop_step/test_marks.py",
    "gradient_descent_step/test_marks.py",
    "hostile/test_hostile.py",
    "idioms/test_idioms.py",
    "diagnosis/test_diagnosis.py",
    "batch/test_batch_faults.py",
    "parity/test_damaged_class.py",
    "batch/test_batch_database.py",
    "batch/test_batch_parity.py",
    "engine/codec/test_codec_hostile.py",
    "prove/test_prove_weak_tests.py",
    "prove/test_prove_claims.py",
    "browser/test_release_in_jupyterlab.py",
    "browser/test_course_in_jupyterlab.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take minutes come first: begun last, one would keep one worker busy alone.

    What has stock nbgrader grade is slow.
    """
    for item in items:
        if "stock" in getattr(item, "fixturenames", ()):
            item.add_marker("slow")
    places = {ROOT / "grader_tests" / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path, len(LONGEST)))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--all-packs",
        action="store_true",
        help="have stock nbgrader grade all packs of known answers, not a sample",
    )


@pytest.fixture(scope="session")
def zygote() -> Iterator[Zygote]:
    """One for each pytest process."""
    with Zygote() as warm:
        yield warm


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
