"""The figures of the gradient check against plain python, complex steps and exact fractions."""

import cmath
import math
from decimal import Decimal, localcontext
from fractions import Fraction

import numpy as np
import pytest

ASSIGNMENT = "gradient_check"

# (x, y, input-to-hidden weights, hidden-to-output weights)
WORKED_EXAMPLE = ([0.1, 0.3], [1.0], [[0.4], [-0.2]], [[0.1]])
EXERCISE = ([0.5, 0.1, -0.2], [0.6], [[0.5, -0.6], [0.1, -0.2], [0.1, 0.7]], [[0.1], [-0.3]])
TWO_OUTPUTS = (
    [-1.0, 1.7, -2.0],
    [1.0, 0.3],
    [[-0.8, 1.5, 0.4, 1.0], [0.9, 0.6, -0.7, 0.3], [-0.7, -1.0, 1.2, 0.5]],
    [[-0.6, 0.7], [-0.4, 1.6], [0.9, -1.1], [0.5, 0.8]],
)
SQUARE = ([1.4, -0.9], [0.1, 0.8], [[0.6, -1.1], [0.9, 0.7]], [[1.2, -0.8], [0.5, 1.6]])
NETWORKS = [WORKED_EXAMPLE, EXERCISE, TWO_OUTPUTS, SQUARE]
NAMES = ["worked_example", "exercise", "two_outputs", "square"]


def arrays(network):
    return [np.array(part) for part in network]


def plain_loss(x, y, w, v):
    """The loss in plain python, with complex weights if need be."""

    def f(h):
        return 1 / (1 + cmath.exp(-h))

    a = [f(sum(x[i] * w[i][j] for i in range(len(x)))) for j in range(len(v))]
    out = [f(sum(a[j] * v[j][k] for j in range(len(v)))) for k in range(len(y))]
    return sum((target - o) ** 2 for target, o in zip(y, out, strict=True)) / 2


def complex_step_gradients(x, y, w, v):
    """The slope of the loss at each weight from a tiny imaginary step, which has no roundoff."""
    gradients = [np.zeros((len(m), len(m[0]))) for m in (w, v)]
    for which, gradient in enumerate(gradients):
        for i, j in np.ndindex(gradient.shape):
            moved = [[list(row) for row in m] for m in (w, v)]
            moved[which][i][j] += 1e-40j
            gradient[i, j] = plain_loss(x, y, *moved).imag / 1e-40
    return gradients


@pytest.mark.parametrize("network", NETWORKS, ids=NAMES)
def test_the_loss_agrees_with_plain_python(solution, network):
    expected = plain_loss(*network).real
    assert solution["loss"](*arrays(network)) == pytest.approx(expected, rel=1e-13)


def test_the_losses_follow_from_the_outputs_that_the_lecture_prints(solution):
    assert solution["loss"](*arrays(WORKED_EXAMPLE)) == pytest.approx(
        0.5 * (1 - 0.512372477962617) ** 2, rel=1e-12
    )
    assert solution["loss"](*arrays(EXERCISE)) == pytest.approx(
        0.5 * (0.6 - 0.48497343084992534) ** 2, rel=1e-12
    )


@pytest.mark.parametrize("network", NETWORKS, ids=NAMES)
def test_backpropagation_agrees_with_complex_steps_to_thirteen_digits(solution, network):
    for got, expected in zip(
        solution["backprop"](*arrays(network)), complex_step_gradients(*network), strict=True
    ):
        assert got.shape == expected.shape
        assert got == pytest.approx(expected, rel=1e-12, abs=1e-17)


@pytest.mark.parametrize("network", NETWORKS, ids=NAMES)
def test_the_numerical_gradients_agree_with_complex_steps_to_seven_digits(solution, network):
    numerical = solution["numerical_gradients"](*arrays(network), 1e-5)
    for got, expected in zip(numerical, complex_step_gradients(*network), strict=True):
        assert got == pytest.approx(expected, rel=1e-6, abs=1e-10)


