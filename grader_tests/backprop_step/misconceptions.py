"""Known wrong answers to backprop_step, and the sentence that helps whoever wrote one."""

# %% h_without_the_minus grade_id="hidden_input" loses="hidden_input_test hidden_activation_test network_output_test hidden_error_term_test output_weight_step_test"
"""The second weight is negative, so its input pulls h down. Keep the sign of each weight in the
weighted sum."""
h = 0.4 * 0.1 + 0.2 * 0.3

# %% h_without_weights grade_id="hidden_input" loses="hidden_input_test hidden_activation_test network_output_test output_error_term_test hidden_error_term_test output_weight_step_test input_weight_step_test"
"""You added up the inputs themselves. In the weighted sum each input is first multiplied by its
own weight."""
h = np.sum(x)

# %% h_not_summed grade_id="hidden_input" loses="hidden_input_test hidden_activation_test network_output_test output_error_term_test hidden_error_term_test output_weight_step_test"
"""You have the products of inputs and weights, one for each input. A unit has one input: their sum.
"""
h = w * x

# %% a_is_h grade_id="hidden_activation" loses="hidden_activation_test network_output_test output_error_term_test hidden_error_term_test output_weight_step_test input_weight_step_test"
"""The hidden unit passes on its activation, the sigmoid of its input. You passed on the input
itself."""
a = h

# %% a_with_exp_of_plus_h grade_id="hidden_activation" loses="hidden_activation_test network_output_test output_weight_step_test"
"""The sigmoid has exp of minus its input in the denominator. With a plus you get f(-h), which is
1 - f(h)."""
a = 1 / (1 + np.exp(h))

# %% a_without_brackets grade_id="hidden_activation" loses="hidden_activation_test network_output_test output_error_term_test hidden_error_term_test output_weight_step_test input_weight_step_test"
"""Without brackets 1 / 1 + exp(-h) divides first and adds afterwards. The whole sum belongs in
the denominator."""
a = 1 / 1 + np.exp(-h)

# %% y_hat_from_h grade_id="network_output" loses="network_output_test output_error_term_test hidden_error_term_test output_weight_step_test input_weight_step_test"
"""The weight W carries the activation a of the hidden unit to the output, not its input h."""
y_hat = sigmoid(W * h)

# %% y_hat_without_sigmoid grade_id="network_output" loses="network_output_test output_error_term_test hidden_error_term_test output_weight_step_test input_weight_step_test"
"""W times a is the input of the output unit. Its output is the sigmoid of that."""
y_hat = W * a

# %% y_hat_without_the_weight grade_id="network_output" loses="network_output_test output_error_term_test hidden_error_term_test output_weight_step_test input_weight_step_test"
"""You left out the weight W between the hidden unit and the output unit."""
y_hat = sigmoid(a)

# %% delta_o_sign grade_id="output_error_term" loses="output_error_term_test hidden_error_term_test output_weight_step_test input_weight_step_test"
"""The error is target minus output, y - y_hat. The other way round every step goes up the loss
instead of down."""
output_error_term = (y_hat - y) * y_hat * (1 - y_hat)

# %% delta_o_without_slope grade_id="output_error_term" loses="output_error_term_test hidden_error_term_test output_weight_step_test input_weight_step_test"
"""Your error term is the error alone. It also needs the slope of the output unit's sigmoid."""
output_error_term = y - y_hat

# %% delta_o_slope_twice grade_id="output_error_term" loses="output_error_term_test hidden_error_term_test output_weight_step_test input_weight_step_test"
"""y_hat is already a sigmoid's output, so its slope is y_hat (1 - y_hat). You took the sigmoid
of it once more."""
output_error_term = (y - y_hat) * sigmoid(y_hat) * (1 - sigmoid(y_hat))

# %% delta_o_half_a_slope grade_id="output_error_term" loses="output_error_term_test hidden_error_term_test output_weight_step_test input_weight_step_test"
"""The slope of the sigmoid has two factors, f and (1 - f). You kept only the first."""
output_error_term = (y - y_hat) * y_hat

# %% delta_o_squared_error grade_id="output_error_term" loses="output_error_term_test hidden_error_term_test output_weight_step_test input_weight_step_test"
"""The loss holds the squared error, but its derivative holds the error to the first power only."""
output_error_term = 0.5 * (y - y_hat) ** 2 * y_hat * (1 - y_hat)

