"""The record of a graded submission: one JSON file beside its autograded notebooks.

It says what was graded, by what and how, so that a later run knows whether to grade again, and
``nbjudge replay`` can do so and compare.
"""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, get_args

from nbjudge.course.graded import GradedNotebook
from nbjudge.course.handed_in import plain_bytes
from nbjudge.course.verdict import Verdict

RECORD = "nbjudge.json"
FORM = 1

Entry = dict[str, Any]
"""The record of one notebook: fingerprint, verdict, scores, and what its grader noted."""


def entry_of(
    graded: GradedNotebook,
    fingerprint: str,
    left_out: Sequence[str],
    versions: Mapping[str, str],
) -> Entry:
    """The record of a graded notebook; ``left_out`` are files that did not come with it.

    Its text may be written after the record, by nbgrader: it is done when that text stands there.
    """
    return {
        "fingerprint": fingerprint,
        "verdict": graded.verdict,
        "scores": graded.scores,
        "left_out": list(left_out),
        "versions": dict(versions),
        "sha256": sha256(graded.text.encode()).hexdigest(),
        **graded.record,
    }


def missing_entry(fingerprint: str) -> Entry:
    """The record of a notebook that was not handed in."""
    return {"fingerprint": fingerprint, "verdict": "missing", "scores": {}}


def dumps(student: str, assignment: str, entries: dict[str, Entry]) -> str:
    whole = {"form": FORM, "student": student, "assignment": assignment, "notebooks": entries}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


MOST_BYTES = 64 << 20
LISTS = ("repairs", "left_out", "walls", "waived")


def entries_in(folder: Path) -> dict[str, Entry]:
    """The records of a graded submission's notebooks; none if there are none that can be read.

    A file that was handed in under this name may lie there: what is no record counts as absent.
    """
    data = plain_bytes(folder / RECORD, MOST_BYTES)
    try:
        whole = json.loads(data or b"")
    except (ValueError, RecursionError, MemoryError):
        return {}
    if not isinstance(whole, dict) or whole.get("form") != FORM:
        return {}
    notebooks = whole.get("notebooks")
    entries = notebooks.items() if isinstance(notebooks, dict) else ()
    return {name: entry for name, entry in entries if _is_entry(entry)}


def _is_entry(entry: object) -> bool:
    """Whether it has all that readers count on, each of the right kind."""
    match entry:
        case {"fingerprint": str(), "verdict": str(verdict), "scores": dict(scores), **more}:
            return (
                verdict in get_args(Verdict)
                and all(is_score(score) for score in scores.values())
                and all(is_list_of_texts(more.get(name, [])) for name in LISTS)
                and isinstance(cells := more.get("cells", []), list)
                and all(map(_is_cell, cells))
            )
    return False


def _is_cell(cell: object) -> bool:
    match cell:
        case {
            "grade_id": str() | None,
            "ran": str(),
            "seconds": int() | float(),
            "fault": str() | None,
        }:
            return True
    return False


def is_score(value: object) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def is_list_of_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)
