"""Right answers to the backpropagation on the admissions data, in other clothes."""

# %% hidden_layer_by_loops grade_id="hidden_layer"
"""Plain loops and lists, the sigmoid from the math module."""
import math

hidden_input, hidden_output = [], []
for j in range(2):
    total = 0.0
    for i in range(6):
        total += x[i] * weights_input_hidden[i][j]
    hidden_input.append(total)
    hidden_output.append(1 / (1 + math.exp(-total)))
hidden_output = np.array(hidden_output)

# %% hidden_layer_at_sign grade_id="hidden_layer"
"""The transposed weights from the left, with the @ sign, and the tanh form of the sigmoid."""
hidden_input = weights_input_hidden.T @ x
hidden_output = 0.5 * (1 + np.tanh(hidden_input / 2))

# %% hidden_layer_in_float32 grade_id="hidden_layer"
"""Single precision, a row of a Series, prints on the way."""
record = features.iloc[0].astype(np.float32)
hidden_input = np.einsum("i,ij->j", record.to_numpy(), weights_input_hidden.astype(np.float32))
hidden_output = sigmoid(hidden_input)
print(hidden_input.dtype, hidden_output)

# %% output_as_python_float grade_id="output_layer"
"""A sum over a zip, handed on as a Python float."""
output = float(sigmoid(sum(a * w for a, w in zip(hidden_output, weights_hidden_output))))

# %% output_as_zero_dimensional_array grade_id="output_layer"
"""A 0-d array."""
output = np.array(sigmoid((hidden_output * weights_hidden_output).sum()))

# %% output_error_by_sigmoid_prime grade_id="output_error"
"""The lecture's sigmoid_prime at the input of the output unit."""


def sigmoid_prime(x):
    return sigmoid(x) * (1 - sigmoid(x))


error = y - output
output_error_term = error * sigmoid_prime(np.dot(hidden_output, weights_hidden_output))

# %% output_error_by_the_logit grade_id="output_error"
"""The slope written with exponentials at the input of the output unit; 0-d arrays."""
error = np.subtract(y, output)
z = np.log(output / (1 - output))
output_error_term = np.array(error * np.exp(-z) / (1 + np.exp(-z)) ** 2)

# %% hidden_errors_by_dot grade_id="hidden_errors"
"""As in the lecture's own solution: np.dot of a number and an array."""
hidden_error = np.dot(output_error_term, weights_hidden_output)
hidden_error_term = hidden_error * hidden_output * (1 - hidden_output)

# %% hidden_errors_as_lists grade_id="hidden_errors"
"""Lists, the slope from the hidden inputs."""
slopes = [sigmoid(h) * (1 - sigmoid(h)) for h in hidden_input]
hidden_error = [output_error_term * w for w in weights_hidden_output]
hidden_error_term = np.array([e * s for e, s in zip(hidden_error, slopes)])

# %% record_share_by_outer grade_id="record_share"
"""np.outer, and a list for the other layer."""
del_w_hidden_output = [output_error_term * a for a in hidden_output]
del_w_input_hidden = np.outer(x, hidden_error_term)

# %% record_share_by_reshape grade_id="record_share"
"""reshape for the column and @ for the product."""
del_w_hidden_output = hidden_output * output_error_term
del_w_input_hidden = x.reshape(-1, 1) @ hidden_error_term.reshape(1, -1)

# %% record_share_as_nested_lists grade_id="record_share"
"""Nested tuples of numbers."""
del_w_hidden_output = tuple(output_error_term * a for a in hidden_output)
del_w_input_hidden = tuple(tuple(d * value for d in hidden_error_term) for value in x)

# %% epoch_sums_vectorised grade_id="epoch_sums"
"""The whole epoch in matrix products."""


def gradient_sums(features, targets, weights_input_hidden, weights_hidden_output):
    table = features.to_numpy()
    hidden = sigmoid(table @ weights_input_hidden)
    outputs = sigmoid(hidden @ weights_hidden_output)
    output_terms = (targets.to_numpy() - outputs) * outputs * (1 - outputs)
    hidden_terms = np.outer(output_terms, weights_hidden_output) * hidden * (1 - hidden)
    return table.T @ hidden_terms, output_terms @ hidden

# %% epoch_sums_with_pandas grade_id="epoch_sums"
"""DataFrames all the way: the sums come back as a DataFrame and a Series."""