# %% delta_h_without_slope grade_id="hidden_error_term" loses="hidden_error_term_test input_weight_step_test"
"""On its way back the error term passes the hidden unit's sigmoid, too: multiply by the slope a
(1 - a)."""
hidden_error_term = W * output_error_term

# %% delta_h_raw_error grade_id="hidden_error_term" loses="hidden_error_term_test input_weight_step_test"
"""You sent the raw error back. What goes back is the output error term, which holds the output
unit's slope."""
hidden_error_term = W * (y - y_hat) * a * (1 - a)

# %% delta_h_without_the_weight grade_id="hidden_error_term" loses="hidden_error_term_test input_weight_step_test"
"""The hidden unit answers only for the part of the error that its weight W let through. Multiply
by W."""
hidden_error_term = output_error_term * a * (1 - a)

# %% delta_h_activation_for_weight grade_id="hidden_error_term" loses="hidden_error_term_test input_weight_step_test"
"""You scaled the error by the activation a. On the way back it is scaled by the weight W between
the two units."""
hidden_error_term = a * output_error_term * a * (1 - a)

# %% delta_h_slope_at_a grade_id="hidden_error_term" loses="hidden_error_term_test input_weight_step_test"
"""The slope belongs at the hidden unit's input h, where it is a (1 - a). You took the sigmoid of
a once more."""
hidden_error_term = W * output_error_term * sigmoid(a) * (1 - sigmoid(a))

# %% output_step_without_rate grade_id="output_weight_step" loses="output_weight_step_test"
"""A step is the learning rate times the error term times the value carried. The learning rate is
missing."""
delta_W = output_error_term * a

# %% output_step_rate_twice grade_id="output_weight_step" loses="output_weight_step_test"
"""The learning rate enters a step once. You multiplied by it twice."""
delta_W = learnrate * learnrate * output_error_term * a

# %% output_step_by_its_weight grade_id="output_weight_step" loses="output_weight_step_test"
"""Multiply by the value that the weight carries, the activation a, not by the weight itself."""
delta_W = learnrate * output_error_term * W

# %% output_step_by_h grade_id="output_weight_step" loses="output_weight_step_test"
"""The weight W carries the hidden unit's activation a. You multiplied by its input h."""
delta_W = learnrate * output_error_term * h

# %% output_step_by_y_hat grade_id="output_weight_step" loses="output_weight_step_test"
"""The step needs the value that goes into the output unit, the activation a. You took the value
that comes out."""
delta_W = learnrate * output_error_term * y_hat

# %% output_weight_moved grade_id="output_weight_step" loses="output_weight_step_test"
"""You gave the new weight. The exercise asks for the step alone, the amount by which the weight
changes."""
delta_W = W + learnrate * output_error_term * a

# %% input_step_single_number grade_id="input_weight_step" loses="input_weight_step_test"
"""Each input weight has a step of its own: multiply by the input that the weight carries."""
delta_w = learnrate * hidden_error_term

# %% input_step_by_w grade_id="input_weight_step" loses="input_weight_step_test"
"""Multiply by the inputs, the values that the weights carry, not by the weights themselves."""
delta_w = learnrate * hidden_error_term * w

# %% input_step_without_rate grade_id="input_weight_step" loses="input_weight_step_test"
"""A step is the learning rate times the error term times the value carried. The learning rate is
missing."""
delta_w = hidden_error_term * x

# %% input_step_from_output_term grade_id="input_weight_step" loses="input_weight_step_test"
"""The input weights lead to the hidden unit, so their steps use the hidden error term, not that
of the output."""
delta_w = learnrate * output_error_term * x

# %% input_step_by_a grade_id="input_weight_step" loses="input_weight_step_test"
"""The weights before the hidden unit carry the inputs x. You used the activation that comes
after it."""
delta_w = learnrate * hidden_error_term * np.array([a, a])

# %% chain_sign grade_id="backprop_chain" loses="backprop_chain_test"
"""The error is target minus output, y - y_hat. The other way round every step goes up the loss
instead of down."""
def backprop_chain(x, w, W, y, learnrate):
    h = np.dot(w, x)
    a = sigmoid(h)
    y_hat = sigmoid(W * a)
    output_error_term = (y_hat - y) * y_hat * (1 - y_hat)
    hidden_error_term = W * output_error_term * a * (1 - a)
    delta_W = learnrate * output_error_term * a
    delta_w = learnrate * hidden_error_term * x
    return h, a, y_hat, output_error_term, hidden_error_term, delta_W, delta_w

