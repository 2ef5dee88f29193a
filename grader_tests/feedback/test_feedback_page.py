"""What a student reads on the page, exercise by exercise."""

import itertools
import re
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from nbformat import NotebookNode

from grader_tests.feedback.graded import (
    PNG,
    answer,
    checked,
    notebook,
    page_of,
    printed,
    raised,
    shown,
    text,
    written,
)
from nbjudge.errors import BadPicture
from nbjudge.feedback import Network, read_picture


def read(graded: NotebookNode, **about: Any) -> BeautifulSoup:
    return BeautifulSoup(page_of(graded, **about), "html.parser")


def words(found: Tag | None) -> str:
    assert found is not None
    return " ".join(found.get_text(" ").split())


def steps(soup: BeautifulSoup) -> list[str]:
    return [words(heading) for heading in soup.select("article.step > h3")]


TWO_EXERCISES = notebook(
    text("# Slopes"),
    text("## Exercise 1\n\nWrite `value`."),
    answer("def value():\n    return 1"),
    checked(score=2.0),
    text("## Exercise 2\n\nWrite `other`."),
    answer("other = 3", grade_id="other", count=3),
    checked(score=0.5, grade_id="other_test", count=4),
    answer("third = 3", grade_id="third", count=5),
    checked(score=0.0, points=1, grade_id="third_test", count=6),
)


def test_the_head_says_who_handed_in_what_and_earned_how_much() -> None:
    head = words(read(TWO_EXERCISES).header)
    assert head.startswith("Feedback for ada · week1 Slopes 2.5 of 5 points")
    assert "1 of 3 parts are right" in head


def test_the_steps_below_one_heading_are_one_exercise() -> None:
    overview = [words(item) for item in read(TWO_EXERCISES).select(".overview li")]
    assert overview == [
        "Exercise 1 Right 2 of 2 points",
        "Exercise 2 Partly right 0.5 of 3 points",
    ]


@pytest.mark.parametrize("heading", ["Steps (1.5 points)", "Steps (1 point)", "Steps"])
def test_points_in_a_heading_are_not_told_twice(heading: str) -> None:
    soup = read(notebook(text(f"## {heading}"), answer("x"), checked()))
    assert words(soup.select_one(".overview a")) == "Steps"


def test_a_bar_is_as_long_as_the_share_of_the_points() -> None:
    bars = [bar["width"] for bar in read(TWO_EXERCISES).select(".overview rect.earned")]
    assert bars == ["100.0", "16.67"]


def test_every_link_of_the_page_leads_somewhere() -> None:
    soup = read(TWO_EXERCISES)
    links = [str(link["href"]) for link in soup.select("a")]
    assert len(links) == 4
    assert all(soup.select(link) for link in links)


def test_without_headings_every_answer_is_an_exercise_of_its_own() -> None:
    plain = notebook(*(cell for cell in TWO_EXERCISES.cells if cell.cell_type == "code"))
    titles = [words(link) for link in read(plain).select(".overview a")]
    assert titles == ["value", "other", "third"]


def test_what_to_look_at_first_is_the_first_that_was_lost_and_no_more_than_three() -> None:
    cells = [checked(grade_id=f"t{n}_test", count=n + 1, score=2.0 * (n == 0)) for n in range(6)]
    first = [words(link) for link in read(notebook(*cells)).select(".first a")]
    assert first == ["t1_test", "t2_test", "t3_test"]


def test_a_page_without_a_loss_says_so_and_nothing_to_look_at() -> None:
    soup = read(notebook(answer("x"), checked(score=2.0)))
    assert "Everything is right" in words(soup.header)
    assert not soup.select(".first")


@pytest.mark.parametrize(
    ("outcome", "label"),
    [
        ("timed out", "Ran too long"),
        ("died", "Stopped by a crash"),
        ("out of time", "Not reached in time"),
    ],
)
def test_a_fault_is_told_in_words_and_not_as_a_wrong_answer(outcome: str, label: str) -> None:
    soup = read(notebook(answer("x"), checked(), cells={"value_test": {"outcome": outcome}}))
    assert steps(soup) == [f"value {label} 0 of 2 points"]
    assert len(words(soup.select_one("article > p"))) > 40


@pytest.mark.parametrize("name", ["CellTimeoutError", "StudentProcessDied", "DeadKernelError"])
def test_a_fault_is_known_from_the_outputs_alone(name: str) -> None:
    graded = notebook(answer("x"), checked(outputs=[raised(name, "it was stopped")]))
    (heading,) = steps(read(graded))
    assert heading in ("value Ran too long 0 of 2 points", "value Stopped by a crash 0 of 2 points")


