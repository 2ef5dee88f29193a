"""The figures of gradient_descent_step against scalar Python, exact sums and finite differences."""

from decimal import Decimal, localcontext
from fractions import Fraction
from math import exp, prod

import numpy as np
import pytest

ASSIGNMENT = "gradient_descent_step"

# inputs, target, weights, learning rate, and the steps of shared/figures.md where it has them
LECTURE = ([0.1, 0.3], 0.2, [-0.8, 0.5], 0.5)
QUIZ = ([1.0, 2.0, 3.0, 4.0], 0.5, [0.5, -0.5, 0.3, 0.1], 0.5)
OTHER_QUIZ = ([1.0, 2.0], 0.5, [0.5, -0.5], 0.5)
SEPARATING = ([1.2, -2.2, -2.3], 0.0, [1.1, 0.9, 0.2], 0.3)
RECORDS = [[0.5, -1.2, 2.0], [1.5, 0.7, -0.4], [-2.1, 0.3, 1.1], [0.8, 2.2, -1.6]]
TARGETS, WEIGHTS = [1.0, 0.0, 0.3, 0.9], [0.6, -0.9, 0.4]


def squash(number):
    """The sigmoid to 40 digits, by decimal arithmetic."""
    with localcontext(prec=40):
        return float(1 / (1 + (-Decimal(number)).exp()))


def loss(records, targets, w):
    """Half the sum of the squared errors, record by record."""
    outputs = [squash(sum(map(prod, zip(record, w, strict=True)))) for record in records]
    return sum((y - output) ** 2 for y, output in zip(targets, outputs, strict=True)) / 2


def downhill(records, targets, w, learnrate, nudge=1e-4):
    """Minus the learning rate times the numerical gradient, by a five-point formula."""

    def shifted(i, k):
        return loss(records, targets, [v + k * nudge * (i == j) for j, v in enumerate(w)])

    return [
        -learnrate
        * (8 * (shifted(i, 1) - shifted(i, -1)) - (shifted(i, 2) - shifted(i, -2)))
        / (12 * nudge)
        for i in range(len(w))
    ]


def arrays(x, y, w, learnrate):
    return np.array(x), y, np.array(w), learnrate


def test_the_sse_is_the_exact_sum_of_the_squares(solution):
    y, y_hat = [1, 0, 1, 0, 0], ["9/10", "3/10", "2/5", "1/5", "3/5"]
    exact = sum((a - Fraction(b)) ** 2 for a, b in zip(y, y_hat, strict=True))
    assert exact == Fraction("0.86")
    outputs = np.array([float(Fraction(b)) for b in y_hat])
    assert solution["sse"](np.array(y), outputs) == pytest.approx(float(exact), rel=1e-14)


def test_the_loss_is_half_the_exact_sum_of_the_squares(solution):
    y, y_hat = ["0", "1", "1", "0.2", "0.5"], ["0.1", "0.6", "0.3", "0.9", "0.5"]
    exact = sum((Fraction(a) - Fraction(b)) ** 2 for a, b in zip(y, y_hat, strict=True)) / 2
    assert exact == Fraction("0.575")
    value = solution["half_sse"](np.array(y, dtype=float), np.array(y_hat, dtype=float))
    assert value == pytest.approx(float(exact), rel=1e-14)


@pytest.mark.parametrize("number", [-30, -3.5, -2.1, -0.7, 0, 0.4, 1.3, 30])
def test_the_sigmoid_agrees_with_forty_digits(solution, number):
    assert solution["sigmoid"](number) == pytest.approx(squash(number), rel=1e-13)


def test_the_sigmoid_and_its_mirror_image_add_to_one(solution):
    numbers = np.linspace(-20, 20, 81)
    assert np.allclose(solution["sigmoid"](numbers) + solution["sigmoid"](-numbers), 1, rtol=1e-15)


@pytest.mark.parametrize("number", [-3.5, -2.1, -0.7, 0, 0.4, 1.3])
def test_the_slope_is_the_limit_of_difference_quotients(solution, number):
    quotient = (squash(number + 1e-5) - squash(number - 1e-5)) / 2e-5
    assert solution["sigmoid_prime"](number) == pytest.approx(quotient, rel=1e-8)


def test_the_slope_is_never_above_a_quarter(solution):
    slopes = solution["sigmoid_prime"](np.linspace(-10, 10, 2001))
    assert slopes.max() == slopes[1000] == 0.25
    assert slopes.min() > 0


def test_the_one_record_given_is_the_one_of_the_quiz(solution):
    given = (solution["x"].tolist(), float(solution["y"]), solution["w"].tolist())
    assert (*given, solution["learnrate"]) == QUIZ


