"""A student's own curve, such as the losses of a training, beside the shape of one that learns.

In the metadata of a test cell of the source notebook::

    "nbjudge": {"picture": "curve", "values": "losses", "label": "mean squared error"}

``values`` names a list of numbers that the test reads. Nothing of the reference is drawn: the shape
beside the curve begins where the student's does, and is the same whatever the exercise.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from nbjudge.feedback.charts import INK, Spec, drawn

LEARNT = 0.55
"""Where the shape ends, as a share of where it begins."""

WIDTH, HEIGHT = 340, 130
STEPS = 40
SAME = 0.01


@dataclass(frozen=True)
class Curve:
    """What an instructor asks to be drawn."""

    values: str
    label: str


@dataclass(frozen=True)
class CurveChart:
    """The chart of a curve. ``numbers`` are the student's, at least two, finite."""

    label: str
    numbers: Sequence[float]

    @property
    def course(self) -> str:
        """How the curve runs, from its first value to its last."""
        first, last = self.numbers[0], self.numbers[-1]
        if abs(last - first) <= SAME * max(abs(first), abs(last)):
            how = "it ends where it began"
        else:
            how = "it falls" if last < first else "it rises"
        return f"{how}, from {first:.3g} to {last:.3g}"

    @property
    def svg(self) -> Markup:
        """Both curves, with the student's least and greatest value at the side."""
        first = self.numbers[0]
        end = first - (1 - LEARNT) * abs(first)
        falling = [end + (first - end) * math.exp(-4 * n / STEPS) for n in range(STEPS + 1)]
        levels = sorted({min(self.numbers), max(self.numbers)})
        x = {"field": "x", "type": "quantitative", "axis": None}
        y = {"field": "y", "type": "quantitative", "axis": _axis(levels)}
        spec: Spec = {
            "width": WIDTH,
            "height": HEIGHT,
            "encoding": {"x": x, "y": {**y, "scale": {"zero": False, "nice": False}}},
            "layer": [
                _line(falling, stroke=INK, strokeWidth=2, strokeDash=[6, 5]),
                _line(self.numbers, stroke="var(--mark)", strokeWidth=3, strokeJoin="round"),
            ],
        }
        return drawn(spec, f"Your {self.label}, {len(self.numbers)} values: {self.course}.")


def _line(numbers: Sequence[float], **style: object) -> Spec:
    """The numbers from the left edge to the right, however many they are."""
    steps = len(numbers) - 1
    points = [{"x": n / steps, "y": number} for n, number in enumerate(numbers)]
    return {"data": {"values": points}, "mark": {"type": "line", **style}}


def _axis(values: Sequence[float]) -> Spec:
    """An axis with these values and no others, in few digits."""
    said = " : ".join(f"datum.value == {value!r} ? '{value:.3g}'" for value in values)
    axis = {"values": values, "labelExpr": f"{said} : ''", "labelFontSize": 14}
    return {**axis, "title": None, "domain": False, "ticks": False}
