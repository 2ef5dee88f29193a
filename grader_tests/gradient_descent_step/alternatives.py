"""Right answers to gradient_descent_step in other clothes; each must score full marks."""

# %% sse_in_a_loop grade_id="sse"
"""A loop over the records that returns a Python float."""
def sse(y, y_hat):
    total = 0.0
    for target, output in zip(y, y_hat):
        total += float(target - output) ** 2
    return total

# %% sse_as_a_dot_product grade_id="sse"
"""The errors' dot product with themselves."""
def sse(y, y_hat):
    errors = np.array(y_hat) - np.array(y)
    return errors @ errors

# %% sse_in_an_array_without_axes grade_id="sse"
"""The sum as a 0-d array."""
def sse(y, y_hat):
    return np.array(np.square(np.subtract(y, y_hat)).sum())

# %% half_sse_by_itself grade_id="half_sse"
"""The half in front of the sum, without calling sse, outputs minus targets."""
def half_sse(y, y_hat):
    return 0.5 * sum((b - a) ** 2 for a, b in zip(y, y_hat))

# %% half_sse_from_the_mean grade_id="half_sse"
"""The mean times the number of records, halved."""
def half_sse(y, y_hat):
    return len(y) * np.mean((y - y_hat) ** 2) / 2

# %% sigmoid_as_tanh grade_id="sigmoid"
"""The tanh form of the sigmoid."""
def sigmoid(x):
    return 0.5 * (1 + np.tanh(x / 2))

# %% sigmoid_on_both_branches grade_id="sigmoid"
"""The form that never overflows; it gives a 0-d array for a number."""
def sigmoid(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1 / (1 + small), small / (1 + small))

# %% sigmoid_with_a_rising_exponential grade_id="sigmoid"
"""Numerator and denominator multiplied by e^h."""
def sigmoid(x):
    return np.exp(x) / (np.exp(x) + 1)

# %% sigmoid_of_numbers_vectorised grade_id="sigmoid"
"""math.exp on single numbers, vectorised by numpy."""
import math


def _sigmoid_of_one(number):
    return 1 / (1 + math.exp(-number))


sigmoid = np.vectorize(_sigmoid_of_one, otypes=[float])

# %% sigmoid_as_a_lambda grade_id="sigmoid"
"""A lambda with np.power and np.e."""
sigmoid = lambda z: 1.0 / (1.0 + np.power(np.e, -z))

# %% slope_from_one_call grade_id="sigmoid_prime"
"""One call of the sigmoid, s - s squared."""
def sigmoid_prime(x):
    s = sigmoid(x)
    return s - s**2

# %% slope_from_exponentials grade_id="sigmoid_prime"
"""The quotient before it is rewritten as a product."""
def sigmoid_prime(x):
    return np.exp(-x) / (1 + np.exp(-x)) ** 2

# %% slope_from_cosh grade_id="sigmoid_prime"
"""The closed form with cosh."""
def sigmoid_prime(x):
    return 1 / (4 * np.cosh(np.asarray(x) / 2) ** 2)

# %% slope_by_symmetry grade_id="sigmoid_prime"
"""1 - s(x) is s(-x)."""
def sigmoid_prime(x):
    return sigmoid(x) * sigmoid(-x)

# %% slope_from_a_difference_quotient grade_id="sigmoid_prime"
"""A central difference quotient of the sigmoid."""
def sigmoid_prime(x):
    return (sigmoid(x + 1e-5) - sigmoid(x - 1e-5)) / 2e-5

# %% the_whole_quiz_pasted grade_id="nn_output"
"""The quiz's own solution, inputs and all, pasted into the first cell of the chain."""
def sigmoid(x):
    """
    Calculate sigmoid
    """
    return 1/(1+np.exp(-x))

def sigmoid_prime(x):
    """
    # Derivative of the sigmoid function
    """
    return sigmoid(x) * (1 - sigmoid(x))

learnrate = 0.5
x = np.array([1, 2, 3, 4])
y = np.array(0.5)

# Initial weights
w = np.array([0.5, -0.5, 0.3, 0.1])

h = np.dot(x, w)
nn_output = sigmoid(h)
error = y - nn_output
error_term = error * sigmoid_prime(h)
del_w = learnrate * error_term * x