def gradient_sums(features, targets, weights_input_hidden, weights_hidden_output):
    hidden = sigmoid(features.dot(weights_input_hidden))
    outputs = sigmoid(hidden.dot(weights_hidden_output))
    output_terms = (targets - outputs) * outputs * (1 - outputs)
    slopes = hidden * (1 - hidden)
    hidden_terms = slopes.mul(output_terms, axis=0) * weights_hidden_output
    return features.T.dot(hidden_terms), hidden.T.dot(output_terms)

# %% epoch_sums_by_list_and_einsum grade_id="epoch_sums"
"""One einsum per layer over stacked records; returned as a list, with helpers."""


def forward(table, w, v):
    hidden = 1 / (1 + np.exp(-np.einsum("ni,ij->nj", table, w)))
    return hidden, 1 / (1 + np.exp(-np.einsum("nj,j->n", hidden, v)))


def gradient_sums(features, targets, weights_input_hidden, weights_hidden_output):
    table = np.array(features)
    hidden, out = forward(table, weights_input_hidden, weights_hidden_output)
    delta = (np.array(targets) - out) * out * (1 - out)
    back = delta[:, None] * weights_hidden_output[None, :] * hidden * (1 - hidden)
    return [np.einsum("ni,nj->ij", table, back), np.einsum("n,nj->j", delta, hidden)]

# %% epoch_sums_by_iterrows grade_id="epoch_sums"
"""iterrows, targets looked up by label, shares collected first and added at the end, lists returned."""


def gradient_sums(features, targets, weights_input_hidden, weights_hidden_output):
    shares_in, shares_out = [], []
    for label, record in features.iterrows():
        hidden_output = sigmoid(np.dot(record, weights_input_hidden))
        output = sigmoid(np.dot(hidden_output, weights_hidden_output))
        output_error_term = (targets[label] - output) * output * (1 - output)
        hidden_error = np.dot(output_error_term, weights_hidden_output)
        hidden_error_term = hidden_error * hidden_output * (1 - hidden_output)
        shares_out.append(output_error_term * hidden_output)
        shares_in.append(np.outer(record, hidden_error_term))
    return sum(shares_in), sum(shares_out)

# %% update_divided_first grade_id="weight_update"
"""The average first, then the learning rate; on copies, with +=."""


def update_weights(
    weights_input_hidden,
    weights_hidden_output,
    del_w_input_hidden,
    del_w_hidden_output,
    learnrate,
    n_records,
):
    first, second = np.copy(weights_input_hidden), np.copy(weights_hidden_output)
    first += np.asarray(del_w_input_hidden) / n_records * learnrate
    second += np.asarray(del_w_hidden_output) / n_records * learnrate
    return [first, second]

# %% training_written_out grade_id="training"
"""All in one function, as in the lecture's program, on copies of the weights."""


def train(features, targets, weights_input_hidden, weights_hidden_output, learnrate, epochs):
    weights_input_hidden = weights_input_hidden.copy()
    weights_hidden_output = weights_hidden_output.copy()
    n_records, n_features = features.shape
    for e in range(epochs):
        del_w_input_hidden = np.zeros(weights_input_hidden.shape)
        del_w_hidden_output = np.zeros(weights_hidden_output.shape)
        for x, y in zip(features.values, targets):
            hidden_input = np.dot(x, weights_input_hidden)
            hidden_output = sigmoid(hidden_input)
            output = sigmoid(np.dot(hidden_output, weights_hidden_output))
            error = y - output
            output_error_term = error * output * (1 - output)
            hidden_error = np.dot(output_error_term, weights_hidden_output)
            hidden_error_term = hidden_error * hidden_output * (1 - hidden_output)
            del_w_hidden_output += output_error_term * hidden_output
            del_w_input_hidden += hidden_error_term * x[:, None]
        weights_input_hidden += learnrate * del_w_input_hidden / n_records
        weights_hidden_output += learnrate * del_w_hidden_output / n_records
    return weights_input_hidden, weights_hidden_output

# %% training_by_recursion grade_id="training"
"""One epoch, then the rest of them by a call to itself."""


