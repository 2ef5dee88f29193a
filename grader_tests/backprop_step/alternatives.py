"""Right answers in other clothes: each must earn full marks in backprop_step."""

# %% h_by_a_loop grade_id="hidden_input"
"""The sum in a loop, as a Python float."""
h = 0
for weight, value in zip(w, x):
    h += float(weight) * float(value)

# %% h_by_matrix_product grade_id="hidden_input"
"""The @ operator, kept in a 0-d array."""
h = np.array(w @ x)

# %% a_by_tanh grade_id="hidden_activation"
"""The sigmoid written with tanh, and a print."""
a = 0.5 * (1 + np.tanh(0.5 * h))
print("a is", a)

# %% a_rounded grade_id="hidden_activation"
"""Rounded to three decimals as on the slide; all that follows uses the rounded value."""
a = round(float(sigmoid(h)), 3)

# %% y_hat_by_math grade_id="network_output"
"""The math module and a Python float."""
import math

y_hat = 1 / (1 + math.exp(-W * a))

# %% y_hat_rounded grade_id="network_output"
"""Rounded to three decimals as on the slide; all that follows uses the rounded value."""
y_hat = np.round(sigmoid(W * a), 3)

# %% output_error_term_in_pieces grade_id="output_error_term"
"""A helper for the slope, applied to the unit's input."""


def sigmoid_prime(z):
    return sigmoid(z) * (1 - sigmoid(z))


error = y - y_hat
output_error_term = error * sigmoid_prime(W * a)

# %% output_error_term_as_on_the_slide grade_id="output_error_term"
"""The slide's own rounded figure."""
output_error_term = 0.122

# %% hidden_error_term_as_on_the_slide grade_id="hidden_error_term"
"""The slide's own rounded figure, with which the steps are computed."""
hidden_error_term = 0.003

# %% hidden_error_term_by_the_slope_at_h grade_id="hidden_error_term"
"""The slope from exponentials of h, as np.float64."""
hidden_error_term = np.float64(W * output_error_term * np.exp(-h) / (1 + np.exp(-h)) ** 2)

# %% delta_capital_w_as_on_the_slide grade_id="output_weight_step"
"""The slide's own rounded figure."""
delta_W = 0.0302

# %% delta_w_as_on_the_slide grade_id="input_weight_step"
"""The slide's own rounded figures in a tuple."""
delta_w = (0.00015, 0.00045)

# %% delta_w_in_a_list grade_id="input_weight_step"
"""One step for each input, in a list."""
delta_w = [learnrate * hidden_error_term * value for value in x]

# %% delta_w_single_precision grade_id="input_weight_step"
"""float32 is exact enough for the worked example."""
delta_w = np.float32(learnrate) * np.float32(hidden_error_term) * x.astype(np.float32)

# %% chain_in_plain_python grade_id="backprop_chain"
"""Loops, math and lists, no numpy."""
import math


def backprop_chain(x, w, W, y, learnrate):
    f = lambda z: 1 / (1 + math.exp(-z))
    h = sum(float(p) * float(q) for p, q in zip(x, w))
    a = f(h)
    y_hat = f(W * a)
    delta_o = (y - y_hat) * y_hat * (1 - y_hat)
    delta_h = W * delta_o * a * (1 - a)
    steps = []
    for value in x:
        steps.append(learnrate * delta_h * float(value))
    return [h, a, y_hat, delta_o, delta_h, learnrate * delta_o * a, steps]

# %% chain_by_the_gradient grade_id="backprop_chain"
"""Gradients with their minus signs first, then minus the learning rate times the gradient."""


def sigmoid_prime(z):
    return np.exp(-z) / (1 + np.exp(-z)) ** 2


def backprop_chain(x, w, W, y, learnrate):
    h = np.sum(x * w)
    a = sigmoid(h)
    z = np.multiply(W, a)
    y_hat = sigmoid(z)
    gradient_z = -(y - y_hat) * sigmoid_prime(z)
    gradient_h = gradient_z * W * sigmoid_prime(h)
    return (
        h, a, y_hat, -gradient_z, -gradient_h,
        -learnrate * (gradient_z * a), -learnrate * (gradient_h * x),
    )

