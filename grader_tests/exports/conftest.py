"""A generated class for the tests of the exports."""

import os
import sys
from pathlib import Path

import pytest

from grader_tests.report.generated_class import GeneratedClass, generate

NAMES = (
    ('=HYPERLINK("//example.org")', "One"),
    ("@SUM(A1)", "-2+3"),
    ("Ann, called", '"A"'),
    ("", ""),
)


@pytest.fixture(scope="module")
def exported_class(
    tmp_path_factory: pytest.TempPathFactory,
) -> GeneratedClass:
    """Two assignments of 40 students, some late, some helped by follow-through."""
    scripts = str(Path(sys.executable).parent)  # nbgrader calls alembic by its bare name
    os.environ["PATH"] = f"{scripts}{os.pathsep}{os.environ['PATH']}"
    path = tmp_path_factory.mktemp("exported") / "course"
    return generate(path, students=40, assignments=2, names=NAMES)
