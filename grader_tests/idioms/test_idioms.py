"""Each pair of an idiom of tests and a way to answer gets the same mark from stock nbgrader and
nbjudge, but for those that are listed with a reason, and these do differ as it is said."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import pytest

from grader_tests.idioms.differences import DIFFERENCES, KINDS, Kind, listed
from grader_tests.idioms.exercises import EXERCISES, Exercise
from grader_tests.idioms.marks import POINTS, Marks, by_nbjudge, by_stock, stock_workers
from nbjudge.grading.pair import Zygote


@pytest.fixture(scope="module")
def workers() -> Iterator[ProcessPoolExecutor]:
    with stock_workers(1) as pool:  # nbjudge works beside it
        yield pool


def together(parts: Iterator[Marks]) -> Marks:
    return {pair: points for part in parts for pair, points in part.items()}


def kind_of(stock: float | None, ours: float | None) -> Kind:
    assert stock is not None
    if ours is None:
        return "for a person"
    return "fairer" if ours > stock else "stricter"


@pytest.mark.slow
@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)
def test_marks_are_stocks_but_where_a_reason_is_listed(
    exercise: Exercise, zygote: Zygote, workers: ProcessPoolExecutor
) -> None:
    with ThreadPoolExecutor(1) as thread:
        running = thread.submit(lambda: together(by_stock(exercise, workers)))
        ours = together(by_nbjudge(exercise, zygote))
        stock = running.result()
    assert {idiom: stock[idiom.name, exercise.ways[0].name] for idiom in exercise.idioms} == (
        dict.fromkeys(exercise.idioms, POINTS)
    ), "the reference itself fails a test"
    found = {
        pair: kind_of(points, ours[pair]) for pair, points in stock.items() if ours[pair] != points
    }
    known = {pair: difference.kind for pair, difference in listed(exercise).items()}
    unlisted = {pair: (stock[pair], ours[pair]) for pair in found if found[pair] != known.get(pair)}
    assert not unlisted, "what stock nbgrader and nbjudge gave"
    assert found == known


def test_there_are_more_than_thirty_idioms_and_ways_and_each_is_told_in_words() -> None:
    assert min(len(EXERCISES[0].idioms), len(EXERCISES[0].ways)) >= 30
    for exercise in EXERCISES:
        assert all(part.about for part in [*exercise.idioms, *exercise.ways])


def test_every_difference_has_one_sentence_and_a_kind() -> None:
    for difference in DIFFERENCES:
        assert difference.kind in KINDS
        assert difference.why[-1] == "."
