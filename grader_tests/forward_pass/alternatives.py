"""Right answers to forward_pass in other clothes; each scores full marks."""

# %% matrix_as_nested_lists grade_id="weight_matrix"
"""A list of lists, as NumPy reads it."""
weight_matrix = [[w_11, w_12], [w_21, w_22], [w_31, w_32]]

# %% matrix_element_by_element grade_id="weight_matrix"
"""An array of zeros, filled one element at a time."""
weight_matrix = np.zeros((3, 2))
weight_matrix[0, 0] = w_11
weight_matrix[0, 1] = w_12
weight_matrix[1, 0] = w_21
weight_matrix[1, 1] = w_22
weight_matrix[2, 0] = w_31
weight_matrix[2, 1] = w_32
print(weight_matrix)

# %% matrix_from_columns grade_id="weight_matrix"
"""The weights into each unit, stacked as columns, in float32."""
into_h1 = [w_11, w_21, w_31]
into_h2 = [w_12, w_22, w_32]
weight_matrix = np.column_stack([into_h1, into_h2]).astype("float32")

# %% between_as_python_float grade_id="weight_between"
"""Two indices in two pairs of brackets, and a Python float."""
def weight_between(weights, i, j):
    return float(weights[i - 1][j - 1])

# %% between_as_zero_dimensional_array grade_id="weight_between"
"""A 0-d array."""
def weight_between(weights, i, j):
    return np.asarray(weights)[i - 1 : i, j - 1 : j].reshape(())

# %% out_of_input_as_list grade_id="weights_out_of_input"
"""A loop that returns a plain list."""
def weights_out_of_input(weights, i):
    leaving = []
    for j in range(weights.shape[1]):
        leaving.append(weights[i - 1, j])
    return leaving

# %% into_hidden_by_transposing grade_id="weights_into_hidden"
"""A row of the transposed matrix."""
def weights_into_hidden(weights, j):
    return weights.T[j - 1].copy()

# %% into_hidden_as_tuple grade_id="weights_into_hidden"
"""A tuple of Python floats."""
def weights_into_hidden(weights, j):
    return tuple(float(row[j - 1]) for row in weights)

# %% starts_with_new_generator grade_id="initial_weights"
"""NumPy's newer generator, and 1 over the square root."""
def initial_weights(features, n_hidden):
    n_inputs = features.shape[1]
    generator = np.random.default_rng()
    return generator.normal(0.0, 1 / np.sqrt(n_inputs), (n_inputs, n_hidden))

# %% starts_with_randn grade_id="initial_weights"
"""Standard normal numbers, scaled afterwards."""
def initial_weights(features, n_hidden):
    n_inputs = len(features[0])
    return np.random.randn(n_inputs, n_hidden) * n_inputs**-0.5

# %% unit_by_dot grade_id="hidden_input"
"""The dot product with one column."""
def hidden_input(features, weights, j):
    return np.dot(features, weights[:, j - 1])

# %% unit_by_loop grade_id="hidden_input"
"""A loop over the inputs, in Python floats."""
def hidden_input(features, weights, j):
    total = 0.0
    for i in range(len(features)):
        total += float(features[i]) * float(weights[i][j - 1])
    return total

# %% unit_out_of_all grade_id="hidden_input"
"""All hidden units at once; then the element asked for."""
def hidden_input(features, weights, j):
    return (features @ weights)[j - 1]

# %% unit_by_einsum grade_id="hidden_input"
"""The formula's index in einsum, which gives a 0-d result."""
def hidden_input(features, weights, j):
    return np.array(np.einsum("i,i->", features, weights[:, j - 1]))

# %% shapes_measured grade_id="predicted_shapes"
"""NumPy asked, not predicted."""
shape_1 = np.dot(features, weights).shape
shape_2 = np.dot(records, weights).shape
shape_3 = None
shape_4 = None
shape_5 = np.dot(features, features).shape
shape_6 = np.dot(weights.T, records.T).shape

# %% shapes_as_lists grade_id="predicted_shapes"
"""Lists for tuples."""
shape_1, shape_2, shape_3, shape_4, shape_5, shape_6 = [2], [5, 2], None, None, [], [2, 5]

# %% rule_tried_out grade_id="dot_shape"
"""Try the product and look at its shape."""
def dot_shape(a, b):
    try:
        return np.dot(a, b).shape
    except ValueError:
        return None

# %% rule_case_by_case grade_id="dot_shape"
"""The four cases one by one."""
def dot_shape(a, b):
    if a.ndim == 1 and b.ndim == 1:
        return () if len(a) == len(b) else None
    if a.ndim == 1:
        return (b.shape[1],) if a.shape[0] == b.shape[0] else None
    if b.ndim == 1:
        return (a.shape[0],) if a.shape[1] == b.shape[0] else None
    return (a.shape[0], b.shape[1]) if a.shape[1] == b.shape[0] else None

