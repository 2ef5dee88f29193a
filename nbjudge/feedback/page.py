"""The page of one graded notebook: what its template is filled with."""

from markupsafe import Markup
from nbformat import NotebookNode

from nbjudge.course.notes import Notes, read_notes
from nbjudge.feedback import messages, pages
from nbjudge.feedback.about import About
from nbjudge.feedback.exercises import outline
from nbjudge.feedback.markup import code, markdown
from nbjudge.feedback.outputs import Figure, Html, Part, parts


def page(notebook: NotebookNode, about: About) -> str:
    """The feedback on one graded notebook: a whole HTML document that needs nothing else.

    ``notebook`` is as nbgrader's GetGrades leaves it: graded cells have ``score`` and ``points`` in
    their nbgrader metadata, answers a ``comment``.
    """
    notes = read_notes(notebook.metadata)
    exercises = outline(notebook, notes, about)
    language = str(notebook.metadata.get("kernelspec", {}).get("language", "python"))
    return pages.render(
        "nbjudge.feedback",
        {"number": messages.number, "kind": _kind, "markdown": markdown},
        say=messages,
        about=about,
        notes=notes,
        outline=exercises,
        numbers={step.grade_id: n for n, step in enumerate(exercises.steps, start=1)},
        title=exercises.title or Markup.escape(about.notebook),
        comments=_comments(notebook, notes),
        code=lambda cell: code(about.hidden.visible(cell.source), language),
        prose=lambda cell: markdown(about.hidden.visible(cell.source), cell.get("attachments")),
        parts=lambda cell: parts(cell.get("outputs", [])),
    )


def _comments(notebook: NotebookNode, notes: Notes) -> dict[str, Markup]:
    """What a person wrote about answers, by their grade_id. A remark that nbjudge left there in a
    person's stead is about follow-through, which the page tells itself."""
    known = (cell.metadata.get("nbgrader", {}) for cell in notebook.cells)
    said = {about["grade_id"]: about.get("comment") for about in known if "grade_id" in about}
    return {
        name: markdown(words)
        for name, words in said.items()
        if words and words.strip() and words != notes.remarks.get(name)
    }


def _kind(part: Part) -> str:
    return "figure" if isinstance(part, Figure) else "html" if isinstance(part, Html) else "text"
