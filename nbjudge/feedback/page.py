"""The page itself: the template filled in, and the policy that holds in the browser.

The policy allows one style sheet, by its hash, and pictures that are part of the page. So even what
the sanitiser might one day let through runs nothing and asks nobody for anything.
"""

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from nbformat import NotebookNode

from nbjudge.feedback import messages
from nbjudge.feedback.about import About
from nbjudge.feedback.exercises import outline
from nbjudge.feedback.markup import code, markdown
from nbjudge.feedback.outputs import Figure, Html, Part, parts
from nbjudge.feedback.record import Record, read_record

POLICY = (
    "default-src 'none'; img-src data:; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'"
)


def page(notebook: NotebookNode, about: About) -> str:
    """The feedback on one graded notebook: a whole HTML document that needs nothing else.

    ``notebook`` is as nbgrader's GetGrades leaves it: graded cells have ``score`` and ``points`` in
    their nbgrader metadata, answers a ``comment``.
    """
    record = read_record(notebook)
    exercises = outline(notebook, record, about)
    language = _language(notebook)
    return (
        _environment()
        .get_template("page.html")
        .render(
            about=about,
            record=record,
            outline=exercises,
            numbers={step.grade_id: n for n, step in enumerate(exercises.steps, start=1)},
            title=exercises.title or Markup.escape(about.notebook),
            style=_style(),
            policy=POLICY.format(_hash(_style())),
            comments=_comments(notebook, record),
            code=lambda cell: code(about.hidden.visible(cell.source), language),
            prose=lambda cell: markdown(about.hidden.visible(cell.source), cell.get("attachments")),
            parts=lambda cell: parts(cell.get("outputs", [])),
        )
    )


def _comments(notebook: NotebookNode, record: Record) -> dict[str, Markup]:
    """What a person wrote about answers, by their grade_id. A remark that nbjudge left there in a
    person's stead is about follow-through, which the page tells itself."""
    known = (cell.metadata.get("nbgrader", {}) for cell in notebook.cells)
    said = {about["grade_id"]: about.get("comment") for about in known if "grade_id" in about}
    return {
        name: markdown(words)
        for name, words in said.items()
        if words and words.strip() and words != record.remarks.get(name)
    }


def _language(notebook: NotebookNode) -> str:
    return str(notebook.metadata.get("kernelspec", {}).get("language", "python"))


def _kind(part: Part) -> str:
    return "figure" if isinstance(part, Figure) else "html" if isinstance(part, Html) else "text"


@cache
def _style() -> Markup:
    return Markup(files("nbjudge.feedback").joinpath("page.css").read_text("utf-8"))


def _hash(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("nbjudge.feedback", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"number": messages.number, "kind": _kind, "markdown": markdown}
    environment.globals |= {
        "hint": messages.hint,
        "points": messages.points,
        "label": messages.label,
        "labels": messages.LABELS,
        "sentences": messages.SENTENCES,
        "verdict": messages.verdict,
        "state": messages.state,
        "summary": messages.summary,
        "to_look_at": messages.to_look_at,
    }
    return environment
