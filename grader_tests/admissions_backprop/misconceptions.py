"""Wrong answers that students give to the backpropagation on the admissions data."""

# %% no_sigmoid_hidden grade_id="hidden_layer" loses="hidden_layer_test output_layer_test output_error_test hidden_errors_test record_share_test"
"""Your hidden units pass on their weighted sums as they are. Each hidden unit has an activation function too:
its output is the sigmoid of its input."""
hidden_input = np.dot(x, weights_input_hidden)
hidden_output = hidden_input

# %% sigmoid_sign_swapped grade_id="hidden_layer" loses="hidden_layer_test output_layer_test output_error_test hidden_errors_test record_share_test"
"""Your hidden outputs mirror the right ones about one half. The sigmoid has exp(-h) in its denominator,
with a minus; use the function that is given."""
hidden_input = np.dot(x, weights_input_hidden)
hidden_output = 1 / (1 + np.exp(hidden_input))

# %% softmax_for_sigmoid grade_id="hidden_layer" loses="hidden_layer_test output_layer_test output_error_test hidden_errors_test record_share_test"
"""You let the hidden units share a total of one, which is the softmax. Here each unit stands for itself:
apply the sigmoid to each hidden input."""
hidden_input = np.dot(x, weights_input_hidden)
hidden_output = np.exp(hidden_input) / np.exp(hidden_input).sum()

# %% weights_reshaped_not_transposed grade_id="hidden_layer" loses="hidden_layer_test output_layer_test output_error_test hidden_errors_test record_share_test"
"""You reshaped the weights to make the product fit. Reshaping mixes the weights of different inputs; row i of the
matrix already holds the weights that lead out of input i, so multiply x by the matrix from the left."""
hidden_input = np.dot(weights_input_hidden.reshape(2, 6), x)
hidden_output = sigmoid(hidden_input)

# %% hidden_summed_over_units grade_id="hidden_layer" loses="hidden_layer_test output_layer_test output_error_test hidden_errors_test record_share_test"
"""You added up the hidden units, so both look the same from there on. Keep one weighted sum for each hidden unit; the
output unit weighs and adds them later."""
hidden_input = np.dot(x, weights_input_hidden)
hidden_input = np.full(2, hidden_input.sum())
hidden_output = sigmoid(hidden_input)

# %% last_record_for_first grade_id="hidden_layer" loses="hidden_layer_test output_layer_test output_error_test hidden_errors_test record_share_test"
"""You ran another record through the network. Exercise 1 is about the record x that is given, the first of the
training records."""
x = features.values[-1]
hidden_input = np.dot(x, weights_input_hidden)
hidden_output = sigmoid(hidden_input)

# %% no_sigmoid_output grade_id="output_layer" loses="output_layer_test output_error_test hidden_errors_test record_share_test"
"""Your output is the weighted sum that enters the output unit. The output unit has an activation function as well: take the
sigmoid of that sum."""
output = np.dot(hidden_output, weights_hidden_output)

# %% hidden_input_to_output_unit grade_id="output_layer" loses="output_layer_test output_error_test hidden_errors_test record_share_test"
"""You fed the output unit with the inputs of the hidden units. What travels along these weights is the hidden units'
output, after the sigmoid."""
output = sigmoid(np.dot(hidden_input, weights_hidden_output))

# %% output_kept_per_unit grade_id="output_layer" loses="output_layer_test output_error_test hidden_errors_test record_share_test"
"""Your output has one number for each hidden unit. The output unit adds its weighted inputs to one sum before it applies
the sigmoid; np.dot does both."""
output = sigmoid(hidden_output * weights_hidden_output)

# %% error_sign_swapped grade_id="output_error" loses="output_error_test hidden_errors_test record_share_test"
"""Your error is output minus target. In this lecture the error is target minus output, so that the steps can be
added to the weights."""
error = output - y
output_error_term = error * output * (1 - output)

# %% squared_error_for_error grade_id="output_error" loses="output_error_test hidden_errors_test record_share_test"
"""You squared the error. The square belongs to the loss; the error that travels back is its derivative, the plain
difference of target and output."""
error = (y - output) ** 2
output_error_term = error * output * (1 - output)

# %% error_against_the_sum grade_id="output_error" loses="output_error_test hidden_errors_test record_share_test"
"""You took the difference between the target and the sum that enters the output unit. The error compares the target
with what the unit puts out, after the sigmoid."""
error = y - np.dot(hidden_output, weights_hidden_output)
output_error_term = error * output * (1 - output)

# %% output_slope_left_out grade_id="output_error" loses="output_error_test hidden_errors_test record_share_test"
"""Your output error term is the error alone. It also needs the slope of the sigmoid at the output unit, which is
output times one minus output."""
error = y - output
output_error_term = error

# %% output_slope_half grade_id="output_error" loses="output_error_test hidden_errors_test record_share_test"
"""Your slope of the sigmoid lacks a factor: it is output times one minus output, not output alone."""
error = y - output
output_error_term = error * output

# %% output_slope_taken_twice grade_id="output_error" loses="output_error_test hidden_errors_test record_share_test"
"""You put the output through the sigmoid once more before you took the slope. The output is already an activation, so
its slope is output times one minus output."""
error = y - output
output_error_term = error * sigmoid(output) * (1 - sigmoid(output))

# %% output_slope_constant grade_id="output_error" loses="output_error_test hidden_errors_test record_share_test"
"""You took the slope of the sigmoid as one quarter. That is its largest value, reached only where the input is zero;
use output times one minus output."""
error = y - output
output_error_term = error * 0.25

# %% raw_error_propagated grade_id="hidden_errors" loses="hidden_errors_test record_share_test"
"""You sent the raw error back through the weights. What travels back is the output error term, which has the slope of the
output unit in it."""
hidden_error = error * weights_hidden_output
hidden_error_term = hidden_error * hidden_output * (1 - hidden_output)

# %% weights_left_out grade_id="hidden_errors" loses="hidden_errors_test record_share_test"
"""Both of your hidden errors are the same. Each hidden unit gets its part of the output error term through its own
weight to the output, so multiply by weights_hidden_output."""
hidden_error = np.full(2, output_error_term)
hidden_error_term = hidden_error * hidden_output * (1 - hidden_output)

# %% activation_for_weight grade_id="hidden_errors" loses="hidden_errors_test record_share_test"
"""You scaled the error by the hidden activations. On its way back it is scaled by the weights between hidden and
output layer; the activations come in with the steps."""
hidden_error = output_error_term * hidden_output
hidden_error_term = hidden_error * hidden_output * (1 - hidden_output)

# %% hidden_slope_left_out grade_id="hidden_errors" loses="hidden_errors_test record_share_test"
"""Your hidden error terms are the hidden errors alone. Multiply each by the slope of its own hidden unit, which is
hidden_output times one minus hidden_output."""
hidden_error = output_error_term * weights_hidden_output
hidden_error_term = hidden_error

# %% hidden_slope_taken_twice grade_id="hidden_errors" loses="hidden_errors_test record_share_test"
"""You applied the sigmoid to the hidden output again to get the slope. The hidden output is already an activation: the
slope is hidden_output times one minus hidden_output."""
hidden_error = output_error_term * weights_hidden_output
hidden_error_term = hidden_error * sigmoid(hidden_output) * (1 - sigmoid(hidden_output))

# %% hidden_slope_half grade_id="hidden_errors" loses="hidden_errors_test record_share_test"
"""Your slope of the hidden units lacks a factor: it is hidden_output times one minus hidden_output."""
hidden_error = output_error_term * weights_hidden_output
hidden_error_term = hidden_error * (1 - hidden_output)

# %% slope_of_the_output_unit grade_id="hidden_errors" loses="hidden_errors_test record_share_test"
"""You used the slope of the output unit in the hidden layer once more. Each unit has its own slope: for a hidden unit it
comes from its own hidden output."""
hidden_error = output_error_term * weights_hidden_output
hidden_error_term = hidden_error * output * (1 - output)

