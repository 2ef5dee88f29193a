"""Which solution cells a test cell tests.

Those since the previous test cell; if there are none, the same as that one, so that nobody earns
points by what somebody else did. What a person marks is neither.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from nbjudge.grading.job import Cell

Role = Literal["solution", "test"]
Regions = dict[str, tuple[str, ...]]
"""For each test cell, the solution cells that it tests, in their order; all by grade_id."""


def in_job(cells: Sequence[Cell]) -> Regions:
    """The regions of the cells that a job runs."""
    return _regions(
        (cell.grade_id, "solution" if cell.points is None else "test")
        for cell in cells
        if cell.points is not None or cell.place == "student"
    )


def in_notebook(cells: Iterable[Mapping[str, Any]]) -> Regions:
    """The regions of a notebook, which anybody may have written."""
    return _regions((grade_id, role) for grade_id, role, _ in code_with_roles(cells))


def code_with_roles(
    cells: Iterable[Mapping[str, Any]],
) -> Iterator[tuple[str, Role, Mapping[str, Any]]]:
    """The solution and test cells of a notebook, each with its grade_id and what it is."""
    for cell in cells:
        metadata = cell.get("metadata")
        about = metadata.get("nbgrader") if isinstance(metadata, Mapping) else None
        if cell.get("cell_type") != "code" or not isinstance(about, Mapping):
            continue
        grade_id = about.get("grade_id")
        if isinstance(grade_id, str) and bool(about.get("grade")) != bool(about.get("solution")):
            yield grade_id, "test" if about.get("grade") else "solution", cell


def _regions(roles: Iterable[tuple[str | None, Role]]) -> Regions:
    found: Regions = {}
    own: tuple[str, ...] = ()
    is_tested = False
    for grade_id, role in roles:
        if grade_id is None:
            continue
        if role == "test":
            found[grade_id], is_tested = own, True
        else:
            own, is_tested = ((grade_id,) if is_tested else (*own, grade_id)), False
    return found
