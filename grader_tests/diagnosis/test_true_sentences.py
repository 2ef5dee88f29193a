"""An error, a name that is not there and a stale value look like no misconception.

Each claim comes with the answer of which the sentence is true, so that silence alone passes none.
"""

from dataclasses import replace

import pytest

from grader_tests.diagnosis.notebooks import Step, known, said
from nbjudge.grading.pair import Zygote

NOT_ANSWERED = "This is not answered yet."

SQUARE = Step(
    "square",
    "def square(x):\n    return x * x",
    "import numpy as np\nassert np.allclose(square(np.array([1.0, 3.0])), [1, 9])",
)
NUMBERS_ONLY = known(
    "math_takes_numbers", "square", "import math\ndef square(x):\n    return math.pow(x, 2)"
)

TOTAL = Step("total", "first = 2.0\ntotal = first + 1.5", "assert total == 3.5")
TEXT_ADDED = known("text_added", "total", "first = 2.0\ntotal = first + 'a'")

EARLY = Step("early", "output = 0.26378", "assert output == 0.26378")
LATE = Step("late", "output = 0.75", "assert output == 0.75")
FROM_EARLIER = known("as_before", "late", "output = 0.52756 * 0.5")


def test_an_error_is_that_of_a_known_answer_only_if_the_same_call_raised_it(
    zygote: Zygote,
) -> None:
    other = "import math\ndef square(x):\n    y = math.pow(x, 2)\n    return y"
    assert said(zygote, [SQUARE], [NUMBERS_ONLY], other) == {"square_test": "math_takes_numbers."}
    by_float = "def square(x):\n    return float(x) ** 2"  # the same error, from something else
    assert said(zygote, [SQUARE], [NUMBERS_ONLY], by_float) == {}


@pytest.mark.parametrize(
    "answer",
    [
        "first = 2.0\nraise TypeError('no')",
        "first = 2.0\ntotal = 1 / 0",
        "first = 2.0\ntotal = first + frist",
        "first = 2.0\nraise NotImplementedError()",
        "first = 2.0\nsum = 3.0",
        "first = 2.0\ntotal = (",
    ],
)
def test_a_cell_that_stopped_otherwise_is_not_told_of_a_mistake_that_stops_it(
    zygote: Zygote, answer: str
) -> None:
    assert "text_added." not in said(zygote, [TOTAL], [TEXT_ADDED], answer).values()
    same = "first = 2.0\ntext = 'b'\ntotal = first + text"
    assert said(zygote, [TOTAL], [TEXT_ADDED], same) == {"total_test": "text_added."}


@pytest.mark.parametrize("answer", ["raise NotImplementedError()", "pass", "# nothing", "..."])
def test_a_step_left_open_is_not_told_what_an_earlier_one_left(zygote: Zygote, answer: str) -> None:
    steps, wrong = [EARLY, LATE], [FROM_EARLIER]
    assert said(zygote, steps, wrong, EARLY.right, answer) == {"late_test": NOT_ANSWERED}
    other = "half = 0.5\noutput = half * 0.52756"
    assert said(zygote, steps, wrong, EARLY.right, other) == {"late_test": "as_before."}


def test_a_misspelt_step_is_not_told_what_an_earlier_one_left(zygote: Zygote) -> None:
    steps, wrong = [EARLY, LATE], [FROM_EARLIER]
    meant = "Nothing in this answer is called `output`. Is it what you call `outptu`?"
    for answer in ("outptu = 0.75", "outptu = 0.75\nprint(output)"):
        assert said(zygote, steps, wrong, EARLY.right, answer) == {"late_test": meant}


def test_a_step_that_goes_on_from_an_earlier_value_keeps_it(zygote: Zygote) -> None:
    """Unbinding what it reads would turn a known mistake into an error."""
    late = Step("late", "output += 0.5", "assert output == 0.76378")
    wrong = [known("doubled", "late", "output = 2 * output")]
    given = "twice = 2\noutput *= twice"
    assert said(zygote, [EARLY, late], wrong, EARLY.right, given) == {"late_test": "doubled."}


def test_a_function_that_returns_nothing_is_not_told_why(zygote: Zygote) -> None:
    printed = "def square(x):\n    print(x * x)"
    wrong = [known("you_print_it", "square", printed)]
    nothing = "For one of the inputs that the test tries, what your square returns is None."
    unlike = "def square(x):\n    y = x * x"
    assert said(zygote, [SQUARE], wrong, unlike) == {"square_test": nothing}
    assert said(zygote, [SQUARE], wrong, printed) == {"square_test": "you_print_it."}


def test_word_for_word_counts_where_two_mistakes_look_the_same(zygote: Zygote) -> None:
    step = Step("step", "step = 0.5", "assert step == 0.5")
    wrong = [known("a_tenth", "step", "step = 0.1 * 1"), known("by_ten", "step", "step = 1 / 10")]
    assert said(zygote, [step], wrong, "step = 0.10") == {}
    for code in ("step = 1 / 10", "# mine\nstep = (\n    1/10)\n'done'"):
        assert said(zygote, [step], wrong, code) == {"step_test": "by_ten."}


def test_word_for_word_counts_where_the_answer_raises(zygote: Zygote) -> None:
    wrong = [known("no_name", "total", "total = frist + 1.5")]
    assert said(zygote, [TOTAL], wrong, "total = frist+1.5") == {"total_test": "no_name."}


