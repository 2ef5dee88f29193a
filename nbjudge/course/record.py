"""The record of a graded submission: one JSON file beside its autograded notebooks.

It says what was graded, by what and how, so that a later run knows whether to grade again, and
``nbjudge replay`` can do so and compare.
"""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from nbjudge.course.graded import GradedNotebook

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


def entries_in(folder: Path) -> dict[str, Entry]:
    """The records of a graded submission's notebooks; none if there are none that can be read.

    A file that was handed in under this name may lie there: what is no record counts as absent.
    """
    try:
        whole = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(whole, dict) or whole.get("form") != FORM:
        return {}
    notebooks = whole.get("notebooks")
    entries = notebooks.items() if isinstance(notebooks, dict) else ()
    return {name: entry for name, entry in entries if _is_entry(entry)}


def _is_entry(entry: object) -> bool:
    match entry:
        case {"fingerprint": str(), "verdict": str(), "scores": dict()}:
            return True
    return False
