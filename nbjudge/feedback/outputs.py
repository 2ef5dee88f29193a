"""What a student's cell gave, as parts that are safe to show and short enough to read."""

import base64
import binascii
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup
from nbconvert.filters import strip_ansi
from nbformat import NotebookNode

from nbjudge.feedback.markup import LONGEST, clean, markdown, printable

MOST_PARTS = 20
MOST_LINES, MOST_CHARACTERS = 40, 6000
MOST_PICTURE_BYTES = 3 << 20
SIGNATURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}
MARKUP = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Text:
    """Printed text, the text of a value, or what was raised."""

    text: str
    is_error: bool = False


@dataclass(frozen=True)
class Figure:
    """A picture as a data URI, with the words that stand for it."""

    uri: str
    description: str


@dataclass(frozen=True)
class Html:
    """Cleaned HTML, such as a table."""

    html: Markup


Part = Text | Figure | Html


def parts(outputs: Sequence[NotebookNode]) -> list[Part]:
    """The parts of a cell's outputs, in order."""
    found: list[Part] = []
    for part in _parts(outputs):
        if len(found) == MOST_PARTS:
            found.append(Text("… and more outputs, which are left out here"))
            break
        found.append(part)
    return found


def _parts(outputs: Sequence[NotebookNode]) -> Iterator[Part]:
    printed = ""
    for output in outputs:
        if output.output_type == "stream":
            printed += str(output.text)
            continue
        if printed.strip():
            yield Text(shortened(printed))
        printed = ""
        if output.output_type == "error":
            text = f"{output.ename}: {output.evalue}" if output.evalue else output.ename
            yield Text(shortened(text), is_error=True)
        elif part := _shown(output.get("data", {})):
            yield part
    if printed.strip():
        yield Text(shortened(printed))


def _shown(data: NotebookNode) -> Part | None:
    """The richest form of a value that can be shown."""
    text = _text(data.get("text/plain"))
    for mime in ("image/png", "image/jpeg"):
        if (figure := _picture(mime, data.get(mime))) is not None:
            return Figure(figure, "Figure drawn by your code")
    svg = _text(data.get("image/svg+xml"))
    if svg and len(svg) <= MOST_PICTURE_BYTES:
        # As an image, and never as a part of the page, an SVG runs and fetches nothing.
        encoded = base64.b64encode(svg.encode("utf-8", "replace")).decode()
        return Figure(f"data:image/svg+xml;base64,{encoded}", "Figure drawn by your code")
    html = _text(data.get("text/html"))
    if html and len(html) <= LONGEST:
        cleaned = clean(printable(html))
        if MARKUP.sub("", cleaned).strip() or "<img" in cleaned:
            return Html(cleaned)
    for mime in ("text/markdown", "text/latex"):
        if rich := _text(data.get(mime)):
            return Html(markdown(rich))
    return Text(shortened(text)) if text else None


def _text(value: object) -> str | None:
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        return "".join(value)
    return value if isinstance(value, str) else None


def _picture(mime: str, value: object) -> str | None:
    """A data URI of what really begins like such a picture."""
    text = _text(value)
    if text is None or len(text) > MOST_PICTURE_BYTES:
        return None
    try:
        data = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return None
    if not data.startswith(SIGNATURES[mime]):
        return None
    return f"data:{mime};base64,{base64.b64encode(data).decode()}"


def shortened(text: str) -> str:
    """A text as a terminal leaves it, without colours, and without its middle if it is long."""
    text = strip_ansi(
        text[: 50 * MOST_CHARACTERS] + text[50 * MOST_CHARACTERS :][-MOST_CHARACTERS:]
    )
    lines = [line.rstrip("\r").rsplit("\r", 1)[-1] for line in printable(text).split("\n")]
    if len(lines) > MOST_LINES:
        middle = slice(MOST_LINES // 2, -MOST_LINES // 2)
        told = [line for line in lines[middle] if line.endswith("left out by nbjudge …")]
        lines[middle] = told[:1] or [f"… {len(lines) - MOST_LINES} lines left out …"]
    text = "\n".join(lines).strip("\n")
    if len(text) > MOST_CHARACTERS:
        half = MOST_CHARACTERS // 2
        left_out = len(text) - 2 * half
        text = f"{text[:half]}\n… {left_out:,} characters left out …\n{text[-half:]}"
    return text
