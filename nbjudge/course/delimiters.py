"""The marks by which a course says what its students' versions leave out."""

from typing import Any

from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme, ClearSolutions

Pair = tuple[str, str]


def solution_delimiters(**configured: Any) -> Pair:
    """What encloses solutions; ``parent`` or ``config`` as for nbgrader."""
    solutions = ClearSolutions(**configured)
    return solutions.begin_solution_delimeter, solutions.end_solution_delimeter


def hidden_delimiters(**configured: Any) -> tuple[Pair, Pair]:
    """What encloses hidden tests, and mark schemes; ``parent`` or ``config`` as for nbgrader."""
    tests, marks = ClearHiddenTests(**configured), ClearMarkScheme(**configured)
    return (
        (tests.begin_test_delimeter, tests.end_test_delimeter),
        (marks.begin_mark_scheme_delimeter, marks.end_mark_scheme_delimeter),
    )
