"""A pytest plugin that lets nbgrader's own tests grade with nbjudge.

nbgrader's tests start its commands within the test process and in folders of their own, so the
defaults of Autograde are changed here, to what ``nbjudge.use(c)`` would set in a course.
"""

from typing import Any

import pytest
from nbgrader.converters import Autograde
from traitlets.config.loader import Config

import nbjudge
from grader_tests.nbgrader_suite.known import NO_RIGHT_SOLUTION


def pytest_configure() -> None:
    c = Config()
    nbjudge.use(c)
    Autograde.autograde_preprocessors.default_args = (c.Autograde.autograde_preprocessors,)
    # The trait is that of all converters, of which the others must keep theirs.
    Autograde._exporter_class_default = lambda self: nbjudge.Exporter


@pytest.fixture(autouse=True)
def nbjudge_grades(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Waive the reference run where the test has no right solution, and count what is executed."""
    waived = {"reference"} if request.node.name in NO_RIGHT_SOLUTION else set()
    monkeypatch.setattr(nbjudge.Execute.waive, "default_args", (waived,))
    run = nbjudge.Execute._run

    def counted(*args: Any) -> None:
        request.node.user_properties.append(("executed by nbjudge", "yes"))
        run(*args)

    monkeypatch.setattr(nbjudge.Execute, "_run", counted)