# %% hidden_input_as_slope grade_id="hidden_errors" loses="hidden_errors_test record_share_test"
"""You multiplied by h(1-h), with the inputs of the hidden units. The short form of the slope, a(1-a), wants what the unit
puts out, so use hidden_output."""
hidden_error = output_error_term * weights_hidden_output
hidden_error_term = hidden_error * hidden_input * (1 - hidden_input)

# %% a_for_x grade_id="record_share" loses="record_share_test"
"""Your input-to-hidden share has a hidden activation where an input belongs, as the slide has it. The weight w_ij begins at
input i, so its share is the hidden error term times x_i."""
del_w_hidden_output = output_error_term * hidden_output
del_w_input_hidden = hidden_error_term * hidden_output[:, None]

# %% share_from_hidden_input grade_id="record_share" loses="record_share_test"
"""You used the inputs of the hidden units for the hidden-to-output share. What enters these weights is the hidden output,
after the sigmoid."""
del_w_hidden_output = output_error_term * hidden_input
del_w_input_hidden = hidden_error_term * x[:, None]

# %% share_from_output grade_id="record_share" loses="record_share_test"
"""You used the network's output for the hidden-to-output share. A weight's share is the error term at its end times the
value at its start, and that is the hidden output."""
del_w_hidden_output = np.full(2, output_error_term * output)
del_w_input_hidden = hidden_error_term * x[:, None]

# %% share_transposed grade_id="record_share" loses="record_share_test"
"""Your input-to-hidden share lies on its side. It needs one row for each input and one column for each hidden unit, like
the weights; make x a column with x[:, None]."""
del_w_hidden_output = output_error_term * hidden_output
del_w_input_hidden = hidden_error_term[:, None] * x

# %% share_by_plain_product grade_id="record_share" loses="record_share_test"
"""Six inputs and two hidden error terms cannot be multiplied element by element. Make x a column with x[:, None]; then every
input meets every hidden error term."""
del_w_hidden_output = output_error_term * hidden_output
del_w_input_hidden = hidden_error_term * x

# %% share_with_hidden_error grade_id="record_share" loses="record_share_test"
"""Your input-to-hidden share uses the hidden error before its slope. Use the hidden error term, which has the slope of the hidden
unit in it."""
del_w_hidden_output = output_error_term * hidden_output
del_w_input_hidden = hidden_error * x[:, None]

# %% share_with_raw_error grade_id="record_share" loses="record_share_test"
"""Your hidden-to-output share uses the error before its slope. Use the output error term, which has the slope of the output
unit in it."""
del_w_hidden_output = error * hidden_output
del_w_input_hidden = hidden_error_term * x[:, None]

# %% learning_rate_in_the_share grade_id="record_share" loses="record_share_test"
"""You multiplied by a learning rate already. Here del_w is what the record adds to the sums; the learning rate comes
once, in the update at the end of the epoch."""
learnrate = 0.005
del_w_hidden_output = learnrate * output_error_term * hidden_output
del_w_input_hidden = learnrate * hidden_error_term * x[:, None]

# %% share_negated grade_id="record_share" loses="record_share_test"
"""The signs of your shares are turned. The error is target minus output, so the shares point downhill already and need no
minus."""
del_w_hidden_output = -output_error_term * hidden_output
del_w_input_hidden = -hidden_error_term * x[:, None]

# %% last_record_only grade_id="epoch_sums" loses="epoch_sums_test training_test loss_curve_test"
"""Your sums hold the share of the last record alone. The shares of all records count, so add each one with += instead of replacing
the sum with =."""
def gradient_sums(features, targets, weights_input_hidden, weights_hidden_output):
    del_w_input_hidden = np.zeros(weights_input_hidden.shape)
    del_w_hidden_output = np.zeros(weights_hidden_output.shape)
    for x, y in zip(features.values, targets):
        hidden_input = np.dot(x, weights_input_hidden)
        hidden_output = sigmoid(hidden_input)
        output = sigmoid(np.dot(hidden_output, weights_hidden_output))
        error = y - output
        output_error_term = error * output * (1 - output)
        hidden_error = output_error_term * weights_hidden_output
        hidden_error_term = hidden_error * hidden_output * (1 - hidden_output)
        del_w_hidden_output = output_error_term * hidden_output
        del_w_input_hidden = hidden_error_term * x[:, None]
    return del_w_input_hidden, del_w_hidden_output

# %% returns_in_the_loop grade_id="epoch_sums" loses="epoch_sums_test training_test loss_curve_test"
"""Your function returns after the first record, because the return stands inside the loop. Move it out, so that all records are
added up."""
def gradient_sums(features, targets, weights_input_hidden, weights_hidden_output):
    del_w_input_hidden = np.zeros(weights_input_hidden.shape)
    del_w_hidden_output = np.zeros(weights_hidden_output.shape)
    for x, y in zip(features.values, targets):
        hidden_input = np.dot(x, weights_input_hidden)
        hidden_output = sigmoid(hidden_input)
        output = sigmoid(np.dot(hidden_output, weights_hidden_output))
        error = y - output
        output_error_term = error * output * (1 - output)
        hidden_error = output_error_term * weights_hidden_output
        hidden_error_term = hidden_error * hidden_output * (1 - hidden_output)
        del_w_hidden_output += output_error_term * hidden_output
        del_w_input_hidden += hidden_error_term * x[:, None]
        return del_w_input_hidden, del_w_hidden_output

# %% sums_swapped grade_id="epoch_sums" loses="epoch_sums_test training_test loss_curve_test"
"""Your two sums are returned in the wrong order. First comes the one for the input-to-hidden weights, then the one for the
hidden-to-output weights."""
def gradient_sums(features, targets, weights_input_hidden, weights_hidden_output):
    del_w_input_hidden = np.zeros(weights_input_hidden.shape)
    del_w_hidden_output = np.zeros(weights_hidden_output.shape)
    for x, y in zip(features.values, targets):
        hidden_input = np.dot(x, weights_input_hidden)
        hidden_output = sigmoid(hidden_input)
        output = sigmoid(np.dot(hidden_output, weights_hidden_output))
        error = y - output
        output_error_term = error * output * (1 - output)
        hidden_error = output_error_term * weights_hidden_output
        hidden_error_term = hidden_error * hidden_output * (1 - hidden_output)
        del_w_hidden_output += output_error_term * hidden_output
        del_w_input_hidden += hidden_error_term * x[:, None]
    return del_w_hidden_output, del_w_input_hidden

# %% epoch_without_slopes grade_id="epoch_sums" loses="epoch_sums_test training_test loss_curve_test"
"""Your sums leave out the slopes of the sigmoid. Each error becomes an error term when it is multiplied by the slope of its own
unit, in both layers."""
def gradient_sums(features, targets, weights_input_hidden, weights_hidden_output):
    del_w_input_hidden = np.zeros(weights_input_hidden.shape)
    del_w_hidden_output = np.zeros(weights_hidden_output.shape)
    for x, y in zip(features.values, targets):
        hidden_input = np.dot(x, weights_input_hidden)
        hidden_output = sigmoid(hidden_input)
        output = sigmoid(np.dot(hidden_output, weights_hidden_output))
        error = y - output
        output_error_term = error
        hidden_error = output_error_term * weights_hidden_output
        hidden_error_term = hidden_error
        del_w_hidden_output += output_error_term * hidden_output
        del_w_input_hidden += hidden_error_term * x[:, None]
    return del_w_input_hidden, del_w_hidden_output

