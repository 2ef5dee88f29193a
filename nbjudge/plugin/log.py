"""What nbgrader logs, without control characters: names in it are those of students' files."""

import copy
import logging
import re
from typing import Any

from nbgrader.apps.baseapp import NbGrader
from tornado.log import LogFormatter
from traitlets.config.loader import Config

from nbjudge.harmless.text import visible

COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def show_control_characters(c: Config) -> None:
    """Have nbgrader's logs, on the terminal and in its log file, written by `VisibleFormatter`."""
    NbGrader._log_formatter_cls = VisibleFormatter
    if "logging_config" not in c.NbGrader:  # the terminal's log is under way: it is made anew
        c.NbGrader.logging_config = {"formatters": {"console": {"class": NAME}}}


class VisibleFormatter(LogFormatter):
    """Writes records as nbgrader does. The colours of a traceback go, all else can be seen."""

    def format(self, record: logging.LogRecord) -> str:
        record = copy.copy(record)  # others may have the same one to write
        record.msg, record.args = shown(record.getMessage()), ()
        record.exc_text = shown(record.exc_text) if record.exc_text else None
        return str(super().format(record))

    def formatException(self, ei: Any) -> str:  # noqa: N802  logging's own name
        return shown(super().formatException(ei))


def shown(text: str) -> str:
    return visible(COLOUR.sub("", text))


NAME = f"{VisibleFormatter.__module__}.{VisibleFormatter.__name__}"