# %% rule_with_lists grade_id="dot_shape"
"""Lengths in lists, the matching pair taken out."""
def dot_shape(a, b):
    left, right = list(a.shape), list(b.shape)
    if left.pop() != right.pop(0):
        return None
    return left + right

# %% message_of_matmul grade_id="dot_or_message"
"""The @ operator, whose message is worded differently."""
def dot_or_message(a, b):
    try:
        return a @ b
    except ValueError as error:
        return str(error)

# %% message_with_its_kind grade_id="dot_or_message"
"""The kind of the error in front of its text; also printed."""
def dot_or_message(a, b):
    try:
        product = a.dot(b)
    except ValueError as error:
        print("refused:", error)
        return f"ValueError: {error}"
    else:
        return product

# %% message_from_args grade_id="dot_or_message"
"""The text as the error's first argument."""
def dot_or_message(a, b):
    try:
        result = np.dot(a, b)
    except ValueError as error:
        result = error.args[0]
    return result

# %% column_by_reshape grade_id="as_column"
"""reshape with an open length."""
def as_column(x):
    return x.reshape(-1, 1)

# %% column_by_two_dimensions grade_id="as_column"
"""The slide's second way: two dimensions, then the transpose."""
def as_column(x):
    return np.array(x, ndmin=2).T

# %% column_as_lists grade_id="as_column"
"""A list of one-element lists."""
def as_column(x):
    return [[element] for element in x]

# %% row_by_newaxis grade_id="as_row"
"""np.newaxis, the same as None."""
def as_row(x):
    return x[np.newaxis]

# %% row_by_brackets grade_id="as_row"
"""An array within an array."""
def as_row(x):
    return np.array([x])

# %% hidden_column_by_row grade_id="hidden_column"
"""The 1-D product, made a column at the end."""
def hidden_column(weights, features):
    return (features @ weights)[:, None]

# %% hidden_column_by_loops grade_id="hidden_column"
"""Plain loops over units and inputs, and nested lists."""
def hidden_column(weights, features):
    n_inputs, n_hidden = weights.shape
    column = []
    for j in range(n_hidden):
        column.append([sum(weights[i, j] * features[i] for i in range(n_inputs))])
    return column

# %% hidden_column_with_own_helpers grade_id="hidden_column"
"""The functions written before, used again."""
def hidden_column(weights, features):
    n_hidden = weights.shape[1]
    return as_column(np.array([hidden_input(features, weights, j + 1) for j in range(n_hidden)]))

# %% hidden_in_by_matmul grade_id="hidden_layer_in"
"""The @ operator."""
hidden_layer_in = X @ weights_input_to_hidden

# %% hidden_in_by_transposed_weights grade_id="hidden_layer_in"
"""The transposed matrix on the left of a 1-D array."""
hidden_layer_in = np.dot(weights_input_to_hidden.T, X)

# %% hidden_in_by_loops grade_id="hidden_layer_in"
"""Two loops and a list of Python floats."""
hidden_layer_in = []
for j in range(3):
    total = 0.0
    for i in range(4):
        total += float(X[i] * weights_input_to_hidden[i, j])
    hidden_layer_in.append(total)
hidden_layer_in = np.array(hidden_layer_in)

# %% hidden_in_by_broadcasting grade_id="hidden_layer_in"
"""The record as a column, multiplied by element and summed over the inputs."""
hidden_layer_in = (X[:, None] * weights_input_to_hidden).sum(axis=0)

# %% hidden_in_by_einsum grade_id="hidden_layer_in"
"""The formula's indices, in einsum."""
hidden_layer_in = np.einsum("i,ij->j", X, weights_input_to_hidden)

# %% hidden_in_as_float32 grade_id="hidden_layer_in"
"""Single precision."""
hidden_layer_in = np.dot(X.astype("float32"), weights_input_to_hidden.astype("float32"))

# %% whole_quiz_in_one_cell grade_id="hidden_layer_in"
"""All four steps in the first cell, prints included, as the quiz has them."""
hidden_layer_in = np.dot(X, weights_input_to_hidden)
hidden_layer_out = sigmoid(hidden_layer_in)

print('Hidden-layer Output:')
print(hidden_layer_out)

output_layer_in = np.dot(hidden_layer_out, weights_hidden_to_output)
output_layer_out = sigmoid(output_layer_in)

print('Output-layer Output:')
print(output_layer_out)

# %% hidden_out_by_tanh grade_id="hidden_layer_out"
"""The sigmoid as a stretched hyperbolic tangent."""
hidden_layer_out = 0.5 * (1 + np.tanh(hidden_layer_in / 2))