# %% epoch_output_slope_left_out grade_id="epoch_sums" loses="epoch_sums_test training_test loss_curve_test"
"""Your output error term lacks the slope of the output unit, and what travels back lacks it too. Multiply the error
by output times one minus output."""
def gradient_sums(features, targets, weights_input_hidden, weights_hidden_output):
    del_w_input_hidden = np.zeros(weights_input_hidden.shape)
    del_w_hidden_output = np.zeros(weights_hidden_output.shape)
    for x, y in zip(features.values, targets):
        hidden_input = np.dot(x, weights_input_hidden)
        hidden_output = sigmoid(hidden_input)
        output = sigmoid(np.dot(hidden_output, weights_hidden_output))
        error = y - output
        output_error_term = error
        hidden_error = output_error_term * weights_hidden_output
        hidden_error_term = hidden_error * hidden_output * (1 - hidden_output)
        del_w_hidden_output += output_error_term * hidden_output
        del_w_input_hidden += hidden_error_term * x[:, None]
    return del_w_input_hidden, del_w_hidden_output

# %% epoch_slopes_taken_twice grade_id="epoch_sums" loses="epoch_sums_test training_test loss_curve_test"
"""You apply the sigmoid to outputs that have been through it already when you take the slopes. With the output at hand the slope
is output times one minus output, and likewise in the hidden layer."""
def gradient_sums(features, targets, weights_input_hidden, weights_hidden_output):
    del_w_input_hidden = np.zeros(weights_input_hidden.shape)
    del_w_hidden_output = np.zeros(weights_hidden_output.shape)
    for x, y in zip(features.values, targets):
        hidden_input = np.dot(x, weights_input_hidden)
        hidden_output = sigmoid(hidden_input)
        output = sigmoid(np.dot(hidden_output, weights_hidden_output))
        error = y - output
        output_error_term = error * sigmoid(output) * (1 - sigmoid(output))
        hidden_error = output_error_term * weights_hidden_output
        hidden_error_term = hidden_error * sigmoid(hidden_output) * (1 - sigmoid(hidden_output))
        del_w_hidden_output += output_error_term * hidden_output
        del_w_input_hidden += hidden_error_term * x[:, None]
    return del_w_input_hidden, del_w_hidden_output

# %% epoch_a_for_x grade_id="epoch_sums" loses="epoch_sums_test training_test loss_curve_test"
"""Your input-to-hidden sum has the hidden activations where the inputs belong, as the slide has it. The weight w_ij begins at input i: use
x, as a column."""
def gradient_sums(features, targets, weights_input_hidden, weights_hidden_output):
    del_w_input_hidden = np.zeros(weights_input_hidden.shape)
    del_w_hidden_output = np.zeros(weights_hidden_output.shape)
    for x, y in zip(features.values, targets):
        hidden_input = np.dot(x, weights_input_hidden)
        hidden_output = sigmoid(hidden_input)
        output = sigmoid(np.dot(hidden_output, weights_hidden_output))
        error = y - output
        output_error_term = error * output * (1 - output)
        hidden_error = output_error_term * weights_hidden_output
        hidden_error_term = hidden_error * hidden_output * (1 - hidden_output)
        del_w_hidden_output += output_error_term * hidden_output
        del_w_input_hidden += hidden_error_term * hidden_output[:, None]
    return del_w_input_hidden, del_w_hidden_output

# %% epoch_raw_error_propagated grade_id="epoch_sums" loses="epoch_sums_test training_test loss_curve_test"
"""You propagate the raw error to the hidden layer. What goes back through the weights is the output error term, the slope
of the output unit included."""
def gradient_sums(features, targets, weights_input_hidden, weights_hidden_output):
    del_w_input_hidden = np.zeros(weights_input_hidden.shape)
    del_w_hidden_output = np.zeros(weights_hidden_output.shape)
    for x, y in zip(features.values, targets):
        hidden_input = np.dot(x, weights_input_hidden)
        hidden_output = sigmoid(hidden_input)
        output = sigmoid(np.dot(hidden_output, weights_hidden_output))
        error = y - output
        output_error_term = error * output * (1 - output)
        hidden_error = error * weights_hidden_output
        hidden_error_term = hidden_error * hidden_output * (1 - hidden_output)
        del_w_hidden_output += output_error_term * hidden_output
        del_w_input_hidden += hidden_error_term * x[:, None]
    return del_w_input_hidden, del_w_hidden_output

# %% epoch_weights_left_out grade_id="epoch_sums" loses="epoch_sums_test training_test loss_curve_test"
"""Your errors reach the hidden units without passing the weights. Scale the output error term by the weight that connects each
hidden unit to the output."""
def gradient_sums(features, targets, weights_input_hidden, weights_hidden_output):
    del_w_input_hidden = np.zeros(weights_input_hidden.shape)
    del_w_hidden_output = np.zeros(weights_hidden_output.shape)
    for x, y in zip(features.values, targets):
        hidden_input = np.dot(x, weights_input_hidden)
        hidden_output = sigmoid(hidden_input)
        output = sigmoid(np.dot(hidden_output, weights_hidden_output))
        error = y - output
        output_error_term = error * output * (1 - output)
        hidden_error = output_error_term * np.ones_like(weights_hidden_output)
        hidden_error_term = hidden_error * hidden_output * (1 - hidden_output)
        del_w_hidden_output += output_error_term * hidden_output
        del_w_input_hidden += hidden_error_term * x[:, None]
    return del_w_input_hidden, del_w_hidden_output

# %% epoch_hidden_input_for_a grade_id="epoch_sums" loses="epoch_sums_test training_test loss_curve_test"
"""Your hidden-to-output sum uses the inputs of the hidden units. The value that enters these weights is the hidden output, after the
sigmoid."""
def gradient_sums(features, targets, weights_input_hidden, weights_hidden_output):
    del_w_input_hidden = np.zeros(weights_input_hidden.shape)
    del_w_hidden_output = np.zeros(weights_hidden_output.shape)
    for x, y in zip(features.values, targets):
        hidden_input = np.dot(x, weights_input_hidden)
        hidden_output = sigmoid(hidden_input)
        output = sigmoid(np.dot(hidden_output, weights_hidden_output))
        error = y - output
        output_error_term = error * output * (1 - output)
        hidden_error = output_error_term * weights_hidden_output
        hidden_error_term = hidden_error * hidden_output * (1 - hidden_output)
        del_w_hidden_output += output_error_term * hidden_input
        del_w_input_hidden += hidden_error_term * x[:, None]
    return del_w_input_hidden, del_w_hidden_output

# %% epoch_hidden_slope_left_out grade_id="epoch_sums" loses="epoch_sums_test training_test loss_curve_test"
"""Your hidden error terms lack the slope of the hidden units. Multiply each hidden error by hidden_output times one minus
hidden_output."""
def gradient_sums(features, targets, weights_input_hidden, weights_hidden_output):
    del_w_input_hidden = np.zeros(weights_input_hidden.shape)
    del_w_hidden_output = np.zeros(weights_hidden_output.shape)
    for x, y in zip(features.values, targets):
        hidden_input = np.dot(x, weights_input_hidden)
        hidden_output = sigmoid(hidden_input)
        output = sigmoid(np.dot(hidden_output, weights_hidden_output))
        error = y - output
        output_error_term = error * output * (1 - output)
        hidden_error = output_error_term * weights_hidden_output
        hidden_error_term = hidden_error
        del_w_hidden_output += output_error_term * hidden_output
        del_w_input_hidden += hidden_error_term * x[:, None]
    return del_w_input_hidden, del_w_hidden_output

# %% epoch_error_sign_swapped grade_id="epoch_sums" loses="epoch_sums_test training_test loss_curve_test"
"""Your sums point uphill, because the error is output minus target. Take target minus output; then adding the sums lowers the
loss."""
def gradient_sums(features, targets, weights_input_hidden, weights_hidden_output):
    del_w_input_hidden = np.zeros(weights_input_hidden.shape)
    del_w_hidden_output = np.zeros(weights_hidden_output.shape)
    for x, y in zip(features.values, targets):
        hidden_input = np.dot(x, weights_input_hidden)
        hidden_output = sigmoid(hidden_input)
        output = sigmoid(np.dot(hidden_output, weights_hidden_output))
        error = output - y
        output_error_term = error * output * (1 - output)
        hidden_error = output_error_term * weights_hidden_output
        hidden_error_term = hidden_error * hidden_output * (1 - hidden_output)
        del_w_hidden_output += output_error_term * hidden_output
        del_w_input_hidden += hidden_error_term * x[:, None]
    return del_w_input_hidden, del_w_hidden_output

