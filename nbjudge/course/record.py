"""The record of a graded submission: one JSON file beside its autograded notebooks.

It says what was graded, by what and how, so that a later run knows whether to grade again, and
``nbjudge replay`` can do so and compare.
"""

import json
from pathlib import Path
from typing import Any

RECORD = "nbjudge.json"
FORM = 1

Entry = dict[str, Any]
"""The record of one notebook: fingerprint, verdict, scores, comments, and what `task` noted."""


def dumps(student: str, assignment: str, entries: dict[str, Entry]) -> str:
    whole = {"form": FORM, "student": student, "assignment": assignment, "notebooks": entries}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def entries_in(folder: Path) -> dict[str, Entry]:
    """The records of a graded submission's notebooks; none if there are none that can be read."""
    try:
        whole = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(whole, dict) or whole.get("form") != FORM:
        return {}
    found: dict[str, Entry] = whole["notebooks"]
    return found
