"""What stands in a submitted cell's nbgrader metadata, which a student may have changed at will."""

import re
from collections.abc import Mapping
from typing import Any

from nbformat import NotebookNode

from nbjudge.repair.trusted import SCHEMA, TrustedCell, is_locked

NBGRADER_KEYS = frozenset("schema_version grade grade_id locked solution task points".split())
OPTIONAL_KEYS = frozenset({"checksum", "cell_type"})
ABSENT = object()
"""What a missing field holds: null is a value, and nbgrader's checks refuse it."""


def grade_id_of(cell: NotebookNode) -> str | None:
    """What a cell says that it is called, if it says it in words."""
    about = cell.metadata.get("nbgrader")
    grade_id = about.get("grade_id") if isinstance(about, dict) else None
    return grade_id if isinstance(grade_id, str) else None


def is_marked(cell: NotebookNode) -> bool:
    """Whether a cell still shows, in whatever form, that it was one of nbgrader's."""
    return "nbgrader" in cell.metadata and not _is_harmless(cell.metadata["nbgrader"])


def _is_harmless(about: object) -> bool:
    """Whether nbgrader's checks pass such metadata and take the cell for no cell of theirs."""
    return (
        isinstance(about, dict)
        and about.keys() <= NBGRADER_KEYS
        and all(about.get(flag) is False for flag in ("grade", "solution", "locked"))
        and about.get("task", False) is False
        and about.get("schema_version") == SCHEMA
        and isinstance(about.get("grade_id", ""), str)
        and re.fullmatch(r"[\w-]*", about.get("grade_id", ""), re.ASCII) is not None
        and _is_points(about.get("points", 0))
    )


def _is_points(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0


def wrong_fields(about: Mapping[str, Any], trusted: TrustedCell) -> list[str]:
    """The names of the fields that are not as they must be, in value or in kind."""
    if about.get("schema_version") != SCHEMA:
        return ["of another version of nbgrader"]
    wanted = trusted.metadata()
    wanted["locked"] = is_locked(wanted)
    seen = {"task": False, **about}
    if type(seen.get("locked")) is bool:
        seen["locked"] = is_locked(about)
    if "points" not in wanted and _is_points(seen.get("points", 0)):
        seen.pop("points", None)
    keys = sorted((wanted.keys() | seen.keys()) - OPTIONAL_KEYS)
    wrong = [key for key in keys if not _is_same(seen.get(key, ABSENT), wanted.get(key, ABSENT))]
    return sorted({key if key in NBGRADER_KEYS else "unknown fields" for key in wrong})


def _is_same(one: object, other: object) -> bool:
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def settle_optional(about: dict[str, Any], wanted: Mapping[str, Any]) -> None:
    """Set right, without a word, the fields on which nothing hangs for a student."""
    for key in OPTIONAL_KEYS & about.keys():
        about[key] = wanted.get(key)
        if key not in wanted:
            del about[key]
    if "checksum" in wanted:
        about["checksum"] = wanted["checksum"]
