"""What all pages of nbjudge have in common: one head, and the policy that holds in the browser.

The policy allows a page's own style sheet and script, by their hashes, and pictures that are part
of the page. So even what a sanitiser might one day let through runs nothing and asks nobody for
anything.
"""

import base64
import hashlib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

HERE = "nbjudge.feedback"


def render(package: str, filters: Mapping[str, Callable[..., object]], **context: object) -> str:
    """A whole HTML document that needs nothing else: ``page.html`` of a package, which extends
    ``head.html``, with its ``page.css`` and, if there is one, its ``page.js``."""
    environment = _environment(package)
    environment.filters |= filters
    style, script = _text(package, "page.css"), _text(package, "page.js")
    template = environment.get_template("page.html")
    return template.render(style=style, script=script, policy=policy(style, script), **context)


def policy(style: str, script: str) -> str:
    """The content security policy of a page with these two texts in it; an empty one is absent."""
    rules = ["default-src 'none'", "img-src data:", f"style-src {_source(style)}"]
    rules += [f"script-src {_source(script)}"] if script else []
    return "; ".join([*rules, "base-uri 'none'", "form-action 'none'"])


def _source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _text(package: str, name: str) -> Markup:
    file = files(package).joinpath(name)
    return Markup(file.read_text("utf-8") if file.is_file() else "")


@cache
def _environment(package: str) -> Environment:
    return Environment(
        loader=ChoiceLoader([PackageLoader(package, ""), PackageLoader(HERE, "")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