# %% chain_slope_is_a_quarter grade_id="backprop_chain" loses="backprop_chain_test"
"""One quarter is the sigmoid's largest slope, which it has at 0 only. Use the slope at the
unit's own input."""
def backprop_chain(x, w, W, y, learnrate):
    h = np.dot(w, x)
    a = sigmoid(h)
    y_hat = sigmoid(W * a)
    output_error_term = (y - y_hat) * 0.25
    hidden_error_term = W * output_error_term * 0.25
    delta_W = learnrate * output_error_term * a
    delta_w = learnrate * hidden_error_term * x
    return h, a, y_hat, output_error_term, hidden_error_term, delta_W, delta_w

# %% chain_hidden_slope_is_a_quarter grade_id="backprop_chain" loses="backprop_chain_test"
"""One quarter is the sigmoid's largest slope. In the hidden unit, too, use the slope at its own
input, a (1 - a)."""
def backprop_chain(x, w, W, y, learnrate):
    h = np.dot(w, x)
    a = sigmoid(h)
    y_hat = sigmoid(W * a)
    output_error_term = (y - y_hat) * y_hat * (1 - y_hat)
    hidden_error_term = W * output_error_term * 0.25
    delta_W = learnrate * output_error_term * a
    delta_w = learnrate * hidden_error_term * x
    return h, a, y_hat, output_error_term, hidden_error_term, delta_W, delta_w

# %% chain_rounds grade_id="backprop_chain" loses="backprop_chain_test"
"""You rounded on the way. A rounded error term makes everything after it inexact: keep all
digits to the end."""
def backprop_chain(x, w, W, y, learnrate):
    h = np.dot(w, x)
    a = round(sigmoid(h), 3)
    y_hat = round(sigmoid(W * a), 3)
    output_error_term = round((y - y_hat) * y_hat * (1 - y_hat), 3)
    hidden_error_term = round(W * output_error_term * a * (1 - a), 3)
    delta_W = learnrate * output_error_term * a
    delta_w = learnrate * hidden_error_term * x
    return h, a, y_hat, output_error_term, hidden_error_term, delta_W, delta_w

# %% chain_moves_weight_first grade_id="backprop_chain" loses="backprop_chain_test"
"""The error goes back through the weight of the forward pass. You had moved W already before you
used it."""
def backprop_chain(x, w, W, y, learnrate):
    h = np.dot(w, x)
    a = sigmoid(h)
    y_hat = sigmoid(W * a)
    output_error_term = (y - y_hat) * y_hat * (1 - y_hat)
    delta_W = learnrate * output_error_term * a
    W = W + delta_W
    hidden_error_term = W * output_error_term * a * (1 - a)
    delta_w = learnrate * hidden_error_term * x
    return h, a, y_hat, output_error_term, hidden_error_term, delta_W, delta_w

# %% chain_two_inputs_only grade_id="backprop_chain" loses="backprop_chain_test"
"""Your function counts on exactly two inputs. Let the weighted sum and the steps run over all of
them."""
def backprop_chain(x, w, W, y, learnrate):
    h = w[0] * x[0] + w[1] * x[1]
    a = sigmoid(h)
    y_hat = sigmoid(W * a)
    output_error_term = (y - y_hat) * y_hat * (1 - y_hat)
    hidden_error_term = W * output_error_term * a * (1 - a)
    delta_W = learnrate * output_error_term * a
    delta_w = [learnrate * hidden_error_term * x[0], learnrate * hidden_error_term * x[1]]
    return h, a, y_hat, output_error_term, hidden_error_term, delta_W, delta_w

# %% chain_target_is_one grade_id="backprop_chain" loses="backprop_chain_test"
"""You wrote the target of the example, 1, into the function. Use the argument y, which may be
any target."""
def backprop_chain(x, w, W, y, learnrate):
    h = np.dot(w, x)
    a = sigmoid(h)
    y_hat = sigmoid(W * a)
    output_error_term = (1 - y_hat) * y_hat * (1 - y_hat)
    hidden_error_term = W * output_error_term * a * (1 - a)
    delta_W = learnrate * output_error_term * a
    delta_w = learnrate * hidden_error_term * x
    return h, a, y_hat, output_error_term, hidden_error_term, delta_W, delta_w

