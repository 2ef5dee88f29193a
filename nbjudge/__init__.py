"""nbjudge executes and judges the submissions of an nbgrader course.

In ``nbgrader_config.py``::

    import nbjudge

    nbjudge.use(c)

The names below are imported when they are first used: the processes that run students' code import
parts of this package and must not load nbgrader.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nbjudge.plugin.execute import Execute
    from nbjudge.plugin.feedback import FeedbackPage
    from nbjudge.plugin.install import use
    from nbjudge.plugin.preflight import Exporter

__all__ = ["Execute", "Exporter", "FeedbackPage", "use"]

HOMES = {
    "Execute": "nbjudge.plugin.execute",
    "Exporter": "nbjudge.plugin.preflight",
    "FeedbackPage": "nbjudge.plugin.feedback",
    "use": "nbjudge.plugin.install",
}


def __getattr__(name: str) -> Any:
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(HOMES[name]), name)
