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
    from nbjudge.execute import Execute
    from nbjudge.install import use
    from nbjudge.preflight import Exporter

__all__ = ["Execute", "Exporter", "use"]

HOMES = {
    "Execute": "nbjudge.execute",
    "Exporter": "nbjudge.preflight",
    "use": "nbjudge.install",
}


def __getattr__(name: str) -> Any:
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(HOMES[name]), name)
