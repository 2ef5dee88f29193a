"""What nbjudge noted in a graded notebook, read with doubt: another grader may have written it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode

from nbjudge.grading.series import MOST_KEPT

LARGEST = 1e100  # sums and differences of such numbers are still finite
FAULTS = ("timed out", "died", "out of time")
# How the faults of a cell show in its outputs, by nbjudge and by stock nbgrader.
ERRORS = {
    "CellTimeoutError": "timed out",
    "StudentProcessDied": "died",
    "DeadKernelError": "died",
}


@dataclass(frozen=True)
class CellRecord:
    """What is known of one graded cell beside its points; ``follow_through`` is in points,
    ``curve`` the numbers to draw, at least two of them or none."""

    fault: str | None = None
    diagnosis: str | None = None
    follow_through: float = 0.0
    curve: Sequence[float] = ()


@dataclass(frozen=True)
class Record:
    """What is known of a notebook: how its reading went, of each graded cell by grade_id, and what
    was remarked on answers where a person might have written a comment."""

    verdict: str | None = None
    reason: str | None = None
    repairs: tuple[str, ...] = ()
    cells: Mapping[str, CellRecord] = field(default_factory=dict)
    remarks: Mapping[str, str] = field(default_factory=dict)


def read_record(notebook: NotebookNode) -> Record:
    """The notes in a notebook's metadata; what has another form than nbjudge's counts as absent."""
    noted = _mapping(notebook.metadata.get("nbjudge"))
    repairs = noted.get("repairs")
    cells = _mapping(noted.get("cells"))
    return Record(
        verdict=_text(noted.get("verdict")),
        reason=_text(noted.get("reason")),
        repairs=tuple(r for r in repairs if isinstance(r, str))
        if isinstance(repairs, list)
        else (),
        cells={grade_id: _cell(_mapping(cell)) for grade_id, cell in cells.items()},
        remarks={g: said for g, said in _mapping(noted.get("remarks")).items() if _text(said)},
    )


def _cell(noted: Mapping[str, Any]) -> CellRecord:
    outcome = noted.get("outcome")
    points = noted.get("follow_through")
    return CellRecord(
        fault=outcome if outcome in FAULTS else None,
        diagnosis=_text(noted.get("diagnosis")),
        follow_through=float(points) if isinstance(points, int | float) and points > 0 else 0.0,
        curve=_numbers(noted.get("curve")),
    )


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _numbers(value: object) -> Sequence[float]:
    if not isinstance(value, list) or not 2 <= len(value) <= MOST_KEPT:
        return ()
    are_numbers = all(type(number) in (int, float) and abs(number) < LARGEST for number in value)
    return tuple(map(float, value)) if are_numbers else ()


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None
