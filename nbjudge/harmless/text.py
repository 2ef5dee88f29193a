"""Text for a terminal or a log: no sequence in it moves the cursor or speaks to the terminal."""

import re

CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""All but the tab and the end of a line; also what turns the direction of the text around it, and
the bytes of a name that is no UTF-8."""


def visible(text: str) -> str:
    """The text, each control character shown as Python writes it: ``\\x1b``."""
    return CONTROL.sub(lambda found: ascii(found[0])[1:-1], text)


def on_one_line(text: str) -> str:
    """The same of a name, which must not look like several lines either."""
    return visible(text).replace("\n", "\\n").replace("\t", "\\t")
