"""All that is to be proven of one notebook of an assignment, as plain data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from nbformat import NotebookNode

from nbjudge.grading.answers import Answer
from nbjudge.grading.job import Cell, Job
from nbjudge.grading.mutation.mutants import Solution
from nbjudge.grading.variants import Variant, variants_of

Region = tuple[str, str]
"""The delimiters around what students must not see: its first line and its last contain them."""


class CourseDelimiters(NamedTuple):
    """How a course delimits what students must not see."""

    solution: Region
    hidden_tests: Region
    mark_scheme: Region


@dataclass(frozen=True)
class Material:
    """One notebook: the instructor's source, what students would get, and the known answers.

    ``job`` is that of the source notebook itself, ``code`` its code cells, one for each cell of the
    job; ``blank_cells`` are those of the students' version. ``released`` tells whether release/
    holds just that version, None if there is none. Answers are None where the course has no file.
    """

    assignment: str
    notebook: str
    source: NotebookNode
    code: Sequence[NotebookNode]
    job: Job
    student_version: NotebookNode
    blank_cells: Sequence[Cell]
    student_files: Mapping[str, bytes]
    released: bool | None
    misconceptions: Sequence[Answer] | None
    alternatives: Sequence[Answer] | None
    delimiters: CourseDelimiters

    @property
    def name(self) -> str:
        return f"source/{self.assignment}/{self.notebook}.ipynb"

    @property
    def variants(self) -> list[Variant]:
        """The wrong notebooks on which the places of the test cells are tried."""
        blank = {
            c.grade_id: c.source for c in self.blank_cells if c.place == "student" and c.grade_id
        }
        return variants_of(self.job.cells, blank, self.misconceptions)

    @cached_property
    def solutions(self) -> list[Solution]:
        """The solution cells that hold code and are not marked by a person, each with the lines of
        the solution in it."""
        return [
            Solution(
                cell.metadata.nbgrader.grade_id,
                position,
                cell.source,
                solution_lines(cell.source, self.delimiters.solution),
            )
            for position, cell in enumerate(self.code)
            if is_tested(cell.metadata.get("nbgrader", {}))
        ]


def is_tested(about: Mapping[str, object]) -> bool:
    """Whether a cell is a solution that tests are to judge."""
    return bool(about.get("solution") and not about.get("grade"))


def inside(source: str, region: Region) -> list[tuple[int, str]]:
    """The numbered lines within the regions of a cell, without their delimiters."""
    begin, end = region
    found, within = [], False
    for number, line in enumerate(source.splitlines(), start=1):
        if begin in line:
            within = True
        elif end in line:
            within = False
        elif within:
            found.append((number, line))
    return found


def solution_lines(source: str, region: Region) -> frozenset[int]:
    """The lines of a cell that are the solution: all of them where none are marked."""
    if region[0] not in source:
        return frozenset(range(1, len(source.splitlines()) + 1))
    return frozenset(number for number, _ in inside(source, region))