# %% only_output_layer_summed grade_id="epoch_sums" loses="epoch_sums_test training_test loss_curve_test"
"""Your input-to-hidden sum stays at zero. Both layers learn: add each hidden error term times the inputs."""
def gradient_sums(features, targets, weights_input_hidden, weights_hidden_output):
    del_w_input_hidden = np.zeros(weights_input_hidden.shape)
    del_w_hidden_output = np.zeros(weights_hidden_output.shape)
    for x, y in zip(features.values, targets):
        hidden_input = np.dot(x, weights_input_hidden)
        hidden_output = sigmoid(hidden_input)
        output = sigmoid(np.dot(hidden_output, weights_hidden_output))
        error = y - output
        output_error_term = error * output * (1 - output)
        hidden_error = output_error_term * weights_hidden_output
        hidden_error_term = hidden_error * hidden_output * (1 - hidden_output)
        del_w_hidden_output += output_error_term * hidden_output
    return del_w_input_hidden, del_w_hidden_output

# %% epoch_divided_by_n grade_id="epoch_sums" loses="epoch_sums_test training_test loss_curve_test"
"""You return averages. This function is to return the sums of the epoch; the division by the number of records comes
in the update, once."""
def gradient_sums(features, targets, weights_input_hidden, weights_hidden_output):
    del_w_input_hidden = np.zeros(weights_input_hidden.shape)
    del_w_hidden_output = np.zeros(weights_hidden_output.shape)
    for x, y in zip(features.values, targets):
        hidden_input = np.dot(x, weights_input_hidden)
        hidden_output = sigmoid(hidden_input)
        output = sigmoid(np.dot(hidden_output, weights_hidden_output))
        error = y - output
        output_error_term = error * output * (1 - output)
        hidden_error = output_error_term * weights_hidden_output
        hidden_error_term = hidden_error * hidden_output * (1 - hidden_output)
        del_w_hidden_output += output_error_term * hidden_output
        del_w_input_hidden += hidden_error_term * x[:, None]
    return del_w_input_hidden / len(features), del_w_hidden_output / len(features)

# %% learning_rate_in_the_sums grade_id="epoch_sums" loses="epoch_sums_test training_test loss_curve_test"
"""You multiplied the sums by a learning rate already. It belongs into the update at the end of the epoch, once; the sums are
plain."""
def gradient_sums(features, targets, weights_input_hidden, weights_hidden_output):
    del_w_input_hidden = np.zeros(weights_input_hidden.shape)
    del_w_hidden_output = np.zeros(weights_hidden_output.shape)
    for x, y in zip(features.values, targets):
        hidden_input = np.dot(x, weights_input_hidden)
        hidden_output = sigmoid(hidden_input)
        output = sigmoid(np.dot(hidden_output, weights_hidden_output))
        error = y - output
        output_error_term = error * output * (1 - output)
        hidden_error = output_error_term * weights_hidden_output
        hidden_error_term = hidden_error * hidden_output * (1 - hidden_output)
        del_w_hidden_output += 0.005 * output_error_term * hidden_output
        del_w_input_hidden += 0.005 * hidden_error_term * x[:, None]
    return del_w_input_hidden, del_w_hidden_output

# %% given_weights_for_arguments grade_id="epoch_sums" loses="epoch_sums_test training_test loss_curve_test"
"""Your function reads the weights of the notebook under their global names instead of its own arguments, so training never
sees the new weights. Use what is handed over."""
START = weights_input_hidden.copy(), weights_hidden_output.copy()


def gradient_sums(features, targets, w, v):
    weights_input_hidden, weights_hidden_output = START
    del_w_input_hidden = np.zeros(weights_input_hidden.shape)
    del_w_hidden_output = np.zeros(weights_hidden_output.shape)
    for x, y in zip(features.values, targets):
        hidden_input = np.dot(x, weights_input_hidden)
        hidden_output = sigmoid(hidden_input)
        output = sigmoid(np.dot(hidden_output, weights_hidden_output))
        error = y - output
        output_error_term = error * output * (1 - output)
        hidden_error = output_error_term * weights_hidden_output
        hidden_error_term = hidden_error * hidden_output * (1 - hidden_output)
        del_w_hidden_output += output_error_term * hidden_output
        del_w_input_hidden += hidden_error_term * x[:, None]
    return del_w_input_hidden, del_w_hidden_output

# %% shapes_fixed grade_id="epoch_sums" loses="epoch_sums_test training_test"
"""You fixed the shapes of the sums at six inputs and two hidden units. Take them from the weights that are handed over, and the function
fits any network of this kind."""
def gradient_sums(features, targets, weights_input_hidden, weights_hidden_output):
    del_w_input_hidden = np.zeros((6, 2))
    del_w_hidden_output = np.zeros(2)
    for x, y in zip(features.values, targets):
        hidden_input = np.dot(x, weights_input_hidden)
        hidden_output = sigmoid(hidden_input)
        output = sigmoid(np.dot(hidden_output, weights_hidden_output))
        error = y - output
        output_error_term = error * output * (1 - output)
        hidden_error = output_error_term * weights_hidden_output
        hidden_error_term = hidden_error * hidden_output * (1 - hidden_output)
        del_w_hidden_output += output_error_term * hidden_output
        del_w_input_hidden += hidden_error_term * x[:, None]
    return del_w_input_hidden, del_w_hidden_output

# %% epoch_transposed grade_id="epoch_sums" loses="epoch_sums_test training_test loss_curve_test"
"""Your input-to-hidden sums lie on their side and are turned back by a reshape, which mixes up their places. Make x a column with
x[:, None], so that rows are inputs from the start."""
def gradient_sums(features, targets, weights_input_hidden, weights_hidden_output):
    del_w_input_hidden = np.zeros(weights_input_hidden.shape)
    del_w_hidden_output = np.zeros(weights_hidden_output.shape)
    for x, y in zip(features.values, targets):
        hidden_input = np.dot(x, weights_input_hidden)
        hidden_output = sigmoid(hidden_input)
        output = sigmoid(np.dot(hidden_output, weights_hidden_output))
        error = y - output
        output_error_term = error * output * (1 - output)
        hidden_error = output_error_term * weights_hidden_output
        hidden_error_term = hidden_error * hidden_output * (1 - hidden_output)
        del_w_hidden_output += output_error_term * hidden_output
        del_w_input_hidden += (hidden_error_term[:, None] * x).reshape(weights_input_hidden.shape)
    return del_w_input_hidden, del_w_hidden_output

# %% updates_inside_the_epoch grade_id="epoch_sums" loses="epoch_sums_test training_test loss_curve_test"
"""You move the weights after every record. In this exercise they stay fixed during the epoch while the shares of all records are
added up."""
def gradient_sums(features, targets, weights_input_hidden, weights_hidden_output):
    del_w_input_hidden = np.zeros(weights_input_hidden.shape)
    del_w_hidden_output = np.zeros(weights_hidden_output.shape)
    for x, y in zip(features.values, targets):
        hidden_input = np.dot(x, weights_input_hidden)
        hidden_output = sigmoid(hidden_input)
        output = sigmoid(np.dot(hidden_output, weights_hidden_output))
        error = y - output
        output_error_term = error * output * (1 - output)
        hidden_error = output_error_term * weights_hidden_output
        hidden_error_term = hidden_error * hidden_output * (1 - hidden_output)
        del_w_hidden_output += output_error_term * hidden_output
        del_w_input_hidden += hidden_error_term * x[:, None]
        weights_hidden_output = weights_hidden_output + 0.005 * output_error_term * hidden_output
        weights_input_hidden = weights_input_hidden + 0.005 * hidden_error_term * x[:, None]
    return del_w_input_hidden, del_w_hidden_output

