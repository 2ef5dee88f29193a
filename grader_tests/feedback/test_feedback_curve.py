"""A student's own curve: kept while the notebook is judged, drawn in its feedback."""

import math
import re
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from grader_tests.feedback.graded import answer, checked, notebook, page_of
from nbjudge.errors import BadPicture
from nbjudge.feedback import Curve, read_picture
from nbjudge.feedback.curve import HEIGHT, WIDTH, CurveChart
from nbjudge.grading.job import Cell, Job
from nbjudge.grading.judgement import Mark
from nbjudge.grading.marking import judge
from nbjudge.grading.pair import Zygote
from nbjudge.grading.run import grade
from nbjudge.grading.series import MOST_KEPT, series_of

ASKED = {"picture": "curve", "values": "losses", "label": "squared error"}
TEST = "assert losses[-1] < losses[0], 'the loss should fall'\n1.0"


def mark_of(zygote: Zygote, code: str) -> Mark:
    cells = [Cell(code, grade_id="train"), Cell(TEST, "judge", "train_test", 1.0)]
    job = Job(cells, source_cells=cells, curves={"train_test": "losses"})
    return judge(partial(grade, zygote), job).marks["train_test"]


def test_the_curve_is_kept_where_points_were_lost(zygote: Zygote) -> None:
    assert mark_of(zygote, "losses = [0.25, 0.5, 0.75]").noted()["curve"] == [0.25, 0.5, 0.75]
    assert "curve" not in mark_of(zygote, "losses = [0.5, 0.25]").noted()


@pytest.mark.parametrize(
    "code",
    ["pass", "losses = 'rising'", "losses = [[1, 2], [3, 4]]", "losses = print", "1 / 0"],
)
def test_what_is_no_curve_is_not_kept(zygote: Zygote, code: str) -> None:
    assert mark_of(zygote, code).curve is None


@given(st.lists(st.floats(), max_size=40))
def test_a_series_ends_before_the_first_number_that_is_none(numbers: list[float]) -> None:
    series = series_of(numbers)
    finite = next((n for n, x in enumerate(numbers) if not math.isfinite(x)), len(numbers))
    if finite < 2:
        assert series is None
    else:
        assert series == pytest.approx(numbers[:finite], rel=1e-5)


@pytest.mark.parametrize("kind", [list, tuple, np.array, pd.Series])
def test_lists_arrays_and_columns_are_series(kind: Any) -> None:
    assert series_of(kind([3, 2.5, 2])) == [3.0, 2.5, 2.0]


def test_a_long_series_keeps_its_ends() -> None:
    series = series_of(np.arange(100_000.0))
    assert series is not None
    assert (len(series), series[0], series[-1]) == (MOST_KEPT, 0.0, 99_999.0)


def drawn(curve: object) -> BeautifulSoup:
    graded = notebook(answer("x"), checked(), cells={"value_test": {"curve": curve}})
    page = page_of(graded, pictures={"value_test": read_picture(ASKED)})
    return BeautifulSoup(page, "html.parser")


def test_the_page_draws_it_and_says_it_in_words() -> None:
    (figure,) = drawn([0.2, 0.3, 0.5]).select("figure.curve")
    (svg,) = figure.select("svg[role='img']")
    assert svg["aria-label"] == "Your squared error, 3 values: it rises, from 0.2 to 0.5."
    assert len(figure.select("g.mark-line path")) == 2
    assert [text.get_text() for text in svg.select("text")] == ["0.2", "0.5"]


@pytest.mark.parametrize(
    "noted",
    [
        None,
        [],
        [1.0],
        "12",
        [1.0, "2"],
        [1.0, float("nan")],
        [True, False],
        [1.7e308, -1.7e308],
        [0.5] * 9999,
    ],
)
def test_a_note_of_another_form_is_not_drawn(noted: object) -> None:
    assert drawn(noted).select("figure") == []


@settings(deadline=None, max_examples=30)  # the first picture waits for the renderer
@given(st.lists(st.floats(-1e9, 1e9), min_size=2, max_size=30))
def test_every_point_lies_within_the_picture(numbers: list[float]) -> None:
    svg = BeautifulSoup(CurveChart("loss", numbers).svg, "html.parser")
    lines = svg.select("g.mark-line path")
    assert len(lines) == 2
    for line in lines:
        points = re.findall(r"(-?[\d.e+-]+),(-?[\d.e+-]+)", str(line["d"]))
        assert len(points) > 1
        for x, y in points:
            assert 0 <= float(x) <= WIDTH
            assert 0 <= float(y) <= HEIGHT


def test_the_same_curve_is_drawn_the_same() -> None:
    assert CurveChart("loss", [3, 2, 2.5]).svg == CurveChart("loss", [3, 2, 2.5]).svg


@pytest.mark.parametrize(
    "asked", [{"values": "losses"}, {"values": "my losses", "label": "loss"}, {"label": "loss"}]
)
def test_a_curve_that_cannot_be_drawn_says_how_one_is_written(asked: dict[str, str]) -> None:
    with pytest.raises(BadPicture, match='"picture": "curve"'):
        read_picture({"picture": "curve", **asked})


def test_the_instructor_says_what_is_drawn() -> None:
    assert read_picture(ASKED) == Curve("losses", "squared error")
