"""The picture that an instructor asks for beside an exercise, drawn when the exercise went wrong.

In the metadata of a test cell of the source notebook::

    "nbjudge": {"picture": "network", "layers": [3, 2, 1], "units": 1, "label": "hidden error term"}

``layers`` are the numbers of units from the inputs to the outputs; ``units`` marks one layer,
counted from 0 at the inputs, or ``weights`` those that leave it. ``label`` names what is marked.
The other picture is that of `nbjudge.feedback.curve`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nbjudge.errors import BadPicture
from nbjudge.feedback.curve import Curve

MOST_LAYERS, MOST_UNITS = 6, 8
FORM = (
    '{"picture": "network", "layers": [3, 2, 1], "units": 1, "label": "hidden error term"}, or '
    '"weights" in the place of "units"'
)
CURVE_FORM = '{"picture": "curve", "values": "losses", "label": "mean squared error"}'
COLUMN, ROW, RADIUS, TOP, MARGIN = 130, 46, 15, 44, 85


@dataclass(frozen=True)
class Network:
    """A layered network with one layer of units, or of weights, marked."""

    layers: tuple[int, ...]
    units: int | None
    weights: int | None
    label: str

    @property
    def description(self) -> str:
        """The picture in words, for those who do not see it."""
        sizes = ", ".join(map(str, self.layers))
        if self.units is not None:
            unit = "unit" if self.layers[self.units] == 1 else "units"
            where = f"the {self._name(self.units)} {unit}"
        else:
            assert self.weights is not None
            ends = self._name(self.weights), self._name(self.weights + 1)
            where = f"the weights from the {ends[0]} to the {ends[1]} units"
        return f"A network of {sizes} units. Marked, as {self.label}: {where}."

    def _name(self, layer: int) -> str:
        if layer == 0:
            return "input"
        if layer == len(self.layers) - 1:
            return "output"
        return "hidden" if len(self.layers) == 3 else f"hidden (layer {layer})"

    @property
    def width(self) -> int:
        return COLUMN * (len(self.layers) - 1) + 2 * MARGIN

    @property
    def height(self) -> int:
        return TOP + ROW * max(self.layers) + 26

    @property
    def circles(self) -> list[tuple[int, float, bool]]:
        """Centre of each unit, and whether it is marked."""
        return [
            (*place, layer == self.units)
            for layer in range(len(self.layers))
            for place in self._column(layer)
        ]

    @property
    def lines(self) -> list[tuple[int, float, int, float, bool]]:
        """From where to where each weight leads, and whether it is marked."""
        return [
            (x1 + RADIUS, y1, x2 - RADIUS, y2, layer == self.weights)
            for layer in range(len(self.layers) - 1)
            for x1, y1 in self._column(layer)
            for x2, y2 in self._column(layer + 1)
        ]

    @property
    def names(self) -> list[tuple[int, str]]:
        """Where the name of each layer is centred below it."""
        ends = {0: "input", len(self.layers) - 1: "output"}
        return [
            (self._x(n), ends[n] + "s" * (size > 1) if n in ends else "hidden")
            for n, size in enumerate(self.layers)
        ]

    @property
    def label_x(self) -> float:
        """Where the label is centred, above what it names."""
        if self.units is not None:
            return self._x(self.units)
        assert self.weights is not None
        return self._x(self.weights) + COLUMN / 2

    def _column(self, layer: int) -> list[tuple[int, float]]:
        size = self.layers[layer]
        first = TOP + ROW * (max(self.layers) - size) / 2 + ROW / 2
        return [(self._x(layer), first + ROW * n) for n in range(size)]

    def _x(self, layer: int) -> int:
        return MARGIN + COLUMN * layer


def read_picture(asked: object) -> Network | Curve | None:
    """What a cell's metadata ask for. Raises BadPicture for what cannot be drawn."""
    if not isinstance(asked, Mapping) or "picture" not in asked:
        return None
    if asked["picture"] == "curve":
        return read_curve(asked)
    if asked["picture"] != "network":
        raise BadPicture(f"there is no picture {asked['picture']!r}; write {FORM}")
    layers, label = asked.get("layers"), asked.get("label")
    if not isinstance(layers, list) or not 2 <= len(layers) <= MOST_LAYERS:
        raise BadPicture(f"layers should be a list of 2 to {MOST_LAYERS} numbers; write {FORM}")
    if not all(type(size) is int and 1 <= size <= MOST_UNITS for size in layers):
        raise BadPicture(f"a layer has 1 to {MOST_UNITS} units; write {FORM}")
    if not isinstance(label, str) or not label.strip():
        raise BadPicture(f"the label is missing; write {FORM}")
    units = _index(asked, "units", len(layers))
    weights = _index(asked, "weights", len(layers) - 1)
    if (units is None) == (weights is None):
        raise BadPicture(f"mark either units or weights; write {FORM}")
    return Network(tuple(layers), units, weights, label)


def read_curve(asked: Mapping[str, Any]) -> Curve:
    values, label = asked.get("values"), asked.get("label")
    if not isinstance(values, str) or not values.isidentifier():
        raise BadPicture(f"values should name a list; write {CURVE_FORM}")
    if not isinstance(label, str) or not label.strip():
        raise BadPicture(f"the label is missing; write {CURVE_FORM}")
    return Curve(values, label)


def _index(asked: Mapping[str, Any], key: str, size: int) -> int | None:
    at = asked.get(key)
    if at is not None and (type(at) is not int or not 0 <= at < size):
        raise BadPicture(f"{key} should be a number from 0 to {size - 1}; write {FORM}")
    return at
