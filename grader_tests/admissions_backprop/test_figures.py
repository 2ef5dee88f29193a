"""The reference values of this assignment, held against oracles that share no code with it."""

import csv
import math
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

ASSIGNMENT = "admissions_backprop"
TABLE = Path(__file__).resolve().parents[2] / "data" / "binary.csv"


def sigmoid(h):
    return 1 / (1 + math.exp(-h))


def outputs(features, w, v):
    """The network's output for each record, number by number."""
    return [
        sigmoid(
            math.fsum(
                v[j] * sigmoid(math.fsum(x[i] * w[i][j] for i in range(len(x))))
                for j in range(len(v))
            )
        )
        for x in features
    ]


def squares(features, targets, w, v):
    return [(y - o) ** 2 for y, o in zip(targets, outputs(features, w, v), strict=True)]


def loss(features, targets, w, v):
    return math.fsum(squares(features, targets, w, v)) / len(targets)


def downhill(energy, weights, step=1e-5):
    """Minus the numerical gradient of ``energy`` at ``weights``."""
    slopes = np.zeros(weights.shape)
    for place in np.ndindex(weights.shape):
        above, below = weights.copy(), weights.copy()
        above[place] += step
        below[place] -= step
        slopes[place] = (energy(below) - energy(above)) / (2 * step)
    return slopes


@pytest.fixture(scope="module")
def start(solution):
    """The training records, their targets and the weights before training."""
    return tuple(
        np.array(solution[name])
        for name in ("features", "targets", "weights_input_hidden", "weights_hidden_output")
    )


@pytest.fixture(scope="module")
def one_epoch(solution):
    return solution["train"](*arguments(solution), 0.005, 1)


def arguments(solution):
    names = ("features", "targets", "weights_input_hidden", "weights_hidden_output")
    return tuple(solution[name] for name in names)


def test_the_columns_are_standardised_over_all_records_with_ddof_1(solution):
    with TABLE.open() as table:
        rows = list(csv.DictReader(table))
    for column in ("gre", "gpa"):
        values = [Fraction(row[column]) for row in rows]
        mean = sum(values) / len(values)
        spread = math.sqrt(sum((v - mean) ** 2 for v in values) / (len(values) - 1))
        wanted = [float(values[i] - mean) / spread for i in solution["features"].index]
        np.testing.assert_allclose(solution["features"][column], wanted, rtol=1e-12, atol=1e-12)


def test_row_15_is_the_one_printed_in_the_lecture(solution):
    row = solution["data"].loc[15, ["gre", "gpa", "rank_3"]]
    np.testing.assert_allclose(row.astype(float), [-0.932334, 0.131646, 1], atol=1e-6)


def test_the_split_takes_each_record_once(solution):
    chosen, held_out = solution["features"].index, solution["features_test"].index
    assert (len(chosen), len(held_out)) == (360, 40)
    assert sorted([*chosen, *held_out]) == list(range(400))


def test_the_forward_pass_agrees_with_scalar_arithmetic(solution, start):
    features, _, w, v = start
    assert solution["output"] == pytest.approx(outputs(features[:1], w, v)[0], rel=1e-12)
    for j in range(2):
        h = math.fsum(features[0][i] * w[i][j] for i in range(6))
        assert solution["hidden_input"][j] == pytest.approx(h, rel=1e-12)
        assert solution["hidden_output"][j] == pytest.approx(sigmoid(h), rel=1e-12)


def test_the_output_error_term_is_the_downhill_slope_at_the_input_of_the_output_unit(solution):
    z = math.log(solution["output"] / (1 - solution["output"]))
    slope = downhill(lambda h: (1 - sigmoid(h[0])) ** 2 / 2, np.array([z]))[0]
    assert solution["output_error_term"] == pytest.approx(slope, rel=1e-8)


def test_the_hidden_error_terms_are_the_downhill_slopes_at_the_hidden_inputs(solution, start):
    v = start[3]

    def energy(h):
        return (1 - sigmoid(math.fsum(v[j] * sigmoid(h[j]) for j in range(2)))) ** 2 / 2

    slopes = downhill(energy, np.array(solution["hidden_input"]))
    np.testing.assert_allclose(solution["hidden_error_term"], slopes, rtol=1e-7)