# %% chain_returns_the_example grade_id="backprop_chain" loses="backprop_chain_test"
"""Your function returns the results of the example. Compute them inside the function from its
arguments."""
def backprop_chain(x, w, W, y, learnrate):
    return h, a, y_hat, output_error_term, hidden_error_term, delta_W, delta_w

# %% chain_changes_its_inputs grade_id="backprop_chain" loses="backprop_chain_test"
"""The steps are right, but w += ... also moves the array that you were given. Only compute the
steps."""
def backprop_chain(x, w, W, y, learnrate):
    h = np.dot(w, x)
    a = sigmoid(h)
    y_hat = sigmoid(W * a)
    output_error_term = (y - y_hat) * y_hat * (1 - y_hat)
    hidden_error_term = W * output_error_term * a * (1 - a)
    delta_W = learnrate * output_error_term * a
    delta_w = learnrate * hidden_error_term * x
    w += delta_w
    return h, a, y_hat, output_error_term, hidden_error_term, delta_W, delta_w

# %% outer_element_by_element grade_id="outer_product" loses="outer_product_test"
"""Multiplied directly, two one-dimensional arrays are paired element by element, or raise a
ValueError. Stand the inputs upright first: inputs[:, None]."""
def outer_product(error_terms, inputs):
    return error_terms * inputs

# %% outer_transposed grade_id="outer_product" loses="outer_product_test"
"""Your table lies on its side. Rows belong to inputs and columns to error terms, as in the weights.
"""
def outer_product(error_terms, inputs):
    return np.outer(error_terms, inputs)

# %% outer_by_transpose grade_id="outer_product" loses="outer_product_test"
"""The transpose of a one-dimensional array is the same array. Use inputs[:, None] to make a
column of it."""
def outer_product(error_terms, inputs):
    return error_terms * inputs.T

# %% outer_reshaped grade_id="outer_product" loses="outer_product_test"
"""The shape is right, but reshape puts the products into other places. Transpose the table, or
stand the inputs upright."""
def outer_product(error_terms, inputs):
    return np.outer(error_terms, inputs).reshape(len(inputs), len(error_terms))

# %% outer_inner grade_id="outer_product" loses="outer_product_test"
"""np.dot adds the products up. Here every product keeps a place of its own in the table."""
def outer_product(error_terms, inputs):
    return np.dot(error_terms, inputs)

# %% quiz_hidden_layer_no_sigmoid grade_id="quiz_hidden_layer" loses="quiz_hidden_layer_test quiz_output_layer_test quiz_output_error_term_test quiz_hidden_error_term_test quiz_delta_w_h_o_test quiz_delta_w_i_h_test"
"""The hidden layer's output is the sigmoid of its input. You passed the input on unchanged."""
hidden_layer_input = np.dot(x, weights_input_hidden)
hidden_layer_output = hidden_layer_input

# %% quiz_hidden_layer_swapped grade_id="quiz_hidden_layer" loses="quiz_hidden_layer_test quiz_output_layer_test quiz_output_error_term_test quiz_hidden_error_term_test quiz_delta_w_h_o_test quiz_delta_w_i_h_test"
"""The rows of the weights belong to the inputs, so x stands to the left of them in the dot product.
"""
hidden_layer_input = np.dot(weights_input_hidden, x)
hidden_layer_output = sigmoid(hidden_layer_input)

# %% quiz_output_no_sigmoid grade_id="quiz_output_layer" loses="quiz_output_layer_test quiz_output_error_term_test quiz_hidden_error_term_test quiz_delta_w_h_o_test quiz_delta_w_i_h_test"
"""The output of the network is the sigmoid of output_layer_in. You left the sigmoid out."""
output_layer_in = np.dot(hidden_layer_output, weights_hidden_output)
output = output_layer_in

# %% quiz_output_from_hidden_input grade_id="quiz_output_layer" loses="quiz_output_layer_test quiz_output_error_term_test quiz_hidden_error_term_test quiz_delta_w_h_o_test quiz_delta_w_i_h_test"
"""The output unit receives the hidden layer's outputs, after the sigmoid. You sent it the inputs
from before."""
output_layer_in = np.dot(hidden_layer_input, weights_hidden_output)
output = sigmoid(output_layer_in)

# %% quiz_sign grade_id="quiz_output_error_term" loses="quiz_output_error_term_test quiz_hidden_error_term_test quiz_delta_w_h_o_test quiz_delta_w_i_h_test"
"""The error is target minus output. The other way round every step goes up the loss instead of
down."""
error = output - target
output_error_term = error * output * (1 - output)

