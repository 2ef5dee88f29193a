"""HTML that a submission shows, without anything that runs, fetches, submits or covers.

A table of pandas stays as it looks, with its colours.
"""

import re

import nh3

from nbjudge.harmless import styles

LONGEST = 2_000_000
"""Characters of HTML that are cleaned; a longer one is left out."""

TAGS = set(
    "a abbr b blockquote br caption center cite code col colgroup dd del details div dl dt em"
    " font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub"
    " summary sup table tbody td tfoot th thead tr u ul var".split()
)
ATTRIBUTES = {
    "*": {"align", "class", "style", "title", "id"},
    "a": {"href"},
    "font": {"color"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "col": {"span"},
    "colgroup": {"span"},
    "table": {"border"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
DROPPED_WITH_CONTENT = {"script", "template", "title", "noscript", "iframe", "textarea", "svg"}

PICTURE = re.compile(
    r"(data:image/(png|jpeg|gif|svg\+xml);base64,[A-Za-z0-9+/\s]*={0,2}\s*|attachment:[^\"<>]*)"
)
LINK = re.compile(r"(https?://|mailto:|#)", re.IGNORECASE)
SIZE = re.compile(r"\d{1,4}(px|%)?")
WORD = re.compile(r"[a-z#0-9]{1,20}", re.IGNORECASE)
PANDAS_ID = re.compile(r"T_\w{1,80}")
PANDAS_CLASS = re.compile(
    r"dataframe|data|blank|index_name|row_heading|col_heading|(row|col|level)\d+|(row|col)_trim"
)
STYLE = re.compile(r"<style\b[^>]*>(.*?)</style\s*>", re.IGNORECASE | re.DOTALL)
SIZES = {"width", "height", "start", "span", "colspan", "rowspan", "border"}


def cleaned(html: str) -> str:
    """The HTML with nothing in it but what is listed here."""
    if len(html) > LONGEST:
        return ""
    kept = "\n".join(filter(None, map(styles.rules, STYLE.findall(html))))
    body = nh3.clean(
        STYLE.sub("", html),
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=attribute,
        clean_content_tags=DROPPED_WITH_CONTENT | {"style"},
        url_schemes={"http", "https", "mailto", "data", "attachment"},
        link_rel="noopener noreferrer nofollow",
    )
    return f"<style>\n{kept}\n</style>\n{body}" if kept else body


def allowed(tag: str) -> set[str]:
    """The names of the attributes that a tag may have."""
    return ATTRIBUTES["*"] | ATTRIBUTES.get(tag, set())


def attribute(tag: str, name: str, value: str) -> str | None:
    """What may stay of an attribute's value; None if nothing may."""
    match name:
        case "src":
            return value if PICTURE.fullmatch(value) else None
        case "href":
            return value if LINK.match(value) else None
        case "id":
            return value if PANDAS_ID.fullmatch(value) else None
        case "class":
            return " ".join(filter(PANDAS_CLASS.fullmatch, value.split())) or None
        case "style":
            return styles.declarations(value) or None
        case "align" | "color" | "scope":
            return value if WORD.fullmatch(value) else None
    if name in SIZES:
        return value if SIZE.fullmatch(value) else None
    return value
