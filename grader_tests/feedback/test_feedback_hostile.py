"""Student text that attacks the page ends as text, or not at all."""

import base64
import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

from grader_tests.feedback.graded import (
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
from grader_tests.feedback.hostile_text import CANARY, FRAGMENTS, SVG, complaints

Place = Callable[[str], NotebookNode]


def as_name(words: str) -> NotebookNode:
    return notebook(answer("x", grade_id=words), checked(grade_id=words))


def as_attachment(words: str) -> NotebookNode:
    cell = new_markdown_cell("![a](attachment:a)", attachments={"a": {"image/png": words}})
    return notebook(cell, answer("x"), checked())


PLACES: dict[str, Place] = {
    "text": lambda words: notebook(text(words), answer("x"), checked()),
    "heading": lambda words: notebook(text(f"## A {words}"), answer("x"), checked()),
    "title": lambda words: notebook(text(f"# A {words}"), answer("x"), checked()),
    "written answer": lambda words: notebook(written(words)),
    "code": lambda words: notebook(answer(words), checked()),
    "printed": lambda words: notebook(answer("x", [printed(words)]), checked()),
    "html": lambda words: notebook(answer("x", [shown(text_html=words)]), checked()),
    "markdown": lambda words: notebook(answer("x", [shown(text_markdown=words)]), checked()),
    "latex": lambda words: notebook(answer("x", [shown(text_latex=words)]), checked()),
    "plain": lambda words: notebook(answer("x", [shown(text_plain=words)]), checked()),
    "png": lambda words: notebook(answer("x", [shown(image_png=words)]), checked()),
    "raised": lambda words: notebook(answer("x", [raised(words, words, words)]), checked()),
    "said by a test": lambda words: notebook(
        answer("x"), checked(outputs=[printed(words), raised(words, words, words)])
    ),
    "comment": lambda words: notebook(written("x", comment=words)),
    "diagnosis": lambda words: notebook(
        answer("x"), checked(), cells={"value_test": {"outcome": "failed", "diagnosis": words}}
    ),
    "repair": lambda words: notebook(answer("x"), checked(), verdict="repaired", repairs=[words]),
    "verdict": lambda words: notebook(answer("x"), checked(), verdict=words),
    "name": as_name,
    "attachment": as_attachment,
    "rest": lambda words: notebook(answer("x"), checked(), text(words)),
}


def test_the_oracle_finds_each_kind_of_attack() -> None:
    """Each fragment, put into a page as it is, is complained about."""
    page = page_of(PLACES["text"]("MARK"))
    shown_as_it_is = ("data:image/svg+xml", "$")
    html = [f for f in FRAGMENTS if f.startswith("<") and not any(s in f for s in shown_as_it_is)]
    assert len(html) >= 25
    for fragment in html:
        assert complaints(page.replace("MARK", fragment)), fragment


def test_a_page_of_plain_text_is_above_suspicion() -> None:
    assert complaints(page_of(PLACES["text"]("# Hello"))) == []


@pytest.mark.parametrize("place", PLACES)
def test_no_fragment_gets_through(place: str) -> None:
    for fragment in FRAGMENTS:
        page = page_of(PLACES[place](fragment))
        assert (fragment, complaints(page)) == (fragment, [])


@settings(max_examples=60)
@given(
    place=st.sampled_from(sorted(PLACES)),
    words=st.lists(st.sampled_from([*FRAGMENTS, "\n\n", "<", ">", '"', "$", "`", "x"]), max_size=6),
)
def test_no_mixture_of_fragments_gets_through(place: str, words: list[str]) -> None:
    assert complaints(page_of(PLACES[place]("".join(words)))) == []


@settings(max_examples=100)
@given(place=st.sampled_from(sorted(PLACES)), words=st.text(max_size=40))
def test_no_text_at_all_breaks_the_page(place: str, words: str) -> None:
    page = page_of(PLACES[place](words))
    assert complaints(page) == []
    page.encode("utf-8")


def test_the_names_of_student_and_assignment_are_text_too() -> None:
    page = page_of(notebook(answer("x"), checked()), student=FRAGMENTS[0], assignment=FRAGMENTS[2])
    assert complaints(page) == []


def test_the_policy_allows_one_style_sheet_and_pictures_of_the_page() -> None:
    page = page_of(notebook(answer("x"), checked()))
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    rules = policy[1].replace("&#39;", "'").split("; ")
    assert rules[:2] == ["default-src 'none'", "img-src data:"]
    assert re.fullmatch(r"style-src 'sha256-[A-Za-z0-9+/]{43}='", rules[2])
    assert set(rules[3:]) == {"base-uri 'none'", "form-action 'none'"}
    assert page.index("Content-Security-Policy") < page.index("<style")


def test_an_svg_is_shown_as_an_image_only() -> None:
    data = {"image/svg+xml": SVG}
    page = page_of(notebook(answer("x", [shown(**data)]), checked()))
    assert base64.b64encode(SVG.encode()).decode() in page
    assert "onload" not in page
    assert CANARY not in page


def test_what_is_no_picture_is_not_shown_as_one() -> None:
    encoded = base64.b64encode(b"<script>alert(1)</script>").decode()
    page = page_of(
        notebook(answer("x", [shown(image_png=encoded, text_plain="<Figure>")]), checked())
    )
    assert "<img" not in page
    assert "&lt;Figure&gt;" in page


@pytest.mark.parametrize(
    "outputs",
    [
        [printed("x" * 30_000_000)],
        [printed("line\n" * 2_000_000)],
        [printed("\x1b[31m" * 3_000_000)],
        [printed("x")] + [shown(text_plain="y" * 10_000)] * 3000,
        [raised("ValueError", "z" * 5_000_000)],
        [shown(text_html="<table>" * 500_000, text_plain="a table")],
        [shown(text_html="<b>" * 30_000)],
        [shown(text_markdown=">" * 99_000)],
        [shown(text_markdown="[" * 50_000)],
        [shown(text_latex="${" * 40_000)],
    ],
    ids=lambda outputs: f"{len(str(outputs))} {str(outputs)[60:90]}",
)
def test_huge_outputs_make_no_huge_page(outputs: list[NotebookNode]) -> None:
    page = page_of(notebook(answer("x", outputs), checked()))
    assert len(page) < 1_500_000


def test_a_long_text_keeps_its_beginning_and_its_end_and_says_what_is_left_out() -> None:
    lines = "\n".join(f"line {n}" for n in range(1000))
    page = page_of(notebook(answer("x", [printed(lines)]), checked()))
    assert "line 0\n" in page
    assert "line 999<" in page
    assert "… 960 lines left out …" in page
    assert "line 500\n" not in page
