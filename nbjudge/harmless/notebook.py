"""A graded notebook that whoever marks it can open in any reader of notebooks."""

from collections.abc import Mapping
from html import escape
from typing import Any

from nbformat import NotebookNode, from_dict

from nbjudge.harmless import markdown, outputs


def make_harmless(notebook: NotebookNode) -> None:
    """Clean what the student wrote and what the code showed, in place. Cells that are locked are
    the course's own, and stay as they are."""
    notebook.metadata.pop("widgets", None)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            for output in cell.outputs:
                _clean_output(output)
        elif not cell.metadata.get("nbgrader", {}).get("locked"):
            _clean_text(cell)


def _clean_output(output: NotebookNode) -> None:
    if output.output_type in ("display_data", "execute_result"):
        output.data = from_dict(outputs.cleaned(output.data))
        output.metadata = from_dict(outputs.cleaned_metadata(output.metadata))


def _clean_text(cell: NotebookNode) -> None:
    attachments = cell.get("attachments")
    if attachments:
        cell.attachments = from_dict(_pictures(attachments))
    if cell.cell_type == "markdown":
        cell.source = markdown.cleaned(cell.source, cell.get("attachments"))
    elif "<" in cell.source:  # a raw cell, which a page takes as it is
        cell.source = escape(cell.source, quote=False)


def _pictures(attachments: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The pictures among what is attached to a cell."""
    found: dict[str, dict[str, str]] = {}
    for name, bundle in attachments.items():
        kept = {
            mime: text
            for mime, value in bundle.items()
            if mime in outputs.PICTURES
            and isinstance(value, str)
            and (text := outputs.picture(mime, value))
        }
        drawing = bundle.get(outputs.SVG)
        if isinstance(drawing, str) and outputs.from_base64(drawing):
            kept[outputs.SVG] = "".join(drawing.split())
        found[name] = kept
    return found
