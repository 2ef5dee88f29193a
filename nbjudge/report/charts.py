"""The report's charts. Each can be read without colour: bars carry their counts, shades differ in
lightness and have outlines. The numbers of each stand in a table beside it.
"""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from nbjudge.feedback.charts import INK, LABEL_LIMIT, Spec, drawn
from nbjudge.report.analysis import AssignmentReport
from nbjudge.report.items import Item

WIDTH = 460
STYLES = {
    "full": ("#17365c", "#ffffff"),
    "part": ("#5b82b0", "#ffffff"),
    "none": ("#e0a45c", "#111111"),
    "stopped": ("#8f3b1b", "#ffffff"),
    "blank": ("#fbfbfa", "#111111"),
}
"""How a student fared with a test cell, from best to worst: the shade, and the ink on it."""

BAR: Spec = {"type": "bar", "fill": STYLES["part"][0], "stroke": INK}


class Chart(NamedTuple):
    """A chart, and what it shows in a sentence."""

    svg: Markup
    sentence: str


def scores_chart(report: AssignmentReport) -> Chart:
    """A histogram of the shares of points, each bar with its count."""
    x = {"field": "points", "type": "ordinal", "sort": None, "title": "share of the points"}
    y = {"field": "students", "type": "quantitative", "axis": {"tickMinStep": 1}}
    counts: Spec = {
        "transform": [{"filter": "datum.students > 0"}],
        "mark": {"type": "text", "dy": -7, "fill": INK},
        "encoding": {"text": {"field": "students"}},
    }
    return _chart(
        f"How many students earned which share of the points of {report.name}.",
        [
            {"points": f"{10 * tenth} to {10 * tenth + 10} %", "students": count}
            for tenth, count in enumerate(report.spread.bins)
        ],
        height=180,
        encoding={"x": {**x, "axis": {"labelAngle": -45}}, "y": y},
        layer=[{"mark": BAR}, counts],
    )


def outcomes_of(item: Item) -> dict[str, int]:
    """How many students fared how with a test cell, by the words of `STYLES`."""
    blank = round((item.blank or 0.0) * sum(item.outcomes.values()))
    return {
        "full": item.outcomes.get("passed", 0),
        "part": item.outcomes.get("partly", 0),
        # An untouched answer fails its test; it is counted once, as what it is.
        "none": max(0, item.outcomes.get("failed", 0) - blank),
        "stopped": item.stopped,
        "blank": blank,
    }


def outcomes_chart(report: AssignmentReport) -> Chart:
    """A bar for each test cell: how many students earned all, part or nothing of it."""
    shades, inks = zip(*STYLES.values(), strict=True)
    outcome = {"field": "outcome", "type": "nominal", "sort": list(STYLES)}
    legend = {"orient": "top", "title": "points earned"}
    x = {"field": "students", "type": "quantitative", "stack": "zero", "axis": {"tickCount": 6}}
    bars: Spec = {
        "mark": {"type": "bar", "stroke": INK, "strokeWidth": 1},
        "encoding": {"x": x, "fill": {**outcome, "scale": _range(shades), "legend": legend}},
    }
    counts: Spec = {
        # A segment too narrow for its number goes without; the table has all of them.
        "transform": [{"filter": f"datum.students > {report.handed_in / 25:g}"}],
        "mark": {"type": "text"},
        "encoding": {
            "x": {**x, "bandPosition": 0.5},
            "text": {"field": "students"},
            "fill": {**outcome, "scale": _range(inks), "legend": None},
        },
    }
    return _chart(
        f"How many students earned all, part or nothing of each test cell of {report.name}, ran "
        "into a limit, or left its exercise blank.",
        [
            {"cell": item.cell, "outcome": outcome, "students": count, "order": rank}
            for item in report.items
            for rank, (outcome, count) in enumerate(outcomes_of(item).items())
            if count
        ],
        height={"step": 24},
        encoding={
            "y": _names("cell", [item.cell for item in report.items]),
            "order": {"field": "order"},
        },
        layer=[bars, counts],
        resolve={"scale": {"fill": "independent"}},
    )


def progress_chart(reports: Sequence[AssignmentReport]) -> Chart:
    """Quartiles and median of each assignment's shares of points, in the order of the course."""
    x: Spec = {"type": "quantitative", "title": "share of the points"}
    x |= {"scale": {"domain": [0, 1]}, "axis": {"format": "%", "tickCount": 5}}
    box: Spec = {
        "mark": {**BAR, "height": 16, "fillOpacity": 0.35},
        "encoding": {"x": {**x, "field": "lower"}, "x2": {"field": "upper"}},
    }
    median: Spec = {
        "mark": {"type": "tick", "stroke": INK, "thickness": 3, "size": 16},
        "encoding": {"x": {**x, "field": "median"}},
    }
    number: Spec = {
        "mark": {"type": "text", "dy": -15, "fill": INK},
        "encoding": {**median["encoding"], "text": {"field": "said"}},
    }
    return _chart(
        "The median share of the points in each assignment, with a box from the lower to the upper "
        "quarter.",
        [
            {
                "assignment": report.name,
                "lower": report.spread.lower,
                "median": report.spread.median,
                "upper": report.spread.upper,
                "said": f"{report.spread.median:.0%}",
            }
            for report in reports
            if report.spread.median is not None
        ],
        height={"step": 40},
        encoding={"y": _names("assignment", [report.name for report in reports])},
        layer=[box, median, number],
    )


def _chart(sentence: str, values: Sequence[Spec], **spec: object) -> Chart:
    return Chart(drawn({"data": {"values": values}, "width": WIDTH, **spec}, sentence), sentence)


def _range(colours: Sequence[str]) -> Spec:
    return {"domain": list(STYLES), "range": colours}


def _names(field: str, names: Sequence[str]) -> Spec:
    """The names down the side. They get room: the page's font may be wider than the one measured
    with."""
    room = min(LABEL_LIMIT, 8 * max(map(len, names), default=0))
    axis = {"minExtent": room}
    return {"field": field, "type": "nominal", "sort": None, "title": None, "axis": axis}
