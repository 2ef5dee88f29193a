"""README.md is for a minute, and shows what is there: its example, its commands, its links."""

import re
import textwrap
from pathlib import Path

import pytest

from grader_tests.course_folder import ROOT, release_notebook, source_notebook

README = (ROOT / "README.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
FOLDERS = ("nbjudge", "nbjudge/process", "grader_tests", "grader_tests/backprop_step")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def example(n: int) -> str:
    """The n-th block of Python in the README."""
    return textwrap.dedent(re.findall(r"```python\n(.*?)```", README, re.DOTALL)[n]).strip()


def test_it_takes_a_minute() -> None:
    assert len(README.encode()) <= 7_000


def test_the_example_is_an_exercise_of_the_course() -> None:
    released = {cell.id: cell.source for cell in release_notebook("backprop_step").cells}
    source = {cell.id: cell.source for cell in source_notebook("backprop_step").cells}
    assert example(0) == released["network_output"].strip()
    assert source["network_output_test"].endswith(example(1))
    assert "y_hat = sigmoid(W * a)" in source["network_output"]


def test_the_wrong_answer_that_it_shows_is_one_of_the_courses() -> None:
    known = (ROOT / "grader_tests/backprop_step/misconceptions.py").read_text("utf-8")
    assert example(2) in known


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_make_target_that_a_page_names_exists(page: Path) -> None:
    text = page.read_text("utf-8")
    named = set(re.findall(r"(?:`|^    )make ([a-z][a-z-]+)", text, re.MULTILINE))
    assert named <= set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_a_page_links_to_or_names_exists(page: Path) -> None:
    text = page.read_text("utf-8")
    for link in re.findall(r"\]\((?!http)([^)#]+)\)", text):
        assert (page.parent / link).exists(), link
    for name in re.findall(r"`((?:[a-z_]+/)+(?:[a-z_]+\.py)?|[a-z_]+\.(?:py|toml))`", text):
        places = (ROOT, *(ROOT / folder for folder in FOLDERS))
        generated = name.startswith(("submitted", "autograded", "feedback", "ps1"))
        assert generated or any((place / name).exists() for place in places), name
