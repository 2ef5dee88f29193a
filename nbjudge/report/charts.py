"""The report's charts, drawn by Vega-Lite to SVG: no script in the page, no request.

Each chart can be read without colour: bars carry their counts, shades differ in lightness and have
outlines. Text and lines take the page's own colour, so that light and dark pages both fit. A chart
is one picture to a screen reader, with a sentence; its numbers stand in a table beside it.
"""

from collections.abc import Iterable
from typing import Any

import vl_convert
from markupsafe import Markup

from nbjudge.report.analysis import AssignmentReport
from nbjudge.report.items import STOPPED, Item

Spec = dict[str, Any]

INK = "currentColor"
WIDTH = 460
LABEL_LIMIT = 260
PAPER = "#fbfbfa"
OUTCOMES = ("full", "part", "none", "stopped", "blank")
"""How a student fared with a test cell, from best to worst."""

SHADES = {"full": "#17365c", "part": "#5b82b0", "none": "#e0a45c", "stopped": "#8f3b1b"}
SHADES["blank"] = PAPER
INK_ON = {"full": "#ffffff", "part": "#ffffff", "none": "#111111", "stopped": "#ffffff"}
INK_ON["blank"] = "#111111"
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


def scores_chart(report: AssignmentReport) -> Markup:
    """A histogram of the shares of points, each bar with its count."""
    values = [
        {"points": f"{10 * tenth} to {10 * tenth + 10} %", "students": count}
        for tenth, count in enumerate(report.spread.bins)
    ]
    x = {"field": "points", "type": "ordinal", "sort": None, "title": "share of the points"}
    y = {
        "field": "students",
        "type": "quantitative",
        "title": "students",
        "axis": {"tickMinStep": 1},
    }
    bars: Spec = {
        "mark": {"type": "bar", "fill": SHADES["part"], "stroke": INK},
        "encoding": {"x": {**x, "axis": {"labelAngle": -45}}, "y": y},
    }
    counts: Spec = {
        "transform": [{"filter": "datum.students > 0"}],
        "mark": {"type": "text", "dy": -7, "fill": INK},
        "encoding": {"x": x, "y": y, "text": {"field": "students"}},
    }
    return drawn(
        {"data": {"values": values}, "width": WIDTH, "height": 180, "layer": [bars, counts]}
    )


def outcomes_of(item: Item) -> dict[str, int]:
    """How many students fared how with a test cell, by the words of `OUTCOMES`."""
    blank = round((item.blank or 0.0) * sum(item.outcomes.values()))
    stopped = sum(item.outcomes.get(outcome, 0) for outcome in STOPPED)
    return {
        "full": item.outcomes.get("passed", 0),
        "part": item.outcomes.get("partly", 0),
        # An untouched answer fails its test; it is counted once, as what it is.
        "none": max(0, item.outcomes.get("failed", 0) - blank),
        "stopped": stopped,
        "blank": blank,
    }


def outcomes_chart(report: AssignmentReport) -> Markup:
    """A bar for each test cell: how many students earned all, part or nothing of it."""
    values = [
        {"cell": item.cell, "outcome": outcome, "students": count, "order": rank}
        for item in report.items
        for rank, (outcome, count) in enumerate(outcomes_of(item).items())
        if count
    ]
    y: Spec = {"field": "cell", "type": "nominal", "sort": None, "title": None}
    y["axis"] = names_axis(item.cell for item in report.items)
    x: Spec = {"field": "students", "type": "quantitative", "stack": "zero"}
    x |= {"title": "students", "axis": {"tickCount": 6}}
    colour = {
        "field": "outcome",
        "type": "nominal",
        "sort": list(OUTCOMES),
        "scale": {"domain": list(OUTCOMES), "range": [SHADES[name] for name in OUTCOMES]},
        "legend": {"orient": "top", "title": "points earned"},
    }
    bars: Spec = {
        "mark": {"type": "bar", "stroke": INK, "strokeWidth": 1},
        "encoding": {"y": y, "x": x, "fill": colour, "order": {"field": "order"}},
    }
    on = {
        "field": "outcome",
        "scale": {"domain": list(OUTCOMES), "range": [INK_ON[name] for name in OUTCOMES]},
        "legend": None,
    }
    counts: Spec = {
        # A segment too narrow for its number goes without; the table has all of them.
        "transform": [{"filter": f"datum.students > {report.handed_in / 25:g}"}],
        "mark": {"type": "text"},
        "encoding": {
            "y": y,
            "x": {**x, "bandPosition": 0.5},
            "text": {"field": "students"},
            "order": {"field": "order"},
            "fill": on,
        },
    }
    return drawn(
        {
            "data": {"values": values},
            "width": WIDTH,
            "height": {"step": 24},
            "layer": [bars, counts],
            "resolve": {"scale": {"fill": "independent"}},
        }
    )


def progress_chart(reports: list[AssignmentReport]) -> Markup:
    """Quartiles and median of each assignment's shares of points, in the order of the course."""
    values = [
        {
            "assignment": report.name,
            "lower": report.spread.lower,
            "median": report.spread.median,
            "upper": report.spread.upper,
            "said": f"{report.spread.median:.0%}",
        }
        for report in reports
        if report.spread.median is not None
    ]
    y: Spec = {"field": "assignment", "type": "nominal", "sort": None, "title": None}
    y["axis"] = names_axis(report.name for report in reports)
    x: Spec = {"type": "quantitative", "title": "share of the points"}
    x |= {"scale": {"domain": [0, 1]}, "axis": {"format": "%", "tickCount": 5}}
    median = {"y": y, "x": {**x, "field": "median"}}
    box = {"type": "bar", "height": 16, "fill": SHADES["part"], "fillOpacity": 0.35, "stroke": INK}
    layers = [
        {
            "mark": box,
            "encoding": {"y": y, "x": {**x, "field": "lower"}, "x2": {"field": "upper"}},
        },
        {
            "mark": {"type": "tick", "stroke": INK, "thickness": 3, "size": 16},
            "encoding": median,
        },
        {
            "mark": {"type": "text", "dy": -15, "fill": INK},
            "encoding": {**median, "text": {"field": "said"}},
        },
    ]
    return drawn(
        {"data": {"values": values}, "width": WIDTH, "height": {"step": 40}, "layer": layers}
    )


def names_axis(names: Iterable[str]) -> Spec:
    """An axis with room for names: the page's font may be wider than the one measured with."""
    return {"minExtent": min(LABEL_LIMIT, 8 * max(map(len, names), default=0))}


def drawn(spec: Spec) -> Markup:
    """A chart as an SVG element; what names and text stand in it is escaped by the renderer.

    Its parts are hidden from screen readers: the element around it has a sentence for the whole.
    """
    schema = "https://vega.github.io/schema/vega-lite/v5.json"
    svg = vl_convert.vegalite_to_svg({"$schema": schema, "config": CONFIG, **spec})
    return Markup(svg.replace("<svg ", '<svg aria-hidden="true" ', 1))


def start_renderer() -> None:
    """Draw nothing once: the renderer takes most of a second to start, whoever waits for it."""
    drawn({"data": {"values": []}, "mark": "bar"})
