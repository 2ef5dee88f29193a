"""What a test still leans on that a submission can change, for the instructor to know.

A test may use more than its own exercise's answers. What of that is the judge's own, or is compared
with what was graded, is none of a submission's affair; the rest can make a wrong answer fit.
"""

from collections.abc import Iterator

from nbjudge.grading.job import in_any
from nbjudge.grading.reference import Reference
from nbjudge.grading.regions import in_job
from nbjudge.process import names
from nbjudge.process.policy.expectation import Expectation
from nbjudge.process.transcript import Placeholder, Transcript


def leaning(reference: Reference) -> dict[str, list[str]]:
    """For each test cell in the judge, what a submission could change of what it uses."""
    cells = [c for c in reference.source_cells if c.place == "student" and c.points is None]
    answers = {cell.grade_id: cell.source for cell in cells if cell.grade_id is not None}
    every = in_any(names.rebinds, tuple(answers.values()))
    found: dict[str, list[str]] = {}
    for test, solutions in in_job(reference.source_cells).items():
        cell = reference.tests.get(test)
        seen = reference.transcripts.get(test)
        if cell and cell.expectation and seen:
            own = in_any(names.rebinds, tuple(answers[grade_id] for grade_id in solutions))
            if others := list(_of_others(cell.expectation, seen, own, every)):
                found[test] = others
    return found


def _of_others(
    expected: Expectation, seen: Transcript, own: frozenset[str], answers: frozenset[str]
) -> Iterator[str]:
    if expected.shares_stream:
        yield "its random numbers, which it draws from one stream with student code"
    for name, value in sorted(seen.names.items()):
        is_function = isinstance(value, Placeholder)
        if name in own or name in expected.library or name in expected.locked:
            continue
        if name in expected.settled and not is_function:
            continue  # compared with what was graded
        if name not in answers:
            yield f"`{name}`, which no locked cell computes from locked cells alone"
        elif is_function:
            yield f"`{name}`, the answer to another exercise, which can tell when it is called"
        else:
            yield f"`{name}`, the answer to another exercise"