# %% quiz_no_slope_at_the_output grade_id="quiz_output_error_term" loses="quiz_output_error_term_test quiz_hidden_error_term_test quiz_delta_w_h_o_test quiz_delta_w_i_h_test"
"""Your error term is the error alone. It also needs the slope of the output unit, output * (1 -
output)."""
error = target - output
output_error_term = error

# %% quiz_slope_of_the_output grade_id="quiz_output_error_term" loses="quiz_output_error_term_test quiz_hidden_error_term_test quiz_delta_w_h_o_test quiz_delta_w_i_h_test"
"""output is already a sigmoid's value, so its slope is output * (1 - output). You took the
sigmoid of it once more."""
error = target - output
output_error_term = error * sigmoid(output) * (1 - sigmoid(output))

# %% quiz_slope_is_a_quarter grade_id="quiz_output_error_term" loses="quiz_output_error_term_test quiz_hidden_error_term_test quiz_delta_w_h_o_test quiz_delta_w_i_h_test"
"""One quarter is the sigmoid's largest slope, which it has at 0 only. Use output * (1 - output)."""
error = target - output
output_error_term = error * 0.25

# %% quiz_error_is_the_loss grade_id="quiz_output_error_term" loses="quiz_output_error_term_test quiz_hidden_error_term_test quiz_delta_w_h_o_test quiz_delta_w_i_h_test"
"""Half the squared error is the loss. The error is the plain difference of target and output,
which is what the derivative of the loss holds."""
error = 0.5 * (target - output) ** 2
output_error_term = error * output * (1 - output)

# %% quiz_no_slope_in_the_hidden_layer grade_id="quiz_hidden_error_term" loses="quiz_hidden_error_term_test quiz_delta_w_i_h_test"
"""Each hidden unit's error term needs its own slope, too: multiply by hidden_layer_output * (1 -
hidden_layer_output)."""
hidden_error_term = output_error_term * weights_hidden_output

# %% quiz_slope_at_the_activation grade_id="quiz_hidden_error_term" loses="quiz_hidden_error_term_test quiz_delta_w_i_h_test"
"""hidden_layer_output has been through the sigmoid already. You took the sigmoid of it once more
to get the slope."""
hidden_error_term = (
    output_error_term * weights_hidden_output
    * sigmoid(hidden_layer_output) * (1 - sigmoid(hidden_layer_output))
)

# %% quiz_raw_error_back grade_id="quiz_hidden_error_term" loses="quiz_hidden_error_term_test quiz_delta_w_i_h_test"
"""You sent the raw error back. What goes back is output_error_term, which holds the output
unit's slope."""
hidden_error_term = (
    error * weights_hidden_output * hidden_layer_output * (1 - hidden_layer_output)
)

# %% quiz_activation_for_weight grade_id="quiz_hidden_error_term" loses="quiz_hidden_error_term_test quiz_delta_w_i_h_test"
"""You scaled the error by the hidden outputs. On the way back it is scaled by
weights_hidden_output."""
hidden_error_term = (
    output_error_term * hidden_layer_output * hidden_layer_output * (1 - hidden_layer_output)
)

# %% quiz_weights_left_out grade_id="quiz_hidden_error_term" loses="quiz_hidden_error_term_test quiz_delta_w_i_h_test"
"""Each hidden unit answers only for what its weight let through. Multiply by weights_hidden_output.
"""
hidden_error_term = output_error_term * hidden_layer_output * (1 - hidden_layer_output)

# %% quiz_hidden_errors_added_up grade_id="quiz_hidden_error_term" loses="quiz_hidden_error_term_test quiz_delta_w_i_h_test"
"""You added the hidden units' error terms up. The sum runs over output units, and each hidden
unit keeps a term of its own."""
hidden_error_term = np.dot(
    output_error_term * weights_hidden_output, hidden_layer_output * (1 - hidden_layer_output)
)

# %% quiz_moved_weights_first grade_id="quiz_hidden_error_term" loses="quiz_hidden_error_term_test quiz_delta_w_i_h_test"
"""The error goes back through the weights of the forward pass. You had moved them already before
you used them."""
moved = weights_hidden_output + learnrate * output_error_term * hidden_layer_output
hidden_error_term = (
    output_error_term * moved * hidden_layer_output * (1 - hidden_layer_output)
)

