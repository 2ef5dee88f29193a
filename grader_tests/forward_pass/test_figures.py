"""The figures of forward_pass hold against oracles that share no code with its solution."""

import math
from fractions import Fraction
from itertools import pairwise, product

import numpy as np
import pytest

ASSIGNMENT = "forward_pass"

# shared reference values of code 06, recomputed independently with several numpy versions
HIDDEN_IN = [-0.3436549385998425, -0.2980136774378455, 0.0009736165835642491]
HIDDEN_OUT = [0.41492192287919555, 0.4260431278994376, 0.5002434041266636]
OUTPUT_IN = [-0.007392212392472899, -0.05842572840872607]
OUTPUT_OUT = [0.4981519553173773, 0.4853977214813219]


def logistic(z):
    """The sigmoid by another road: the odds e^z turned into a probability."""
    odds = math.exp(z)
    return odds / (odds + 1)


def network(*sizes, seed=0, spread=1.5):
    """One record and the weight matrices of a network with these layer sizes."""
    draw = np.random.default_rng(seed).uniform
    record = draw(-spread, spread, sizes[0])
    return record, *(draw(-spread, spread, shape) for shape in pairwise(sizes))


def unit_by_unit(record, *layers):
    """The outputs of every layer, one unit after the other, in exact sums."""
    outputs = [list(map(float, record))]
    for weights in layers:
        outputs.append(
            [
                logistic(math.fsum(a * float(w) for a, w in zip(outputs[-1], column, strict=True)))
                for column in zip(*weights.tolist(), strict=True)
            ]
        )
    return outputs[1:]


@pytest.mark.parametrize(
    ("name", "figure"),
    [
        ("hidden_layer_in", HIDDEN_IN),
        ("hidden_layer_out", HIDDEN_OUT),
        ("output_layer_in", OUTPUT_IN),
        ("output_layer_out", OUTPUT_OUT),
    ],
)
def test_the_4_3_2_network_gives_the_figures_of_the_course(solution, name, figure):
    assert solution[name] == pytest.approx(figure, rel=1e-12)


def test_the_given_network_starts_with_the_inputs_printed_in_the_lecture(solution):
    assert solution["X"][:3] == pytest.approx([0.49671415, -0.1382643, 0.64768854], abs=5e-9)
    assert solution["X"].shape == (4,)
    assert solution["weights_input_to_hidden"].shape == (4, 3)
    assert solution["weights_hidden_to_output"].shape == (3, 2)


def test_the_hidden_input_is_the_exact_sum_in_fractions(solution):
    x = list(map(Fraction, solution["X"].tolist()))
    weights = solution["weights_input_to_hidden"].tolist()
    for j in range(3):
        exact = sum(x[i] * Fraction(weights[i][j]) for i in range(4))
        assert float(exact) == pytest.approx(HIDDEN_IN[j], rel=1e-12)


def test_the_4_3_2_network_agrees_with_unit_by_unit_arithmetic(solution):
    hidden, outputs = unit_by_unit(
        solution["X"], solution["weights_input_to_hidden"], solution["weights_hidden_to_output"]
    )
    assert hidden == pytest.approx(HIDDEN_OUT, rel=1e-12)
    assert outputs == pytest.approx(OUTPUT_OUT, rel=1e-12)


def test_the_logit_undoes_the_sigmoid_of_both_layers(solution):
    for out, into in (("hidden_layer_out", HIDDEN_IN), ("output_layer_out", OUTPUT_IN)):
        back = [math.log(a) - math.log1p(-a) for a in map(float, solution[out])]
        assert back == pytest.approx(into, abs=1e-14)


def test_the_second_instance_agrees_with_unit_by_unit_arithmetic(solution):
    hidden, outputs = unit_by_unit(solution["_x"], solution["_first"], solution["_second"])
    assert solution["_hidden_out"] == pytest.approx(hidden, rel=1e-14)
    assert solution["_output_out"] == pytest.approx(outputs, rel=1e-14)


def test_the_second_instance_keeps_its_hidden_inputs_well_away_from_zero(solution):
    hidden = unit_by_unit(solution["_x"], solution["_first"])[0]
    assert all(abs(math.log(a / (1 - a))) > 0.5 for a in hidden)


@pytest.mark.parametrize("sizes", [(1, 1, 1), (2, 5, 1), (3, 3, 3), (4, 3, 2), (6, 2, 4)])
def test_forward_pass_agrees_with_unit_by_unit_arithmetic_in_any_size(solution, sizes):
    record, first, second = network(*sizes, seed=sum(sizes))
    for got, expected in zip(
        solution["forward_pass"](record, first, second),
        unit_by_unit(record, first, second),
        strict=True,
    ):
        assert got == pytest.approx(expected, rel=1e-12)


