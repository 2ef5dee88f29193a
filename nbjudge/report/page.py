"""The report as one HTML page that needs nothing else: no network, no font, no file beside it."""

import base64
import hashlib
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from nbjudge.report import charts
from nbjudge.report.analysis import Report

HERE = Path(__file__).parent
NOTHING = "\N{EN DASH}"
MINUS = "\N{MINUS SIGN}"


def page(report: Report) -> str:
    """The page's HTML. Names, code and sentences in it are escaped; only its own script runs."""
    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"share": share, "number": number, "seconds": seconds}
    style = (HERE / "page.css").read_text(encoding="utf-8")
    script = (HERE / "sort.js").read_text(encoding="utf-8")
    return environment.get_template("page.html").render(
        report=report,
        charts=charts,
        style=Markup(style),
        script=Markup(script),
        policy=f"default-src 'none'; style-src {source(style)}; script-src {source(script)}; "
        "img-src data:; base-uri 'none'; form-action 'none'",
    )


def source(text: str) -> str:
    """The name by which a content security policy lets in one inline text."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


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