# %% chain_single_precision grade_id="backprop_chain"
"""float32 throughout."""


def backprop_chain(x, w, W, y, learnrate):
    x, w = np.asarray(x, dtype=np.float32), np.asarray(w, dtype=np.float32)
    W, y, learnrate = np.float32(W), np.float32(y), np.float32(learnrate)
    h = x @ w
    a = sigmoid(h)
    y_hat = sigmoid(W * a)
    output_error_term = (y - y_hat) * y_hat * (1 - y_hat)
    hidden_error_term = W * output_error_term * a * (1 - a)
    delta_w = learnrate * hidden_error_term * x
    return h, a, y_hat, output_error_term, hidden_error_term, learnrate * output_error_term * a, delta_w

# %% outer_by_np_outer grade_id="outer_product"
"""NumPy's own outer product, inputs first."""
def outer_product(error_terms, inputs):
    return np.outer(inputs, error_terms)

# %% outer_by_loops grade_id="outer_product"
"""A list of lists of Python floats."""
def outer_product(error_terms, inputs):
    table = []
    for value in inputs:
        row = []
        for error in error_terms:
            row.append(float(error) * float(value))
        table.append(row)
    return table

# %% outer_by_einsum grade_id="outer_product"
"""einsum with the indices of the formula."""
def outer_product(error_terms, inputs):
    return np.einsum("j,i->ij", error_terms, inputs)

# %% outer_of_matrices grade_id="outer_product"
"""A column (n, 1) times a row (1, m), as a matrix product."""
def outer_product(error_terms, inputs):
    return np.reshape(inputs, (-1, 1)) @ np.array(error_terms, ndmin=2)

# %% quiz_pasted_whole grade_id="quiz_hidden_layer"
"""A whole solution of code 07 pasted into the first cell; the cells after it repeat parts of it."""
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


x = np.array([0.5, 0.1, -0.2])
target = 0.6
learnrate = 0.5
weights_input_hidden = np.array([[0.5, -0.6], [0.1, -0.2], [0.1, 0.7]])
weights_hidden_output = np.array([0.1, -0.3])
hidden_layer_input = np.dot(x, weights_input_hidden)
hidden_layer_output = sigmoid(hidden_layer_input)
output_layer_in = np.dot(hidden_layer_output, weights_hidden_output)
output = sigmoid(output_layer_in)
error = target - output
output_error_term = error * output * (1 - output)
hidden_error_term = np.dot(output_error_term, weights_hidden_output) * \
    hidden_layer_output * (1 - hidden_layer_output)
delta_w_h_o = learnrate * output_error_term * hidden_layer_output
delta_w_i_h = learnrate * hidden_error_term * x[:, None]
print(delta_w_h_o, delta_w_i_h)

# %% quiz_hidden_from_the_transpose grade_id="quiz_hidden_layer"
"""The transposed weights from the left."""
hidden_layer_input = weights_input_hidden.T @ x
hidden_layer_output = (1 + np.tanh(hidden_layer_input / 2)) / 2

# %% quiz_output_as_python_floats grade_id="quiz_output_layer"
"""A loop and Python floats."""
output_layer_in = 0.0
for j in range(2):
    output_layer_in += float(hidden_layer_output[j] * weights_hidden_output[j])
output = float(sigmoid(output_layer_in))

# %% quiz_error_with_sigmoid_prime grade_id="quiz_output_error_term"
"""sigmoid_prime of the unit's input; results in 0-d arrays."""


def sigmoid_prime(z):
    return sigmoid(z) * (1 - sigmoid(z))


error = np.array(target - output)
output_error_term = np.array(error * sigmoid_prime(output_layer_in))

