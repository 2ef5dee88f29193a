"""What of the outputs that a process claims for a cell may be written into the notebook.

The process is not trusted. Each output is rebuilt so that nbformat accepts it and every reader can
open the file; anything that is not an output, in kind or form, is left out.
"""

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from nbjudge.process.kernel.outputs import Output, capped

MOST_OUTPUTS = 1_000
MOST_CHARACTERS = 10_000_000
"""What one cell's outputs may hold, pictures included."""

MOST_OUTPUTS_OF_ALL = 5_000
MOST_CHARACTERS_OF_ALL = 30_000_000
"""What all outputs of a notebook may hold together: a browser opens it, and a class fits a disk."""

LEAST_OUTPUTS = 3
LEAST_CHARACTERS = 10_000
"""What a cell may have all the same when there is no more room: a test says how it ended."""

LEFT_OUT = "\n… further outputs of this cell left out by nbjudge: {} …\n"
OF_CELL = f"a cell may have {MOST_OUTPUTS:,}, of {MOST_CHARACTERS // 1_000_000} MB"
OF_NOTEBOOK = (
    f"a notebook may have {MOST_OUTPUTS_OF_ALL:,}, of {MOST_CHARACTERS_OF_ALL // 1_000_000} MB, "
    "and cells before this one have most of that"
)

DEEPEST = 20
"""The nesting of the JSON in an output."""


@dataclass
class Room:
    """What the outputs of a notebook may still hold."""

    characters: int = MOST_CHARACTERS_OF_ALL
    outputs: int = MOST_OUTPUTS_OF_ALL

    def kept(self, outputs: Sequence[Output]) -> list[Output]:
        """Those of a cell's outputs for which there is room, and a sentence in place of the others;
        what is small, as an error that comes last, may still have some."""
        characters = min(MOST_CHARACTERS, max(self.characters, LEAST_CHARACTERS))
        number = min(MOST_OUTPUTS, max(self.outputs, LEAST_OUTPUTS))
        is_cells = (characters, number) == (MOST_CHARACTERS, MOST_OUTPUTS)
        found: list[Output] = []
        said = None
        for output in outputs:
            size = len(json.dumps(output))
            if size <= characters and number > 0:
                found.append(output)
                characters, number = characters - size, number - 1
                self.characters, self.outputs = self.characters - size, self.outputs - 1
            elif said is None:
                text = LEFT_OUT.format(OF_CELL if is_cells else OF_NOTEBOOK)
                said = {"output_type": "stream", "name": "stdout", "text": text}
                found.append(said)
        return found


def checked_outputs(text: str, count: int) -> list[Output]:
    """A cell's outputs, rebuilt from what a process sent so that nbformat accepts each of them.

    Anything that is not an output, in kind or form, is left out: the process is not trusted.
    """
    try:
        claimed = json.loads(text)
    except (ValueError, RecursionError):
        claimed = []
    outputs = (checked_output(c, count) for c in (claimed if isinstance(claimed, list) else []))
    return [output for output in outputs if output is not None]


def checked_output(claim: object, count: int) -> Output | None:
    """One output in nbformat's form, or None if the claim is none."""
    match claim:
        case {"output_type": "stream", "name": "stdout" | "stderr" as name, "text": str(said)}:
            return {"output_type": "stream", "name": name, "text": capped(printable(said))}
        case {
            "output_type": "display_data" | "execute_result" as kind,
            "data": dict(data),
            "metadata": dict(metadata),
        }:
            shown = {"output_type": kind, "data": bundle(data), "metadata": plain(metadata)}
            return shown | ({"execution_count": count} if kind == "execute_result" else {})
        case {
            "output_type": "error",
            "ename": str(name),
            "evalue": str(value),
            "traceback": list(lines),
        }:
            return {
                "output_type": "error",
                "ename": capped(printable(name)),
                "evalue": capped(printable(value)),
                "traceback": [
                    capped(printable(line))
                    for line in lines[:MOST_OUTPUTS]
                    if isinstance(line, str)
                ],
            }
    return None


MIME = re.compile(r"[\w.+-]+/[\w.+-]+")


def bundle(data: dict[str, Any]) -> dict[str, Any]:
    """The parts of a display bundle that a notebook may hold: text by MIME type, or JSON."""
    return {
        mime: plain(value)
        for mime, value in data.items()
        if MIME.fullmatch(mime) and (isinstance(value, str) or mime.endswith("json"))
    }


def plain(value: Any, depth: int = 0) -> Any:
    """A JSON value as every reader of JSON takes it: no NaN, no lone surrogates, not too deep."""
    match value:
        case str():
            return printable(value)
        case dict() if depth < DEEPEST:
            return {printable(name): plain(part, depth + 1) for name, part in value.items()}
        case list() if depth < DEEPEST:
            return [plain(part, depth + 1) for part in value]
        case float() if math.isfinite(value):
            return value
        case None | bool() | int():
            return value
    return None


def printable(text: str) -> str:
    """The text without lone surrogates, which no file could hold."""
    return text.encode("utf-8", "replace").decode("utf-8")
