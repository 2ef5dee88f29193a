"""The figures of the gradient descent on the admissions data, held against independent oracles."""

import csv
import math
import statistics
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

ASSIGNMENT = "admissions_gradient_descent"
TABLE = Path(__file__).resolve().parents[2] / "source" / ASSIGNMENT / "binary.csv"

FIRST_WEIGHTS = [
    0.20278270381604144, -0.05644616458531684, 0.2644177384326464,
    0.6217743352039992, -0.09559271493714623, -0.09558601240891407,
]  # fmt: skip
AFTER_ONE_EPOCH = [
    0.20673338860873594, -0.046908260944945705, 0.26389889825826396,
    0.6097748872020341, -0.103830600896604, -0.10194844678587289,
]  # fmt: skip
AFTER_1000_EPOCHS = [
    0.2531110739081263, 0.3003922887495849, 0.09942036815194527,
    -0.6180836823480238, -1.1427964565805877, -1.4147913849203286,
]  # fmt: skip
LOSSES = [
    0.2627609384996635,
    0.20928619409324875,
    0.20084292908073426,
    0.19862156475527873,
    0.1977985139668603,
    0.19742577912189863,
    0.19723507746241056,
    0.1971294562509248,
    0.19706766341315082,
    0.19703005801777368,
]  # fmt: skip  (epochs 0, 100, ..., 900)

Record = tuple[list[float], int]


# Oracles: plain Python, one record at a time; nothing of NumPy but its seeded generator.


def read_table() -> list[dict[str, float]]:
    with TABLE.open(newline="") as file:
        return [{key: float(value) for key, value in row.items()} for row in csv.DictReader(file)]


def sample() -> list[int]:
    np.random.seed(42)
    return np.random.choice(np.arange(400), size=360, replace=False).tolist()


def records(divisor: str = "n - 1", over: Sequence[int] = range(400)) -> list[Record]:
    """All 400 records; gre and gpa are standardised by the rows named in ``over``."""
    table = read_table()
    deviation = statistics.stdev if divisor == "n - 1" else statistics.pstdev
    scores = {}
    for name in ("gre", "gpa"):
        column = [table[i][name] for i in over]
        mean, s = statistics.mean(column), deviation(column)
        scores[name] = [(row[name] - mean) / s for row in table]
    return [
        ([scores["gre"][i], scores["gpa"][i], *(float(row["rank"] == k) for k in (1, 2, 3, 4))],
         int(row["admit"]))
        for i, row in enumerate(table)
    ]  # fmt: skip


def answer(weights: Sequence[float], inputs: Sequence[float]) -> float:
    return 1 / (1 + math.exp(-math.fsum(w * x for w, x in zip(weights, inputs, strict=True))))


def half_mean_square(weights: Sequence[float], data: Sequence[Record]) -> float:
    return math.fsum((y - answer(weights, x)) ** 2 for x, y in data) / (2 * len(data))


def numerical_gradient(weights: Sequence[float], data: Sequence[Record]) -> list[float]:
    gradient = []
    for i in range(len(weights)):
        up, down = list(weights), list(weights)
        up[i] += 1e-5
        down[i] -= 1e-5
        gradient.append((half_mean_square(up, data) - half_mean_square(down, data)) / 2e-5)
    return gradient


def epoch(weights: Sequence[float], data: Sequence[Record], rate: float) -> list[float]:
    new = list(weights)
    for x, y in data:
        o = answer(weights, x)
        for i, x_i in enumerate(x):
            new[i] += rate / len(data) * (y - o) * o * (1 - o) * x_i
    return new


def trained(data: Sequence[Record], epochs: int) -> tuple[np.ndarray, list[float]]:
    """The weights after so many epochs, and the losses; whole epochs as matrix products."""
    x = np.array([inputs for inputs, _ in data])
    y = np.array([target for _, target in data])
    weights, losses = np.array(FIRST_WEIGHTS), []
    for _ in range(epochs):
        out = 0.5 * (1 + np.tanh(x @ weights / 2))
        weights = weights + 0.5 * x.T @ ((y - out) * out * (1 - out)) / len(y)
        losses.append(float(np.mean((y - 0.5 * (1 + np.tanh(x @ weights / 2))) ** 2)))
    return weights, losses


def training_records(**options: Any) -> list[Record]:
    everything = records(**options)
    return [everything[i] for i in sample()]


def as_frame(data: Sequence[Record]) -> tuple[pd.DataFrame, pd.Series]:
    return pd.DataFrame([x for x, _ in data]), pd.Series([y for _, y in data])


# The preparation


