"""Nothing of a hidden test is on the page: not its text, its inputs or its values."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from grader_tests.feedback.graded import (
    DELIMITERS,
    HIDDEN_TEST,
    answer,
    checked,
    notebook,
    page_of,
    printed,
    raised,
)
from nbjudge.feedback import Delimiters

SECRETS = ("31337", "8675309", "BEGIN HIDDEN", "END HIDDEN")
IN_THE_HIDDEN_PART = "Cell In[2], line 4\n---> 4 assert value(secret) == 8675309"
IN_THE_OPEN_PART = "Cell In[2], line 1\n----> 1 assert value() == 1"
OF_THE_STUDENT = "Cell In[1], line 2, in value(x)\n----> 2     return x / 31337"
CODE = "def value(x=1):\n    return x / 0"


def shown(outputs: list[object], source: str = HIDDEN_TEST, hidden: Delimiters = DELIMITERS) -> str:
    graded = notebook(answer(CODE), checked(source=source, outputs=outputs))
    soup = BeautifulSoup(page_of(graded, hidden=hidden), "html.parser")
    return " ".join(soup.get_text(" ").split())


def is_kept(page: str) -> bool:
    return not any(secret in page for secret in SECRETS)


def test_the_open_lines_of_a_test_are_shown_and_the_hidden_ones_are_not() -> None:
    page = shown([])
    assert "value should be one" in page
    assert is_kept(page)
    assert "off for other numbers" not in page


def test_a_region_without_an_end_is_hidden_to_the_last_line() -> None:
    assert is_kept(shown([], source=HIDDEN_TEST.replace("### END HIDDEN TESTS", "pass")))


def test_a_mark_scheme_is_hidden_like_a_test() -> None:
    scheme = Delimiters((("BEGIN MARK SCHEME", "END MARK SCHEME"),))
    source = "a\n=== BEGIN MARK SCHEME ===\n31337\n=== END MARK SCHEME ===\nb"
    assert scheme.visible(source) == "a\nb"


def test_the_authors_message_is_shown_word_for_word() -> None:
    error = raised("AssertionError", "value is off for other numbers", IN_THE_HIDDEN_PART)
    page = shown([error])
    assert "value is off for other numbers" in page
    assert is_kept(page)


@pytest.mark.parametrize(
    "message",
    [
        "8675309 is not 31337",
        "value is off for other numbers: 31337",
        "[31337]: value is off for other numbers",
        "\nNot equal to tolerance rtol=1e-07\n ACTUAL: array(1)\n DESIRED: array(8675309)",
        "value is off\nfor other numbers 31337",
    ],
)
@pytest.mark.parametrize("name", ["AssertionError", "ValueError"])
def test_any_other_message_from_a_hidden_line_is_kept_back(name: str, message: str) -> None:
    page = shown([raised(name, message, IN_THE_HIDDEN_PART)])
    assert f"A hidden check stopped with {name}." in page
    assert is_kept(page)


def test_what_is_filled_into_a_message_is_left_out() -> None:
    source = HIDDEN_TEST.replace('"value is off for', 'f"for {secret} value is off for')
    message = "for 31337 value is off for other numbers"
    page = shown([raised("AssertionError", message, IN_THE_HIDDEN_PART)], source=source)
    assert "for … value is off for other numbers" in page
    assert is_kept(page)


def test_a_message_of_nothing_but_what_is_filled_in_is_kept_back() -> None:
    source = HIDDEN_TEST.replace('"value is off for other numbers"', 'f"{secret}: {value}"')
    page = shown([raised("AssertionError", "31337: 8675309", IN_THE_HIDDEN_PART)], source=source)
    assert is_kept(page)


@pytest.mark.parametrize("name", ["31337", "Value\nError 31337", "<b>", "Value8675309 31337"])
def test_the_name_of_what_was_raised_carries_nothing(name: str) -> None:
    assert is_kept(shown([raised(name, "x", IN_THE_HIDDEN_PART)]))


def test_an_open_line_tells_all_it_says_and_where() -> None:
    page = shown([raised("AssertionError", "value should be one", IN_THE_OPEN_PART)])
    assert "What the test said value should be one the test, line 1: assert value() == 1" in page
    assert is_kept(page)


def test_a_hidden_line_is_not_quoted_but_the_students_own_line_is() -> None:
    error = raised("ZeroDivisionError", "31337 / 0", IN_THE_HIDDEN_PART, OF_THE_STUDENT)
    page = shown([error])
    assert "your code, line 2: return x / 0" in page
    assert is_kept(page)


@pytest.mark.parametrize(
    "frames",
    [
        [IN_THE_OPEN_PART, IN_THE_HIDDEN_PART],
        [IN_THE_HIDDEN_PART, IN_THE_OPEN_PART],
        [IN_THE_OPEN_PART, "Cell In[2], in value\n 31337"],
        ["File <student function 1>:2, in stub\n Cell In[2], line 1"],
        [],
    ],
)
def test_a_failure_is_hidden_unless_all_its_lines_are_known_to_be_open(frames: list[str]) -> None:
    assert is_kept(shown([raised("ValueError", "31337", *frames)]))


def test_tracebacks_in_colour_and_of_older_ipython_are_read_alike() -> None:
    coloured = (
        "\x1b[36mCell\x1b[39m\x1b[36m \x1b[39m\x1b[32mIn[2]\x1b[39m\x1b[32m, line 4\x1b[39m\n"
    )
    older = "Input In [2], in <cell line: 4>()\n----> 4 assert value(secret) == 8675309"
    for frame in (coloured, older):
        assert is_kept(shown([raised("ValueError", "31337", frame)]))


def test_what_a_function_prints_when_a_hidden_test_calls_it_is_kept_back() -> None:
    assert is_kept(shown([printed("I was called with 31337\n8675309\n")]))


def test_what_the_author_prints_is_shown_without_what_is_filled_in() -> None:
    hidden_print = 'secret = 31337\nprint("hidden check:", secret, "is off")\nprint("and more")'
    source = HIDDEN_TEST.replace("secret = 31337", hidden_print)
    page = shown([printed("hidden check: 31337 is off\nand more\n31337\n")], source=source)
    assert "hidden check: … is off and more" in page
    assert is_kept(page)


def test_a_test_without_hidden_lines_shows_what_it_said() -> None:
    page = shown([printed("31337"), raised("ValueError", "31337")], source="assert value() == 1")
    assert "What the test said 31337 ValueError: 31337" in page


def test_the_instructor_may_choose_to_show_hidden_tests() -> None:
    error = raised("ValueError", "31337", IN_THE_HIDDEN_PART)
    page = shown([printed("8675309"), error], hidden=Delimiters())
    assert "secret = 31337" in page
    assert "What the test said 8675309 ValueError: 31337 the test, line 4" in page


NOT_IN_THE_TEST = st.text("0123456789[]., xyz\n", min_size=4, max_size=60)


@given(name=st.sampled_from(["AssertionError", "KeyError"]), message=NOT_IN_THE_TEST)
def test_no_value_comes_through_a_hidden_line(name: str, message: str) -> None:
    page = page_of(
        notebook(
            answer("pass"),
            checked(
                source=HIDDEN_TEST,
                outputs=[
                    printed(f"@{message}@"),
                    raised(
                        name, f"@{message}@", IN_THE_HIDDEN_PART, f"Cell In[1], line 9\n@{message}@"
                    ),
                ],
            ),
        )
    )
    assert "@" not in page.split("<body>")[1]


OPEN_TEST = 'assert value(2) == 4, f"value is off for {2}"'


def later(outputs: list[object], first: str = HIDDEN_TEST) -> str:
    """What is told of an open test that ran after another."""
    cells = [answer(CODE), checked(source=first, outputs=[])]
    last = checked(source=OPEN_TEST, outputs=outputs)
    last.metadata.nbgrader.grade_id = "later_test"
    last.execution_count = 3
    soup = BeautifulSoup(page_of(notebook(*cells, last), hidden=DELIMITERS), "html.parser")
    return " ".join(soup.get_text(" ").split())


NOTED = [
    raised("ValueError", "I was called with 31337", "Cell In[3], line 1\n----> 1 assert value(2)"),
    raised("AssertionError", "ACTUAL: 31337", "Cell In[3], line 1\n----> 1 assert value(2)"),
    raised("Noted31337", "", "Cell In[3], line 1\n----> 1 assert value(2)"),
    printed("called with 31337\n"),
]


@pytest.mark.parametrize("noted", NOTED)
def test_after_a_hidden_test_no_later_failure_tells_what_a_function_noted(noted: object) -> None:
    assert "31337" in later([noted], first="assert True")
    assert is_kept(later([noted]))


def test_after_a_hidden_test_the_author_still_speaks() -> None:
    failed = raised("AssertionError", "value is off for 2", "Cell In[3], line 1\n----> 1 assert")
    assert "value is off for" in later([failed])


def test_hidden_lines_may_stand_before_the_open_ones_of_the_same_test() -> None:
    source = HIDDEN_TEST + "\nassert value(2) == 4"
    line = source.count("\n") + 1
    noted = raised("ValueError", "called with 31337", f"Cell In[2], line {line}\n---> {line} ass")
    assert is_kept(shown([noted], source=source))


def test_a_hidden_check_tells_no_name_that_a_student_made_up() -> None:
    assert is_kept(shown([raised("Noted31337", "", IN_THE_HIDDEN_PART)]))
