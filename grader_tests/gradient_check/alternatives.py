"""Right answers to the gradient check in other clothes."""

# %% loss_in_plain_python grade_id="loss"
"""Nested loops over plain floats with the math module; the result is a python float."""
import math


def loss(x, y, weights_input_hidden, weights_hidden_output):
    def f(h):
        return 1 / (1 + math.exp(-h))

    a = []
    for j in range(len(weights_hidden_output)):
        a.append(f(sum(float(x[i]) * float(weights_input_hidden[i][j]) for i in range(len(x)))))
    total = 0.0
    for k in range(len(y)):
        y_hat = f(sum(a[j] * float(weights_hidden_output[j][k]) for j in range(len(a))))
        total += (float(y[k]) - y_hat) ** 2
    return total / 2

# %% loss_with_einsum_and_tanh grade_id="loss"
"""Einstein sums and the tanh form of the sigmoid; the result is a 0-d array."""
def squash(h):
    return 0.5 * (1 + np.tanh(h / 2))


def loss(x, y, weights_input_hidden, weights_hidden_output):
    a = squash(np.einsum("i,ij->j", x, weights_input_hidden))
    difference = squash(np.einsum("j,jk->k", a, weights_hidden_output)) - y
    return np.asarray(np.einsum("k,k->", difference, difference) / 2)

# %% loss_with_matmul_and_dot grade_id="loss"
"""The @ operator, the sum of squares as a dot product, and a print on the way."""
def loss(x, y, weights_input_hidden, weights_hidden_output):
    hidden_layer_input = x @ weights_input_hidden
    hidden_layer_output = sigmoid(hidden_layer_input)
    output = sigmoid(hidden_layer_output @ weights_hidden_output)
    error = y - output
    print("error:", error)
    return error.dot(error) / 2

# %% loss_with_columns grade_id="loss"
"""Column vectors and transposed matrices, as in the other way to write the lecture's product."""
def loss(x, y, weights_input_hidden, weights_hidden_output):
    column = np.reshape(x, (-1, 1))
    a = sigmoid(np.matmul(weights_input_hidden.T, column))
    output = sigmoid(np.matmul(weights_hidden_output.T, a))
    return float(np.sum(np.square(output - np.reshape(y, (-1, 1))))) * 0.5

# %% loss_with_a_forward_helper grade_id="loss"
"""A helper makes the forward pass; math.fsum adds up the squares."""
from math import fsum


def forward(x, first, second):
    hidden = sigmoid(np.dot(first.T, x))
    return hidden, sigmoid(np.dot(second.T, hidden))


def loss(x, y, weights_input_hidden, weights_hidden_output):
    _, output = forward(x, weights_input_hidden, weights_hidden_output)
    return fsum(0.5 * (target - out) ** 2 for target, out in zip(y, output))

# %% difference_in_steps grade_id="central_difference"
"""Named intermediate values, divided by epsilon and then by two."""
def central_difference(f, x, epsilon):
    right = f(x + epsilon)
    left = f(x - epsilon)
    rise = right - left
    return rise / epsilon / 2

# %% difference_as_mean_of_two grade_id="central_difference"
"""The mean of the forward and the backward difference, as a numpy float."""
def central_difference(f, x, epsilon):
    forward = (f(x + epsilon) - f(x)) / epsilon
    backward = (f(x) - f(x - epsilon)) / epsilon
    return np.mean([forward, backward])

# %% difference_as_array grade_id="central_difference"
"""A dot product with the weights of the difference formula; the result is a 0-d array."""
def central_difference(f, x, epsilon):
    values = np.array([f(x + step * epsilon) for step in (-1, 1)])
    return np.asarray(np.dot([-0.5, 0.5], values) / epsilon)

# %% difference_as_lambda grade_id="central_difference"
"""A lambda in place of def."""
central_difference = lambda f, x, epsilon: 0.5 * (f(x + epsilon) - f(x - epsilon)) / epsilon

# %% epsilon_vectorised grade_id="epsilon"
"""Whole arrays in place of comprehensions."""
eps = np.array(epsilons)
exact_slope = np.exp(-h) / (1 + np.exp(-h)) ** 2
central_errors = np.abs((sigmoid(h + eps) - sigmoid(h - eps)) / (2 * eps) - exact_slope)
one_sided_errors = np.abs((sigmoid(h + eps) - sigmoid(h)) / eps - exact_slope)
best_epsilon = eps[central_errors.argmin()]