def test_a_sentence_stands_once_and_where_the_mistake_is(zygote: Zygote) -> None:
    steps = [
        Step("s", "s = 0.25", "assert s == 0.25"),
        Step("t", "t = 2 * s", "assert t == 0.5"),
        Step("u", "u = 3 * t", "assert u == 1.5"),
    ]
    wrong = [known("doubled", "s", "s = 0.5", "t", "u"), known("thrice", "u", "u = t")]
    assert said(zygote, steps, wrong, "s = 0.50") == {"s_test": "doubled."}
    # Where the step's own test does not show it, the next one does.
    blind = [Step("s", "s = 0.25", "assert s"), *steps[1:]]
    late = [replace(wrong[0], loses=frozenset({"t_test", "u_test"}))]
    assert said(zygote, blind, late, "s = 0.50") == {
        "t_test": "This goes back to an earlier step. doubled."
    }


def test_a_sign_stands_once_for_all_tests_of_its_step(zygote: Zygote) -> None:
    steps = [Step("s", "s = 0.25", "assert s == 0.25")]
    answers = ["s = -0.25"]
    assert said(zygote, steps, [], *answers) == {"s_test": "Your s, -0.25, has the wrong sign."}


def test_rounding_is_told_where_the_code_rounds(zygote: Zygote) -> None:
    step = Step("s", "s = 0.51237", "assert abs(s - 0.51237) < 1e-9")
    told = {"s_test": "Your s, 0.5, has been rounded. Keep all digits until the end."}
    assert said(zygote, [step], [], "s = round(0.51237, 1)") == told
    assert said(zygote, [step], [], "s = float(f'{0.51237:.1f}')") == told
    assert said(zygote, [step], [], "s = 0.5") == {}
    assert said(zygote, [step], [], "s = 1 / (1 + 1)") == {}


def test_a_value_that_comes_from_much_names_no_mistake(zygote: Zygote) -> None:
    """Of all that gives 0, tanh is one."""
    step = Step("f", "def f(x):\n    return 1 / (1 + 2.0**-x)", "assert f(0.0) == 0.5")
    wrong = [known("tanh", "f", "import math\ndef f(x):\n    return math.tanh(x)")]
    assert "tanh." not in said(zygote, [step], wrong, "def f(x):\n    return 0 * x").values()


def test_all_that_a_test_asks_is_held_against_a_mistake(zygote: Zygote) -> None:
    """The test itself stops at its first failed check, where both give the same."""
    test = "assert f(0.0) == 0.5\nassert abs(f(1.0) - 0.66667) < 1e-4"
    step = Step("f", "def f(x):\n    return 1 / (1 + 2.0**-x)", test)
    wrong = [known("tanh", "f", "import math\ndef f(x):\n    return math.tanh(x)")]
    other = "import math\ndef f(x):\n    return {}(x)"
    assert said(zygote, [step], wrong, other.format("math.sin")) == {}
    assert said(zygote, [step], wrong, other.format("1 * math.tanh")) == {"f_test": "tanh."}


def test_a_formula_that_agrees_at_one_point_is_told_from_a_mistake(zygote: Zygote) -> None:
    """With a target of 1, the whole slope without the output is half the slope of the error."""
    steps = [
        Step("out", "import numpy as np\ny = np.int64(1)\nout = 0.26378", "assert out == 0.26378"),
        Step("term", "term = (y - out) * out * (1 - out)", "assert abs(term - 0.14297) < 1e-4"),
    ]
    wrong = [known("half_a_slope", "term", "term = (y - out) * out")]
    right = steps[0].right
    assert said(zygote, steps, wrong, right, "term = y * out * (1 - out)") == {}
    for same in ("term = out * (y - out)", "term = -out * out + y * out"):
        assert said(zygote, steps, wrong, right, same) == {"term_test": "half_a_slope."}


def test_a_mistake_is_known_by_its_helper_too(zygote: Zygote) -> None:
    steps = [
        Step("out", "out = 0.26378", "assert out == 0.26378"),
        Step("term", "term = out * (1 - out)", "assert abs(term - 0.1942) < 1e-4"),
    ]
    wrong = [known("squared", "term", "term = out**2")]
    first = "def square(x):\n    return x * x\n\nout = 0.26378"
    assert said(zygote, steps, wrong, first, "term = square(out)") == {"term_test": "squared."}
    assert said(zygote, steps, wrong, first, "term = 0.26378 * 0.26378") == {}


def test_an_error_that_comes_of_nothing_names_no_mistake_of_an_earlier_step(zygote: Zygote) -> None:
    steps = [
        Step("pair", "def pair(x):\n    return x, 2 * x", "assert pair(1.5) == (1.5, 3.0)"),
        Step("both", "def both(x):\n    a, b = pair(x)\n    return a + b", "assert both(1) == 3"),
    ]
    wrong = [known("hands_nothing_back", "pair", "def pair(x):\n    y = x, 2 * x", "both")]
    body = "def pair(x):\n    {}".format
    assert said(zygote, steps, wrong, body("pass")) == {"pair_test": NOT_ANSWERED}
    assert "hands_nothing_back" not in str(said(zygote, steps, wrong, body("print(x)")))
