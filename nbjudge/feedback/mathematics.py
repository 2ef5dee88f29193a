"""From TeX to MathML, which browsers and screen readers read without any script."""

import re
from html import escape

import nh3
from latex2mathml.converter import convert

LONGEST = 3000
# What the converter knows by another name.
ENVIRONMENTS = re.compile(r"\\(begin|end)\{(?:aligned|align\*?|gathered|equation\*?|eqnarray\*?)\}")
SIZED = re.compile(r"\\(?:[bB]igg?[lrm]?)(?![a-zA-Z])")

TAGS = set(
    "math mrow mi mo mn ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover"
    " mtable mtr mtd mstyle mpadded mphantom menclose mmultiscripts none mprescripts".split()
)
# Of the attributes, those that bear a meaning; the rest, `href` and `style` among them, goes.
ATTRIBUTES = {
    "math": {"display"},
    "mo": {"stretchy", "fence", "form", "separator", "accent", "minsize", "maxsize"},
    "mi": {"mathvariant"},
    "mspace": {"width"},
    "mfrac": {"linethickness"},
    "mover": {"accent"},
    "munder": {"accentunder"},
    "mstyle": {"displaystyle", "scriptlevel"},
    "mtd": {"columnalign"},
    "mtable": {"displaystyle"},
}


def mathml(tex: str, display: bool) -> str:
    """A formula as HTML: MathML, or its TeX where that cannot be converted."""
    html = _converted(tex.strip(), display) if len(tex) <= LONGEST else None
    if html is None:
        html = f"<code>{escape(tex.strip())}</code>"
    if display:
        # A span, because it may stand within a paragraph.
        return f'<span class="scroll" tabindex="0" role="group" aria-label="Formula">{html}</span>'
    return html


def _converted(tex: str, display: bool) -> str | None:
    tex = ENVIRONMENTS.sub(r"\\\1{split}", SIZED.sub("", tex))
    try:
        raw = convert(tex, display="block" if display else "inline")
    except Exception:  # a converter has many ways to give up on what students write
        return None
    html = nh3.clean(raw, tags=TAGS, attributes=ATTRIBUTES)
    # An & that is left over says that the converter did not know an environment.
    return html if html.startswith("<math") and "<mi>&amp;</mi>" not in html else None