def test_the_chain_of_the_quiz_has_the_published_figures(solution):
    assert solution["h"] == pytest.approx(0.8, rel=1e-14)
    assert solution["nn_output"] == pytest.approx(0.6899744811276125, rel=1e-14)
    assert solution["error"] == pytest.approx(-0.1899744811276125, rel=1e-14)
    assert solution["error_term"] == pytest.approx(-0.04063738360460799, rel=1e-14)
    published = [-0.020318691802303994, -0.04063738360460799]
    published += [-0.06095607540691198, -0.08127476720921598]
    assert list(solution["del_w"]) == pytest.approx(published, rel=1e-14)


def test_the_error_term_is_the_negative_slope_of_the_loss_over_h(solution):
    def loss_at(h):
        return (QUIZ[1] - squash(h)) ** 2 / 2

    quotient = (loss_at(0.8 + 1e-5) - loss_at(0.8 - 1e-5)) / 2e-5
    assert solution["error_term"] == pytest.approx(-quotient, rel=1e-8)


def test_the_steps_of_the_quiz_are_minus_eta_times_the_numerical_gradient(solution):
    x, y, w, learnrate = QUIZ
    assert list(solution["del_w"]) == pytest.approx(downhill([x], [y], w, learnrate), rel=1e-9)


@pytest.mark.parametrize("record", [LECTURE, QUIZ, OTHER_QUIZ, SEPARATING])
def test_the_function_returns_minus_eta_times_the_numerical_gradient(solution, record):
    x, y, w, learnrate = record
    step = solution["gradient_descent_step"](*arrays(*record))
    assert list(step) == pytest.approx(downhill([x], [y], w, learnrate), rel=1e-9)


@pytest.mark.parametrize(
    ("record", "published"),
    [
        (LECTURE, [-0.003963803079006882, -0.011891409237020647]),
        (OTHER_QUIZ, [0.014389198713080188, 0.028778397426160375]),
        (SEPARATING, [-0.016427724132364985, 0.03011749424266914, 0.03148647125369955]),
    ],
)
def test_the_function_returns_the_published_steps(solution, record, published):
    step = solution["gradient_descent_step"](*arrays(*record))
    assert list(step) == pytest.approx(published, rel=1e-13)


def test_a_small_step_makes_the_loss_smaller(solution):
    x, y, w, _ = SEPARATING
    step = solution["gradient_descent_step"](*arrays(x, y, w, 0.01))
    assert loss([x], [y], [a + b for a, b in zip(w, step, strict=True)]) < loss([x], [y], w)


def test_the_separating_record_moves_every_listed_mistake_by_32_percent(solution):
    x, y, w, eta = SEPARATING
    h = sum(map(prod, zip(x, w, strict=True)))
    o = squash(h)
    slope, slope_at_output = o * (1 - o), squash(o) * (1 - squash(o))
    unbracketed = 1 + exp(-h)
    mistakes = {
        "no slope": [eta * (y - o) * v for v in x],
        "y_hat - y": [eta * (o - y) * slope * v for v in x],
        "slope at the output": [eta * (y - o) * slope_at_output * v for v in x],
        "slope at the inputs": [eta * (y - o) * squash(v) * (1 - squash(v)) * v for v in x],
        "slope without 1 - s": [eta * (y - o) * o * v for v in x],
        "slope a quarter": [eta * (y - o) * 0.25 * v for v in x],
        "error of h": [eta * (y - h) * slope * v for v in x],
        "no eta": [(y - o) * slope * v for v in x],
        "eta twice": [eta * eta * (y - o) * slope * v for v in x],
        "inputs forgotten": [eta * (y - o) * slope for _ in x],
        "weights for inputs": [eta * (y - o) * slope * v for v in w],
        "brackets": [eta * (y - unbracketed) * unbracketed * (1 - unbracketed) * v for v in x],
    }
    right = np.asarray(solution["gradient_descent_step"](*arrays(*SEPARATING)))
    for name, wrong in mistakes.items():
        assert np.max(np.abs(wrong - right) / np.abs(right)) >= 0.32, name


def test_each_row_is_minus_eta_times_the_numerical_gradient_of_its_record(solution):
    steps = solution["weight_steps"](np.array(RECORDS), np.array(TARGETS), np.array(WEIGHTS), 0.7)
    assert steps.shape == (4, 3)
    for row, record, target in zip(steps, RECORDS, TARGETS, strict=True):
        assert list(row) == pytest.approx(downhill([record], [target], WEIGHTS, 0.7), rel=1e-8)


@pytest.mark.parametrize("count", [1, 3, 4])
def test_the_summed_step_is_minus_eta_times_the_numerical_gradient_of_the_loss(solution, count):
    records, targets = RECORDS[:count], TARGETS[:count]
    step = solution["summed_weight_step"](
        np.array(records), np.array(targets), np.array(WEIGHTS), 0.7
    )
    assert list(step) == pytest.approx(downhill(records, targets, WEIGHTS, 0.7), rel=1e-8)


def test_the_walk_of_the_picture_only_goes_downhill(solution):
    losses = [loss([[1.5]], [0.7], [weight]) for weight in solution["walk"]]
    assert losses == sorted(losses, reverse=True)
    assert losses[-1] < 1e-4
