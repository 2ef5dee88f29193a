"""Markdown of a submission that is harmless however it is rendered with its HTML.

It stays as it was written where all that nbconvert makes of it is harmless. Else its tags are
cleaned one by one, and what may not stay stands there as text. Should something be left even then,
all of it is shown as code: whoever marks it sees what was written in any case.
"""

import re
from collections.abc import Mapping
from html import escape, unescape
from typing import Any

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from pygments.token import STANDARD_TYPES

from nbjudge.harmless.html import TAGS, allowed, attribute

LONGEST = 200_000
"""Characters of one cell that are rendered to see what comes of it; a longer one becomes code."""

SUSPECT = re.compile(r"<|\]\s*[(:]")
"""Without these there are neither tags nor links nor pictures."""

TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)((?:[\s/][^<>]*)?)>")
ATTRIBUTE = re.compile(r"([A-Za-z-]+)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'<>]+)")
OPENING = re.compile(r"<(?=[A-Za-z/!?])")
STRICT = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:=\"[^\"<>]*\")?)*)\s*(/?)>")
STRICT_ATTRIBUTE = re.compile(r"([a-z-]+)(?:=\"([^\"<>]*)\")?")
RENDERED_CLASSES = {"highlight", "anchor-link", "math", *STANDARD_TYPES.values()}
LANGUAGE = re.compile(r"language-[\w+#.-]+")
MERMAID = re.compile(r"^(\s*(?:`{3,}|~{3,})\s*)mermaid", re.MULTILINE)
SAFE_LINK = re.compile(r"(https?://|mailto:|#|[^:]*$|attachment:)", re.IGNORECASE | re.DOTALL)
FENCE = "`" * 3


def cleaned(source: str, attachments: Mapping[str, Any] | None = None) -> str:
    """The source of a Markdown cell or output."""
    if not SUSPECT.search(source) and "mermaid" not in source:
        return source
    if len(source) > LONGEST:
        return as_code(source)
    source = MERMAID.sub(r"\1text", source)
    if _is_harmless(source, attachments):
        return source
    by_tags = TAG.sub(_tag, source)
    for attempt in (by_tags, OPENING.sub("&lt;", source)):
        if _is_harmless(attempt, attachments):
            return attempt
    return as_code(source)


def as_code(source: str) -> str:
    """The source as a block of code, whatever stands in it."""
    longest = max((len(run) for run in re.findall(r"`+", source)), default=0)
    fence = "`" * max(len(FENCE), longest + 1)
    return f"{fence}text\n{source}\n{fence}"


def _tag(found: re.Match[str]) -> str:
    """A tag with what may stay of it; one that may not stay becomes text."""
    closing, name, rest = found[1], found[2].lower(), found[3]
    if name not in TAGS:
        return "&lt;" + found[0][1:]
    if closing:
        return f"</{name}>"
    kept = []
    for attr, value in ATTRIBUTE.findall(rest):
        plain = unescape(value.strip("\"'"))
        if attr.lower() in allowed(name) and (said := attribute(name, attr.lower(), plain)):
            kept.append(f' {attr.lower()}="{escape(said)}"')
    return f"<{name}{''.join(kept)}>"


def _is_harmless(source: str, attachments: Mapping[str, Any] | None) -> bool:
    """Whether each ``<`` in what is rendered begins a tag that may stay, in its strictest form."""
    try:
        html = str(MarkdownWithMath(_renderer(attachments)).render(source))
    except Exception:  # whatever a renderer chokes on
        return False
    position = html.find("<")
    while position >= 0:
        tag = STRICT.match(html, position)
        if tag is None or not _may_stay(tag):
            return False
        position = html.find("<", tag.end())
    return True


def _renderer(attachments: Mapping[str, Any] | None) -> IPythonRenderer:
    return IPythonRenderer(escape=False, attachments=dict(attachments or {}))


def _may_stay(tag: re.Match[str]) -> bool:
    name, attributes = tag[2], STRICT_ATTRIBUTE.findall(tag[3])
    return name in TAGS and all(
        _is_rendered(name, attr, value) or _is_unchanged(name, attr, unescape(value))
        for attr, value in attributes
    )


def _is_unchanged(tag: str, name: str, value: str) -> bool:
    return name in allowed(tag) and attribute(tag, name, value) == value


def _is_rendered(tag: str, name: str, value: str) -> bool:
    """Whether an attribute is one that the renderer itself writes."""
    match name:
        case "class":
            return all(c in RENDERED_CLASSES or LANGUAGE.fullmatch(c) for c in value.split())
        case "id":
            return tag in {"h1", "h2", "h3", "h4", "h5", "h6"}
        case "href":
            return SAFE_LINK.match(unescape(value)) is not None
        case "src":
            return ":" not in unescape(value)
    return name in {"alt", "title", "start"}
