"""Charts, drawn by Vega-Lite to SVG: no script in the page, no request.

Text and lines take the page's own colour, so that light and dark pages both fit. A chart is one
picture to a screen reader, with a sentence.
"""

import re
from typing import Any

import vl_convert
from markupsafe import Markup

Spec = dict[str, Any]

INK = "currentColor"
LABEL_LIMIT = 260
ROLE = re.compile(r' (?:role="graphics-\w+"|aria-roledescription="[\w ]+")')
CONFIG: Spec = {
    "aria": False,
    "background": None,
    "font": "system-ui, sans-serif",
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK,
        "titleColor": INK,
        "domainColor": INK,
        "tickColor": INK,
        "gridColor": INK,
        "gridOpacity": 0.15,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "labelLimit": LABEL_LIMIT,
    },
    "legend": {"labelColor": INK, "titleColor": INK, "labelFontSize": 12, "symbolStrokeWidth": 1},
    "text": {"fontSize": 12},
}


def drawn(spec: Spec, sentence: str) -> Markup:
    """A chart as an SVG element; what names and text stand in it is escaped by the renderer.

    Its parts have no roles of their own: a screen reader reads the sentence for the whole.
    """
    schema = "https://vega.github.io/schema/vega-lite/v5.json"
    svg = vl_convert.vegalite_to_svg({"$schema": schema, "config": CONFIG, **spec})
    role = Markup('<svg role="img" aria-label="{}" ').format(sentence)
    return Markup(ROLE.sub("", svg).replace("<svg ", role, 1))


def start_renderer() -> None:
    """Draw nothing once: the renderer takes most of a second to start, whoever waits for it."""
    drawn({"data": {"values": []}, "mark": "bar"}, "nothing")