print('Neural Network output:')
print(nn_output)
print('Amount of Error:')
print(error)
print('Change in Weights:')
print(del_w)

# %% output_in_a_loop grade_id="nn_output"
"""A loop over the inputs, Python floats throughout."""
import math

h = 0.0
for i in range(len(x)):
    h += float(x[i]) * float(w[i])
nn_output = 1 / (1 + math.exp(-h))

# %% output_with_matmul grade_id="nn_output"
"""The weights first, the @ operator, and 0-d arrays."""
h = np.array(w @ x)
nn_output = np.array(sigmoid(h))

# %% output_with_einsum grade_id="nn_output"
"""np.einsum."""
h = np.einsum("i,i->", x, w)
nn_output = sigmoid(h)

# %% output_written_out grade_id="nn_output"
"""All four products written out, as on the slide, with the name weights."""
weights = w
nn_output = sigmoid(x[0]*weights[0] + x[1]*weights[1] + x[2]*weights[2] + x[3]*weights[3])
h = x[0]*weights[0] + x[1]*weights[1] + x[2]*weights[2] + x[3]*weights[3]

# %% output_in_float32 grade_id="nn_output"
"""Single precision, which the tolerance allows."""
h = np.dot(x.astype(np.float32), w.astype(np.float32))
nn_output = np.float32(sigmoid(h))

# %% error_subtracted_by_numpy grade_id="error"
"""np.subtract into a 0-d array, with a print."""
error = np.array(np.subtract(y, nn_output))
print("Amount of Error:", error)

# %% error_from_the_other_side grade_id="error"
"""Minus the output plus the target, as a Python float."""
error = -float(nn_output) + float(y)

# %% error_term_from_the_output grade_id="error_term"
"""The lecture's efficiency tip: the slope from the output itself."""
error_term = error * nn_output * (1 - nn_output)

# %% error_term_with_a_helper grade_id="error_term"
"""A helper function that computes everything again from x, y and w."""
def _delta(inputs, target, weights):
    total = sum(i * v for i, v in zip(inputs, weights))
    return (target - sigmoid(total)) * sigmoid_prime(total)


error_term = _delta(x, y, w)

# %% error_term_without_sigmoid_prime grade_id="error_term"
"""The slope written with exponentials, as a Python float."""
error_term = float(error * np.exp(-h) / (1 + np.exp(-h)) ** 2)

# %% steps_in_a_list grade_id="del_w"
"""The slide's own list, carried on to four entries."""
del_w = [ learnrate * error_term * x[0],
          learnrate * error_term * x[1],
          learnrate * error_term * x[2],
          learnrate * error_term * x[3]]

# %% steps_in_a_tuple grade_id="del_w"
"""A tuple of Python floats."""
del_w = tuple(float(learnrate * error_term * value) for value in x)

# %% steps_appended_in_a_loop grade_id="del_w"
"""A list filled in a loop, the factors in another order, then the weights moved as well."""
del_w = []
for value in x:
    del_w.append(value * error_term * learnrate)
w = w + np.array(del_w)

# %% steps_in_float32 grade_id="del_w"
"""Single precision, which the tolerance allows."""
del_w = np.float32(learnrate) * np.float32(error_term) * x.astype(np.float32)

# %% steps_with_a_plot grade_id="del_w"
"""np.multiply, with a bar chart of the steps."""
del_w = np.multiply(learnrate * error_term, x)
plt.bar(np.arange(len(x)), del_w)
plt.ylabel("step")

# %% function_with_the_efficiency_tip grade_id="gradient_descent_step"
"""The slope from the output, @ for the sum, and prints."""
def gradient_descent_step(x, y, w, learnrate):
    output = sigmoid(x @ w)
    print("output:", output)
    return learnrate * (y - output) * output * (1 - output) * x

# %% function_in_plain_python grade_id="gradient_descent_step"
"""math and loops only; returns a list."""
import math


def gradient_descent_step(x, y, w, learnrate):
    h = 0.0
    for i in range(len(x)):
        h += x[i] * w[i]
    output = 1 / (1 + math.exp(-h))
    steps = []
    for i in range(len(x)):
        steps.append(learnrate * (y - output) * output * (1 - output) * x[i])
    return steps

