"""The figures that backprop_step grades with, against oracles that share no code with it."""

import math
from decimal import Decimal, getcontext
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

ASSIGNMENT = "backprop_step"
getcontext().prec = 40

WORKED = (["0.1", "0.3"], ["0.4", "-0.2"], "0.1", "1", "0.5")
STEEPER = (["2", "-1.5", "0.5"], ["-0.7", "-0.2", "-0.4"], "8", "0.05", "0.3")
QUIZ = (
    [0.5, 0.1, -0.2],
    0.6,
    0.5,
    [[0.5, -0.6], [0.1, -0.2], [0.1, 0.7]],
    [0.1, -0.3],
)
SEPARATING = (
    [-1.0, 1.7, -2.0],
    1.0,
    0.6,
    [[-0.8, 1.5], [0.9, 0.6], [-0.7, -1.0]],
    [-0.6, -0.4],
)


def chain_in_decimals(
    x: list[str], w: list[str], big_w: str, y: str, rate: str
) -> tuple[list[float], list[float]]:
    """The six single numbers and the input steps, each slope as a quotient, to 40 digits.

    The slope is 1 / (e^(z/2) + e^(-z/2))^2, which never multiplies f by 1 - f.
    """

    def unit(z: Decimal) -> tuple[Decimal, Decimal]:
        half = (z / 2).exp()
        return half / (half + 1 / half), 1 / (half + 1 / half) ** 2

    weight, target, eta = Decimal(big_w), Decimal(y), Decimal(rate)
    h = sum((Decimal(p) * Decimal(q) for p, q in zip(x, w, strict=True)), Decimal(0))
    a, hidden_slope = unit(h)
    y_hat, output_slope = unit(weight * a)
    output_term = (target - y_hat) * output_slope
    hidden_term = weight * output_term * hidden_slope
    singles = [h, a, y_hat, output_term, hidden_term, eta * output_term * a]
    return [float(v) for v in singles], [float(eta * hidden_term * Decimal(v)) for v in x]


def loss(x: list[float], target: float, w1: list[list[float]], w2: list[float]) -> float:
    """Half the squared error of a network with one hidden layer, one weight at a time."""
    z = 0.0
    for j, weight in enumerate(w2):
        h = math.fsum(x[i] * w1[i][j] for i in range(len(x)))
        z += weight * 0.5 * (1 + math.tanh(h / 2))
    return 0.5 * (target - 0.5 * (1 + math.tanh(z / 2))) ** 2


def slope(loss_at: Any, eps: float = 1e-3) -> float:
    """The derivative at 0 by central differences, of the fourth order."""
    near, far = loss_at(eps) - loss_at(-eps), loss_at(2 * eps) - loss_at(-2 * eps)
    return float((8 * near - far) / (12 * eps))


def steps_down_the_loss(
    x: list[float], target: float, rate: float, w1: list[list[float]], w2: list[float]
) -> tuple[list[float], list[list[float]]]:
    """Minus the learning rate times the numerical gradient, for both sets of weights."""

    def nudged(weights: list[float], j: int, by: float) -> list[float]:
        return [v + by * (k == j) for k, v in enumerate(weights)]

    def nudged_input(i: int, j: int, by: float) -> list[list[float]]:
        return [nudged(row, j, by) if k == i else row for k, row in enumerate(w1)]

    h_o = [
        -rate * slope(lambda e, j=j: loss(x, target, w1, nudged(w2, j, e))) for j in range(len(w2))
    ]
    i_h = [
        [
            -rate * slope(lambda e, i=i, j=j: loss(x, target, nudged_input(i, j, e), w2))
            for j in range(len(w2))
        ]
        for i in range(len(x))
    ]
    return h_o, i_h


def chain_of(solution: dict[str, Any], case: tuple[Any, ...]) -> tuple[Any, ...]:
    x, w, big_w, y, rate = case
    result: tuple[Any, ...] = solution["backprop_chain"](
        np.array(x, float), np.array(w, float), float(big_w), float(y), float(rate)
    )
    return result


