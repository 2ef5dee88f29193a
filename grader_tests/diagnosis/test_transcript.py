"""A transcript holds what one test cell saw, as it was when it was seen."""

import numpy as np

from nbjudge.grading.job import Cell, Job
from nbjudge.grading.pair import Zygote
from nbjudge.grading.run import grade
from nbjudge.process.transcript import MOST_EVENTS, Placeholder, Transcript


def transcript(zygote: Zygote, student: str, test: str) -> Transcript:
    job = Job([Cell(student), Cell(test, "judge", "t", 1.0)], records=True)
    found = grade(zygote, job).cells[-1].transcript
    assert found is not None
    return found


def test_names_and_calls_are_noted_in_order(zygote: Zygote) -> None:
    seen = transcript(zygote, "x = 2.5\ndef f(a, b=1):\n    return a + b", "f(x)\nf(1, b=4)")
    assert seen.names["x"] == 2.5
    assert [(c.function, c.arguments, c.answer) for c in seen.calls] == [
        ("f", ((2.5,), {}), 3.5),
        ("f", ((1,), {"b": 4}), 5),
    ]


def test_a_later_change_in_place_does_not_alter_what_was_noted(zygote: Zygote) -> None:
    student = "values = [1, 2]\ndef grow(these):\n    these.append(3)"
    (call,) = transcript(zygote, student, "mine = [7]\ngrow(mine)\nvalues.append(9)").calls
    assert call.arguments == (([7],), {})
    assert call.changed == (([7, 3],), {})
    assert transcript(zygote, student, "values.append(9)").names == {"values": [1, 2]}


def test_an_exception_is_noted_by_class_and_message(zygote: Zygote) -> None:
    seen = transcript(zygote, "def f():\n    raise ValueError('no')", "try:\n    f()\nexcept: ...")
    assert [(c.raised, c.answer) for c in seen.calls] == [(True, ("ValueError", "no"))]


def test_what_is_no_plain_data_leaves_a_placeholder(zygote: Zygote) -> None:
    seen = transcript(zygote, "class C: ...\nc = C()\nf = lambda: 1", "c, f")
    assert seen.names["f"] == Placeholder("callable", "")
    assert seen.names["c"] == Placeholder("object", "C")


def test_a_value_that_is_too_large_is_noted_as_such(zygote: Zygote) -> None:
    seen = transcript(zygote, "import numpy as np\nbig = np.zeros(1_000_000)", "big")
    assert seen.names["big"] == Placeholder("large", "ndarray")
    assert not seen.is_cut


def test_a_transcript_of_too_many_calls_says_that_it_was_cut(zygote: Zygote) -> None:
    seen = transcript(zygote, "def f():\n    return 1", f"for _ in range({2 * MOST_EVENTS}): f()")
    assert seen.is_cut
    assert len(seen.noted) == MOST_EVENTS


def test_arrays_keep_their_shape(zygote: Zygote) -> None:
    seen = transcript(zygote, "import numpy as np\nw = np.ones((2, 3))", "w")
    np.testing.assert_array_equal(seen.names["w"], np.ones((2, 3)))