# %% epsilon_with_loops_and_tuples grade_id="epsilon"
"""A loop with append, tuples, and the best epsilon found by hand and typed in."""
def sigmoid_prime(value):
    return sigmoid(value) * (1 - sigmoid(value))


exact_slope = float(sigmoid_prime(h))
central_errors, one_sided_errors = [], []
for epsilon in epsilons:
    central_errors.append(float(np.abs(exact_slope - central_difference(sigmoid, h, epsilon))))
    one_sided_errors.append(float(np.abs(exact_slope - (sigmoid(h + epsilon) - sigmoid(h)) / epsilon)))
    print(epsilon, central_errors[-1], one_sided_errors[-1])
central_errors, one_sided_errors = tuple(central_errors), tuple(one_sided_errors)
best_epsilon = 0.00001

# %% epsilon_by_sorting_pairs grade_id="epsilon"
"""The smallest of (error, epsilon) pairs, the slope by the tanh form, and a plot."""
exact_slope = (1 - np.tanh(h / 2) ** 2) / 4
central_errors = [abs(central_difference(sigmoid, h, e) - exact_slope) for e in epsilons]
one_sided_errors = list(map(lambda e: abs((sigmoid(h + e) - sigmoid(h)) / e - exact_slope), epsilons))
best_epsilon = min(zip(central_errors, epsilons))[1]
plt.loglog(epsilons, central_errors);

# %% gradient_with_copies grade_id="numerical_gradient"
"""A fresh copy of the matrix for each measurement, and np.ndindex for the indices."""
def numerical_gradient(f, w, epsilon):
    gradient = np.empty_like(w)
    for place in np.ndindex(w.shape):
        right, left = w.copy(), w.copy()
        right[place] += epsilon
        left[place] -= epsilon
        gradient[place] = (f(right) - f(left)) / (2 * epsilon)
    return gradient

# %% gradient_by_central_difference grade_id="numerical_gradient"
"""Each entry as a function of one number, handed to central_difference; a nested list is returned."""
def numerical_gradient(f, w, epsilon):
    def slope(i, j):
        def of_one_entry(value):
            moved = np.array(w)
            moved[i, j] = value
            return f(moved)

        return float(central_difference(of_one_entry, w[i, j], epsilon))

    rows, columns = w.shape
    return [[slope(i, j) for j in range(columns)] for i in range(rows)]

# %% gradient_in_place_with_steps grade_id="numerical_gradient"
"""In place with += and -=, going back by adding epsilon once more: right but for rounding."""
def numerical_gradient(f, w, epsilon):
    gradient = np.zeros(w.shape)
    for i in range(len(w)):
        for j in range(len(w[0])):
            w[i][j] += epsilon
            gradient[i][j] = f(w)
            w[i][j] -= 2 * epsilon
            gradient[i][j] -= f(w)
            w[i][j] += epsilon
    return gradient / (2 * epsilon)

# %% gradient_by_unit_matrices grade_id="numerical_gradient"
"""Shifts by the rows of an identity matrix, reshaped to the matrix's shape."""
def numerical_gradient(f, w, epsilon):
    shifts = epsilon * np.eye(w.size).reshape(-1, *w.shape)
    slopes = [f(w + shift) - f(w - shift) for shift in shifts]
    return np.reshape(slopes, w.shape) / epsilon / 2

# %% gradients_with_named_functions grade_id="numerical_gradients"
"""Inner functions with def, work on copies, and a list in place of a tuple."""
def numerical_gradients(x, y, weights_input_hidden, weights_hidden_output, epsilon):
    def of_first(w):
        return loss(x, y, w, weights_hidden_output)

    def of_second(w):
        return loss(x, y, weights_input_hidden, w)

    return [
        numerical_gradient(of_first, weights_input_hidden.copy(), epsilon),
        numerical_gradient(of_second, weights_hidden_output.copy(), epsilon),
    ]

