"""The example of a misconception shows what was answered, and not by whom."""

from hypothesis import given
from hypothesis import strategies as st

from nbjudge.report.misconceptions import example


def test_the_commonest_answer_is_shown_whatever_its_spaces_and_comments() -> None:
    answers = ["e = y", "e = y-y_hat # mine", "e  =  y - y_hat"]
    assert example(answers, []) == "e = y - y_hat"


def test_a_name_in_text_and_in_a_variable_is_replaced() -> None:
    answer = 'kavya_result = 1\nprint("done by Kavya Iyer")\ndef kavya(iyer): return iyer'
    shown = example([answer], ["Kavya Iyer", "s07"])
    assert shown is not None
    assert "kavya" not in shown.lower()
    assert "iyer" not in shown.lower()
    assert "student_result = 1" in shown


def test_a_library_keeps_its_names_when_a_student_is_called_like_one() -> None:
    assert example(["m = np.max(x) + max(x)"], ["Max Sum"]) == "m = np.max(x) + max(x)"


def test_an_answer_that_does_not_parse_is_not_shown() -> None:
    assert example(["def f(:", "# only Kavya's words"], ["Kavya"]) is None


@given(st.sampled_from(["Ada", "Bilal", "Zoë", "Ümit"]), st.sampled_from(["_", "1", "__"]))
def test_no_comment_text_or_variable_gives_a_student_away(name: str, joint: str) -> None:
    low = name.lower()
    answer = f'{low}{joint}x = "{name}{joint}!"  # {name}\nf"{name} {{1}}"'
    shown = example([answer], [f"{name} Other"])
    assert shown is not None
    assert low not in shown.lower()