# %% hidden_out_as_list grade_id="hidden_layer_out"
"""A list, one sigmoid at a time."""
hidden_layer_out = [sigmoid(h) for h in hidden_layer_in]

# %% hidden_out_by_own_helper grade_id="hidden_layer_out"
"""The other form of the sigmoid, in a helper function."""
def logistic(h):
    power = np.exp(h)
    return power / (1 + power)


hidden_layer_out = logistic(hidden_layer_in)

# %% output_in_by_zip grade_id="output_layer_in"
"""Each hidden unit's share, added up row by row."""
output_layer_in = np.zeros(2)
for a_j, leaving in zip(hidden_layer_out, weights_hidden_to_output):
    output_layer_in += a_j * leaving

# %% output_in_by_tensordot grade_id="output_layer_in"
"""tensordot over one axis."""
output_layer_in = np.tensordot(hidden_layer_out, weights_hidden_to_output, axes=1)

# %% output_in_row_unpacked grade_id="output_layer_in"
"""A row vector times the matrix, and the one row taken out."""
output_layer_in = (hidden_layer_out[None, :] @ weights_hidden_to_output)[0]

# %% output_out_written_out grade_id="output_layer_out"
"""The formula in place of the function."""
output_layer_out = np.reciprocal(1.0 + np.exp(-output_layer_in))

# %% output_out_as_tuple grade_id="output_layer_out"
"""A tuple of np.float64."""
output_layer_out = (sigmoid(output_layer_in[0]), sigmoid(output_layer_in[1]))

# %% pass_with_helper grade_id="forward_pass"
"""One helper for both layers, and the @ operator."""
def layer(values, weights):
    return sigmoid(values @ weights)


def forward_pass(X, weights_input_to_hidden, weights_hidden_to_output):
    hidden = layer(X, weights_input_to_hidden)
    return hidden, layer(hidden, weights_hidden_to_output)

# %% pass_by_loops grade_id="forward_pass"
"""Loops and math.exp; lists for arrays."""
import math


def forward_pass(X, weights_input_to_hidden, weights_hidden_to_output):
    n_inputs, n_hidden = weights_input_to_hidden.shape
    n_outputs = weights_hidden_to_output.shape[1]
    hidden, outputs = [], []
    for j in range(n_hidden):
        h = 0
        for i in range(n_inputs):
            h += X[i] * weights_input_to_hidden[i, j]
        hidden.append(1 / (1 + math.exp(-h)))
    for k in range(n_outputs):
        o = 0
        for j in range(n_hidden):
            o += hidden[j] * weights_hidden_to_output[j, k]
        outputs.append(1 / (1 + math.exp(-o)))
    return [hidden, outputs]

# %% pass_in_float32 grade_id="forward_pass"
"""Single precision throughout."""
def forward_pass(X, weights_input_to_hidden, weights_hidden_to_output):
    hidden = sigmoid(np.float32(X) @ np.float32(weights_input_to_hidden))
    return hidden, sigmoid(hidden @ np.float32(weights_hidden_to_output))

# %% pass_by_columns grade_id="forward_pass"
"""Column vectors inside, flattened on the way out."""
def forward_pass(X, weights_input_to_hidden, weights_hidden_to_output):
    hidden = sigmoid(weights_input_to_hidden.T @ X[:, None])
    outputs = sigmoid(weights_hidden_to_output.T @ hidden)
    return hidden.ravel(), outputs.ravel()

# %% batch_by_loop grade_id="forward_pass_batch"
"""The function for one record, called for each row."""
def forward_pass_batch(records, weights_input_to_hidden, weights_hidden_to_output):
    rows = []
    for record in records:
        rows.append(forward_pass(record, weights_input_to_hidden, weights_hidden_to_output)[1])
    return np.array(rows)

# %% batch_by_einsum grade_id="forward_pass_batch"
"""einsum with n for the record."""
def forward_pass_batch(records, weights_input_to_hidden, weights_hidden_to_output):
    hidden = sigmoid(np.einsum("ni,ij->nj", records, weights_input_to_hidden))
    return sigmoid(np.einsum("nj,jk->nk", hidden, weights_hidden_to_output))

# %% batch_records_as_columns_and_back grade_id="forward_pass_batch"
"""Everything transposed, and transposed back at the end."""
def forward_pass_batch(records, weights_input_to_hidden, weights_hidden_to_output):
    hidden = sigmoid(weights_input_to_hidden.T @ records.T)
    return sigmoid(weights_hidden_to_output.T @ hidden).T

# %% batch_through_forward_pass grade_id="forward_pass_batch"
"""The function for one record does tables, too."""
def forward_pass_batch(records, weights_input_to_hidden, weights_hidden_to_output):
    return forward_pass(records, weights_input_to_hidden, weights_hidden_to_output)[1]