# %% sums_never_reset grade_id="epoch_sums" loses="epoch_sums_test training_test loss_curve_test"
"""Your sums go on from where the epoch before had left them. Set them to zero at the beginning of each epoch, inside the function."""
SUMS = {}


def gradient_sums(features, targets, weights_input_hidden, weights_hidden_output):
    del_w_input_hidden, del_w_hidden_output = SUMS.setdefault(
        weights_input_hidden.shape,
        (np.zeros(weights_input_hidden.shape), np.zeros(weights_hidden_output.shape)),
    )
    for x, y in zip(features.values, targets):
        hidden_input = np.dot(x, weights_input_hidden)
        hidden_output = sigmoid(hidden_input)
        output = sigmoid(np.dot(hidden_output, weights_hidden_output))
        error = y - output
        output_error_term = error * output * (1 - output)
        hidden_error = output_error_term * weights_hidden_output
        hidden_error_term = hidden_error * hidden_output * (1 - hidden_output)
        del_w_hidden_output += output_error_term * hidden_output
        del_w_input_hidden += hidden_error_term * x[:, None]
    return del_w_input_hidden.copy(), del_w_hidden_output.copy()

# %% not_divided_by_n grade_id="weight_update" loses="weight_update_test training_test loss_curve_test"
"""You add the whole sums to the weights. Divide by the number of records, so that the step is the average and does not grow with the
table."""
def update_weights(
    weights_input_hidden,
    weights_hidden_output,
    del_w_input_hidden,
    del_w_hidden_output,
    learnrate,
    n_records,
):
    new_input_hidden = weights_input_hidden + learnrate * del_w_input_hidden
    new_hidden_output = weights_hidden_output + learnrate * del_w_hidden_output
    return new_input_hidden, new_hidden_output

# %% no_learning_rate grade_id="weight_update" loses="weight_update_test training_test loss_curve_test"
"""Your step is the average share itself. Multiply it by the learning rate, which says how far to go."""
def update_weights(
    weights_input_hidden,
    weights_hidden_output,
    del_w_input_hidden,
    del_w_hidden_output,
    learnrate,
    n_records,
):
    new_input_hidden = weights_input_hidden + del_w_input_hidden / n_records
    new_hidden_output = weights_hidden_output + del_w_hidden_output / n_records
    return new_input_hidden, new_hidden_output

# %% learning_rate_twice grade_id="weight_update" loses="weight_update_test training_test loss_curve_test"
"""The learning rate comes in twice in your step. Multiply by it once."""
def update_weights(
    weights_input_hidden,
    weights_hidden_output,
    del_w_input_hidden,
    del_w_hidden_output,
    learnrate,
    n_records,
):
    new_input_hidden = weights_input_hidden + learnrate * learnrate * del_w_input_hidden / n_records
    new_hidden_output = weights_hidden_output + learnrate * learnrate * del_w_hidden_output / n_records
    return new_input_hidden, new_hidden_output

# %% steps_subtracted grade_id="weight_update" loses="weight_update_test training_test loss_curve_test"
"""You subtract the steps. These sums are made with target minus output and point downhill already, so add them to the
weights."""
def update_weights(
    weights_input_hidden,
    weights_hidden_output,
    del_w_input_hidden,
    del_w_hidden_output,
    learnrate,
    n_records,
):
    new_input_hidden = weights_input_hidden - learnrate * del_w_input_hidden / n_records
    new_hidden_output = weights_hidden_output - learnrate * del_w_hidden_output / n_records
    return new_input_hidden, new_hidden_output

# %% step_for_weight grade_id="weight_update" loses="weight_update_test training_test loss_curve_test"
"""You return the steps alone. The new weights are the old weights plus the step: mind the += of the lecture."""
def update_weights(
    weights_input_hidden,
    weights_hidden_output,
    del_w_input_hidden,
    del_w_hidden_output,
    learnrate,
    n_records,
):
    new_input_hidden = learnrate * del_w_input_hidden / n_records
    new_hidden_output = learnrate * del_w_hidden_output / n_records
    return new_input_hidden, new_hidden_output

# %% only_hidden_to_output_updated grade_id="weight_update" loses="weight_update_test training_test loss_curve_test"
"""Only the weights next to the output move in your update. Both layers learn: add the step to the input-to-hidden weights
as well."""
def update_weights(
    weights_input_hidden,
    weights_hidden_output,
    del_w_input_hidden,
    del_w_hidden_output,
    learnrate,
    n_records,
):
    new_hidden_output = weights_hidden_output + learnrate * del_w_hidden_output / n_records
    return weights_input_hidden.copy(), new_hidden_output

# %% only_input_to_hidden_updated grade_id="weight_update" loses="weight_update_test training_test loss_curve_test"
"""Only the weights next to the inputs move in your update. Both layers learn: add the step to the hidden-to-output weights
as well."""
def update_weights(
    weights_input_hidden,
    weights_hidden_output,
    del_w_input_hidden,
    del_w_hidden_output,
    learnrate,
    n_records,
):
    new_input_hidden = weights_input_hidden + learnrate * del_w_input_hidden / n_records
    return new_input_hidden, weights_hidden_output.copy()

# %% divided_by_features grade_id="weight_update" loses="weight_update_test training_test loss_curve_test"
"""You divide by the number of inputs. The average goes over the records, so divide by their number."""
def update_weights(
    weights_input_hidden,
    weights_hidden_output,
    del_w_input_hidden,
    del_w_hidden_output,
    learnrate,
    n_records,
):
    n_features = len(weights_input_hidden)
    new_input_hidden = weights_input_hidden + learnrate * del_w_input_hidden / n_features
    new_hidden_output = weights_hidden_output + learnrate * del_w_hidden_output / n_features
    return new_input_hidden, new_hidden_output

# %% updated_in_place grade_id="weight_update" loses="weight_update_test training_test loss_curve_test find_the_bug_test"
"""Your += changes the very arrays that were handed over, and with them the weights of whoever called. Make new arrays:
weights + step, without the +=."""
def update_weights(
    weights_input_hidden,
    weights_hidden_output,
    del_w_input_hidden,
    del_w_hidden_output,
    learnrate,
    n_records,
):
    weights_input_hidden += learnrate * del_w_input_hidden / n_records
    weights_hidden_output += learnrate * del_w_hidden_output / n_records
    return weights_input_hidden, weights_hidden_output

# %% lecture_rate_for_argument grade_id="weight_update" loses="weight_update_test training_test loss_curve_test"
"""Your step uses the learning rate of the lecture, whatever is asked for. Use the argument learnrate."""
def update_weights(
    weights_input_hidden,
    weights_hidden_output,
    del_w_input_hidden,
    del_w_hidden_output,
    learnrate,
    n_records,
):
    new_input_hidden = weights_input_hidden + 0.005 * del_w_input_hidden / n_records
    new_hidden_output = weights_hidden_output + 0.005 * del_w_hidden_output / n_records
    return new_input_hidden, new_hidden_output

# %% nothing_returned grade_id="weight_update" loses="weight_update_test training_test loss_curve_test"
"""Your function computes the new weights but hands nothing back. End it with a return of both arrays."""
def update_weights(
    weights_input_hidden,
    weights_hidden_output,
    del_w_input_hidden,
    del_w_hidden_output,
    learnrate,
    n_records,
):
    new_input_hidden = weights_input_hidden + learnrate * del_w_input_hidden / n_records
    new_hidden_output = weights_hidden_output + learnrate * del_w_hidden_output / n_records

# %% gradient_of_the_first_weights grade_id="training" loses="training_test"
"""Each of your epochs takes the gradient at the weights you began with. Use the weights as the epoch before left them; the
slope changes on the way."""
def train(features, targets, weights_input_hidden, weights_hidden_output, learnrate, epochs):
    w, v = weights_input_hidden, weights_hidden_output
    for _ in range(epochs):
        del_w, del_v = gradient_sums(
            features, targets, weights_input_hidden, weights_hidden_output
        )
        w, v = update_weights(w, v, del_w, del_v, learnrate, len(features))
    return w, v