def step_of(solution: dict[str, Any], case: tuple[Any, ...]) -> tuple[Any, Any]:
    x, target, rate, w1, w2 = case
    h_o, i_h = solution["backprop_step"](np.array(x), target, rate, np.array(w1), np.array(w2))
    return h_o, i_h


def test_the_worked_example_agrees_with_forty_digit_decimals(solution: dict[str, Any]) -> None:
    singles, steps = chain_in_decimals(*WORKED)
    values = [solution[name] for name in ("h", "a", "y_hat", "delta_W")]
    assert values == pytest.approx(singles[:3] + singles[5:], rel=1e-12)
    assert solution["delta_w"] == pytest.approx(np.array(steps), rel=1e-12)


def test_the_slides_rounded_figures_lie_within_the_bands_that_are_graded() -> None:
    singles, _ = chain_in_decimals(*WORKED)
    h, a, _, output_term, _, step = singles
    slide = [-0.02, 0.495, 0.122, 0.0302]
    bands = [1e-6, 6e-4, 6e-4, 6e-5]
    assert (np.abs(np.array([h, a, output_term, step]) - slide) <= bands).all()


def test_the_slides_figures_that_are_graded_by_name_are_rounded_ones() -> None:
    """0.512, 0.003, and the steps from 0.003: a band as wide would let learnrate pass for a."""
    singles, _ = chain_in_decimals(*WORKED)
    assert [round(singles[2], 3), round(singles[4], 3)] == [0.512, 0.003]
    assert [0.5 * 0.003 * x for x in (0.1, 0.3)] == pytest.approx([0.00015, 0.00045], rel=1e-12)


@pytest.mark.parametrize("case", [WORKED, STEEPER], ids=["worked", "steeper"])
def test_the_chain_function_agrees_with_forty_digit_decimals(
    solution: dict[str, Any], case: tuple[Any, ...]
) -> None:
    singles, steps = chain_in_decimals(*case)
    *values, delta_w = chain_of(solution, case)
    assert values == pytest.approx(singles, rel=1e-12)
    assert delta_w == pytest.approx(np.array(steps), rel=1e-12)


def test_the_chain_is_the_network_of_one_hidden_unit(solution: dict[str, Any]) -> None:
    x, w, big_w, y, rate = STEEPER
    column = [[float(v)] for v in w]
    h_o, i_h = steps_down_the_loss(
        [float(v) for v in x], float(y), float(rate), column, [float(big_w)]
    )
    *_, delta_capital_w, delta_w = chain_of(solution, STEEPER)
    assert delta_capital_w == pytest.approx(h_o[0], rel=1e-7)
    assert delta_w == pytest.approx(np.array(i_h)[:, 0], rel=1e-7)


def test_no_slope_of_the_second_chain_is_near_a_quarter() -> None:
    singles, _ = chain_in_decimals(*STEEPER)
    _, a, y_hat, *_ = singles
    assert a * (1 - a) < 0.18
    assert y_hat * (1 - y_hat) < 0.18


@pytest.mark.parametrize("case", [QUIZ, SEPARATING], ids=["quiz", "separating"])
def test_the_weight_step_is_minus_eta_times_the_numerical_gradient(
    solution: dict[str, Any], case: tuple[Any, ...]
) -> None:
    h_o, i_h = step_of(solution, case)
    wanted_h_o, wanted_i_h = steps_down_the_loss(*case)
    assert h_o == pytest.approx(np.array(wanted_h_o), rel=1e-7)
    assert i_h == pytest.approx(np.array(wanted_i_h), rel=1e-7)


def test_the_quiz_cells_and_the_function_take_the_same_step(solution: dict[str, Any]) -> None:
    h_o, i_h = step_of(solution, QUIZ)
    assert (solution["delta_w_h_o"] == h_o).all()
    assert (solution["delta_w_i_h"] == i_h).all()