# %% quiz_hidden_error_in_a_list grade_id="quiz_hidden_error_term"
"""One hidden unit at a time, collected in a list."""
hidden_error_term = []
for weight, activation in zip(weights_hidden_output, hidden_layer_output):
    hidden_error = output_error_term * weight
    hidden_error_term.append(hidden_error * activation * (1 - activation))
hidden_error_term = np.array(hidden_error_term)

# %% quiz_hidden_error_by_sigmoid_prime grade_id="quiz_hidden_error_term"
"""np.dot of a number with the weights, and the slope at the hidden inputs."""
hidden_error = np.dot(output_error_term, weights_hidden_output)
hidden_error_term = hidden_error * sigmoid(hidden_layer_input) * sigmoid(-hidden_layer_input)

# %% quiz_h_o_as_a_tuple grade_id="quiz_delta_w_h_o"
"""A tuple of np.float64."""
delta_w_h_o = tuple(learnrate * output_error_term * value for value in hidden_layer_output)

# %% quiz_i_h_by_loops grade_id="quiz_delta_w_i_h"
"""Element by element into zeros of the weights' shape."""
delta_w_i_h = np.zeros(weights_input_hidden.shape)
for i in range(delta_w_i_h.shape[0]):
    for j in range(delta_w_i_h.shape[1]):
        delta_w_i_h[i][j] = learnrate * hidden_error_term[j] * x[i]

# %% quiz_i_h_from_a_row grade_id="quiz_delta_w_i_h"
"""Inputs as a two-dimensional array with one row, transposed."""
delta_w_i_h = hidden_error_term * np.array(x, ndmin=2).T * learnrate

# %% quiz_i_h_single_precision grade_id="quiz_delta_w_i_h"
"""float32 of the outer product, in a list of lists."""
delta_w_i_h = np.outer(learnrate * x, hidden_error_term).astype(np.float32).tolist()

# %% step_by_loops grade_id="backprop_step"
"""No vector operation at all, plain lists back."""
import math


def backprop_step(x, target, learnrate, weights_input_hidden, weights_hidden_output):
    n_inputs, n_hidden = len(x), len(weights_hidden_output)
    a = []
    for j in range(n_hidden):
        h = 0.0
        for i in range(n_inputs):
            h += x[i] * weights_input_hidden[i][j]
        a.append(1 / (1 + math.exp(-h)))
    z = sum(a[j] * weights_hidden_output[j] for j in range(n_hidden))
    o = 1 / (1 + math.exp(-z))
    delta_o = (target - o) * o * (1 - o)
    delta_h = [delta_o * weights_hidden_output[j] * a[j] * (1 - a[j]) for j in range(n_hidden)]
    h_o = [learnrate * delta_o * a[j] for j in range(n_hidden)]
    i_h = [[learnrate * delta_h[j] * x[i] for j in range(n_hidden)] for i in range(n_inputs)]
    return [h_o, i_h]

# %% step_by_einsum grade_id="backprop_step"
"""einsum everywhere, a helper for the slope, and a print."""


def sigmoid_prime(z):
    return sigmoid(z) * (1 - sigmoid(z))


def backprop_step(x, target, learnrate, weights_input_hidden, weights_hidden_output):
    h = np.einsum("i,ij->j", x, weights_input_hidden)
    a = sigmoid(h)
    z = np.einsum("j,j->", a, weights_hidden_output)
    delta_o = (target - sigmoid(z)) * sigmoid_prime(z)
    delta_h = weights_hidden_output * delta_o * sigmoid_prime(h)
    print("error terms:", delta_o, delta_h)
    return learnrate * delta_o * a, np.einsum("i,j->ij", x, learnrate * delta_h)

