"""The pictures that feedback shows beside an exercise mark what its answer is about."""

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from grader_tests.course_folder import ASSIGNMENTS, ROOT, source_notebook
from nbjudge.feedback import Curve, Network, read_picture
from nbjudge.grading.series import series_of
from nbjudge.process.names import binds, parse

WITHOUT = {"gradient_check"}  # its answers are functions, for networks of any size


def answered_pictures(
    assignment: str,
) -> Iterator[tuple[str, Network | Curve, dict[str, Any]]]:
    """Each test cell with a picture: its grade_id, the picture, and what the answer above bound."""
    cells = [cell for cell in source_notebook(assignment).cells if cell.cell_type == "code"]
    asked = [n for n, cell in enumerate(cells) if "nbjudge" in cell.metadata]
    namespace: dict[str, Any] = {"__name__": "__main__"}
    answer: list[str] = []
    for cell in cells[: max(asked, default=-1) + 1]:
        exec(compile(cell.source, cell.id, "exec"), namespace)
        about = cell.metadata.get("nbgrader", {})
        if about.get("solution"):
            answer = sorted(binds(parse(cell.source)))
        elif picture := read_picture(cell.metadata.get("nbjudge")):
            yield about["grade_id"], picture, {name: namespace[name] for name in answer}


def marked(picture: Network) -> int:
    """How many units or weights of a picture are marked."""
    circles = sum(is_marked for *_, is_marked in picture.circles)
    return circles + sum(is_marked for *_, is_marked in picture.lines)


@pytest.mark.parametrize("assignment", [a for a in ASSIGNMENTS if a not in WITHOUT])
def test_a_picture_shows_as_many_units_weights_or_moments_as_the_answer_has_numbers(
    assignment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT / "source" / assignment)
    found = list(answered_pictures(assignment))
    assert found
    for grade_id, picture, answer in found:
        if isinstance(picture, Network):
            assert marked(picture) in {np.size(value) for value in answer.values()}, grade_id
        else:
            assert series_of(answer[picture.values]), grade_id


def test_a_label_that_names_a_layer_stands_above_that_layer() -> None:
    pictures = [
        picture
        for assignment in ASSIGNMENTS
        for cell in source_notebook(assignment).cells
        if isinstance(picture := read_picture(cell.metadata.get("nbjudge")), Network)
    ]
    for picture in pictures:
        for layer in ("hidden", "output"):
            if layer in picture.label:  # "output of the hidden unit" is about a hidden unit
                assert re.search(rf"the {layer} units?\.$", picture.description), picture.label
                break