def test_forward_pass_on_the_given_network_repeats_the_single_steps(solution):
    hidden, outputs = solution["forward_pass"](
        solution["X"], solution["weights_input_to_hidden"], solution["weights_hidden_to_output"]
    )
    assert hidden == pytest.approx(HIDDEN_OUT, rel=1e-12)
    assert outputs == pytest.approx(OUTPUT_OUT, rel=1e-12)


def test_renaming_the_hidden_units_leaves_the_outputs_alone(solution):
    record, first, second = network(4, 3, 2)
    outputs = solution["forward_pass"](record, first, second)[1]
    order = [2, 0, 1]
    renamed = solution["forward_pass"](record, first[:, order], second[order])[1]
    assert renamed == pytest.approx(outputs, rel=1e-12)


def test_negated_second_weights_give_one_minus_the_outputs(solution):
    record, first, second = network(4, 3, 2, seed=1)
    outputs = solution["forward_pass"](record, first, second)[1]
    assert solution["forward_pass"](record, first, -second)[1] == pytest.approx(1 - outputs)


@pytest.mark.parametrize("n_records", [1, 2, 4, 5])
def test_each_row_of_a_batch_is_the_forward_pass_of_its_record(solution, n_records):
    _, first, second = network(4, 3, 2, seed=2)
    records = np.random.default_rng(3).normal(size=(n_records, 4))
    outputs = solution["forward_pass_batch"](records, first, second)
    assert outputs.shape == (n_records, 2)
    for record, row in zip(records, outputs, strict=True):
        assert row == pytest.approx(unit_by_unit(record, first, second)[1], rel=1e-12)


def test_hidden_input_is_linear_in_the_inputs_with_the_weights_as_slopes(solution):
    _, weights = network(4, 3)
    for i, j in product(range(4), range(3)):
        only_i = [float(i == other) for other in range(4)]
        assert solution["hidden_input"](np.array(only_i), weights, j + 1) == weights[i, j]


def test_the_named_weights_stand_at_from_and_to(solution):
    matrix = solution["weight_matrix"]
    for i, j in product((1, 2, 3), (1, 2)):
        assert matrix[i - 1][j - 1] == solution[f"w_{i}{j}"]


def test_the_readers_find_each_weight_of_a_matrix_that_spells_its_indices(solution):
    spelled = np.array([[10 * i + j for j in (1, 2, 3)] for i in (1, 2, 3, 4)])
    assert solution["weight_between"](spelled, 4, 2) == 42
    assert list(solution["weights_out_of_input"](spelled, 4)) == [41, 42, 43]
    assert list(solution["weights_into_hidden"](spelled, 2)) == [12, 22, 32, 42]


def test_the_predicted_shapes_are_those_of_numpy(solution):
    features, records, weights = (solution[n] for n in ("features", "records", "weights"))
    pairs = [
        (features, weights),
        (records, weights),
        (weights, records),
        (features, records),
        (features, features),
        (weights.T, records.T),
    ]
    for number, (a, b) in enumerate(pairs, start=1):
        if solution[f"shape_{number}"] is None:
            with pytest.raises(ValueError, match="not aligned"):
                np.dot(a, b)
        else:
            assert np.dot(a, b).shape == solution[f"shape_{number}"]


def test_dot_shape_agrees_with_numpy_on_every_small_pair(solution):
    shapes = [(n,) for n in (1, 2, 3)] + list(product((1, 2, 3), repeat=2))
    for a, b in product(map(np.ones, shapes), repeat=2):
        try:
            expected = np.matmul(a, b).shape
        except ValueError:
            expected = None
        assert solution["dot_shape"](a, b) == expected


def test_the_message_is_the_one_quoted_in_the_lecture(solution):
    said = solution["dot_or_message"](np.zeros((3, 2)), np.zeros(3))
    assert said == "shapes (3,2) and (3,) not aligned: 2 (dim 1) != 3 (dim 0)"


def test_the_column_holds_the_input_to_each_unit(solution):
    record, weights = network(4, 3, seed=4)
    column = solution["hidden_column"](weights, record)
    assert column.shape == (3, 1)
    for j in range(3):
        total = math.fsum(float(x * w) for x, w in zip(record, weights[:, j], strict=True))
        assert float(column[j, 0]) == pytest.approx(total, rel=1e-12)


def test_columns_and_rows_keep_the_elements_and_a_1d_array_has_no_transpose(solution):
    x = np.array([3.0, 1.0, 2.0])
    assert x.T.shape == x.shape == (3,)
    assert solution["as_column"](x).tolist() == [[3.0], [1.0], [2.0]]
    assert solution["as_row"](x).tolist() == [[3.0, 1.0, 2.0]]


def test_starting_weights_keep_the_spread_of_hidden_inputs_at_one(solution):
    np.random.seed(0)
    for n_inputs in (25, 400):
        weights = solution["initial_weights"](np.ones((7, n_inputs)), 5000)
        assert weights.shape == (n_inputs, 5000)
        assert weights.sum(axis=0).std() == pytest.approx(1, rel=0.05)
