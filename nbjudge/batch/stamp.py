"""When a submission was handed in, as its ``timestamp.txt`` says.

nbgrader writes ``2026-10-05 21:00:00 UTC``. Where other tools or people wrote the file, it may
begin with a mark of its encoding, or say the time in another way: what can be told is read, and
what cannot is named, for a penalty may hang on it.
"""

import codecs
import re
import warnings
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import dateutil.tz  # type: ignore[import-untyped]
from nbgrader.utils import parse_utc

from nbjudge.errors import Unreadable
from nbjudge.repair.reading import bytes_of

FILE = "timestamp.txt"
EXAMPLE = "2026-10-05 21:00:00 UTC"
PLAIN = re.compile(
    r"\d{4}-?\d\d-?\d\d([T ]\d\d:?\d\d(:?\d\d([.,]\d+)?)?)?"
    r"( ?(?P<zone>[A-Za-z_/]+|[+-]\d\d:?\d\d))?"
)
"""A time that can be read in one way only: the year first."""
LONGEST = 60
MOST_BYTES = 1000
"""Who writes more says no time."""


@dataclass(frozen=True)
class Stamp:
    """The time in UTC, None where it cannot be told, and what is amiss with the file, if anything
    is."""

    when: datetime | None = None
    problem: str | None = None


def read_stamp(folder: Path) -> Stamp:
    """What a submission's folder says of when it was handed in."""
    try:
        text = text_of(bytes_of(str(folder / FILE))[: 4 * MOST_BYTES])
    except Unreadable as unreadable:
        there = unreadable.reason != "missing"
        return Stamp(problem=f"{FILE} cannot be read: {unreadable.sentence}" if there else None)
    return stamp_of(text[:MOST_BYTES]) if text else Stamp()


def text_of(data: bytes) -> str:
    """The text, whichever mark it begins with; what is no text has signs that no time has."""
    is_wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return data.decode("utf-16" if is_wide else "utf-8-sig", "replace").strip()


def stamp_of(text: str) -> Stamp:
    said = f"{FILE} says {text[:LONGEST]!r}"
    try:
        if not re.search(r"\d{4}", text):  # else missing parts would be those of today
            raise ValueError("no year")
        with warnings.catch_warnings(action="ignore"):  # of a zone that it does not know
            when: datetime = parse_utc(text)
    except Exception:  # dateutil raises many things for what is no time
        return Stamp(problem=f"{said}, which is no time like {EXAMPLE}: no penalty for lateness")
    plain = PLAIN.fullmatch(text)
    if plain and is_known(plain["zone"] or "UTC"):
        return Stamp(when)
    return Stamp(when, f"{said}, which was read as {when:%Y-%m-%d %H:%M:%S} UTC")


def is_known(zone: str) -> bool:
    """Whether a zone has a name that dateutil knows, and is no path that it would open."""
    if zone == "Z" or zone[0] in "+-":
        return True
    return not zone.startswith("/") and dateutil.tz.gettz(zone) is not None
