"""What a judged notebook is to say: the marks of its test cells, and the sentences beside them."""

from dataclasses import dataclass, field
from typing import Any

from nbjudge.grading.diagnosis import Finding
from nbjudge.grading.follow_through import line
from nbjudge.grading.job import OUT_OF_TIME, CellRun, NotebookRun
from nbjudge.grading.score import format_points


@dataclass
class Mark:
    """What a test cell earned and why. ``follow_through`` are the points that came that way,
    ``curve`` the student's numbers that feedback is to draw."""

    outcome: str
    points: float
    max_points: float
    place: str
    finding: Finding | None = None
    follow_through: float = 0.0
    curve: list[float] | None = None

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
        return note | ({"curve": self.curve} if self.curve else {})


@dataclass
class Judgement:
    """A notebook's run, with all that is to be shown in its outputs, its marks by grade_id, and for
    each solution cell that earned points by follow-through a sentence that says so."""

    run: NotebookRun
    marks: dict[str, Mark] = field(default_factory=dict)
    remarks: dict[str, str] = field(default_factory=dict)


def outcome_of(run: CellRun, earned: float, most: float) -> str:
    """How a test cell ended, in the words of the notebook's metadata."""
    if run.fault:
        return run.fault if run.fault in ("timed out", OUT_OF_TIME) else "died"
    if earned >= most:
        return "passed"
    return "partly" if earned > 0 else "failed"


def write_again(run: CellRun, said: list[str], mark: Mark) -> None:
    """Write sentences before a cell's result or error, and its points if they have changed."""
    errors = [n for n, output in enumerate(run.outputs) if output["output_type"] == "error"]
    results = [n for n, o in enumerate(run.outputs) if o["output_type"] == "execute_result"]
    place = min([*errors, *results], default=len(run.outputs))
    added = [line(sentence) for sentence in said]
    if mark.follow_through:
        run.outputs = [run.outputs[n] for n in range(len(run.outputs)) if n not in results]
        added.append(format_points(mark.points))  # nbgrader reads whichever comes first
    run.outputs[place:place] = added


def metadata_of(judgement: Judgement) -> dict[str, Any]:
    """What stands of it in a notebook's metadata under nbjudge."""
    cells = {grade_id: mark.noted() for grade_id, mark in judgement.marks.items()}
    return {"cells": cells} | ({"remarks": judgement.remarks} if judgement.remarks else {})
