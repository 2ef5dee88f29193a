"""The instructor's own notebook as students get it: with the course's header and footer.

nbgrader puts these in when it generates an assignment, so they stand in every submission; in
``source/`` they do not. Whoever reads a source notebook reads it here.
"""

from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.converters import GenerateAssignment
from nbgrader.preprocessors import IncludeHeaderFooter

from nbjudge.errors import GraderError

UNREADABLE = (
    OSError,
    ValueError,
    AttributeError,
    TypeError,
    KeyError,
    RecursionError,
    nbformat.ValidationError,
)
"""What reading a notebook may raise: nbformat trusts the shape of what it is given."""


def read_source(path: Path, root: Path, config: Any) -> NotebookNode:
    """A source notebook of the course at ``root``. Raises one of UNREADABLE where there is none to
    be read, and GraderError for a header or a footer."""
    notebook: NotebookNode = nbformat.read(path, as_version=4)
    return with_header_and_footer(notebook, root, config)


def with_header_and_footer(notebook: NotebookNode, root: Path, config: Any) -> NotebookNode:
    """The notebook with the cells around it that ``nbgrader generate_assignment`` puts there."""
    step = IncludeHeaderFooter(config=config)
    if not (step.header or step.footer) or not includes_header(config):
        return notebook
    # nbgrader reads them from the folder that it was started in, which is the course's.
    for which in ("header", "footer"):
        if name := getattr(step, which):
            setattr(step, which, str(root / name))
    try:
        whole: NotebookNode
        whole, _ = step(notebook, {})
    except UNREADABLE as error:
        raise GraderError(
            f"the header or footer of the course cannot be read: {error}. Mend it, or what "
            "nbgrader_config.py says in c.IncludeHeaderFooter"
        ) from error
    return whole


def includes_header(config: Any) -> bool:
    """Whether nbgrader's step is one of those that this course generates assignments by."""
    stock = GenerateAssignment.class_traits()["preprocessors"].default()
    chosen = config.GenerateAssignment.get("preprocessors", stock)
    if hasattr(chosen, "get_value"):  # from c.GenerateAssignment.preprocessors.append(...)
        chosen = chosen.get_value(stock)
    name = IncludeHeaderFooter.__name__
    return any(str(getattr(step, "__name__", step)).rpartition(".")[2] == name for step in chosen)