# %% quiz_step_from_hidden_input grade_id="quiz_delta_w_h_o" loses="quiz_delta_w_h_o_test"
"""The weights to the output carry the hidden layer's outputs. You multiplied by its inputs,
before the sigmoid."""
delta_w_h_o = learnrate * output_error_term * hidden_layer_input

# %% quiz_step_from_output grade_id="quiz_delta_w_h_o" loses="quiz_delta_w_h_o_test"
"""A step uses the value that goes into the weight, the hidden layer's output. You used what
comes out of the network."""
delta_w_h_o = learnrate * output_error_term * output * np.ones(2)

# %% quiz_h_o_without_rate grade_id="quiz_delta_w_h_o" loses="quiz_delta_w_h_o_test"
"""A step is the learning rate times the error term times the value carried. The learning rate is
missing."""
delta_w_h_o = output_error_term * hidden_layer_output

# %% quiz_h_o_rate_twice grade_id="quiz_delta_w_h_o" loses="quiz_delta_w_h_o_test"
"""The learning rate enters a step once. You multiplied by it twice."""
delta_w_h_o = learnrate * (learnrate * output_error_term * hidden_layer_output)

# %% quiz_h_o_from_raw_error grade_id="quiz_delta_w_h_o" loses="quiz_delta_w_h_o_test"
"""The step uses the output unit's error term, which holds its slope. You used the raw error."""
delta_w_h_o = learnrate * error * hidden_layer_output

# %% quiz_h_o_from_hidden_term grade_id="quiz_delta_w_h_o" loses="quiz_delta_w_h_o_test"
"""The weights between hidden and output layer lead to the output unit, so their step uses
output_error_term."""
delta_w_h_o = learnrate * hidden_error_term * hidden_layer_output

# %% quiz_i_h_element_by_element grade_id="quiz_delta_w_i_h" loses="quiz_delta_w_i_h_test"
"""Three inputs and two error terms cannot be paired element by element, hence the ValueError.
Stand the inputs upright first: x[:, None]."""
delta_w_i_h = learnrate * hidden_error_term * x

# %% quiz_i_h_transposed grade_id="quiz_delta_w_i_h" loses="quiz_delta_w_i_h_test"
"""A step has the shape of the weights it moves: a row for each input, a column for each hidden
unit. Yours lies on its side."""
delta_w_i_h = learnrate * hidden_error_term[:, None] * x

# %% quiz_i_h_without_rate grade_id="quiz_delta_w_i_h" loses="quiz_delta_w_i_h_test"
"""A step is the learning rate times the error term times the value carried. The learning rate is
missing."""
delta_w_i_h = hidden_error_term * x[:, None]

# %% quiz_i_h_rate_twice grade_id="quiz_delta_w_i_h" loses="quiz_delta_w_i_h_test"
"""The learning rate enters a step once. You multiplied by it twice."""
delta_w_i_h = learnrate**2 * hidden_error_term * x[:, None]

# %% quiz_i_h_by_activation grade_id="quiz_delta_w_i_h" loses="quiz_delta_w_i_h_test"
"""The weights before the hidden layer carry the inputs x. You multiplied by what comes after
that layer."""
delta_w_i_h = learnrate * hidden_error_term * hidden_layer_output * np.ones((3, 1))

# %% quiz_i_h_from_output_term grade_id="quiz_delta_w_i_h" loses="quiz_delta_w_i_h_test"
"""These weights lead to the hidden units, so their steps use hidden_error_term, one for each
column."""
delta_w_i_h = learnrate * output_error_term * x[:, None] * np.ones(2)

# %% step_sign grade_id="backprop_step" loses="backprop_step_test"
"""The error is target minus output. The other way round every step goes up the loss instead of
down."""
def backprop_step(x, target, learnrate, weights_input_hidden, weights_hidden_output):
    hidden = sigmoid(np.dot(x, weights_input_hidden))
    output = sigmoid(np.dot(hidden, weights_hidden_output))
    output_error_term = (output - target) * output * (1 - output)
    hidden_error_term = output_error_term * weights_hidden_output * hidden * (1 - hidden)
    return learnrate * output_error_term * hidden, learnrate * hidden_error_term * x[:, None]

# %% step_no_slope_at_the_output grade_id="backprop_step" loses="backprop_step_test"
"""Your output error term is the error alone. It also needs the slope of the output unit, output
* (1 - output)."""
def backprop_step(x, target, learnrate, weights_input_hidden, weights_hidden_output):
    hidden = sigmoid(np.dot(x, weights_input_hidden))
    output = sigmoid(np.dot(hidden, weights_hidden_output))
    output_error_term = target - output
    hidden_error_term = output_error_term * weights_hidden_output * hidden * (1 - hidden)
    return learnrate * output_error_term * hidden, learnrate * hidden_error_term * x[:, None]