# %% each_epoch_from_the_start grade_id="training" loses="training_test"
"""Each of your epochs begins again from the first weights, so only one step remains. Carry the updated weights into the next
epoch."""
def train(features, targets, weights_input_hidden, weights_hidden_output, learnrate, epochs):
    w, v = weights_input_hidden, weights_hidden_output
    for _ in range(epochs):
        del_w, del_v = gradient_sums(features, targets, w, v)
        w, v = update_weights(
            weights_input_hidden, weights_hidden_output, del_w, del_v, learnrate, len(features))
    return w, v

# %% only_one_epoch grade_id="training" loses="training_test"
"""You return after one epoch, because the return stands inside the loop. Let all epochs run before you return."""
def train(features, targets, weights_input_hidden, weights_hidden_output, learnrate, epochs):
    w, v = weights_input_hidden, weights_hidden_output
    for _ in range(epochs):
        del_w, del_v = gradient_sums(features, targets, w, v)
        w, v = update_weights(w, v, del_w, del_v, learnrate, len(features))
        return w, v

# %% one_epoch_too_few grade_id="training" loses="training_test loss_curve_test"
"""You run one epoch too few. range(epochs) counts all of them; range(1, epochs) leaves one out."""
def train(features, targets, weights_input_hidden, weights_hidden_output, learnrate, epochs):
    w, v = weights_input_hidden, weights_hidden_output
    for _ in range(1, epochs):
        del_w, del_v = gradient_sums(features, targets, w, v)
        w, v = update_weights(w, v, del_w, del_v, learnrate, len(features))
    return w, v

# %% one_epoch_too_many grade_id="training" loses="training_test loss_curve_test"
"""You run one epoch too many. range(epochs) already has as many turns as asked for."""
def train(features, targets, weights_input_hidden, weights_hidden_output, learnrate, epochs):
    w, v = weights_input_hidden, weights_hidden_output
    for _ in range(epochs + 1):
        del_w, del_v = gradient_sums(features, targets, w, v)
        w, v = update_weights(w, v, del_w, del_v, learnrate, len(features))
    return w, v

# %% records_of_the_notebook grade_id="training" loses="training_test"
"""You divide by the number of records of the notebook's table, also when another table is handed over. Take the
number from the features that the function gets."""
def train(features, targets, weights_input_hidden, weights_hidden_output, learnrate, epochs):
    w, v = weights_input_hidden, weights_hidden_output
    for _ in range(epochs):
        del_w, del_v = gradient_sums(features, targets, w, v)
        w, v = update_weights(w, v, del_w, del_v, learnrate, n_records)
    return w, v

# %% one_layer_trained grade_id="training" loses="training_test loss_curve_test"
"""One layer keeps its first weights in your training. Carry both updated arrays into the next epoch."""
def train(features, targets, weights_input_hidden, weights_hidden_output, learnrate, epochs):
    w, v = weights_input_hidden, weights_hidden_output
    for _ in range(epochs):
        del_w, del_v = gradient_sums(features, targets, w, v)
        _, v = update_weights(w, v, del_w, del_v, learnrate, len(features))
    return w, v