def train(features, targets, weights_input_hidden, weights_hidden_output, learnrate, epochs):
    if epochs == 0:
        return weights_input_hidden, weights_hidden_output
    weights = weights_input_hidden, weights_hidden_output
    sums = gradient_sums(features, targets, *weights)
    weights = update_weights(*weights, *sums, learnrate, features.shape[0])
    return train(features, targets, *weights, learnrate, epochs - 1)

# %% true_loss_by_loop grade_id="true_loss"
"""A loop over the records; the mean by hand, as a Python float."""


def mean_squared_error(features, targets, weights_input_hidden, weights_hidden_output):
    total = 0.0
    for x, y in zip(features.values, targets):
        hidden_output = sigmoid(np.dot(x, weights_input_hidden))
        total += (y - sigmoid(np.dot(hidden_output, weights_hidden_output))) ** 2
    return float(total / len(targets))

# %% true_loss_as_in_the_lecture grade_id="true_loss"
"""The lecture's own lines: outputs minus a Series of targets, the mean of a Series."""


def mean_squared_error(features, targets, weights_input_hidden, weights_hidden_output):
    hidden_output = sigmoid(np.dot(features, weights_input_hidden))
    out = sigmoid(np.dot(hidden_output, weights_hidden_output))
    return np.mean((out - targets) ** 2)

# %% true_loss_in_columns grade_id="true_loss"
"""Targets and outputs both as columns; a 0-d array."""


def mean_squared_error(features, targets, weights_input_hidden, weights_hidden_output):
    column = np.reshape(targets.values, (-1, 1))
    hidden = sigmoid(features.values @ weights_input_hidden)
    out = sigmoid(hidden @ weights_hidden_output.reshape(-1, 1))
    return np.array(((column - out) ** 2).sum() / column.size)

# %% loss_curve_in_arrays grade_id="loss_curve"
"""Arrays filled in place, gradient_sums and update_weights instead of train, a plot on the way."""
losses, published_losses = np.zeros(51), np.zeros(51)
weights = weights_input_hidden.copy(), weights_hidden_output.copy()
for epoch in range(51):
    losses[epoch] = mean_squared_error(features, targets, *weights)
    published_losses[epoch] = published_loss(features, targets, *weights)
    if epoch < 50:
        sums = gradient_sums(features, targets, *weights)
        weights = update_weights(*weights, *sums, 2.0, len(targets))
trained_input_hidden, trained_hidden_output = weights
figure, axes = plt.subplots()
axes.plot(losses)
print(losses[-1])

# %% loss_curve_in_series grade_id="loss_curve"
"""A history of the weights first; then both curves as a tuple and a Series."""
history = [(weights_input_hidden, weights_hidden_output)]
while len(history) <= 50:
    history.append(train(features, targets, *history[-1], 2, 1))
losses = tuple(mean_squared_error(features, targets, *weights) for weights in history)
published_losses = pd.Series([published_loss(features, targets, *weights) for weights in history])
trained_input_hidden, trained_hidden_output = history[-1]

# %% bug_by_the_variance grade_id="find_the_bug"
"""The loop run once more for its leftovers; the floor as a variance; Python numbers."""
for label, row in features.iterrows():
    pass
record_used = int(label)
output_used = float(sigmoid(sigmoid(row.values @ weights_input_hidden) @ weights_hidden_output))
loss_floor = float(np.var(targets))

# %% bug_by_rate grade_id="find_the_bug"
"""The floor from the share of admitted applicants; the output from the published lines; a 0-d array."""
record_used = features.tail(1).index[0]
rate = targets.sum() / len(targets)
hidden = 1 / (1 + np.exp(-np.dot(features.iloc[-1], weights_input_hidden)))
output_used = np.array(1 / (1 + np.exp(-np.dot(hidden, weights_hidden_output))))
loss_floor = rate - rate**2

# %% bug_by_experiment grade_id="find_the_bug"
"""Found by trying: change one row at a time and see whether the published loss moves."""
before = published_loss(features, targets, weights_input_hidden, weights_hidden_output)
for label in features.index:
    changed = features.copy()
    changed.loc[label, "gre"] += 1
    if published_loss(changed, targets, weights_input_hidden, weights_hidden_output) != before:
        record_used = label
one_row = features.loc[[record_used]]
hidden = sigmoid(np.dot(one_row, weights_input_hidden))
output_used = sigmoid(np.dot(hidden, weights_hidden_output))[0]
loss_floor = ((targets - targets.mean()) ** 2).sum() / len(targets)