def test_the_hidden_error_is_the_downhill_slope_at_the_hidden_outputs(solution, start):
    v = start[3]

    def energy(a):
        return (1 - sigmoid(math.fsum(v[j] * a[j] for j in range(2)))) ** 2 / 2

    slopes = downhill(energy, np.array(solution["hidden_output"]))
    np.testing.assert_allclose(solution["hidden_error"], slopes, rtol=1e-7)


def test_the_share_of_a_record_is_minus_the_gradient_of_half_its_squared_error(solution, start):
    features, targets, w, v = start
    one = features[:1], targets[:1]
    np.testing.assert_allclose(
        solution["del_w_input_hidden"],
        downhill(lambda weights: squares(*one, weights, v)[0] / 2, w),
        rtol=1e-7,
        atol=1e-11,
    )
    np.testing.assert_allclose(
        solution["del_w_hidden_output"],
        downhill(lambda weights: squares(*one, w, weights)[0] / 2, v),
        rtol=1e-7,
    )


def test_the_gradient_sums_are_minus_the_gradient_of_half_the_squared_error(solution, start):
    features, targets, w, v = start
    first, second = solution["gradient_sums"](*arguments(solution))
    np.testing.assert_allclose(
        second, downhill(lambda u: math.fsum(squares(features, targets, w, u)) / 2, v), rtol=1e-7
    )
    np.testing.assert_allclose(
        first,
        downhill(lambda u: math.fsum(squares(features, targets, u, v)) / 2, w),
        rtol=1e-6,
        atol=1e-8,
    )


def test_the_gradient_sums_are_those_of_the_reference_table(solution):
    first, second = solution["gradient_sums"](*arguments(solution))
    np.testing.assert_allclose(second, [-10.899963811590423, -11.437191412492623], rtol=1e-12)
    wanted = [
        [1.1313620300454221, -0.44703954792566025],
        [0.5221106063315545, -0.1558508785274616],
        [-0.1529522147157873, 0.06868177035603208],
        [-1.0068679974741386, 0.4228680175520899],
        [-1.3113856080787143, 0.5776631929975511],
        [-0.8121491577102721, 0.31848745225449643],
    ]
    np.testing.assert_allclose(first, wanted, rtol=1e-10)


def test_the_gradient_sums_do_not_depend_on_the_order_of_the_records(solution):
    features, targets, w, v = arguments(solution)
    order = features.index.sort_values()
    forwards = solution["gradient_sums"](features, targets, w, v)
    sorted_ = solution["gradient_sums"](features.loc[order], targets.loc[order], w, v)
    for one, other in zip(forwards, sorted_, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-10)


def test_the_update_is_exact_in_fractions(solution):
    old, sums = ([[0.5, -0.25]], [2.0]), ([[3.0, -5.0]], [7.0])
    new = solution["update_weights"](*map(np.array, (*old, *sums)), 0.25, 4)
    step = Fraction(1, 16)
    assert new[0].tolist() == [
        [float(Fraction(1, 2) + 3 * step), float(-Fraction(1, 4) - 5 * step)]
    ]
    assert new[1].tolist() == [float(2 + 7 * step)]


def test_one_epoch_at_the_lecture_rate_moves_no_weight_by_more_than_the_text_says(start, one_epoch):
    moves = [np.abs(new - old).max() for new, old in zip(one_epoch, start[2:], strict=True)]
    assert 1.5e-4 < max(moves) < 1.6e-4


def test_an_epoch_follows_the_numerical_gradient_of_half_the_mean_squared_error(start, one_epoch):
    features, targets, w, v = start
    step = 0.005 * downhill(lambda u: loss(features, targets, w, u) / 2, v)
    np.testing.assert_allclose(one_epoch[1], v + step, rtol=1e-9)


def test_the_true_loss_agrees_with_scalar_arithmetic_and_the_reference(solution, start, one_epoch):
    assert solution["losses"][0] == pytest.approx(loss(*start), rel=1e-12)
    features, targets = start[:2]
    after = solution["mean_squared_error"](solution["features"], solution["targets"], *one_epoch)
    assert after == pytest.approx(loss(features, targets, *one_epoch), rel=1e-12)
    assert after == pytest.approx(0.268560154404101, rel=1e-12)