def test_each_dummy_is_one_exactly_for_the_applicants_of_its_rank(
    solution: dict[str, Any],
) -> None:
    ranks = [row["rank"] for row in read_table()]
    for rank, count in ((1, 61), (2, 151), (3, 121), (4, 67)):
        dummy = solution["data"][f"rank_{rank}"].tolist()
        assert dummy == [float(value == rank) for value in ranks]
        assert sum(dummy) == count


def test_gre_and_gpa_are_standardised_by_the_sample_deviation(solution: dict[str, Any]) -> None:
    expected = np.array([x[:2] for x, _ in records()])
    assert np.allclose(solution["data"][["gre", "gpa"]], expected, rtol=0, atol=1e-12)


def test_the_ten_rows_are_those_printed_in_the_lecture(solution: dict[str, Any]) -> None:
    printed = {
        15: "-0.932334 0.131646", 115: "0.279614 1.576859", 55: "1.318426 1.603135",
        175: "0.279614 -0.052290", 63: "0.799020 1.208986", 67: "0.279614 -0.236227",
        216: "-2.144282 -1.287291", 145: "-1.798011 0.105369", 286: "1.837832 -0.446439",
        339: "0.625884 0.210476",
    }  # fmt: skip
    for row, text in printed.items():
        assert " ".join(f"{v:.6f}" for v in solution["data"].loc[row, ["gre", "gpa"]]) == text


def test_the_population_deviation_does_not_give_the_printed_rows() -> None:
    assert f"{records(divisor='n')[15][0][0]:.6f}" == "-0.933502"


def test_the_split_trains_on_360_records_and_tests_on_the_other_40(
    solution: dict[str, Any],
) -> None:
    assert solution["features"].index.tolist() == sample()
    assert set(solution["features_test"].index) == set(range(400)) - set(sample())


# The loss and the first weights


def test_the_loss_is_the_exact_mean_of_the_squared_errors(solution: dict[str, Any]) -> None:
    targets, out = [1, 0, 1, 1, 0], ["0.9", "0.3", "0.4", "0.75", "0.1"]
    squares = [(y - Fraction(o)) ** 2 for y, o in zip(targets, out, strict=True)]
    assert sum(squares) / 5 == Fraction("0.1065")
    loss = solution["mse"](np.array(targets), np.array([float(o) for o in out]))
    assert loss == pytest.approx(0.1065, rel=1e-14)


def test_the_first_weights_are_the_lectures(solution: dict[str, Any]) -> None:
    np.random.seed(42)
    assert np.allclose(solution["initial_weights"](6), FIRST_WEIGHTS, rtol=1e-15)


def test_the_variance_of_the_first_weights_is_one_over_their_number(
    solution: dict[str, Any],
) -> None:
    np.random.seed(1)
    for n in (1_000, 4_000, 16_000):
        weights = solution["initial_weights"](n).tolist()
        assert statistics.pvariance(weights) * n == pytest.approx(1, abs=0.1)


# One record, one epoch


def test_the_step_of_a_record_is_minus_the_numerical_gradient(solution: dict[str, Any]) -> None:
    data = [(solution["x"].tolist(), int(solution["y"]))]
    assert np.allclose(data[0][0], training_records()[2][0])
    assert data[0][1] == 1
    np.random.seed(42)
    gradient = numerical_gradient(solution["initial_weights"](6), data)
    step = solution["error_term"] * solution["x"]
    assert np.allclose(step, solution["del_w"], rtol=1e-15)
    assert np.allclose(step, -np.array(gradient), rtol=1e-6, atol=1e-10)


def test_the_weights_after_one_epoch_are_the_lectures(solution: dict[str, Any]) -> None:
    new = solution["one_epoch"](
        np.array(FIRST_WEIGHTS), solution["features"], solution["targets"], 0.5
    )
    assert np.allclose(new, AFTER_ONE_EPOCH, rtol=0, atol=1e-14)
    assert np.allclose(epoch(FIRST_WEIGHTS, training_records(), 0.5), new, rtol=0, atol=1e-14)


@pytest.mark.parametrize("rate", [0.1, 0.5, 3.0])
def test_the_weight_step_is_minus_eta_times_the_numerical_gradient(
    solution: dict[str, Any], rate: float
) -> None:
    data = training_records()[:40]
    start = [0.4, -1.2, 0.7, 0.1, -0.3, 1.5]
    step = solution["one_epoch"](np.array(start), *as_frame(data), rate) - start
    assert np.allclose(step, -rate * np.array(numerical_gradient(start, data)), rtol=1e-6)


