"""Graded notebooks made by hand, as nbgrader's GetGrades leaves them, and their pages."""

from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from nbjudge.feedback import About, Delimiters, page

DELIMITERS = Delimiters((("BEGIN HIDDEN TESTS", "END HIDDEN TESTS"),))
PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)
OPEN_TEST = "assert value() == 1, 'value should be one'"
HIDDEN_TEST = f"""{OPEN_TEST}
### BEGIN HIDDEN TESTS
secret = 31337
assert value(secret) == 8675309, "value is off for other numbers"
### END HIDDEN TESTS"""


def text(source: str) -> NotebookNode:
    return new_markdown_cell(source)


def answer(
    source: str,
    outputs: list[NotebookNode] | None = None,
    grade_id: str = "value",
    count: int = 1,
    **about: Any,
) -> NotebookNode:
    """A solution cell."""
    nbgrader = {"grade_id": grade_id, "solution": True, "grade": False, "locked": False, **about}
    return new_code_cell(
        source, outputs=outputs or [], execution_count=count, metadata={"nbgrader": nbgrader}
    )


def written(source: str, score: float = 0.0, points: float = 3.0, **about: Any) -> NotebookNode:
    """An answer in words, which a person marks."""
    nbgrader = {"grade_id": "words", "solution": True, "grade": True, "locked": False}
    nbgrader |= {"score": score, "points": points, **about}
    return new_markdown_cell(source, metadata={"nbgrader": nbgrader})


def checked(
    score: float = 0.0,
    points: float = 2.0,
    outputs: list[NotebookNode] | None = None,
    source: str = OPEN_TEST,
    grade_id: str = "value_test",
    count: int = 2,
) -> NotebookNode:
    nbgrader = {"grade_id": grade_id, "solution": False, "grade": True, "locked": True}
    nbgrader |= {"score": score, "points": points}
    return new_code_cell(
        source, outputs=outputs or [], execution_count=count, metadata={"nbgrader": nbgrader}
    )


def raised(name: str, message: str, *frames: str) -> NotebookNode:
    traceback = ["-----", "Traceback (most recent call last)", *frames, f"{name}: {message}"]
    return new_output("error", ename=name, evalue=message, traceback=traceback)


def printed(words: str) -> NotebookNode:
    return new_output("stream", name="stdout", text=words)


def shown(**data: str) -> NotebookNode:
    """A displayed value; mime types with an underscore for the slash."""
    return new_output("display_data", {mime.replace("_", "/", 1): at for mime, at in data.items()})


def notebook(*cells: NotebookNode, **record: Any) -> NotebookNode:
    """A notebook, with what nbjudge noted of it, if anything."""
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return new_notebook(
        cells=list(cells), metadata=metadata | ({"nbjudge": record} if record else {})
    )


def page_of(graded: NotebookNode, **about: Any) -> str:
    bearing = [
        c.metadata.nbgrader for c in graded.cells if "score" in c.metadata.get("nbgrader", {})
    ]
    known: dict[str, Any] = {
        "student": "ada",
        "assignment": "week1",
        "notebook": "week1",
        "points": sum(cell.score for cell in bearing),
        "max_points": sum(cell.points for cell in bearing),
        "hidden": DELIMITERS,
    }
    return page(graded, About(**known | about))
