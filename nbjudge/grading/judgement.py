"""What came of a notebook: the marks of its test cells, and what it is to show of each cell."""

from dataclasses import dataclass, field
from typing import Any

from nbjudge.grading.diagnosis import Finding
from nbjudge.grading.job import OUT_OF_TIME, CellRun, NotebookRun
from nbjudge.process.kernel.outputs import Output


@dataclass
class Mark:
    """What a test cell earned and why. ``follow_through`` are the points that came that way,
    ``curve`` the student's numbers that feedback is to draw, ``unclear`` why a person has to give
    the points."""

    outcome: str
    points: float
    max_points: float
    place: str
    finding: Finding | None = None
    follow_through: float = 0.0
    curve: list[float] | None = None
    unclear: str | None = None

    def noted(self) -> dict[str, Any]:
        """The mark as it stands in the notebook's metadata; no times, so that it stays the same."""
        note: dict[str, Any] = {
            "outcome": self.outcome,
            "points": self.points,
            "max_points": self.max_points,
            "place": self.place,
        }
        if self.finding:
            note["diagnosis"] = self.finding.sentence
            if self.finding.misconception:
                note["misconception"] = self.finding.misconception
            if self.finding.sign:
                note["sign"] = self.finding.sign
        if self.follow_through:
            note["follow_through"] = self.follow_through
        if self.unclear:
            note["unclear"] = self.unclear
        return note | ({"curve": self.curve} if self.curve else {})


@dataclass
class Judgement:
    """How a notebook's cells ran, the ``outputs`` that each is to show, the marks by grade_id, and
    for each solution cell that earned points by follow-through a sentence that says so."""

    run: NotebookRun
    outputs: list[list[Output]] = field(default_factory=list)
    marks: dict[str, Mark] = field(default_factory=dict)
    remarks: dict[str, str] = field(default_factory=dict)

    @property
    def held(self) -> dict[str, str]:
        """Why a person has to mark test cells, by grade_id."""
        return {name: mark.unclear for name, mark in self.marks.items() if mark.unclear}


def outcome_of(run: CellRun, earned: float, most: float) -> str:
    """How a test cell ended, in the words of the notebook's metadata."""
    if run.unclear:
        return "unclear"
    if run.fault:
        return run.fault if run.fault in ("timed out", OUT_OF_TIME) else "died"
    if earned >= most:
        return "passed"
    return "partly" if earned > 0 else "failed"


def metadata_of(judgement: Judgement) -> dict[str, Any]:
    """What stands of it in a notebook's metadata under nbjudge."""
    cells = {grade_id: mark.noted() for grade_id, mark in judgement.marks.items()}
    return {"cells": cells} | ({"remarks": judgement.remarks} if judgement.remarks else {})