# %% half_of_the_records grade_id="training" loses="training_test loss_curve_test"
"""You update after the sums of only half of the records. An epoch goes through all training records before the weights move."""
def train(features, targets, weights_input_hidden, weights_hidden_output, learnrate, epochs):
    w, v = weights_input_hidden, weights_hidden_output
    for _ in range(epochs):
        del_w, del_v = gradient_sums(
            features[: len(features) // 2], targets[: len(features) // 2], w, v
        )
        w, v = update_weights(w, v, del_w, del_v, learnrate, len(features))
    return w, v

# %% update_per_record grade_id="training" loses="training_test loss_curve_test"
"""You move the weights after every record. In this lecture the shares of all records are added up first, and the weights
move once per epoch by the average."""
def train(features, targets, weights_input_hidden, weights_hidden_output, learnrate, epochs):
    w, v = weights_input_hidden, weights_hidden_output
    for _ in range(epochs):
        for row in range(len(features)):
            del_w, del_v = gradient_sums(features[row : row + 1], targets[row : row + 1], w, v)
            w, v = update_weights(w, v, del_w, del_v, learnrate, 1)
    return w, v

# %% weights_start_at_zero grade_id="training" loses="training_test loss_curve_test"
"""You begin with weights of zero. Then both hidden units stay twins for ever; begin with the small random weights that are
handed over."""
def train(features, targets, weights_input_hidden, weights_hidden_output, learnrate, epochs):
    w, v = np.zeros(weights_input_hidden.shape), np.zeros(weights_hidden_output.shape)
    for _ in range(epochs):
        del_w, del_v = gradient_sums(features, targets, w, v)
        w, v = update_weights(w, v, del_w, del_v, learnrate, len(features))
    return w, v

# %% weights_drawn_again grade_id="training" loses="training_test loss_curve_test"
"""You draw new random weights inside the training. Begin with the weights that are handed over, or nobody can repeat your
figures."""
def train(features, targets, weights_input_hidden, weights_hidden_output, learnrate, epochs):
    np.random.seed(42)
    w = np.random.normal(scale=0.4, size=weights_input_hidden.shape)
    v = np.random.normal(scale=0.4, size=weights_hidden_output.shape)
    for _ in range(epochs):
        del_w, del_v = gradient_sums(features, targets, w, v)
        w, v = update_weights(w, v, del_w, del_v, learnrate, len(features))
    return w, v

# %% training_in_place grade_id="training" loses="training_test loss_curve_test find_the_bug_test"
"""Your += changes the very weights that were handed over, so a second training would begin where the first ended. Copy
them first, or make new arrays."""
def train(features, targets, weights_input_hidden, weights_hidden_output, learnrate, epochs):
    for _ in range(epochs):
        del_w, del_v = gradient_sums(features, targets, weights_input_hidden, weights_hidden_output)
        weights_input_hidden += learnrate * del_w / len(features)
        weights_hidden_output += learnrate * del_v / len(features)
    return weights_input_hidden, weights_hidden_output

# %% layers_one_after_the_other grade_id="training" loses="training_test loss_curve_test"
"""You move one layer and then take the gradient of the other at the moved weights. Both gradients of an epoch belong to the same
weights: compute the sums once, then move both layers."""
def train(features, targets, weights_input_hidden, weights_hidden_output, learnrate, epochs):
    w, v = weights_input_hidden, weights_hidden_output
    for _ in range(epochs):
        v = v + learnrate * gradient_sums(features, targets, w, v)[1] / len(features)
        w = w + learnrate * gradient_sums(features, targets, w, v)[0] / len(features)
    return w, v

# %% stale_loss grade_id="true_loss" loses="true_loss_test loss_curve_test"
"""Your loss still uses the x that is left over when the loop has ended, so one record's activations meet every target.
Compute the output of every record afresh, with the weights of this moment."""
def mean_squared_error(features, targets, weights_input_hidden, weights_hidden_output):
    for x, y in zip(features.values, targets):
        hidden_output = sigmoid(np.dot(x, weights_input_hidden))
    output = sigmoid(np.dot(hidden_output, weights_hidden_output))
    return np.mean((targets.values - output) ** 2)

# %% stale_target_too grade_id="true_loss" loses="true_loss_test loss_curve_test"
"""Your loss looks at one record alone, output and target. Take the mean of the squared errors over all records."""
def mean_squared_error(features, targets, weights_input_hidden, weights_hidden_output):
    for x, y in zip(features.values, targets):
        hidden_output = sigmoid(np.dot(x, weights_input_hidden))
        output = sigmoid(np.dot(hidden_output, weights_hidden_output))
    return (y - output) ** 2

# %% half_the_loss grade_id="true_loss" loses="true_loss_test loss_curve_test"
"""Your loss is half of what is asked for. The half belongs to the E of the derivation; the mean squared error has none."""
def mean_squared_error(features, targets, weights_input_hidden, weights_hidden_output):
    hidden_output = sigmoid(np.dot(features.values, weights_input_hidden))
    output = sigmoid(np.dot(hidden_output, weights_hidden_output))
    return np.mean((targets.values - output) ** 2) / 2

# %% sum_for_mean grade_id="true_loss" loses="true_loss_test loss_curve_test"
"""You add up the squared errors. Divide the sum by the number of records, or the loss grows with the table."""
def mean_squared_error(features, targets, weights_input_hidden, weights_hidden_output):
    hidden_output = sigmoid(np.dot(features.values, weights_input_hidden))
    output = sigmoid(np.dot(hidden_output, weights_hidden_output))
    return np.sum((targets.values - output) ** 2)

# %% mean_absolute_error grade_id="true_loss" loses="true_loss_test loss_curve_test"
"""You take the mean of the absolute errors. Square each error before you take the mean."""
def mean_squared_error(features, targets, weights_input_hidden, weights_hidden_output):
    hidden_output = sigmoid(np.dot(features.values, weights_input_hidden))
    output = sigmoid(np.dot(hidden_output, weights_hidden_output))
    return np.mean(np.abs(targets.values - output))

# %% mean_error grade_id="true_loss" loses="true_loss_test loss_curve_test"
"""You forgot to square the errors, so those above and below cancel out. Square each one, then take the mean."""
def mean_squared_error(features, targets, weights_input_hidden, weights_hidden_output):
    hidden_output = sigmoid(np.dot(features.values, weights_input_hidden))
    output = sigmoid(np.dot(hidden_output, weights_hidden_output))
    return np.mean(targets.values - output)

# %% root_mean_square grade_id="true_loss" loses="true_loss_test loss_curve_test"
"""You took the root of the mean squared error at the end. The loss of the lecture is the mean square itself."""
def mean_squared_error(features, targets, weights_input_hidden, weights_hidden_output):
    hidden_output = sigmoid(np.dot(features.values, weights_input_hidden))
    output = sigmoid(np.dot(hidden_output, weights_hidden_output))
    return np.sqrt(np.mean((targets.values - output) ** 2))

# %% square_of_the_mean grade_id="true_loss" loses="true_loss_test loss_curve_test"
"""You squared the mean of the errors. Square each error first and take the mean afterwards, or errors above and below cancel."""
def mean_squared_error(features, targets, weights_input_hidden, weights_hidden_output):
    hidden_output = sigmoid(np.dot(features.values, weights_input_hidden))
    output = sigmoid(np.dot(hidden_output, weights_hidden_output))
    return np.mean(targets.values - output) ** 2

# %% column_against_row grade_id="true_loss" loses="true_loss_test loss_curve_test"
"""Your targets are a column and your outputs a row, so numpy compares every target with every output. Give both the shape (n,), so that
each target meets its own output."""
def mean_squared_error(features, targets, weights_input_hidden, weights_hidden_output):
    hidden_output = sigmoid(np.dot(features.values, weights_input_hidden))
    output = sigmoid(np.dot(hidden_output, weights_hidden_output))
    return np.mean((targets.values[:, None] - output) ** 2)

# %% loss_of_the_decisions grade_id="true_loss" loses="true_loss_test loss_curve_test"
"""You compared the targets with the yes-or-no decisions. The loss uses the outputs themselves; the threshold belongs to the
accuracy."""
def mean_squared_error(features, targets, weights_input_hidden, weights_hidden_output):
    hidden_output = sigmoid(np.dot(features.values, weights_input_hidden))
    output = sigmoid(np.dot(hidden_output, weights_hidden_output))
    return np.mean((targets.values - (output > 0.5)) ** 2)

# %% mean_output grade_id="true_loss" loses="true_loss_test loss_curve_test"
"""You compare every target with the average output. Each target belongs to the output of its own record."""
def mean_squared_error(features, targets, weights_input_hidden, weights_hidden_output):
    hidden_output = sigmoid(np.dot(features.values, weights_input_hidden))
    output = sigmoid(np.dot(hidden_output, weights_hidden_output))
    return np.mean((targets.values - output.mean()) ** 2)

# %% loss_of_the_notebook grade_id="true_loss" loses="true_loss_test"
"""Your loss reads the table of the notebook, also when another one is handed over. Use the arguments features and targets."""
TABLE = features, targets


def mean_squared_error(x, y, weights_input_hidden, weights_hidden_output):
    features, targets = TABLE
    hidden_output = sigmoid(np.dot(features.values, weights_input_hidden))
    output = sigmoid(np.dot(hidden_output, weights_hidden_output))
    return np.mean((targets.values - output) ** 2)

# %% loss_without_hidden_sigmoid grade_id="true_loss" loses="true_loss_test loss_curve_test"
"""Your loss computes the network without the sigmoid of the hidden layer. Do the same forward pass as in the training."""
def mean_squared_error(features, targets, weights_input_hidden, weights_hidden_output):
    hidden_output = np.dot(features.values, weights_input_hidden)
    output = sigmoid(np.dot(hidden_output, weights_hidden_output))
    return np.mean((targets.values - output) ** 2)

# %% curve_at_the_lecture_rate grade_id="loss_curve" loses="loss_curve_test"
"""You trained with the learning rate of the lecture. For this curve the exercise asks for a larger one, so that 50 epochs
are enough to see something."""
trained_input_hidden, trained_hidden_output = weights_input_hidden, weights_hidden_output
losses = [mean_squared_error(features, targets, weights_input_hidden, weights_hidden_output)]
published_losses = [published_loss(features, targets, weights_input_hidden, weights_hidden_output)]
for epoch in range(50):
    trained_input_hidden, trained_hidden_output = train(
        features, targets, trained_input_hidden, trained_hidden_output, 0.005, 1
    )
    losses.append(mean_squared_error(features, targets, trained_input_hidden, trained_hidden_output))
    published_losses.append(
        published_loss(features, targets, trained_input_hidden, trained_hidden_output)
    )

# %% curve_without_the_start grade_id="loss_curve" loses="loss_curve_test"
"""Your list of losses begins after the first epoch. Put the loss before training in front, so that number e of the list belongs to e
epochs."""
trained_input_hidden, trained_hidden_output = weights_input_hidden, weights_hidden_output
losses = []
published_losses = [published_loss(features, targets, weights_input_hidden, weights_hidden_output)]
for epoch in range(50):
    trained_input_hidden, trained_hidden_output = train(
        features, targets, trained_input_hidden, trained_hidden_output, 2, 1
    )
    losses.append(mean_squared_error(features, targets, trained_input_hidden, trained_hidden_output))
    published_losses.append(
        published_loss(features, targets, trained_input_hidden, trained_hidden_output)
    )

# %% curve_of_the_first_weights grade_id="loss_curve" loses="loss_curve_test"
"""You ask for the loss of the weights from before the training each time, so your curve is flat. Use the weights that the epoch
has left."""
trained_input_hidden, trained_hidden_output = weights_input_hidden, weights_hidden_output
losses = [mean_squared_error(features, targets, weights_input_hidden, weights_hidden_output)]
published_losses = [published_loss(features, targets, weights_input_hidden, weights_hidden_output)]
for epoch in range(50):
    trained_input_hidden, trained_hidden_output = train(
        features, targets, trained_input_hidden, trained_hidden_output, 2, 1
    )
    losses.append(
        mean_squared_error(features, targets, weights_input_hidden, weights_hidden_output)
    )
    published_losses.append(
        published_loss(features, targets, trained_input_hidden, trained_hidden_output)
    )

# %% curve_on_held_out_records grade_id="loss_curve" loses="loss_curve_test"
"""You took the losses on the held-out records. The curve asked for shows the loss on the training records."""
trained_input_hidden, trained_hidden_output = weights_input_hidden, weights_hidden_output
losses = [mean_squared_error(features_test, targets_test, weights_input_hidden, weights_hidden_output)]
published_losses = [published_loss(features, targets, weights_input_hidden, weights_hidden_output)]
for epoch in range(50):
    trained_input_hidden, trained_hidden_output = train(
        features, targets, trained_input_hidden, trained_hidden_output, 2, 1
    )
    losses.append(mean_squared_error(features_test, targets_test, trained_input_hidden, trained_hidden_output))
    published_losses.append(
        published_loss(features, targets, trained_input_hidden, trained_hidden_output)
    )

# %% curve_grows_by_epochs grade_id="loss_curve" loses="loss_curve_test"
"""You hand the number of the epoch to train and go on from the trained weights, so each turn trains longer than the one before. Let each turn run one
epoch."""
trained_input_hidden, trained_hidden_output = weights_input_hidden, weights_hidden_output
losses = [mean_squared_error(features, targets, weights_input_hidden, weights_hidden_output)]
published_losses = [published_loss(features, targets, weights_input_hidden, weights_hidden_output)]
for epoch in range(50):
    trained_input_hidden, trained_hidden_output = train(
        features, targets, trained_input_hidden, trained_hidden_output, 2, epoch + 1
    )
    losses.append(mean_squared_error(features, targets, trained_input_hidden, trained_hidden_output))
    published_losses.append(
        published_loss(features, targets, trained_input_hidden, trained_hidden_output)
    )

# %% published_for_true grade_id="loss_curve" loses="loss_curve_test"
"""Your first list holds what the published code says. Fill losses with your own mean_squared_error, and keep the published
figures apart."""
trained_input_hidden, trained_hidden_output = weights_input_hidden, weights_hidden_output
losses = [published_loss(features, targets, weights_input_hidden, weights_hidden_output)]
published_losses = [published_loss(features, targets, weights_input_hidden, weights_hidden_output)]
for epoch in range(50):
    trained_input_hidden, trained_hidden_output = train(
        features, targets, trained_input_hidden, trained_hidden_output, 2, 1
    )
    losses.append(published_loss(features, targets, trained_input_hidden, trained_hidden_output))
    published_losses.append(
        published_loss(features, targets, trained_input_hidden, trained_hidden_output)
    )

# %% true_for_published grade_id="loss_curve" loses="loss_curve_test"
"""Your second list holds the true loss as well. Fill published_losses with what the given function published_loss says, wrong as
it is."""
trained_input_hidden, trained_hidden_output = weights_input_hidden, weights_hidden_output
losses = [mean_squared_error(features, targets, weights_input_hidden, weights_hidden_output)]
published_losses = [mean_squared_error(features, targets, weights_input_hidden, weights_hidden_output)]
for epoch in range(50):
    trained_input_hidden, trained_hidden_output = train(
        features, targets, trained_input_hidden, trained_hidden_output, 2, 1
    )
    losses.append(mean_squared_error(features, targets, trained_input_hidden, trained_hidden_output))
    published_losses.append(
        mean_squared_error(features, targets, trained_input_hidden, trained_hidden_output)
    )

# %% position_for_label grade_id="find_the_bug" loses="find_the_bug_test"
"""You gave the position of the record in the training table. The question asks for its index label, the number of the row in the
admissions table."""
record_used = len(features) - 1
last_hidden = sigmoid(np.dot(features.values[-1], weights_input_hidden))
output_used = sigmoid(np.dot(last_hidden, weights_hidden_output))
loss_floor = targets.mean() * (1 - targets.mean())

# %% last_of_the_admissions grade_id="find_the_bug" loses="find_the_bug_test"
"""You took the last row of the whole admissions table. The loop walks through the training records in their random order; look
for the last of those."""
record_used = features.index.max()
last_hidden = sigmoid(np.dot(features.values[-1], weights_input_hidden))
output_used = sigmoid(np.dot(last_hidden, weights_hidden_output))
loss_floor = targets.mean() * (1 - targets.mean())

# %% last_of_the_table grade_id="find_the_bug" loses="find_the_bug_test"
"""You took a row of the whole admissions table, also for the output. The loop walks through the training records in their random order; look
for the last of those."""
record_used = data.index[-1]
last_hidden = sigmoid(np.dot(data.drop(columns="admit").values[-1], weights_input_hidden))
output_used = sigmoid(np.dot(last_hidden, weights_hidden_output))
loss_floor = targets.mean() * (1 - targets.mean())

# %% first_record_used grade_id="find_the_bug" loses="find_the_bug_test"
"""You suspect the first record. A loop variable keeps the last value that the loop gave it, so look at the other end."""
record_used = features.index[0]
last_hidden = sigmoid(np.dot(features.values[0], weights_input_hidden))
output_used = sigmoid(np.dot(last_hidden, weights_hidden_output))
loss_floor = targets.mean() * (1 - targets.mean())

# %% trained_weights_used grade_id="find_the_bug" loses="find_the_bug_test"
"""You took the output with the trained weights. The question asks for the number with the weights from before the training."""
record_used = features.index[-1]
last_hidden = sigmoid(np.dot(features.values[-1], trained_input_hidden))
output_used = sigmoid(np.dot(last_hidden, trained_hidden_output))
loss_floor = targets.mean() * (1 - targets.mean())

# %% hidden_output_used grade_id="find_the_bug" loses="find_the_bug_test"
"""You gave the average of the hidden activations of that record. The published loss compares the targets with the output of the network, one sigmoid
further on."""
record_used = features.index[-1]
last_hidden = sigmoid(np.dot(features.values[-1], weights_input_hidden))
output_used = last_hidden.mean()
loss_floor = targets.mean() * (1 - targets.mean())

# %% floor_of_zero grade_id="find_the_bug" loses="find_the_bug_test"
"""You think that this loss can reach zero. One number cannot be near the zeros and the ones at the same time: what is left is the spread
of the targets about their mean."""
record_used = features.index[-1]
last_hidden = sigmoid(np.dot(features.values[-1], weights_input_hidden))
output_used = sigmoid(np.dot(last_hidden, weights_hidden_output))
loss_floor = 0.0

# %% floor_is_the_rate grade_id="find_the_bug" loses="find_the_bug_test"
"""You gave the share of admitted applicants. That is the constant answer that makes the loss smallest; put it into the loss
to see how small it gets."""
record_used = features.index[-1]
last_hidden = sigmoid(np.dot(features.values[-1], weights_input_hidden))
output_used = sigmoid(np.dot(last_hidden, weights_hidden_output))
loss_floor = targets.mean()

# %% floor_read_off_the_curve grade_id="find_the_bug" loses="find_the_bug_test"
"""You read the smallest value off the curve. The curve only passes near the floor; compute what the best constant answer would
give."""
record_used = features.index[-1]
last_hidden = sigmoid(np.dot(features.values[-1], weights_input_hidden))
output_used = sigmoid(np.dot(last_hidden, weights_hidden_output))
loss_floor = min(published_losses)

# %% floor_of_a_sample grade_id="find_the_bug" loses="find_the_bug_test"
"""Your variance divides by one less than the number of records. The loss is a plain mean, so divide by their number: ddof=0."""
record_used = features.index[-1]
last_hidden = sigmoid(np.dot(features.values[-1], weights_input_hidden))
output_used = sigmoid(np.dot(last_hidden, weights_hidden_output))
loss_floor = targets.var()

# %% floor_of_one_half grade_id="find_the_bug" loses="find_the_bug_test"
"""You compared every target with one half. Another constant does better for these targets; look for the one with the least squared
error."""
record_used = features.index[-1]
last_hidden = sigmoid(np.dot(features.values[-1], weights_input_hidden))
output_used = sigmoid(np.dot(last_hidden, weights_hidden_output))
loss_floor = np.mean((targets - 0.5) ** 2)