def test_nine_hundred_epochs_reach_the_final_loss_and_the_published_figures(solution):
    features, targets, *weights = arguments(solution)
    x, y = features.to_numpy(), targets.to_numpy()
    w, v = (array.copy() for array in weights)
    printed = []
    for epoch in range(900):
        a = np.tanh(x @ w / 2) / 2 + 0.5
        o = np.tanh(a @ v / 2) / 2 + 0.5
        d = (y - o) * o * (1 - o)
        w, v = w + 0.005 / 360 * x.T @ (np.outer(d, v) * a * (1 - a)), v + 0.005 / 360 * d @ a
        if epoch in (0, 810):
            printed.append(solution["published_loss"](features, targets, w, v))
            printed.append(loss(x, y, w, v))
    assert printed == pytest.approx(
        [0.251357252426, 0.268560154404101, 0.240400679325, 0.25441361543077645], rel=1e-11
    )
    assert loss(x, y, w, v) == pytest.approx(0.25306578377094113, rel=1e-11)
    losses = solution["losses"]
    assert losses[3] < loss(x, y, w, v) < losses[2], "two or three epochs at a learning rate of 2"
    test_x, test_y = solution["features_test"].to_numpy(), solution["targets_test"]
    right = [(o > 0.5) == (t == 1) for o, t in zip(outputs(test_x, w, v), test_y, strict=True)]
    assert sum(right) / 40 == 0.725
    assert (test_y == 0).mean() == 0.65


def test_the_losses_of_the_trained_weights_agree_with_scalar_arithmetic(solution, start):
    trained = solution["trained_input_hidden"], solution["trained_hidden_output"]
    assert solution["losses"][50] == pytest.approx(loss(*start[:2], *trained), rel=1e-12)
    last = outputs(start[0][-1:], *trained)[0]
    stale = math.fsum((y - last) ** 2 for y in start[1]) / 360
    assert solution["published_losses"][50] == pytest.approx(stale, rel=1e-12)


def test_the_true_loss_falls_while_the_published_one_turns_round(solution):
    losses, published = solution["losses"], solution["published_losses"]
    assert all(later < earlier for earlier, later in pairwise(losses))
    assert published[0] < losses[0]
    assert 10 < np.argmin(published) < 40
    assert published[50] > min(published) + 0.004


def test_the_output_of_the_last_record_passes_the_admission_rate_on_its_way_down(solution, start):
    features, targets, w, v = start
    trained = solution["trained_input_hidden"], solution["trained_hidden_output"]
    before, after = outputs(features[-1:], w, v)[0], outputs(features[-1:], *trained)[0]
    assert after < targets.mean() < 0.5 < before
    gre, gpa = features[-1][:2]
    assert targets[-1] == 0
    assert max(gre, gpa) < -1, "a weak applicant, as the mark scheme says"


def test_only_the_record_used_moves_the_published_loss(solution):
    features, targets, w, v = arguments(solution)
    before = solution["published_loss"](features, targets, w, v)
    moved = []
    for label in features.index:
        changed = features.copy()
        changed.loc[label, "gpa"] += 1
        if solution["published_loss"](changed, targets, w, v) != before:
            moved.append(label)
    assert moved == [solution["record_used"]] == [240]


def test_the_output_used_gives_the_published_loss(solution, start):
    out = Fraction(float(solution["output_used"]))
    mean = sum((out - int(y)) ** 2 for y in start[1]) / 360
    assert solution["published_losses"][0] == pytest.approx(float(mean), rel=1e-12)


def test_no_constant_answer_goes_below_the_loss_floor(solution, start):
    admitted = int(start[1].sum())
    floor = Fraction(admitted, 360) * (1 - Fraction(admitted, 360))
    assert solution["loss_floor"] == pytest.approx(float(floor), rel=1e-12)
    constants = [Fraction(k, 360) for k in range(361)]
    means = [(admitted * (1 - c) ** 2 + (360 - admitted) * c**2) / 360 for c in constants]
    assert min(means) == floor
    assert min(solution["published_losses"]) > floor
