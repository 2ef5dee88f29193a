"""A student's cell is read without running it, whatever it holds."""

import pytest

from nbjudge.grading.students_code import (
    bound_in,
    form,
    helpers_in,
    is_left_open,
    rounds,
    touched_in,
)

HOSTILE = [
    "x = " + "-" * 2_000 + "1",
    "x = " + "not " * 900 + "1",
    "x = 1" + " + 1" * 2_000,
    "(" * 5_000,
    "x = " + "-" * 50_000 + "1",
    "\0",
    "x = 1\n" * 100_000,
    "%cd ..",
    "def f(:",
]


@pytest.mark.parametrize("source", HOSTILE, ids=range(len(HOSTILE)))
def test_what_cannot_be_read_is_like_nothing(source: str) -> None:
    assert not is_left_open(source)
    assert not rounds(source)
    assert helpers_in(source, frozenset()) == ""
    assert (form(source), touched_in([source]), bound_in([source])) == (None, None, frozenset())


def test_a_warning_about_a_students_text_is_no_error() -> None:
    assert bound_in(["pattern = '\\d'"]) == {"pattern"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("x = 1+2", "x = (1 + 2)  # mine", True),
        ("def f(x):\n  return 'a'", 'def f(x):\n    """Gives a."""\n    return "a"', True),
        ("x = 1 + 2", "x = 2 + 1", False),
        ("x = 1", "y = 1", False),
        ("x = 'a'", "x = 'b'", False),
    ],
)
def test_layout_and_comments_make_no_difference(one: str, other: str, same: bool) -> None:
    assert (form(one) == form(other)) is same
    assert form(one) is not None


def test_helpers_are_definitions_that_bind_nothing_asked() -> None:
    source = "import math\nh = 0.5\nRATE = 2\ndef f(): return h\ndef g(): return f()\nz = f()"
    kept = helpers_in(source, frozenset({"h", "g"}))
    assert kept.splitlines() == ["import math", "RATE = 2", "", "def f():", "    return h"]