def test_the_points_of_the_gradebook_count_whatever_was_noted() -> None:
    noted = {"value_test": {"outcome": "passed", "points": 2, "max_points": 2}}
    soup = read(notebook(answer("x"), checked(score=0.0), cells=noted))
    assert steps(soup) == ["value Not right yet 0 of 2 points"]


def test_the_diagnosis_comes_first_and_its_markdown_is_rendered() -> None:
    noted = {"value_test": {"outcome": "failed", "diagnosis": "You left out `y_hat`."}}
    soup = read(notebook(answer("x"), checked(), cells=noted))
    assert words(soup.select_one(".diagnosis")) == "Probably You left out y_hat ."
    assert "You left out y_hat" in words(soup.select_one(".first"))


def test_a_right_answer_shows_no_diagnosis() -> None:
    noted = {"value_test": {"outcome": "passed", "diagnosis": "You left out `y_hat`."}}
    soup = read(notebook(answer("x"), checked(score=2.0), cells=noted))
    assert not soup.select(".diagnosis")


def test_follow_through_is_told_once_and_a_person_s_comment_beside_it() -> None:
    remark = "Right, given your earlier y_hat: 1 of 2 points by follow-through."
    noted = {"value_test": {"outcome": "partly", "follow_through": 1.0}}
    for comment, is_shown in ((remark, False), ("Nearly!", True)):
        graded = answer("value = 1", comment=comment)
        page = read(notebook(graded, checked(), cells=noted, remarks={"value": remark}))
        assert bool(page.select(".comment")) == is_shown


def test_follow_through_is_told_in_points() -> None:
    noted = {"value_test": {"outcome": "partly", "follow_through": 1.5}}
    soup = read(notebook(answer("x"), checked(score=1.5), cells=noted))
    assert words(soup.select_one(".follow-through")).startswith("1.5 of these points")


@pytest.mark.parametrize(
    "odd",
    [
        {"cells": []},
        {"cells": {"value_test": 7}},
        {"cells": {"value_test": {"outcome": {}, "diagnosis": 3, "follow_through": "x"}}},
        {"verdict": ["x"], "repairs": {"a": 1}},
        {"repairs": [1, None]},
    ],
)
def test_a_record_of_another_form_is_none(odd: dict[str, Any]) -> None:
    plain = notebook(answer("x"), checked())
    odd_one = notebook(answer("x"), checked(), **odd)
    assert page_of(odd_one) == page_of(plain)


def test_repairs_are_listed() -> None:
    soup = read(notebook(answer("x"), checked(), verdict="repaired", repairs=["<b> was lost"]))
    assert words(soup.select_one(".verdict li")) == "<b> was lost"


@pytest.mark.parametrize("verdict", ["unreadable", "some later verdict"])
def test_a_notebook_that_was_not_graded_as_it_is_says_so(verdict: str) -> None:
    assert "Your notebook" in words(read(notebook(verdict=verdict)).select_one(".verdict"))


def test_walls_that_were_waived_are_no_news_for_students() -> None:
    assert "landlock" not in page_of(notebook(answer("x"), checked(), waived=["landlock"]))


def test_a_written_answer_waits_to_be_marked_and_is_not_called_wrong() -> None:
    soup = read(notebook(written("Because.")), waiting=frozenset({"words"}))
    assert steps(soup) == ["words Not marked yet 0 of 3 points"]
    assert not soup.select(".first")


def test_a_marked_answer_shows_points_and_comment() -> None:
    soup = read(notebook(written("Because.", score=2.0, comment="Nearly: think of $f'$.")))
    assert steps(soup) == ["words Part of the points 2 of 3 points"]
    comment = soup.select_one(".comment")
    assert words(comment).startswith("Comment Nearly: think of")
    assert comment is not None
    assert comment.math is not None


def test_an_answer_as_it_was_handed_out_was_left_open() -> None:
    soup = read(notebook(answer("..."), checked()), untouched=frozenset({"value"}))
    assert steps(soup) == ["value Left open 0 of 2 points"]


def test_a_second_test_of_what_was_left_open_says_so_too() -> None:
    cells = answer("..."), checked(), checked(grade_id="again_test")
    soup = read(notebook(*cells), untouched=frozenset({"value"}))
    said = ["value Left open 0 of 2 points", "again_test Left open 0 of 2 points"]
    assert steps(soup) == said


def test_the_late_penalty_is_told() -> None:
    assert "1.5 points were taken off" in words(read(TWO_EXERCISES, late_penalty=1.5).header)


def test_what_the_code_gave_is_shown_figures_with_words() -> None:
    given = [printed("half"), printed("way\n"), shown(image_png=PNG, text_plain="<Figure>")]
    soup = read(notebook(answer("plot()", given), checked(score=2.0)))
    outputs = soup.select_one(".outputs")
    assert outputs is not None
    assert [pre.get_text() for pre in outputs.select("pre")] == ["halfway"]
    assert [image["alt"] for image in outputs.select("img")] == ["Figure drawn by your code"]