def test_the_quiz_gives_the_reference_figures(solution: dict[str, Any]) -> None:
    figures = {
        "hidden_layer_input": [0.24, -0.46],
        "hidden_layer_output": [0.5597136492671929, 0.38698582386066455],
        "output_layer_in": -0.06012438223148006,
        "output": 0.48497343084992534,
        "error": 0.11502656915007463,
        "output_error_term": 0.028730669543515018,
        "hidden_error_term": [0.0007080221865494136, -0.002044714023950862],
        "delta_w_h_o": [0.008040473948045293, 0.005559180911682831],
        "delta_w_i_h": [
            [1.770055466373534e-4, -5.1117850598771553e-4],
            [3.540110932747068e-5, -1.0223570119754312e-4],
            [-7.080221865494137e-5, 2.0447140239508623e-4],
        ],
    }
    for name, value in figures.items():
        assert solution[name] == pytest.approx(np.array(value), rel=1e-12), name


def test_a_small_step_along_the_deltas_lowers_the_loss_by_its_squared_length(
    solution: dict[str, Any],
) -> None:
    x, target, _, w1, w2 = SEPARATING
    rate = 1e-6
    h_o, i_h = step_of(solution, (x, target, rate, w1, w2))
    moved = loss(x, target, (np.array(w1) + i_h).tolist(), (np.array(w2) + h_o).tolist())
    fall = (np.sum(h_o**2) + np.sum(i_h**2)) / rate
    assert loss(x, target, w1, w2) - moved == pytest.approx(fall, rel=1e-4)


def test_swapping_the_hidden_units_swaps_their_steps(solution: dict[str, Any]) -> None:
    x, target, rate, w1, w2 = SEPARATING
    h_o, i_h = step_of(solution, SEPARATING)
    swapped = step_of(solution, (x, target, rate, [row[::-1] for row in w1], w2[::-1]))
    assert swapped[0] == pytest.approx(h_o[::-1], rel=1e-12)
    assert swapped[1] == pytest.approx(i_h[:, ::-1], rel=1e-12)


def test_the_outer_product_has_rank_one_and_its_corner_is_one_product(
    solution: dict[str, Any],
) -> None:
    table = solution["outer_product"](np.array([2.0, 3.0]), np.array([5.0, 7.0, 11.0]))
    assert table.tolist() == [[10, 15], [14, 21], [22, 33]]
    assert np.linalg.matrix_rank(table) == 1


@pytest.mark.parametrize(("n", "size"), [(1, "1"), (2, "1"), (3, "5"), (5, "3/10"), (8, "2")])
def test_the_bound_is_the_exact_product_of_slopes_and_weights(
    solution: dict[str, Any], n: int, size: str
) -> None:
    exact = Fraction(1, 4)
    for _ in range(n - 1):
        exact *= Fraction(size) * Fraction(1, 4)
    assert solution["factor_bound"](n, float(Fraction(size))) == pytest.approx(float(exact))


def test_no_chain_exceeds_its_bound_and_the_steepest_comes_near(solution: dict[str, Any]) -> None:
    """Error terms of a chain of four units whose inputs are free, weights of size 3 at most."""
    rng = np.random.default_rng(0)
    h = rng.normal(scale=1.0, size=(20_000, 4))
    slopes = np.exp(h) / (1 + np.exp(h)) ** 2
    weights = rng.uniform(-3, 3, size=(20_000, 3))
    weights[:100], slopes[:100] = 3, np.exp(1e-6) / (1 + np.exp(1e-6)) ** 2
    factors = np.abs(slopes.prod(axis=1) * weights.prod(axis=1))
    bound = solution["factor_bound"](4, 3.0)
    assert (factors <= bound * (1 + 1e-12)).all()
    assert factors.max() == pytest.approx(bound)


def test_the_slides_percentages_are_the_bounds_for_weights_of_size_one(
    solution: dict[str, Any],
) -> None:
    lost = [100 * (1 - solution["factor_bound"](n, 1.0)) for n in (1, 2)]
    assert lost == [75, 93.75]


def test_the_counterexample_breaks_the_slides_claim(solution: dict[str, Any]) -> None:
    x, w, big_w, y = solution["counterexample"]
    texts = [str(v) for v in x], [str(v) for v in w], str(big_w), str(y), "1"
    singles, _ = chain_in_decimals(*texts)
    error = y - singles[2]
    assert abs(singles[4]) > 0.0625 * abs(error) > 0
