"""From what students and instructors wrote to HTML that is safe to show.

Markdown is rendered as in the notebook, by nbconvert's own renderer; formulas become MathML. What
comes out of it, and every HTML output, is then cleaned by a sanitiser that keeps what is listed
here. Nothing that is left runs, styles, fetches or submits anything.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from typing import Any

import nh3
from markupsafe import Markup
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.token import STANDARD_TYPES
from pygments.util import ClassNotFound

from nbjudge.feedback.mathematics import mathml

LONGEST = 100_000
"""Characters of one cell or one HTML output that are rendered; a longer one is shown as text."""

LEXERS = {"python": "ipython3", "R": "r", "julia": "julia"}

TAGS = set(
    "a abbr b blockquote br caption cite code col colgroup dd del details div dl dt em h1 h2 h3 h4"
    " h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub summary sup table"
    " tbody td tfoot th thead tr u ul var".split()
)
ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "img": {"src", "alt", "title", "width", "height"},
    "ol": {"start"},
    "col": {"span"},
    "colgroup": {"span"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
# Highlighted code in Markdown keeps its classes; the page's own style sheet colours them.
CLASSES = {"span": set(STANDARD_TYPES.values()) - {""}, "div": {"highlight"}}
DROPPED_WITH_CONTENT = {"script", "style", "template", "title", "noscript", "iframe", "textarea"}

PICTURE = re.compile(r"data:image/(png|jpeg|gif|svg\+xml);base64,[A-Za-z0-9+/\s]+={0,2}\s*")
LINK = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
SIZE = re.compile(r"\d{1,4}%?")
HEADING = re.compile(r"<(/?)h[1-6]>")
IMAGE = re.compile(r'<img((?: [a-z]+="[^"]*")*)>')
TITLE = re.compile(r"<h([1-6])>([^<]*)</h\1>")
MATH = re.compile(r"\x02([di])(\d{1,9})\x03")
TAG_OR_MATH = re.compile(rf'(?P<tag><(?:"[^"]*"|[^">])*>)|{MATH.pattern}')
UNSHOWABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def printable(text: str) -> str:
    """A text without the characters that no page may hold."""
    return UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def markdown(text: str, attachments: Mapping[str, Any] | None = None) -> Markup:
    """Markdown as safe HTML; its headings are all of the fourth level."""
    rendered = _rendered(text, attachments)
    if rendered is None:
        return plain(text[:LONGEST])
    html, renderer = rendered
    return renderer.with_formulas(clean(html))


def heading(text: str) -> tuple[int, Markup] | None:
    """Level and title of the last heading in a Markdown text."""
    rendered = _rendered(text, None)
    if rendered is None:
        return None
    html, renderer = rendered
    html = nh3.clean(html, tags={"h1", "h2", "h3", "h4", "h5", "h6"}, attributes={})
    titles = [(int(level), title.strip()) for level, title in TITLE.findall(html) if title.strip()]
    return (titles[-1][0], renderer.with_formulas(titles[-1][1])) if titles else None


def _rendered(text: str, attachments: Mapping[str, Any] | None) -> "tuple[str, _Renderer] | None":
    """What Markdown says in HTML, not cleaned yet; None for what cannot be rendered."""
    if len(text) > LONGEST:
        return None
    renderer = _Renderer(attachments)
    try:
        html = MarkdownWithMath(renderer).render(printable(text))
    except Exception:  # whatever a renderer chokes on is still the student's text
        return None
    return str(html), renderer


def clean(html: str) -> Markup:
    """HTML without anything that runs, styles or fetches; tables stay tables."""
    cleaned = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        attribute_filter=_keep,
        clean_content_tags=DROPPED_WITH_CONTENT,
        url_schemes={"http", "https", "mailto", "data"},
        link_rel="noopener noreferrer nofollow",
    )
    cleaned = HEADING.sub(r"<\1h4>", cleaned)
    cleaned = IMAGE.sub(_described, cleaned)
    cleaned = cleaned.replace(
        "<table>", '<div class="scroll" tabindex="0" role="group" aria-label="Table"><table>'
    ).replace("</table>", "</table></div>")
    return Markup(cleaned)


def _keep(tag: str, attribute: str, value: str) -> str | None:
    if tag == "img" and attribute == "src":
        return value if PICTURE.fullmatch(value) else None
    if tag == "a" and attribute == "href":
        return value if LINK.match(value) else None
    if attribute in ("width", "height", "start", "span", "colspan", "rowspan"):
        return value if SIZE.fullmatch(value) else None
    return value


def _described(image: re.Match[str]) -> str:
    attributes = image[1]
    if ' src="' not in attributes:
        return "<em>(a picture that is not part of this notebook)</em>"
    if ' alt="' not in attributes:
        attributes += ' alt="A picture without a description"'
    return f"<img{attributes}>"


def plain(text: str) -> Markup:
    return Markup("<pre>{}</pre>").format(printable(text))


@lru_cache(maxsize=256)  # the whole class has the same tests, and highlighting is half of a page
def code(source: str, language: str) -> Markup:
    """Highlighted source; what no lexer is known for, or is too long for one, stays plain."""
    source = printable(source)
    try:
        lexer = get_lexer_by_name(LEXERS[language], stripnl=False)
    except (KeyError, ClassNotFound):
        lexer = None
    if lexer is None or len(source) > LONGEST:
        return Markup('<div class="highlight"><pre>{}</pre></div>').format(source[:LONGEST])
    return Markup(highlight(source, lexer, HtmlFormatter()))


class _Renderer(IPythonRenderer):
    """nbconvert's renderer, which leaves a mark where a formula stands.

    The formulas are put in after the cleaning: their MathML is made and cleaned on its own.
    """

    def __init__(self, attachments: Mapping[str, Any] | None) -> None:
        known = {
            name: dict(bundle)
            for name, bundle in (attachments or {}).items()
            if isinstance(bundle, Mapping)
        }
        super().__init__(escape=False, exclude_anchor_links=True, attachments=known)
        self.formulas: list[str] = []

    def inline_math(self, body: str) -> str:
        return self._mark(body, "i")

    def block_math(self, body: str) -> str:
        return self._mark(body, "d")

    def latex_environment(self, name: str, body: str) -> str:
        return self._mark(rf"\begin{{{name}}}{body}\end{{{name}}}", "d")

    def block_mermaidjs(self, code: str) -> str:
        return f"<pre>{escape(code)}</pre>"

    def _mark(self, tex: str, kind: str) -> str:
        self.formulas.append(tex)
        return f"\x02{kind}{len(self.formulas) - 1}\x03"

    def with_formulas(self, cleaned: str) -> Markup:
        """Clean HTML with its formulas: MathML in the text, TeX within a tag, as in an ``alt``."""
        return Markup(TAG_OR_MATH.sub(self._put_in, cleaned))

    def _put_in(self, found: re.Match[str]) -> str:
        if found["tag"]:
            return MATH.sub(lambda mark: escape(self._tex(mark[2])), found["tag"])
        return mathml(self._tex(found[3]), found[2] == "d")

    def _tex(self, number: str) -> str:
        return self.formulas[int(number)] if int(number) < len(self.formulas) else ""