# %% step_no_slope_in_the_hidden_layer grade_id="backprop_step" loses="backprop_step_test"
"""Each hidden unit's error term needs its own slope, too: multiply by its output times (1 - its
output)."""
def backprop_step(x, target, learnrate, weights_input_hidden, weights_hidden_output):
    hidden = sigmoid(np.dot(x, weights_input_hidden))
    output = sigmoid(np.dot(hidden, weights_hidden_output))
    output_error_term = (target - output) * output * (1 - output)
    hidden_error_term = output_error_term * weights_hidden_output
    return learnrate * output_error_term * hidden, learnrate * hidden_error_term * x[:, None]

# %% step_slopes_twice grade_id="backprop_step" loses="backprop_step_test"
"""The outputs have been through the sigmoid already, so the slope is output * (1 - output). You
took the sigmoid of them once more."""
def sigmoid_prime(z):
    return sigmoid(z) * (1 - sigmoid(z))


def backprop_step(x, target, learnrate, weights_input_hidden, weights_hidden_output):
    hidden = sigmoid(np.dot(x, weights_input_hidden))
    output = sigmoid(np.dot(hidden, weights_hidden_output))
    output_error_term = (target - output) * sigmoid_prime(output)
    hidden_error_term = output_error_term * weights_hidden_output * sigmoid_prime(hidden)
    return learnrate * output_error_term * hidden, learnrate * hidden_error_term * x[:, None]

# %% step_raw_error_back grade_id="backprop_step" loses="backprop_step_test"
"""You sent the raw error back to the hidden layer. What goes back is the output error term,
slope included."""
def backprop_step(x, target, learnrate, weights_input_hidden, weights_hidden_output):
    hidden = sigmoid(np.dot(x, weights_input_hidden))
    output = sigmoid(np.dot(hidden, weights_hidden_output))
    error = target - output
    output_error_term = error * output * (1 - output)
    hidden_error_term = error * weights_hidden_output * hidden * (1 - hidden)
    return learnrate * output_error_term * hidden, learnrate * hidden_error_term * x[:, None]

# %% step_slope_is_a_quarter grade_id="backprop_step" loses="backprop_step_test"
"""One quarter is the sigmoid's largest slope, which it has at 0 only. Use the slope at each
unit's own input."""
def backprop_step(x, target, learnrate, weights_input_hidden, weights_hidden_output):
    hidden = sigmoid(np.dot(x, weights_input_hidden))
    output = sigmoid(np.dot(hidden, weights_hidden_output))
    output_error_term = (target - output) * 0.25
    hidden_error_term = output_error_term * weights_hidden_output * 0.25
    return learnrate * output_error_term * hidden, learnrate * hidden_error_term * x[:, None]

# %% step_moves_weights_first grade_id="backprop_step" loses="backprop_step_test"
"""The error goes back through the weights of the forward pass. You had moved them already before
you used them."""
def backprop_step(x, target, learnrate, weights_input_hidden, weights_hidden_output):
    hidden = sigmoid(np.dot(x, weights_input_hidden))
    output = sigmoid(np.dot(hidden, weights_hidden_output))
    output_error_term = (target - output) * output * (1 - output)
    delta_w_h_o = learnrate * output_error_term * hidden
    weights_hidden_output = weights_hidden_output + delta_w_h_o
    hidden_error_term = output_error_term * weights_hidden_output * hidden * (1 - hidden)
    return delta_w_h_o, learnrate * hidden_error_term * x[:, None]

# %% step_changes_its_inputs grade_id="backprop_step" loses="backprop_step_test"
"""The steps are right, but += also moves the arrays that you were given. Only compute the steps."""
def backprop_step(x, target, learnrate, weights_input_hidden, weights_hidden_output):
    hidden = sigmoid(np.dot(x, weights_input_hidden))
    output = sigmoid(np.dot(hidden, weights_hidden_output))
    output_error_term = (target - output) * output * (1 - output)
    hidden_error_term = output_error_term * weights_hidden_output * hidden * (1 - hidden)
    delta_w_h_o = learnrate * output_error_term * hidden
    delta_w_i_h = learnrate * hidden_error_term * x[:, None]
    weights_hidden_output += delta_w_h_o
    weights_input_hidden += delta_w_i_h
    return delta_w_h_o, delta_w_i_h

