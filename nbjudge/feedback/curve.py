"""A student's own curve, such as the losses of a training, beside the shape of one that learns.

In the metadata of a test cell of the source notebook::

    "nbjudge": {"picture": "curve", "values": "losses", "label": "mean squared error"}

``values`` names a list of numbers that the test reads. Nothing of the reference is drawn: the shape
beside the curve begins where the student's does, and is the same whatever the exercise.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, MARGIN = 420, 190, 34
LEARNT = 0.55
"""Where the shape ends, as a share of where it begins."""

STEPS = 40
SAME = 0.01


@dataclass(frozen=True)
class Curve:
    """What an instructor asks to be drawn."""

    values: str
    label: str


@dataclass(frozen=True)
class Drawing:
    """A curve as lines of an SVG picture. ``numbers`` are the student's, at least two, finite."""

    label: str
    numbers: Sequence[float]

    @property
    def width(self) -> int:
        return WIDTH

    @property
    def height(self) -> int:
        return HEIGHT

    @property
    def description(self) -> str:
        """The picture in words, for those who do not see it."""
        return f"Your {self.label}, {len(self.numbers)} values: {self.course}."

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
    def own(self) -> str:
        """The points of the student's curve."""
        return self._points(self.numbers)

    @property
    def shape(self) -> str:
        """The points of a curve that falls as that of a network that learns: fast, then slowly."""
        first = self.numbers[0]
        end = first - (1 - LEARNT) * abs(first)
        falling = [end + (first - end) * math.exp(-4 * n / STEPS) for n in range(STEPS + 1)]
        return self._points(falling)

    @property
    def levels(self) -> list[tuple[float, str]]:
        """The height of the student's least and greatest value, with the number to write there."""
        ends = {min(self.numbers), max(self.numbers)}
        return [(self._y(value), f"{value:.3g}") for value in sorted(ends)]

    @property
    def _range(self) -> tuple[float, float]:
        first = self.numbers[0]
        values = [*self.numbers, first - (1 - LEARNT) * abs(first)]
        return min(values), max(values)

    def _points(self, values: Sequence[float]) -> str:
        wide = WIDTH - 2 * MARGIN
        places = enumerate(values)
        return " ".join(
            f"{MARGIN * 1.5 + wide * n / (len(values) - 1):.1f},{self._y(value):.1f}"
            for n, value in places
        )

    def _y(self, value: float) -> float:
        low, high = self._range
        share = (value - low) / (high - low) if high > low else 0.5
        return round(HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * share, 1)
