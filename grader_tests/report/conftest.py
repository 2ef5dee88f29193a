"""A generated class for the tests of the report."""

import os
import sys
from pathlib import Path

import pytest

from grader_tests.report.generated_class import GeneratedClass, generate


@pytest.fixture(scope="session", autouse=True)
def _alembic_in_reach() -> None:
    """nbgrader calls alembic by its bare name when it makes a gradebook."""
    scripts = str(Path(sys.executable).parent)
    os.environ["PATH"] = f"{scripts}{os.pathsep}{os.environ['PATH']}"


@pytest.fixture(scope="module")
def faulty_class(tmp_path_factory: pytest.TempPathFactory) -> GeneratedClass:
    """Two assignments of 200 students; some exercises have a fault."""
    return generate(tmp_path_factory.mktemp("faulty") / "course", students=200, assignments=2)
