"""Cells from whatever JSON says of them: the fields of format 4.5, and no others.

What is malformed is repaired where the intent is plain; a part that is not (an output, an odd piece
of metadata) is left out.
"""

import re
from collections.abc import Callable
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4.convert import upgrade_outputs
from nbformat.v4.rwbase import rejoin_lines, strip_transient
from nbformat.validator import isvalid

from nbjudge.repair.unreadable import unreadable

DEEPEST = 64  # levels of nesting that are kept; copying and writing a notebook recurses
MOST_CELLS = 5_000
MOST_TEXT = 8 << 20
"""Cells, and characters of all their text together, that anybody would write or could read."""
CELL_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
CELL_TYPES = ("code", "markdown", "raw")


def notebook_of(raw: Any) -> NotebookNode:
    """A valid notebook of format 4.5 from parsed JSON. Raises Unreadable if there is none in it."""
    raw_cells = _raw_cells(raw)
    if not raw_cells:
        raise unreadable("no_cells")
    if len(raw_cells) > MOST_CELLS:
        raise unreadable("too_large")
    cells = [_cell(cell) for cell in raw_cells]
    if sum(len(cell["source"]) for cell in cells) > MOST_TEXT:
        raise unreadable("too_large")
    _name_cells(cells)
    metadata = raw.get("metadata")
    notebook = _wrapped(cells, _plain(metadata) if isinstance(metadata, dict) else {})
    if not isinstance(notebook["metadata"].get("language", ""), str):
        del notebook["metadata"]["language"]  # nbconvert takes it for text
    if not isvalid(notebook):
        notebook["metadata"] = _valid_metadata(notebook["metadata"], lambda m: _wrapped([], m))
        notebook["cells"] = [_well_formed(cell) for cell in cells]
    if not isvalid(notebook):
        raise unreadable("damaged")
    read_notebook: NotebookNode = strip_transient(rejoin_lines(nbformat.from_dict(notebook)))
    return read_notebook


def _raw_cells(raw: Any) -> list[dict[str, Any]]:
    """The cells of any notebook format, told by shape where the format's number is lost."""
    if not isinstance(raw, dict) or not raw.keys() & {"nbformat", "cells", "worksheets"}:
        raise unreadable("not_a_notebook")
    version = raw.get("nbformat")
    if isinstance(version, int) and not 2 <= version <= 4:
        raise unreadable("old_format" if version < 2 else "new_format")
    if isinstance(raw.get("cells"), list):
        return [cell for cell in raw["cells"] if isinstance(cell, dict)]
    sheets = [sheet for sheet in _list(raw, "worksheets") if isinstance(sheet, dict)]
    cells = [cell for sheet in sheets for cell in _list(sheet, "cells")]
    return [_from_format_3(cell) for cell in cells if isinstance(cell, dict)]


def _from_format_3(raw: dict[str, Any]) -> dict[str, Any]:
    """A cell of format 2 or 3 with its text where format 4 has it."""
    source = raw.get("input", raw.get("source"))
    if isinstance(source, list):
        lines = [line for line in source if isinstance(line, str)]
        are_whole = bool(lines) and lines[0].endswith(("\n", "\r"))  # format 2 drops line ends
        source = ("" if are_whole else "\n").join(lines)
    if raw.get("cell_type") == "heading" and isinstance(source, str):
        level = raw.get("level")
        hashes = "#" * level if isinstance(level, int) and 1 <= level <= 6 else "#"
        source = f"{hashes} {' '.join(source.splitlines())}"
    return {**raw, "source": source}


def _list(parent: dict[str, Any], key: str) -> list[Any]:
    value = parent.get(key)
    return value if isinstance(value, list) else []


def _cell(raw: dict[str, Any]) -> dict[str, Any]:
    """A cell with the fields of format 4.5 and no others, each of the right kind."""
    kind = _cell_type(raw)
    metadata = raw.get("metadata")
    cell: dict[str, Any] = {
        "id": raw.get("id"),
        "cell_type": kind,
        "metadata": _plain(metadata) if isinstance(metadata, dict) else {},
        "source": _source(raw),
    }
    if kind == "code":
        count = raw.get("execution_count", raw.get("prompt_number"))
        is_count = isinstance(count, int) and not isinstance(count, bool) and count >= 0
        cell["execution_count"] = count if is_count else None
        cell["outputs"] = _outputs(_list(raw, "outputs"))
    elif "attachments" in raw:
        cell["attachments"] = _plain(raw["attachments"])
    return cell


def _cell_type(raw: dict[str, Any]) -> str:
    kind = raw.get("cell_type")
    if kind in ("heading", "html"):
        return "markdown"
    if kind in CELL_TYPES:
        return str(kind)
    # Raw text neither runs nor is lost; a cell that is graded gets its own type back when repaired.
    return "code" if raw.keys() & {"outputs", "execution_count", "input"} else "raw"


def _source(raw: dict[str, Any]) -> str:
    source = raw.get("source")
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    return str(_plain(source)) if isinstance(source, str) else ""


def _outputs(raw: list[Any]) -> list[Any]:
    outputs = _plain(raw)
    if any(isinstance(o, dict) and o.get("output_type") in ("pyout", "pyerr") for o in outputs) or (
        any(isinstance(o, dict) and "stream" in o for o in outputs)
    ):
        try:  # format 3; what stands in a JSON string there may again be nested
            return list(_plain(upgrade_outputs(nbformat.from_dict(outputs))))
        except (
            ArithmeticError,
            AttributeError,
            LookupError,
            RecursionError,
            TypeError,
            ValueError,
        ):
            return []
    return list(outputs)


def _plain(value: Any, room: int = DEEPEST) -> Any:
    """A copy without lone surrogates, which no file can hold, cut off where it is too deep."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {_plain(k): _plain(v, room - 1) for k, v in value.items()} if room else None
    if isinstance(value, list):
        return [_plain(v, room - 1) for v in value] if room else None
    return value


def _name_cells(cells: list[dict[str, Any]]) -> None:
    """Keep each valid id where it first occurs; name the other cells by their place."""
    taken = {cell["id"] for cell in cells if isinstance(cell["id"], str)}
    kept: set[str] = set()
    for number, cell in enumerate(cells, start=1):
        name = cell["id"]
        if not isinstance(name, str) or not CELL_ID.fullmatch(name) or name in kept:
            name = f"cell-{number}"
            while name in taken:
                name += "-"
            taken.add(name)
        kept.add(name)
        cell["id"] = name


def _wrapped(cells: list[dict[str, Any]], metadata: dict[str, Any]) -> dict[str, Any]:
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _well_formed(cell: dict[str, Any]) -> dict[str, Any]:
    """The cell without the parts that make it invalid, the least important dropped first."""
    if isvalid(_wrapped([cell], {})):
        return cell
    bare = {key: value for key, value in cell.items() if key != "attachments"}
    if "outputs" in bare:
        bare["outputs"] = []
    bare["metadata"] = _valid_metadata(
        cell["metadata"], lambda m: _wrapped([{**bare, "metadata": m}], {})
    )
    return bare


def _valid_metadata(
    metadata: dict[str, Any], within: Callable[[dict[str, Any]], dict[str, Any]]
) -> dict[str, Any]:
    """The keys that are valid where they stand, each judged alone."""
    return {key: value for key, value in metadata.items() if isvalid(within({key: value}))}