def test_slopes_too_small_to_measure_have_the_closed_form_of_the_hidden_test(solution):
    x, y, w, _ = SQUARE
    tiny = [[3e-9, -1e-9], [-2e-9, 4e-9]]
    a = [1 / (1 + math.exp(-(x[0] * w[0][j] + x[1] * w[1][j]))) for j in range(2)]
    back = [
        sum(tiny[j][k] * (0.5 - y[k]) / 4 for k in range(2)) * a[j] * (1 - a[j]) for j in (0, 1)
    ]
    closed_form = np.array([[x_i * b for b in back] for x_i in x])
    exact = complex_step_gradients(x, y, w, tiny)[0]
    assert closed_form == pytest.approx(exact, rel=1e-7, abs=0)
    network = arrays((x, y, w, tiny))
    assert solution["backprop"](*network)[0] == pytest.approx(exact, rel=1e-12, abs=0)
    for epsilon in (1e-3, 1e-4, 1e-5, 1e-6):
        measured = solution["numerical_gradients"](*network, epsilon)[0]
        assert not np.allclose(measured, exact, rtol=1e-5, atol=0)


def test_the_lectures_weight_steps_are_minus_eta_times_the_gradient(solution):
    first, second = solution["backprop"](*arrays(WORKED_EXAMPLE))
    steps = [0.00015227506618662777, 0.0004568251985598832]
    assert -0.5 * first[:, 0] == pytest.approx(steps, rel=1e-12)
    assert -0.5 * second[0, 0] == pytest.approx(0.030153488404045865, rel=1e-12)
    first, second = solution["backprop"](*arrays(EXERCISE))
    steps = [
        [1.770055466373534e-4, -5.1117850598771553e-4],
        [3.540110932747068e-5, -1.0223570119754312e-4],
        [-7.080221865494137e-5, 2.0447140239508623e-4],
    ]
    assert -0.5 * first == pytest.approx(np.array(steps), rel=1e-12)
    assert -0.5 * second[:, 0] == pytest.approx(
        [0.008040473948045293, 0.005559180911682831], rel=1e-12
    )


def test_the_central_difference_of_a_cubic_is_off_by_exactly_epsilon_squared(solution):
    for t, epsilon in ((Fraction(2), Fraction(1, 2)), (Fraction(-7, 10), Fraction(1, 5))):
        slope = solution["central_difference"](lambda s: s**3, t, epsilon)
        assert slope == 3 * t**2 + epsilon**2


def test_the_central_differences_of_the_hidden_test_have_closed_forms(solution):
    central_difference = solution["central_difference"]
    assert central_difference(math.exp, 0.0, 1.0) == pytest.approx(math.sinh(1), rel=1e-14)
    assert math.sinh(1) == pytest.approx(1.1752011936438014, rel=1e-15)
    # of 1/t the central difference is -1 / (t**2 - epsilon**2)
    t, epsilon = Fraction(4, 5), Fraction(3, 10)
    exact = -1 / (t**2 - epsilon**2)
    assert central_difference(lambda s: 1 / s, t, epsilon) == exact
    assert float(exact) == pytest.approx(-1.8181818181818181, rel=1e-15)


def test_the_slope_along_w_in_the_worked_example_needs_no_backpropagation(solution):
    slope = complex_step_gradients(*WORKED_EXAMPLE)[1][0, 0]
    assert slope == pytest.approx(-0.06030697680809173, rel=1e-13)