def test_a_table_stays_a_table_that_the_keyboard_can_scroll() -> None:
    table = (
        '<table border="1" class="dataframe"><tr style="text-align: right"><th>a</th></tr></table>'
    )
    soup = read(notebook(answer("df", [shown(text_html=table)]), checked(score=2.0)))
    found = soup.select_one(".outputs .scroll[tabindex='0'] table")
    assert words(found) == "a"
    assert not soup.select("[style], [border]")


def test_formulas_are_mathml_and_what_cannot_be_converted_stays_tex() -> None:
    tex = (
        r"$\delta^o$ and $\left($" + "\n\n" + r"$$\begin{aligned} a &= b \\ c &= d \end{aligned}$$"
    )
    soup = read(notebook(text(tex), answer("x"), checked()))
    assert len(soup.select("math")) == 2
    assert len(soup.select("math mtable mtr")) == 2
    assert [words(code) for code in soup.select(".prose code")] == [r"\left("]


def test_headings_come_in_order_whatever_the_student_wrote() -> None:
    odd = written("###### Six\n\n# One", score=1.0)
    soup = read(notebook(text("# Title"), text("#### Deep"), answer("x"), checked(), odd))
    levels = [int(h.name[1]) for h in soup.find_all(re.compile("^h[1-6]$"))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


NETWORK = {"picture": "network", "layers": [3, 2, 1], "units": 1, "label": "hidden error term"}


def test_the_picture_is_drawn_where_points_were_lost() -> None:
    picture = read_picture(NETWORK)
    soup = read(notebook(answer("x"), checked()), pictures={"value_test": picture})
    drawing = soup.select_one("figure.network svg[role='img']")
    assert drawing is not None
    assert len(drawing.select("circle")) == 6
    assert len(drawing.select("circle.marked")) == 2
    assert len(drawing.select("line")) == 3 * 2 + 2 * 1
    assert "hidden error term: the hidden units" in str(drawing["aria-label"])


def test_the_picture_is_left_out_where_nothing_was_lost() -> None:
    picture = read_picture(NETWORK)
    page = page_of(notebook(answer("x"), checked(score=2.0)), pictures={"value_test": picture})
    assert "<figure" not in page


def test_weights_can_be_marked() -> None:
    picture = Network((4, 3, 2), units=None, weights=0, label="weight steps")
    assert sum(marked for *_, marked in picture.lines) == 4 * 3
    assert picture.description.endswith("the weights from the input to the hidden units.")


@pytest.mark.parametrize(
    "asked",
    [
        {"picture": "landscape"},
        {**NETWORK, "layers": [3]},
        {**NETWORK, "layers": [3, 0]},
        {**NETWORK, "layers": [3, True]},
        {**NETWORK, "layers": "321"},
        {**NETWORK, "units": 3},
        {**NETWORK, "units": None},
        {**NETWORK, "weights": 0},
        {**NETWORK, "label": " "},
    ],
)
def test_a_picture_that_cannot_be_drawn_says_how_one_is_written(asked: dict[str, Any]) -> None:
    with pytest.raises(BadPicture, match='"picture": "network"'):
        read_picture(asked)


@pytest.mark.parametrize("asked", [None, {}, 3, {"something": "else"}])
def test_a_cell_that_asks_for_no_picture_gets_none(asked: object) -> None:
    assert read_picture(asked) is None


def test_the_same_notebook_gives_the_same_page() -> None:
    assert page_of(TWO_EXERCISES) == page_of(TWO_EXERCISES)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (("SyntaxError", "invalid syntax"), "Your own cell stopped: SyntaxError: invalid syntax"),
        (("CellTimeoutError", "This cell ran long."), "Look for a loop that does not end"),
    ],
)
def test_what_stopped_the_answer_itself_comes_before_what_follows_from_it(
    error: tuple[str, str], said: str
) -> None:
    follows = raised("NameError", "name 'value' is not defined")
    soup = read(notebook(answer("value(", [raised(*error)]), checked(outputs=[follows])))
    first = words(soup.select_one(".first"))
    assert said in first
    assert "NameError" not in first


def test_an_exercise_without_a_heading_is_not_named_twice() -> None:
    soup = read(notebook(answer("value(", grade_id="loop"), checked()))
    assert words(soup.select_one(".first a")) == "loop"


def test_how_much_was_printed_is_told_as_it_was_cut_first() -> None:
    lines = "x\n" * 600
    cut = f"{lines}… 205788950 characters left out by nbjudge …\n{lines}"
    page = words(read(notebook(answer("value", [printed(cut)]), checked())))
    assert "205788950 characters left out by nbjudge" in page
    assert "lines left out" not in page