# %% step_with_matrices grade_id="backprop_step"
"""Everything two-dimensional, flattened at the end."""
def backprop_step(x, target, learnrate, weights_input_hidden, weights_hidden_output):
    row = np.array(x, ndmin=2)
    column = weights_hidden_output.reshape(-1, 1)
    hidden = sigmoid(row @ weights_input_hidden)
    output = sigmoid(hidden @ column)
    delta_o = (target - output) * output * (1 - output)
    delta_h = (delta_o @ column.T) * hidden * (1 - hidden)
    return (learnrate * hidden.T @ delta_o).ravel(), learnrate * row.T @ delta_h

# %% step_single_precision grade_id="backprop_step"
"""float32 throughout."""
def backprop_step(x, target, learnrate, weights_input_hidden, weights_hidden_output):
    x, w1, w2 = (np.asarray(v, np.float32) for v in (x, weights_input_hidden, weights_hidden_output))
    hidden = sigmoid(x @ w1)
    output = sigmoid(hidden @ w2)
    delta_o = (np.float32(target) - output) * output * (1 - output)
    delta_h = delta_o * w2 * hidden * (1 - hidden)
    return np.float32(learnrate) * delta_o * hidden, np.float32(learnrate) * np.outer(x, delta_h)

# %% step_updates_copies grade_id="backprop_step"
"""Moves copies of the weights, output layer first, but takes the error from the old ones."""
def backprop_step(x, target, learnrate, weights_input_hidden, weights_hidden_output):
    hidden = sigmoid(np.dot(x, weights_input_hidden))
    output = sigmoid(np.dot(hidden, weights_hidden_output))
    delta_o = (target - output) * output * (1 - output)
    new_h_o = weights_hidden_output.copy()
    new_h_o += learnrate * delta_o * hidden
    delta_h = delta_o * weights_hidden_output * hidden * (1 - hidden)
    return new_h_o - weights_hidden_output, learnrate * np.outer(x, delta_h)

# %% step_calls_the_outer_product grade_id="backprop_step"
"""Uses the student's own function of exercise 5."""
def backprop_step(x, target, learnrate, weights_input_hidden, weights_hidden_output):
    a = sigmoid(x @ weights_input_hidden)
    o = sigmoid(a @ weights_hidden_output)
    delta = (target - o) * o * (1 - o)
    delta_w_h_o = learnrate * delta * a
    delta_w_i_h = learnrate * outer_product(delta * weights_hidden_output * a * (1 - a), x)
    return delta_w_h_o, delta_w_i_h

# %% bound_by_a_loop grade_id="factor_bound"
"""One slope, then a weight and a slope for each further layer."""
def factor_bound(n, largest_weight):
    factor = 0.25
    for _ in range(n - 1):
        factor *= largest_weight * 0.25
    return factor

# %% bound_by_recursion grade_id="factor_bound"
"""Recursion with exact halves."""
def factor_bound(n, largest_weight):
    if n == 1:
        return 1 / 4
    return factor_bound(n - 1, largest_weight) * largest_weight / 4

# %% bound_by_np_prod grade_id="factor_bound"
"""Arrays of slopes and of weights, multiplied up."""
def factor_bound(n, largest_weight):
    return np.prod(np.full(n, 0.25)) * np.prod(np.full(n - 1, float(largest_weight)))

# %% bound_with_a_plot grade_id="factor_bound"
"""A picture beside the answer."""
import matplotlib.pyplot as plt


def factor_bound(n, largest_weight):
    return 0.25 * (0.25 * largest_weight) ** (n - 1)


layers = range(1, 8)
plt.plot(layers, [factor_bound(n, 1.0) for n in layers])
plt.xlabel("layer, from the output");

# %% counterexample_negative_weight grade_id="counterexample"
"""A negative weight is as good: its size counts."""
counterexample = (np.array([0.5, 1.0]), np.array([0.2, -0.1]), -1.5, 0)

# %% counterexample_small_activation grade_id="counterexample"
"""A large weight, with a hidden unit that passes little on."""
counterexample = [[1.0], [-2.0], 10, 1]

# %% counterexample_plain_numbers grade_id="counterexample"
"""One input and one weight as plain numbers."""
counterexample = (0.0, 3.0, 2.5, 0.9)
