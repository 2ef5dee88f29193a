"""A course's nbgrader_config.py, read by nbgrader's own machinery: all of it, or a message."""

import traceback
from collections.abc import Callable
from typing import Any

from nbgrader.apps.baseapp import NbGrader
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from nbjudge.errors import GraderError


def configured(app: NbGrader, load: Callable[[NbGrader], Any]) -> NbGrader:
    """The application once ``load`` has given it its configuration.

    Raises GraderError for a file that fails: nbgrader would log that and go on by its defaults.
    """
    app.raise_config_file_errors = True
    try:
        load(app)
    except Exception as error:
        raise GraderError(fault_in(error)) from error
    return app


def course_here() -> CourseDirectory:
    """The course of the folder that a command was started in. Raises GraderError as above."""
    return configured(NbGrader(log_level="WARN"), lambda app: app.initialize([])).coursedir


def fault_in(error: Exception) -> str:
    """What is wrong with a course's configuration, and where."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if frame.filename.endswith("_config.py")]
    where = f"{own[-1].filename}, line {own[-1].lineno}" if own else "nbgrader_config.py"
    return f"{where} cannot be loaded: {type(error).__name__}: {error}. Mend it; nothing was done"


def config_of(coursedir: CourseDirectory) -> Config:
    """All of a course's configuration. nbgrader makes the CourseDirectory before it has read the
    course's own file, and then tells it no more than its own section."""
    parent = coursedir.parent
    config: Config = coursedir.config if parent is None else parent.config
    return config