def test_the_order_of_the_records_and_copies_of_them_all_change_nothing(
    solution: dict[str, Any],
) -> None:
    data, start = training_records()[:30], np.array(FIRST_WEIGHTS)
    once = solution["one_epoch"](start, *as_frame(data), 0.5)
    assert np.allclose(solution["one_epoch"](start, *as_frame(data[::-1]), 0.5), once)
    assert np.allclose(solution["one_epoch"](start, *as_frame(data * 3), 0.5), once)


def test_the_hidden_tolerance_separates_the_population_deviation() -> None:
    slip = epoch(FIRST_WEIGHTS, training_records(divisor="n"), 0.5)
    assert max(abs(a - b) for a, b in zip(slip, AFTER_ONE_EPOCH, strict=True)) > 1e-5


# Training


def test_the_losses_are_those_of_plain_python(solution: dict[str, Any]) -> None:
    data, weights = training_records(), FIRST_WEIGHTS
    for number in range(101):
        weights = epoch(weights, data, 0.5)
        if number in (0, 1, 50, 100):
            loss = 2 * half_mean_square(weights, data)
            assert solution["losses"][number] == pytest.approx(loss, rel=1e-12)
    assert np.allclose(solution["weights"], weights, rtol=1e-11)
    assert len(solution["losses"]) == 101


def test_the_losses_at_epochs_0_and_100_are_the_lectures(solution: dict[str, Any]) -> None:
    assert solution["losses"][0] == pytest.approx(LOSSES[0], rel=1e-13)
    assert solution["losses"][100] == pytest.approx(LOSSES[1], rel=1e-13)
    assert solution["loss"] == solution["last_loss"] == solution["losses"][-1]


def test_the_loss_falls_in_every_epoch_and_ends_below_the_best_constant_answer(
    solution: dict[str, Any],
) -> None:
    losses = solution["losses"]
    assert all(later < earlier for earlier, later in pairwise(losses))
    assert losses[0] > statistics.pvariance(solution["targets"].tolist()) > losses[-1]


def test_a_thousand_epochs_give_the_lectures_losses_and_the_weights_that_the_notebook_states(
    solution: dict[str, Any],
) -> None:
    weights, losses = trained(training_records(), 1000)
    assert np.allclose(losses[::100], LOSSES, rtol=1e-12)
    assert losses[-1] == pytest.approx(0.19700668351312708, rel=1e-12)
    assert np.allclose(weights, AFTER_1000_EPOCHS, rtol=1e-10)
    assert solution["weights_1000"].tolist() == [round(w, 4) for w in AFTER_1000_EPOCHS]


def test_standardising_before_the_split_moves_no_weight_by_a_hundredth() -> None:
    clean, _ = trained(training_records(over=sample()), 1000)
    moved = np.abs(clean - AFTER_1000_EPOCHS).max()
    assert 0.001 < moved <= 0.0055


# The accuracy


def test_the_trained_unit_is_right_in_29_of_40_cases_and_always_rejecting_in_30(
    solution: dict[str, Any],
) -> None:
    everything, drawn = records(), set(sample())
    test = [everything[i] for i in range(400) if i not in drawn]
    assert sum((answer(AFTER_1000_EPOCHS, x) > 0.5) == (y == 1) for x, y in test) == 29
    assert sum(y == 0 for _, y in test) == 30
    assert solution["test_accuracy"] == pytest.approx(29 / 40, abs=1e-12)
    assert solution["baseline_accuracy"] == pytest.approx(30 / 40, abs=1e-12)


def test_rounding_the_trained_weights_changes_no_prediction() -> None:
    for x, _ in records():
        exact = answer(AFTER_1000_EPOCHS, x)
        rounded = answer([round(w, 4) for w in AFTER_1000_EPOCHS], x)
        assert (exact > 0.5) == (rounded > 0.5)


def test_a_program_without_the_slope_scores_the_same_accuracy() -> None:
    everything, drawn = records(), set(sample())
    x = np.array([everything[i][0] for i in sample()])
    y = np.array([everything[i][1] for i in sample()])
    weights = np.array(FIRST_WEIGHTS)
    for _ in range(1000):
        weights = weights + 0.5 * x.T @ (y - 1 / (1 + np.exp(-x @ weights))) / len(y)
    test = [everything[i] for i in range(400) if i not in drawn]
    assert sum((answer(weights, x) > 0.5) == (y == 1) for x, y in test) == 29


def test_the_second_accuracy_instance_tells_the_thresholds_apart() -> None:
    h = [0.7, 1.2, 0.4, -0.3, -2, -0.5, -0.6, -1]
    targets = [1, 1, 0, 1, 0, 0, 0, 1]

    def hits(limit: float) -> int:
        return sum((value > limit) == (y == 1) for value, y in zip(h, targets, strict=True))

    assert hits(0) == 5
    assert {hits(-math.inf), hits(0.5)}.isdisjoint({5})