def test_the_truncation_errors_agree_with_fifty_digit_arithmetic(solution):
    with localcontext() as context:
        context.prec = 50

        def f(h):
            return 1 / (1 + (-h).exp())

        h = Decimal(2)
        slope = f(h) * (1 - f(h))
        epsilons = [Decimal(10) ** -k for k in range(1, 5)]
        central = [float(abs((f(h + e) - f(h - e)) / (2 * e) - slope)) for e in epsilons]
        one_sided = [float(abs((f(h + e) - f(h)) / e - slope)) for e in epsilons]
    assert solution["exact_slope"] == pytest.approx(float(slope), rel=1e-14)
    assert float(slope) == pytest.approx(0.10499358540350652, rel=1e-15)
    assert solution["central_errors"][:2] == pytest.approx(central[:2], rel=1e-7)
    assert solution["central_errors"][2:4] == pytest.approx(central[2:], rel=0.1)
    assert solution["one_sided_errors"][:4] == pytest.approx(one_sided, rel=1e-6)


def test_a_tenth_of_epsilon_divides_the_errors_by_a_hundred_and_by_ten(solution):
    central, one_sided = solution["central_errors"], solution["one_sided_errors"]
    assert central[0] / central[1] == pytest.approx(100, rel=0.01)
    assert one_sided[0] / one_sided[1] == pytest.approx(10, rel=0.02)


def test_roundoff_makes_both_errors_rise_again(solution):
    for name in ("central_errors", "one_sided_errors"):
        errors = solution[name]
        assert errors[-1] > 1e3 * min(errors)


@pytest.mark.parametrize(
    "f",
    [lambda t: 1 / (1 + math.exp(-t)), lambda t: 0.5 + 0.5 * math.tanh(t / 2)],
    ids=["exp", "tanh"],
)
def test_the_best_epsilon_wins_however_the_sigmoid_is_written(solution, f):
    def error(epsilon):
        return abs((f(2 + epsilon) - f(2 - epsilon)) / epsilon / 2 - solution["exact_slope"])

    best = solution["best_epsilon"]
    assert best == 1e-5
    assert all(error(e) > error(best) for e in solution["epsilons"] if e != best)


def test_the_numerical_gradient_of_a_cubed_sum_has_a_closed_form(solution):
    w = np.array([[0.4, 1.1], [-0.3, 0.7], [0.2, -0.5]])
    before = w.copy()
    gradient = solution["numerical_gradient"](lambda m: m.sum() ** 3, w, 0.5)
    total = sum(Fraction(str(entry)) for entry in before.flat)
    assert total == Fraction("1.6")
    assert gradient == pytest.approx(np.full((3, 2), float(3 * total**2 + Fraction(1, 4))))
    assert np.array_equal(w, before)


def test_the_relative_errors_of_the_hidden_test_are_these_fractions(solution):
    relative_error = solution["relative_error"]
    for a, b, expected in (
        ("2 -4 0", "2 -5 0", Fraction(1, 5)),
        ("3 1", "3 -1", Fraction(2)),
        ("-1 6", "-1 -3", Fraction(3, 2)),
        ("0 7", "0.5 7", Fraction(1)),
        ("100 0.0002 -8 1", "101 0.0005 -8 1", Fraction(3, 5)),
        ("0.0003 0 5", "0.0003 0 4.5", Fraction(1, 10)),
    ):
        pairs = [(Fraction(p), Fraction(q)) for p, q in zip(a.split(), b.split(), strict=True)]
        oracle = max(abs(p - q) / max(abs(p), abs(q)) for p, q in pairs if p != q)
        assert oracle == expected
        left, right = np.array(a.split(), dtype=float), np.array(b.split(), dtype=float)
        assert relative_error(left, right) == pytest.approx(float(expected), rel=1e-12)
        assert relative_error(right, left) == pytest.approx(float(expected), rel=1e-12)


@pytest.mark.parametrize("factor", [0.0, 0.5, 0.9, 1.25, 4.0, -1.0])
def test_a_gradient_off_by_a_factor_shows_the_relative_error_of_that_factor(solution, factor):
    x, y, w, v = TWO_OUTPUTS
    first, second = complex_step_gradients(*TWO_OUTPUTS)
    errors = solution["gradient_check"](
        lambda *_: (first * factor, second), *arrays((x, y, w, v)), 1e-5
    )
    expected = abs(factor - 1) / max(abs(factor), 1)
    assert errors == pytest.approx((expected, 0), rel=1e-6, abs=1e-6)