# %% step_without_rate grade_id="backprop_step" loses="backprop_step_test"
"""A step is the learning rate times the error term times the value carried. The learning rate is
missing."""
def backprop_step(x, target, learnrate, weights_input_hidden, weights_hidden_output):
    hidden = sigmoid(np.dot(x, weights_input_hidden))
    output = sigmoid(np.dot(hidden, weights_hidden_output))
    output_error_term = (target - output) * output * (1 - output)
    hidden_error_term = output_error_term * weights_hidden_output * hidden * (1 - hidden)
    return output_error_term * hidden, hidden_error_term * x[:, None]

# %% step_with_the_quizs_forward_pass grade_id="backprop_step" loses="backprop_step_test"
"""Your function uses the forward pass of exercise 6. Compute hidden outputs and output anew from
the arguments."""
def backprop_step(x, target, learnrate, weights_input_hidden, weights_hidden_output):
    output_error_term = (target - output) * output * (1 - output)
    hidden_error_term = (
        output_error_term * weights_hidden_output * hidden_layer_output * (1 - hidden_layer_output)
    )
    return learnrate * output_error_term * hidden_layer_output, learnrate * hidden_error_term * x[:, None]

# %% step_results_swapped grade_id="backprop_step" loses="backprop_step_test"
"""The two results are in the other order: first the steps of the weights to the output, then
those of the input weights."""
def backprop_step(x, target, learnrate, weights_input_hidden, weights_hidden_output):
    hidden = sigmoid(np.dot(x, weights_input_hidden))
    output = sigmoid(np.dot(hidden, weights_hidden_output))
    output_error_term = (target - output) * output * (1 - output)
    hidden_error_term = output_error_term * weights_hidden_output * hidden * (1 - hidden)
    return learnrate * hidden_error_term * x[:, None], learnrate * output_error_term * hidden

# %% bound_without_weights grade_id="factor_bound" loses="factor_bound_test"
"""You counted the slopes only. Between two units the error also passes a weight, which may be
larger or smaller than 1."""
def factor_bound(n, largest_weight):
    return 0.25**n

# %% bound_one_weight_too_many grade_id="factor_bound" loses="factor_bound_test"
"""In a chain of n units there are n slopes, but only n - 1 weights between them."""
def factor_bound(n, largest_weight):
    return (0.25 * largest_weight) ** n

# %% bound_one_weight_only grade_id="factor_bound" loses="factor_bound_test"
"""The error passes a weight between every two neighbours, n - 1 of them, not one."""
def factor_bound(n, largest_weight):
    return 0.25**n * (largest_weight if n > 1 else 1)

# %% bound_as_a_loss grade_id="factor_bound" loses="factor_bound_test"
"""That is the part of the error that gets lost. Asked is the factor that is left of it."""
def factor_bound(n, largest_weight):
    return 1 - 0.25**n * largest_weight ** (n - 1)

# %% bound_by_adding grade_id="factor_bound" loses="factor_bound_test"
"""The chain rule multiplies the slopes on the way back. You multiplied one slope by their number.
"""
def factor_bound(n, largest_weight):
    return 0.25 * n * largest_weight ** (n - 1)

# %% bound_with_the_weight_capped grade_id="factor_bound" loses="factor_bound_test"
"""A weight may well be larger than 1, and then it makes the error larger. Don't cap it."""
def factor_bound(n, largest_weight):
    return 0.25**n * min(largest_weight, 1.0) ** (n - 1)

# %% counterexample_of_the_slide grade_id="counterexample" loses="counterexample_test"
"""With the slide's weight, far below 1, the error must shrink as the slide says. Take a W that
is larger than 1 in size."""
counterexample = ([0.1, 0.3], [0.4, -0.2], 0.1, 1)

# %% counterexample_saturated grade_id="counterexample" loses="counterexample_test"
"""A very large W drives the output unit to where its sigmoid is flat, and the slope eats up what
the weight gained. Try a W a little above 1."""
counterexample = ([1.0], [0.0], 20.0, 1.0)

# %% counterexample_far_from_zero grade_id="counterexample" loses="counterexample_test"
"""Your hidden unit sits where its sigmoid is flat. Choose x and w so that h is near 0."""
counterexample = ([5.0], [1.0], 2.0, 1.0)
