"""What nbgrader logs, without control characters: names in it are those of students' files."""

import logging

from nbconvert.filters import strip_ansi
from traitlets.config.application import LevelFormatter

from nbjudge.harmless.text import visible

LOGGING = {"formatters": {"console": {"class": "nbjudge.plugin.log.VisibleFormatter"}}}
"""What `nbjudge.use` adds to the configuration of nbgrader's logs."""


class VisibleFormatter(LevelFormatter):
    """Writes records as nbgrader does; the colours of a traceback go, all else can be seen."""

    def format(self, record: logging.LogRecord) -> str:
        return visible(strip_ansi(super().format(record)))