def test_the_findings_are_what_complex_steps_say_of_the_candidates(solution):
    names = {(0, 0): "none", (1, 0): "input_hidden", (0, 1): "hidden_output", (1, 1): "both"}
    truth = {}
    for letter, candidate in solution["candidates"].items():
        wrong = [
            int(not np.allclose(claimed, exact, rtol=1e-9, atol=0))
            for claimed, exact in zip(
                candidate(*arrays(TWO_OUTPUTS)), complex_step_gradients(*TWO_OUTPUTS), strict=True
            )
        ]
        truth[letter] = names[tuple(wrong)]
    assert solution["findings"] == truth
    assert set(truth.values()) == set(names.values())


@pytest.mark.parametrize("epsilon", [1e-3, 1e-4, 1e-5, 1e-6, 1e-7])
def test_any_sensible_epsilon_tells_the_bugs_from_the_right_candidates(solution, epsilon):
    names = ("x", "y", "weights_input_hidden", "weights_hidden_output")
    network = [solution[name] for name in names]
    for letter, candidate in solution["candidates"].items():
        for error, place in zip(
            solution["gradient_check"](candidate, *network, epsilon),
            ("input_hidden", "hidden_output"),
            strict=True,
        ):
            if solution["findings"][letter] in (place, "both"):
                assert error > 0.05
            else:
                assert error < 1e-5


def test_a_step_of_gradient_descent_gives_the_lectures_new_weights(solution):
    first, second = complex_step_gradients(*WORKED_EXAMPLE)
    new_first, new_second = solution["descent_step"](
        lambda *_: (first, second), *arrays(WORKED_EXAMPLE), 0.5
    )
    assert new_first[:, 0] == pytest.approx(
        [0.4 + 0.00015227506618662777, -0.2 + 0.0004568251985598832], rel=1e-14
    )
    assert new_second[0, 0] == pytest.approx(0.1 + 0.030153488404045865, rel=1e-14)


def test_the_made_up_step_of_the_hidden_test_is_exact(solution):
    x, y = [Fraction("0.4"), Fraction("-1.5"), Fraction("0.9")], Fraction("0.7")
    w = [
        [Fraction("0.5"), Fraction("-0.5")],
        [Fraction(1), Fraction(2)],
        [Fraction(0), Fraction(1)],
    ]
    v = [Fraction(1), Fraction(-1)]
    eta, total = Fraction("0.3"), sum(entry for row in w for entry in row)
    new_w = [[w[i][j] - eta * (2 * w[i][j] + x[i] * v[j]) for j in range(2)] for i in range(3)]
    new_v = [v[j] - eta * (v[j] - y + 3 * total) for j in range(2)]
    assert np.array(new_w, dtype=float) == pytest.approx(
        np.array([[0.08, -0.08], [0.85, 0.35], [-0.27, 0.67]])
    )
    assert np.array(new_v, dtype=float) == pytest.approx(np.array([-2.69, -4.09]))


def test_gradient_descent_ends_at_the_same_weights_with_either_gradient(solution):
    with_backprop = with_measured = arrays(TWO_OUTPUTS)[2:]
    x, y = arrays(TWO_OUTPUTS)[:2]
    for _ in range(20):
        with_backprop = solution["descent_step"](solution["backprop"], x, y, *with_backprop, 0.5)
        with_measured = solution["descent_step"](
            lambda *network: solution["numerical_gradients"](*network, 1e-5),
            x,
            y,
            *with_measured,
            0.5,
        )
    for exact, measured in zip(with_backprop, with_measured, strict=True):
        assert measured == pytest.approx(exact, abs=1e-9)
    assert solution["loss"](x, y, *with_backprop) < solution["loss"](*arrays(TWO_OUTPUTS))