# %% gradients_written_out grade_id="numerical_gradients"
"""One loop for both matrices that does not use numerical_gradient at all; nested lists are returned."""
def numerical_gradients(x, y, weights_input_hidden, weights_hidden_output, epsilon):
    result = []
    for which in (0, 1):
        shape = (weights_input_hidden, weights_hidden_output)[which].shape
        rows = []
        for i in range(shape[0]):
            row = []
            for j in range(shape[1]):
                values = []
                for sign in (+1, -1):
                    pair = [weights_input_hidden.copy(), weights_hidden_output.copy()]
                    pair[which][i, j] += sign * epsilon
                    values.append(loss(x, y, *pair))
                row.append((values[0] - values[1]) / (2 * epsilon))
            rows.append(row)
        result.append(rows)
    return result[0], result[1]

# %% backprop_with_output_minus_target grade_id="backprop"
"""Output minus target, so that no minus is left over; np.outer."""
def backprop(x, y, weights_input_hidden, weights_hidden_output):
    a = sigmoid(x @ weights_input_hidden)
    output = sigmoid(a @ weights_hidden_output)
    delta = (output - y) * output * (1 - output)
    return np.outer(x, weights_hidden_output @ delta * a * (1 - a)), np.outer(a, delta)

# %% backprop_with_sigmoid_prime grade_id="backprop"
"""sigmoid_prime of the weighted sums, and products of columns with rows."""
def sigmoid_prime(h):
    return sigmoid(h) * (1 - sigmoid(h))


def backprop(x, y, weights_input_hidden, weights_hidden_output):
    h = np.dot(x, weights_input_hidden)
    z = np.dot(sigmoid(h), weights_hidden_output)
    error = y - sigmoid(z)
    output_error_term = error * sigmoid_prime(z)
    hidden_error_term = np.dot(output_error_term, weights_hidden_output.T) * sigmoid_prime(h)
    first = np.array(x, ndmin=2).T * hidden_error_term
    second = sigmoid(h).reshape(-1, 1) * output_error_term
    return -first, -second

# %% backprop_with_loops grade_id="backprop"
"""Plain python loops and floats; nested lists are returned."""
import math


def backprop(x, y, weights_input_hidden, weights_hidden_output):
    w, v = weights_input_hidden.tolist(), weights_hidden_output.tolist()
    x, y = x.tolist(), y.tolist()
    a = [1 / (1 + math.exp(-sum(x[i] * w[i][j] for i in range(len(x))))) for j in range(len(v))]
    out = [1 / (1 + math.exp(-sum(a[j] * v[j][k] for j in range(len(a))))) for k in range(len(y))]
    delta = [(y[k] - out[k]) * out[k] * (1 - out[k]) for k in range(len(y))]
    back = [
        sum(v[j][k] * delta[k] for k in range(len(y))) * a[j] * (1 - a[j]) for j in range(len(a))
    ]
    return [[-x[i] * b for b in back] for i in range(len(x))], [[-a_j * d for d in delta] for a_j in a]

# %% backprop_with_einsum grade_id="backprop"
"""Einstein sums throughout, and the tanh form of the slope."""
def backprop(x, y, weights_input_hidden, weights_hidden_output):
    a = sigmoid(np.einsum("i,ij->j", x, weights_input_hidden))
    z = np.einsum("j,jk->k", a, weights_hidden_output)
    delta = (sigmoid(z) - y) * (1 - np.tanh(z / 2) ** 2) / 4
    slope = a - a * a
    first = np.einsum("i,jk,k,j->ij", x, weights_hidden_output, delta, slope)
    return [first, np.einsum("j,k->jk", a, delta)]

# %% backprop_in_single_precision grade_id="backprop"
"""float32 throughout."""
def backprop(x, y, weights_input_hidden, weights_hidden_output):
    x, y = x.astype(np.float32), y.astype(np.float32)
    w, v = weights_input_hidden.astype(np.float32), weights_hidden_output.astype(np.float32)
    a = sigmoid(x @ w)
    out = sigmoid(a @ v)
    delta = (out - y) * out * (1 - out)
    return np.outer(x, (v @ delta) * a * (1 - a)), np.outer(a, delta)

# %% relative_error_in_a_loop grade_id="relative_error"
"""A loop over pairs that skips two zeros; a python float."""
def relative_error(a, b):
    worst = 0.0
    for p, q in zip(np.ravel(a), np.ravel(b)):
        if p != q:
            worst = max(worst, abs(p - q) / max(abs(p), abs(q)))
    return float(worst)

