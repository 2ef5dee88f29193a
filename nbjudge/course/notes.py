"""What nbjudge noted in a graded notebook's metadata, read with doubt: another grader, or anybody,
may have written it. What has another form than nbjudge's counts as absent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nbjudge.grading.series import MOST_KEPT

STOPPED = ("timed out", "died", "out of time")
"""The outcomes of a cell that its process did not survive, or that was not run in time."""

LARGEST = 1e100  # sums and differences of such numbers are still finite


@dataclass(frozen=True)
class CellNotes:
    """What is noted of one test cell; None where nothing is. ``follow_through`` is in points,
    ``curve`` the numbers to draw, at least two of them or none."""

    outcome: str | None = None
    place: str | None = None
    diagnosis: str | None = None
    misconception: str | None = None
    sign: str | None = None
    follow_through: float | None = None
    curve: Sequence[float] = ()


@dataclass(frozen=True)
class Notes:
    """What is noted of a notebook: how its reading went, which walls were waived, each test cell by
    grade_id, and what was remarked on answers where a person might have written a comment."""

    verdict: str | None = None
    repairs: tuple[str, ...] = ()
    waived: tuple[str, ...] = ()
    cells: Mapping[str, CellNotes] = field(default_factory=dict)
    remarks: Mapping[str, str] = field(default_factory=dict)

    def of(self, grade_id: object) -> CellNotes:
        """The notes of one cell, all absent if there are none."""
        return self.cells.get(str(grade_id), CellNotes())


def read_notes(metadata: object) -> Notes:
    """The notes in a notebook's metadata."""
    noted = mapping(mapping(metadata).get("nbjudge"))
    remarks = ((name, _text(said)) for name, said in mapping(noted.get("remarks")).items())
    return Notes(
        verdict=_text(noted.get("verdict")),
        repairs=_texts(noted.get("repairs")),
        waived=_texts(noted.get("waived")),
        cells={name: _cell(mapping(cell)) for name, cell in mapping(noted.get("cells")).items()},
        remarks={name: said for name, said in remarks if said},
    )


def _cell(noted: Mapping[str, Any]) -> CellNotes:
    points = noted.get("follow_through")
    return CellNotes(
        outcome=_text(noted.get("outcome")),
        place=_text(noted.get("place")),
        diagnosis=_text(noted.get("diagnosis")),
        misconception=_text(noted.get("misconception")),
        sign=_text(noted.get("sign")),
        follow_through=float(points) if isinstance(points, int | float) and points > 0 else None,
        curve=_numbers(noted.get("curve")),
    )


def mapping(value: object) -> Mapping[str, Any]:
    """The value if it is a mapping, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def _numbers(value: object) -> Sequence[float]:
    if not isinstance(value, list) or not 2 <= len(value) <= MOST_KEPT:
        return ()
    are_numbers = all(type(number) in (int, float) and abs(number) < LARGEST for number in value)
    return tuple(map(float, value)) if are_numbers else ()


def _texts(value: object) -> tuple[str, ...]:
    return tuple(v for v in value if isinstance(v, str)) if isinstance(value, list) else ()


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None
