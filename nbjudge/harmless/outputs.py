"""What a cell shows, as kinds of data that every reader of notebooks can show without running them.

An unknown kind may be a program for some extension of the reader's: only known ones are kept.
"""

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from typing import Any

from nbjudge.harmless import html, markdown

PICTURES = {
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff",
    "image/gif": b"GIF8",
}
SVG = "image/svg+xml"
PLAIN, HTML = "text/plain", "text/html"
DESCRIPTION = "Figure drawn by the code above"
TAGS = re.compile(r"<[^>]*>")
SIZES = ("width", "height")


def cleaned(data: Mapping[str, Any]) -> dict[str, Any]:
    """A display bundle with what may stay of it; it always says something."""
    found: dict[str, Any] = {}
    for mime, value in data.items():
        text = _text(value)
        if text is not None and (kept := _kept(mime, text)):
            found[mime] = kept
    drawing = _text(data.get(SVG))
    if drawing and not any(mime in found for mime in PICTURES):
        found[HTML] = as_picture(drawing)
    if not found and data:
        left_out = ", ".join(sorted(mime for mime in map(str, data) if len(mime) < 80))
        found[PLAIN] = f"(left out by nbjudge: {left_out})"
    return found


def _kept(mime: str, text: str) -> str | None:
    if mime in PICTURES:
        return picture(mime, text)
    return KINDS[mime](text) if mime in KINDS else None


def cleaned_metadata(metadata: Mapping[str, Any]) -> dict[str, Any]:
    """The sizes of pictures; all else is about how to show what was left out."""
    return {
        mime: sizes
        for mime, about in metadata.items()
        if mime in PICTURES and isinstance(about, Mapping)
        if (sizes := {n: about[n] for n in SIZES if isinstance(about.get(n), int | float)})
    }


def picture(mime: str, text: str) -> str | None:
    """The picture as base64, if it really begins like one."""
    data = from_base64(text)
    return base64.b64encode(data).decode() if data and data.startswith(PICTURES[mime]) else None


def from_base64(text: str) -> bytes | None:
    """The bytes, None if the text is anything but base64."""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return None


def as_picture(drawing: str) -> str:
    """An SVG as HTML: as an image, and never as a part of the page, it runs and fetches nothing."""
    encoded = base64.b64encode(drawing.encode("utf-8", "replace")).decode()
    return f'<img src="data:{SVG};base64,{encoded}" alt="{DESCRIPTION}">'


def _html(text: str) -> str | None:
    """Cleaned HTML that still shows something."""
    kept = html.cleaned(text)
    return kept if TAGS.sub("", html.STYLE.sub("", kept)).strip() or "<img" in kept else None


def _latex(text: str) -> str:
    """Formulas: a sign of comparison is none of a tag."""
    return text.replace("<", r"\lt ")


def _plain(text: str) -> str:
    return text


KINDS: dict[str, Callable[[str], str | None]] = {
    PLAIN: _plain,
    HTML: _html,
    "text/markdown": markdown.cleaned,
    "text/latex": _latex,
}


def _text(value: object) -> str | None:
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        return "".join(value)
    return value if isinstance(value, str) else None
