"""README.md shows what is there: its example, its commands and its folders."""

import re
import textwrap

from grader_tests.course_folder import ROOT, release_notebook, source_notebook

README = (ROOT / "README.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


def example(n: int) -> str:
    """The n-th block of Python in the README."""
    return textwrap.dedent(re.findall(r"```python\n(.*?)```", README, re.DOTALL)[n]).strip()


def test_the_example_is_an_exercise_of_the_course() -> None:
    released = {cell.id: cell.source for cell in release_notebook("backprop_step").cells}
    source = {cell.id: cell.source for cell in source_notebook("backprop_step").cells}
    assert example(0) == released["network_output"].strip()
    assert source["network_output_test"].endswith(example(1))
    assert "y_hat = sigmoid(W * a)" in source["network_output"]


def test_the_wrong_answer_that_it_shows_is_one_of_the_courses() -> None:
    known = (ROOT / "grader_tests/backprop_step/misconceptions.py").read_text("utf-8")
    assert example(2) in known


def test_every_make_target_that_it_names_exists() -> None:
    named = set(re.findall(r"make ([a-z][a-z-]+)`", README)) | {"demo", "test"}
    assert named <= set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))


def test_every_folder_and_module_that_it_names_exists() -> None:
    for name in re.findall(r"`([a-z_]+(?:/[a-z_]+)*/|[a-z_]+\.py)`", README):
        places = (
            ROOT,
            ROOT / "nbjudge",
            ROOT / "grader_tests",
            ROOT / "grader_tests" / "gradient_check",
        )
        generated = name.startswith(("submitted", "feedback"))
        assert generated or any((place / name).exists() for place in places), name
