"""Where nbjudge marks otherwise than stock nbgrader, each with its reason: all there are.

The marks of every pair that is not listed are the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from grader_tests.idioms.exercises import Exercise

Kind = Literal["stricter", "fairer", "for a person"]
KINDS: dict[Kind, str] = {
    "fairer": "nbjudge gives points that stock nbgrader takes",
    "stricter": "nbjudge takes points that stock nbgrader gives",
    "for a person": "nbjudge gives no mark, and a person is to look at it",
}

Pair = tuple[str, str]
"""Idiom and way to answer."""


@dataclass(frozen=True)
class Difference:
    """``pairs`` names idioms by way to answer, a ``*`` all idioms but those after ``except``."""

    exercise: str
    kind: Kind
    pairs: dict[str, str]
    why: str

    def listed(self, exercise: Exercise) -> Iterator[Pair]:
        names = [idiom.name for idiom in exercise.idioms]
        for way, idioms in self.pairs.items():
            first, *others = idioms.split()
            chosen = [n for n in names if n not in others] if first == "*" else [first, *others]
            assert set(chosen) <= set(names), f"{self.exercise}: {set(chosen) - set(names)}"
            yield from ((idiom, way) for idiom in chosen)


DIFFERENCES = [
    Difference(
        "running",
        "fairer",
        {
            "warns": "* counts_calls warnings_are_errors expects_no_warning signature source_code"
            " own_name is_a_function doctests is_defined history"
        },
        "A warning is no error: text on stderr costs nothing.",
    ),
    Difference(
        "running",
        "fairer",
        {
            "shadowed_builtins": "empty pandas_testing is_a_list exact_type forbids_input own_alarm"
            " many_calls signature partial_credit random_inputs indices sorted_and_sets"
            " called_twice evaluated given_to_map other_arguments by_keyword binds_names hashed"
            " close_numbers helper_of_the_test magic_time"
        },
        "A variable called list, sum or max is the student's own; tests have Python's.",
    ),
    Difference(
        "running",
        "fairer",
        {"list_subclass": "exact_type"},
        "A student's own kind of list is the list that it is, where the reference has a plain one.",
    ),
    Difference(
        "running",
        "fairer",
        {"bound_method": "is_a_function"},
        "A method of an object arrives as a function: a test is to call it.",
    ),
    Difference(
        "running",
        "for a person",
        {"equals_all": "equality array_equal test_suite"},
        "An object that calls itself equal to what is expected, and to all else, proves nothing.",
    ),
    Difference(
        "vector",
        "for a person",
        {
            "equals_all": "attributes sets_attribute addition leaves_operands greater loops"
            " membership method test_case partial_credit"
        },
        "An object that gives a verdict on itself where the reference has a number proves nothing.",
    ),
    Difference(
        "table",
        "for a person",
        {
            "nullable_missing": "* given_unchanged scalar scalar_types",
            "all_missing": "* given_unchanged scalar scalar_types",
        },
        "pandas' NA passes through (column == expected).all(); the reference has none there.",
    ),
]


def listed(exercise: Exercise) -> dict[Pair, Difference]:
    """Each pair that differs, with its reason; none has two."""
    found: dict[Pair, Difference] = {}
    for difference in DIFFERENCES:
        if difference.exercise == exercise.name:
            pairs = dict.fromkeys(difference.listed(exercise), difference)
            assert not found.keys() & pairs.keys(), found.keys() & pairs.keys()
            found |= pairs
    return found
