"""The report as one HTML page that needs nothing else: no network, no font, no file beside it."""

from nbjudge.feedback import pages
from nbjudge.report import charts
from nbjudge.report.analysis import Report

NOTHING = "\N{EN DASH}"
MINUS = "\N{MINUS SIGN}"


def page(report: Report) -> str:
    """The page's HTML. Names, code and sentences in it are escaped; only its own script runs."""
    filters = {"share": share, "number": number, "seconds": seconds}
    return pages.render("nbjudge.report", filters, report=report, charts=charts)


def share(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.0%}"


def number(value: float | None, digits: int = 2) -> str:
    """A number without needless zeros; a true minus sign."""
    if value is None:
        return NOTHING
    text = f"{value:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text.replace("-", MINUS)


def seconds(value: float | None) -> str:
    if value is None:
        return NOTHING
    return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.1f} s"