# %% relative_error_by_divide_where grade_id="relative_error"
"""np.divide with its where argument."""
def relative_error(a, b):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    size = np.maximum(abs(a), abs(b))
    return np.divide(abs(a - b), size, out=np.zeros_like(size), where=size != 0).max()

# %% relative_error_by_masking grade_id="relative_error"
"""Only the entries that differ are looked at; an empty selection counts as 0."""
def relative_error(a, b):
    differ = a != b
    if not differ.any():
        return 0
    size = np.max([np.abs(a), np.abs(b)], axis=0)
    return np.max(np.abs(a - b)[differ] / size[differ])

# %% relative_error_by_nan_to_num grade_id="relative_error"
"""Division by zero silenced and nan replaced afterwards; a 0-d array is returned."""
def relative_error(a, b):
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.abs(a - b) / np.maximum(np.abs(a), np.abs(b))
    return np.asarray(np.max(np.nan_to_num(ratio)))

# %% check_as_a_list grade_id="gradient_check"
"""A comprehension over the two matrices; a list is returned."""
def gradient_check(backprop, x, y, weights_input_hidden, weights_hidden_output, epsilon):
    network = (x, y, weights_input_hidden, weights_hidden_output)
    pairs = zip(numerical_gradients(*network, epsilon), backprop(*network))
    return [float(relative_error(np.array(a), np.array(b))) for a, b in pairs]

# %% check_as_an_array grade_id="gradient_check"
"""The two errors in a numpy array, with copies handed to the candidate, and a print of the result."""
def gradient_check(backprop, x, y, weights_input_hidden, weights_hidden_output, epsilon):
    first, second = weights_input_hidden.copy(), weights_hidden_output.copy()
    claimed = backprop(x, y, first, second)
    measured = numerical_gradients(x, y, first, second, epsilon)
    errors = np.array([relative_error(claimed[m], measured[m]) for m in range(2)])
    print("largest relative errors:", errors)
    return errors

# %% findings_typed_in grade_id="findings"
"""The dictionary is typed in, in another order."""
findings = dict(
    f="input_hidden", e="none", d="hidden_output", c="input_hidden", b="both", a="none"
)

# %% findings_by_table grade_id="findings"
"""A dict comprehension over a table of names, with another epsilon and threshold."""
NAMES = {(0, 0): "none", (1, 0): "input_hidden", (0, 1): "hidden_output", (1, 1): "both"}
findings = {
    key: NAMES[
        tuple(
            int(error > 1e-5)
            for error in gradient_check(
                program, x, y, weights_input_hidden, weights_hidden_output, 3e-6
            )
        )
    ]
    for key, program in candidates.items()
}

# %% findings_on_another_network grade_id="findings"
"""The check is made on a random network in place of the given one."""
rng = np.random.default_rng(7)
record = rng.normal(size=5), rng.uniform(size=3), rng.normal(size=(5, 4)), rng.normal(size=(4, 3))
findings = {}
for letter in "abcdef":
    errors = gradient_check(candidates[letter], *record, 1e-5)
    where = [place for place, e in zip(("input_hidden", "hidden_output"), errors) if e > 1e-4]
    findings[letter] = "both" if len(where) == 2 else where[0] if where else "none"

# %% descent_by_adding_steps grade_id="descent_step"
"""Weight steps as in the lecture, minus the learning rate times the gradient, added to copies."""
def descent_step(gradient, x, y, weights_input_hidden, weights_hidden_output, learnrate):
    first, second = gradient(x, y, weights_input_hidden, weights_hidden_output)
    delta_w_i_h = -learnrate * np.asarray(first)
    delta_w_h_o = -learnrate * np.asarray(second)
    new_input_hidden = weights_input_hidden.copy()
    new_hidden_output = weights_hidden_output.copy()
    new_input_hidden += delta_w_i_h
    new_hidden_output += delta_w_h_o
    return new_input_hidden, new_hidden_output

# %% descent_with_lists grade_id="descent_step"
"""Nested comprehensions over plain floats; a list of nested lists is returned."""
def descent_step(gradient, x, y, weights_input_hidden, weights_hidden_output, learnrate):
    new = []
    slopes = gradient(x, y, weights_input_hidden, weights_hidden_output)
    for w, g in zip((weights_input_hidden, weights_hidden_output), slopes):
        new.append([[float(a - learnrate * b) for a, b in zip(*rows)] for rows in zip(w, g)])
    return new