# %% function_as_minus_gradient grade_id="gradient_descent_step"
"""The gradient first, with the error the other way round, then minus eta times it."""
def gradient_descent_step(x, y, w, learnrate):
    def gradient():
        h = (x * w).sum()
        return (sigmoid(h) - y) * sigmoid_prime(h) * x

    return -learnrate * gradient()

# %% function_by_difference_quotients grade_id="gradient_descent_step"
"""Minus eta times the difference quotients of half_sse: slow, but right."""
def gradient_descent_step(x, y, w, learnrate):
    def loss(weights):
        return half_sse(np.array([y]), np.array([sigmoid(np.dot(x, weights))]))

    step = np.zeros(len(w))
    for i in range(len(w)):
        nudge = np.zeros(len(w))
        nudge[i] = 1e-5
        step[i] = -learnrate * (loss(w + nudge) - loss(w - nudge)) / 2e-5
    return step

# %% function_in_float32 grade_id="gradient_descent_step"
"""Single precision, which the tolerance allows."""
def gradient_descent_step(x, y, w, learnrate):
    x = np.asarray(x, dtype=np.float32)
    w = np.asarray(w, dtype=np.float32)
    h = np.dot(x, w)
    error_term = np.float32(y - sigmoid(h)) * np.float32(sigmoid_prime(h))
    return np.float32(learnrate) * error_term * x

# %% function_as_a_tuple grade_id="gradient_descent_step"
"""Other argument names by position, and a tuple."""
def gradient_descent_step(inputs, target, weights, eta):
    h = np.sum(np.multiply(inputs, weights))
    delta = (target - sigmoid(h)) * sigmoid_prime(h)
    return tuple(eta * delta * value for value in inputs)

# %% records_in_a_loop grade_id="weight_steps"
"""One call of gradient_descent_step for each record, rows in a list."""
def weight_steps(features, targets, w, learnrate):
    rows = []
    for record, target in zip(features, targets):
        rows.append(gradient_descent_step(record, target, w, learnrate))
    return rows

# %% records_with_einsum grade_id="weight_steps"
"""einsum for the sums and for the products."""
def weight_steps(features, targets, w, learnrate):
    output = sigmoid(np.einsum("ui,i->u", features, w))
    delta = (targets - output) * output * (1 - output)
    return learnrate * np.einsum("u,ui->ui", delta, features)

# %% records_with_reshape grade_id="weight_steps"
"""Column vectors from the start."""
def weight_steps(features, targets, w, learnrate):
    h = features @ np.reshape(w, (-1, 1))
    delta = (np.reshape(targets, (-1, 1)) - sigmoid(h)) * sigmoid_prime(h)
    return learnrate * (delta * features)

# %% records_transposed_twice grade_id="weight_steps"
"""Transposed so that the error terms run along the columns, then back."""
def weight_steps(features, targets, w, learnrate):
    h = (features * w).sum(axis=1)
    return (learnrate * (targets - sigmoid(h)) * sigmoid_prime(h) * features.T).T

# %% records_with_a_diagonal_matrix grade_id="weight_steps"
"""A diagonal matrix of error terms times the features."""
def weight_steps(features, targets, w, learnrate):
    h = np.dot(features, w)
    return learnrate * np.diag((targets - sigmoid(h)) * sigmoid_prime(h)) @ features

# %% sum_as_a_product grade_id="summed_weight_step"
"""The error terms times the features, without the single steps."""
def summed_weight_step(features, targets, w, learnrate):
    h = features @ w
    return learnrate * features.T @ ((targets - sigmoid(h)) * sigmoid_prime(h))

# %% sum_in_a_loop grade_id="summed_weight_step"
"""del_w += ... for each record, as the slides do later."""
def summed_weight_step(features, targets, w, learnrate):
    del_w = np.zeros(w.shape)
    for x, y in zip(features, targets):
        output = sigmoid(np.dot(x, w))
        error = y - output
        error_term = error * output * (1 - output)
        del_w += error_term * x
    return learnrate * del_w

# %% sum_of_columns grade_id="summed_weight_step"
"""A list of Python floats, column by column."""
def summed_weight_step(features, targets, w, learnrate):
    return [float(sum(column)) for column in zip(*weight_steps(features, targets, w, learnrate))]
