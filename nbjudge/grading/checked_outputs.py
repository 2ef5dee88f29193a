"""What of the outputs that a process claims for a cell may be written into the notebook.

The process is not trusted. Each output is rebuilt so that nbformat accepts it and every reader can
open the file; anything that is not an output, in kind or form, is left out.
"""

import json
import math
import re
from typing import Any

from nbjudge.process.kernel.outputs import Output, capped

MOST_OUTPUTS = 1_000
MOST_CHARACTERS = 10_000_000
"""What one cell's outputs may hold, pictures included."""

DEEPEST = 20
"""The nesting of the JSON in an output."""


def checked_outputs(text: str, count: int) -> list[Output]:
    """A cell's outputs, rebuilt from what a process sent so that nbformat accepts each of them.

    Anything that is not an output, in kind or form, is left out: the process is not trusted. What
    would make the notebook too large to open is left out too, with a line that says so.
    """
    try:
        claimed = json.loads(text)
    except (ValueError, RecursionError):
        claimed = []
    found: list[Output] = []
    size = 0
    for claim in claimed if isinstance(claimed, list) else []:
        output = checked_output(claim, count)
        if output is None:
            continue
        size += len(json.dumps(output))
        if size > MOST_CHARACTERS or len(found) == MOST_OUTPUTS:
            left_out = "\n… further outputs of this cell left out by nbjudge …\n"
            found.append({"output_type": "stream", "name": "stdout", "text": left_out})
            break
        found.append(output)
    return found


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
