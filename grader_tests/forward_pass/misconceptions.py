"""Known wrong answers to forward_pass, each with the sentence that would help."""

# %% matrix_with_units_as_rows grade_id="weight_matrix" loses="weight_matrix_test"
"""You gave each hidden unit a row. Here each row belongs to an input: row i holds the weights that
leave input i, so three inputs and two hidden units make three rows and two columns."""
weight_matrix = np.array([[w_11, w_21, w_31], [w_12, w_22, w_32]])

# %% matrix_filled_unit_by_unit grade_id="weight_matrix" loses="weight_matrix_test"
"""You listed the weights unit by unit and cut the list into rows. The shape is right, but NumPy fills
row by row: list the weights input by input."""
weight_matrix = np.array([w_11, w_21, w_31, w_12, w_22, w_32]).reshape(3, 2)

# %% matrix_columns_swapped grade_id="weight_matrix" loses="weight_matrix_test"
"""Your two columns have changed places. The second index names the hidden unit: all weights into the
first unit stand in the first column."""
weight_matrix = np.array([[w_12, w_11], [w_22, w_21], [w_32, w_31]])

# %% matrix_left_flat grade_id="weight_matrix" loses="weight_matrix_test"
"""You put all weights in one row of numbers, which needs one index only. A matrix has two: wrap each
input's weights in brackets of their own."""
weight_matrix = np.array([w_11, w_12, w_21, w_22, w_31, w_32])

# %% between_counts_from_zero grade_id="weight_between" loses="weight_between_test"
"""Your function counts from 0, as NumPy does. The indices of the lecture count from 1, so take 1 off
each before you index."""
def weight_between(weights, i, j):
    return weights[i, j]

# %% between_to_before_from grade_id="weight_between" loses="weight_between_test"
"""You exchanged the two indices. Read them as from, to: the input chooses the row, the hidden unit
chooses the column."""
def weight_between(weights, i, j):
    return weights[j - 1, i - 1]

# %% out_of_input_counts_from_zero grade_id="weights_out_of_input" loses="weights_out_of_input_test"
"""You found a row, but the next one: the slides count the inputs from 1 and NumPy counts from 0."""
def weights_out_of_input(weights, i):
    return weights[i]

# %% out_of_input_takes_column grade_id="weights_out_of_input" loses="weights_out_of_input_test"
"""You read a column, and that is what arrives at one hidden unit. What leaves an input stands in its
row."""
def weights_out_of_input(weights, i):
    return weights[:, i - 1]

# %% into_hidden_takes_row grade_id="weights_into_hidden" loses="weights_into_hidden_test"
"""You read a row, and that is what leaves one input. What arrives at a hidden unit stands in its
column."""
def weights_into_hidden(weights, j):
    return weights[j - 1]

# %% into_hidden_keeps_matrix grade_id="weights_into_hidden" loses="weights_into_hidden_test"
"""A slice keeps its axis, so you return a matrix with a single column. Index the column with a plain
number to get a 1-D array."""
def weights_into_hidden(weights, j):
    return weights[:, j - 1 : j]

# %% starts_with_one_row_per_record grade_id="initial_weights" loses="initial_weights_test"
"""You took the number of records for the number of inputs. A weight belongs to an input, so count the
columns of features, not its rows."""
def initial_weights(features, n_hidden):
    n_inputs = features.shape[0]
    return np.random.normal(0, n_inputs**-0.5, size=(n_inputs, n_hidden))

# %% starts_scaled_by_records grade_id="initial_weights" loses="initial_weights_test"
"""Your shape is right, but you scaled by the number of records. The sum in a hidden unit runs over
the inputs, so their number decides the scale."""
def initial_weights(features, n_hidden):
    n_records, n_inputs = features.shape
    return np.random.normal(0, n_records**-0.5, size=(n_inputs, n_hidden))

# %% starts_units_as_rows grade_id="initial_weights" loses="initial_weights_test"
"""Your matrix has one row per hidden unit. Give it one row per input and one column per hidden
unit, as everywhere in this notebook."""
def initial_weights(features, n_hidden):
    n_inputs = features.shape[1]
    return np.random.normal(0, n_inputs**-0.5, size=(n_hidden, n_inputs))

# %% starts_with_variance_for_deviation grade_id="initial_weights" loses="initial_weights_test"
"""You gave one over the number of inputs as the standard deviation. That is the variance; the
standard deviation is its square root."""
def initial_weights(features, n_hidden):
    n_inputs = features.shape[1]
    return np.random.normal(0, 1 / n_inputs, size=(n_inputs, n_hidden))

# %% starts_growing_with_inputs grade_id="initial_weights" loses="initial_weights_test"
"""The minus in the exponent is missing, so your weights grow with the number of inputs. They should
shrink, since more inputs make a larger sum."""
def initial_weights(features, n_hidden):
    n_inputs = features.shape[1]
    return np.random.normal(0, n_inputs**0.5, size=(n_inputs, n_hidden))

# %% starts_uniform grade_id="initial_weights" loses="initial_weights_test"
"""You drew between 0 and the scale, so no weight is negative and all values are equally likely. Draw
from a normal distribution around 0."""
def initial_weights(features, n_hidden):
    n_inputs = features.shape[1]
    return np.random.rand(n_inputs, n_hidden) * n_inputs**-0.5

# %% starts_uniform_around_zero grade_id="initial_weights" loses="initial_weights_test"
"""Mean and spread are right, but your distribution is uniform, with no weight beyond its edges. The
slides ask for a normal distribution."""
def initial_weights(features, n_hidden):
    n_inputs = features.shape[1]
    edge = (3 / n_inputs) ** 0.5
    return np.random.uniform(-edge, edge, size=(n_inputs, n_hidden))

# %% starts_with_zeros grade_id="initial_weights" loses="initial_weights_test"
"""With equal weights your hidden units would all compute the same and never grow apart. Start from
random weights."""
def initial_weights(features, n_hidden):
    return np.zeros((features.shape[1], n_hidden))

# %% starts_with_fixed_seed grade_id="initial_weights" loses="initial_weights_test"
"""You set the seed inside the function, so every call returns the same weights and two layers of one size
would be equal. Set a seed once, at the top of a notebook."""
def initial_weights(features, n_hidden):
    np.random.seed(42)
    n_inputs = features.shape[1]
    return np.random.normal(0, n_inputs**-0.5, size=(n_inputs, n_hidden))

# %% starts_with_equal_units grade_id="initial_weights" loses="initial_weights_test"
"""You drew one column and copied it to every hidden unit, so the units are twins. Each weight needs a
draw of its own."""
def initial_weights(features, n_hidden):
    n_inputs = features.shape[1]
    one_unit = np.random.normal(0, n_inputs**-0.5, size=(n_inputs, 1))
    return np.repeat(one_unit, n_hidden, axis=1)

# %% unit_sums_a_row grade_id="hidden_input" loses="hidden_input_test"
"""You used the weights in row j, which leave input j. The weights that arrive at unit j stand in
column j."""
def hidden_input(features, weights, j):
    return sum(x_i * w_i for x_i, w_i in zip(features, weights[j - 1]))

# %% unit_counts_from_zero grade_id="hidden_input" loses="hidden_input_test"
"""You computed the input of a neighbouring unit: j counts from 1 and NumPy's columns count from 0."""
def hidden_input(features, weights, j):
    return np.dot(features, weights[:, j])

# %% unit_does_not_add_up grade_id="hidden_input" loses="hidden_input_test"
"""You multiplied each input by its weight and stopped there. The unit also adds these products up, so
that a single number remains."""
def hidden_input(features, weights, j):
    return features * weights[:, j - 1]

# %% unit_returns_all_units grade_id="hidden_input" loses="hidden_input_test"
"""You computed the inputs to all hidden units. The question is about unit j alone: choose its column
or its element."""
def hidden_input(features, weights, j):
    return np.dot(features, weights)

# %% unit_adds_before_multiplying grade_id="hidden_input" loses="hidden_input_test"
"""You added up inputs and weights separately and multiplied the sums. Multiply each input by its own
weight first; only then add."""
def hidden_input(features, weights, j):
    return features.sum() * weights[:, j - 1].sum()

# %% unit_sums_over_the_wrong_index grade_id="hidden_input" loses="hidden_input_test"
"""You added up the weights of all hidden units. The sum runs over the inputs i; the unit j stays
fixed."""
def hidden_input(features, weights, j):
    return np.dot(features, weights).sum()

# %% unit_applies_sigmoid grade_id="hidden_input" loses="hidden_input_test"
"""You went one step too far: the input to the unit is the plain sum. The sigmoid makes the unit's
output of it, later."""
def hidden_input(features, weights, j):
    return sigmoid(np.dot(features, weights[:, j - 1]))

# %% shapes_order_ignored grade_id="predicted_shapes" loses="predicted_shapes_test"
"""You looked for a common length anywhere in the two shapes. Only the last length of the left factor
and the first of a right matrix are paired, so the order of the factors matters."""
shape_1, shape_2, shape_3 = (2,), (5, 2), (5, 2)
shape_4, shape_5, shape_6 = (5,), (), (5, 2)

# %% shapes_row_of_one grade_id="predicted_shapes" loses="predicted_shapes_test"
"""You treated the record as a matrix with one row. A 1-D array has one length only: it is summed over
and leaves nothing behind."""
shape_1, shape_2, shape_3 = (1, 2), (5, 2), None
shape_4, shape_5, shape_6 = None, (1, 1), (2, 5)

# %% shapes_scalar_as_one_element grade_id="predicted_shapes" loses="predicted_shapes_test"
"""Two 1-D arrays give a single number. It has no axis at all, so its shape is the empty tuple."""
shape_1, shape_2, shape_3 = (2,), (5, 2), None
shape_4, shape_5, shape_6 = None, (1,), (2, 5)

# %% shapes_transpose_ignored grade_id="predicted_shapes" loses="predicted_shapes_test"
"""Transposing both factors of a product turns the rule around as well: pair the columns of the
transposed left factor with the rows of the transposed right one."""
shape_1, shape_2, shape_3 = (2,), (5, 2), None
shape_4, shape_5, shape_6 = None, (), None

# %% shapes_as_if_multiplied_by_element grade_id="predicted_shapes" loses="predicted_shapes_test"
"""You described the product element by element, the star. The dot product sums over the paired
length, so that length vanishes."""
shape_1, shape_2, shape_3 = None, None, None
shape_4, shape_5, shape_6 = (5, 3), (3,), None

# %% rule_wants_equal_shapes grade_id="dot_shape" loses="dot_shape_test"
"""You asked for equal shapes, the rule of element-wise operations. A matrix product needs only the
inner two lengths to be equal."""
def dot_shape(a, b):
    return a.shape if a.shape == b.shape else None

# %% rule_of_broadcasting grade_id="dot_shape" loses="dot_shape_test"
"""You let NumPy multiply element by element, with its broadcasting. The dot product has a rule of its
own: inner lengths equal, outer lengths remain."""
def dot_shape(a, b):
    try:
        return (a * b).shape
    except ValueError:
        return None

# %% rule_for_matrices_only grade_id="dot_shape" loses="dot_shape_test"
"""Your rule is right for two matrices. A 1-D array has no second length to keep: its only one is
summed over, so the result has one dimension fewer."""
def dot_shape(a, b):
    if a.shape[-1] != b.shape[0]:
        return None
    return (a.shape[0], b.shape[-1])

# %% rule_vector_as_row grade_id="dot_shape" loses="dot_shape_test"
"""You turned 1-D arrays into rows with np.atleast_2d. They are neither rows nor columns: on the right of
a matrix their length is paired with its columns, and it leaves no axis of length 1."""
def dot_shape(a, b):
    try:
        return np.dot(np.atleast_2d(a), np.atleast_2d(b)).shape
    except ValueError:
        return None

# %% rule_outer_lengths grade_id="dot_shape" loses="dot_shape_test"
"""You compared the outer lengths. What is summed over are the inner two: the last length of the left
factor and the first of the right."""
def dot_shape(a, b):
    if a.shape[0] != b.shape[-1]:
        return None
    return a.shape[1:] + b.shape[:-1]

# %% rule_last_with_last grade_id="dot_shape" loses="dot_shape_test"
"""You paired the last lengths of both factors. On the right it is the number of rows, the first
length, that counts."""
def dot_shape(a, b):
    if a.shape[-1] != b.shape[-1]:
        return None
    return a.shape[:-1] + b.shape[:-1]

# %% rule_factors_swapped grade_id="dot_shape" loses="dot_shape_test"
"""You described the product with its factors exchanged. A matrix product depends on the order: the
columns of the first meet the rows of the second."""
def dot_shape(a, b):
    try:
        return np.dot(b, a).shape
    except ValueError:
        return None

# %% rule_tries_both_orders grade_id="dot_shape" loses="dot_shape_test"
"""When the product is not legal you try it the other way round. That is a different product; the
answer to the question asked is None."""
def dot_shape(a, b):
    for left, right in ((a, b), (b, a)):
        if left.shape[-1] == right.shape[0]:
            return left.shape[:-1] + right.shape[1:]
    return None

# %% rule_scalar_as_none grade_id="dot_shape" loses="dot_shape_test"
"""An empty tuple counts as false, so your test threw it away. Two 1-D arrays of equal length are a legal
product, and its shape is the empty tuple; ask for None with 'is None'."""
def dot_shape(a, b):
    shape = a.shape[:-1] + b.shape[1:] if a.shape[-1] == b.shape[0] else None
    return shape or None

# %% rule_counts_dimensions grade_id="dot_shape" loses="dot_shape_test"
"""You compared how many dimensions the arrays have. What must agree are lengths: columns on the left,
rows on the right."""
def dot_shape(a, b):
    if a.ndim != b.ndim or a.shape[0] != b.shape[-1]:
        return None
    return a.shape[:-1] + b.shape[1:]

# %% message_error_not_caught grade_id="dot_or_message" loses="dot_or_message_test"
"""Your function stops with the error. Put the product in a try block and return the error's text from
the except block."""
def dot_or_message(a, b):
    return np.dot(a, b)

# %% message_catches_everything grade_id="dot_or_message" loses="dot_or_message_test"
"""You catch every kind of error, so unrelated mistakes would be hidden as well. Name the one kind that
you expect: except ValueError."""
def dot_or_message(a, b):
    try:
        return np.dot(a, b)
    except Exception as error:
        return str(error)

# %% message_printed_not_returned grade_id="dot_or_message" loses="dot_or_message_test"
"""You show the text but don't return it, so the caller receives None. Return the string."""
def dot_or_message(a, b):
    try:
        return np.dot(a, b)
    except ValueError as error:
        print(error)

# %% message_error_object grade_id="dot_or_message" loses="dot_or_message_test"
"""You return the error itself. Its text is str(error)."""
def dot_or_message(a, b):
    try:
        return np.dot(a, b)
    except ValueError as error:
        return error

# %% message_of_own_making grade_id="dot_or_message" loses="dot_or_message_test"
"""You return a sentence of your own. NumPy's text names the two shapes, which is what one needs to find
the mistake: return that."""
def dot_or_message(a, b):
    try:
        return np.dot(a, b)
    except ValueError:
        return "shapes not aligned"

# %% message_other_order_tried grade_id="dot_or_message" loses="dot_or_message_test"
"""When the product fails you exchange the factors until something works. That is another product,
and its numbers mean something else; return the text of the error."""
def dot_or_message(a, b):
    try:
        return np.dot(a, b)
    except ValueError as error:
        try:
            return np.dot(b, a)
        except ValueError:
            return str(error)

# %% message_element_by_element grade_id="dot_or_message" loses="dot_or_message_test"
"""You multiplied element by element, with the star. The matrix product is np.dot."""
def dot_or_message(a, b):
    try:
        return a * b
    except ValueError as error:
        return str(error)

# %% column_by_transposing grade_id="as_column" loses="as_column_test"
"""Transposing swaps two axes, and a 1-D array has only one: the transpose has the same shape. Add an
axis instead, with None in the index."""
def as_column(x):
    return x.T

# %% column_as_row grade_id="as_column" loses="as_column_test"
"""You put the new axis in front, which makes a row. In a column the elements run along the first axis,
so the new axis comes second."""
def as_column(x):
    return x[None, :]

# %% column_of_fixed_length grade_id="as_column" loses="as_column_test"
"""You fixed the number of elements. Leave it open, for example with -1 in reshape."""
def as_column(x):
    return x.reshape(2, 1)

# %% column_sorted grade_id="as_column" loses="as_column_test"
"""Your column holds the elements in another order. Only the shape should change."""
def as_column(x):
    return np.sort(x)[:, None]

# %% row_left_flat grade_id="as_row" loses="as_row_test"
"""You return the 1-D array as it is. It looks like a row when printed, but a row vector is a matrix and
has two axes."""
def as_row(x):
    return x

# %% row_as_column grade_id="as_row" loses="as_row_test"
"""You made a column. In a row vector the new axis of length 1 comes first."""
def as_row(x):
    return x[:, None]

# %% hidden_column_of_transposed_record grade_id="hidden_column" loses="hidden_column_test"
"""You transposed the record to make a column, but a 1-D array stays as it is, and so the result is 1-D.
Use features[:, None]."""
def hidden_column(weights, features):
    return np.dot(weights.T, features.T)

# %% weights_rotated grade_id="hidden_column" loses="hidden_column_test"
"""You rotated the matrix, as the slide's word suggests, and a rotation turns the order of the units
around. What is needed is the transpose: the first column becomes the first row."""
def hidden_column(weights, features):
    return np.dot(np.rot90(weights), features[:, None])

# %% weights_reshaped grade_id="hidden_column" loses="hidden_column_test"
"""Reshaping deals the weights out anew, row by row, so they land at other units. Transposing swaps rows
and columns."""
def hidden_column(weights, features):
    return np.dot(weights.reshape(weights.shape[::-1]), features[:, None])

# %% weights_transposed_if_needed grade_id="hidden_column" loses="hidden_column_test"
"""You transpose only if NumPy complains. A square matrix gives no complaint, and then row and column
are confused without a word."""
def hidden_column(weights, features):
    try:
        return np.dot(weights, features[:, None])
    except ValueError:
        return np.dot(weights.T, features[:, None])

# %% hidden_inputs_flat grade_id="hidden_column" loses="hidden_column_test"
"""The numbers are right, but you return a 1-D array. Make a column vector of the record first, or of
the result."""
def hidden_column(weights, features):
    return np.dot(features, weights)

# %% hidden_inputs_as_row grade_id="hidden_column" loses="hidden_column_test"
"""You return a row vector. With the record as a column on the right of the transposed matrix, the
product is a column."""
def hidden_column(weights, features):
    return np.dot(features[None, :], weights)

# %% hidden_column_not_transposed grade_id="hidden_column" loses="hidden_column_test"
"""You left the matrix as it was: its columns count the hidden units, but the column vector on the right
has one element per input. Transpose the matrix."""
def hidden_column(weights, features):
    return np.dot(weights, features[:, None])

# %% dot_swapped grade_id="hidden_layer_in" loses="hidden_layer_in_test hidden_layer_out_test output_layer_in_test output_layer_out_test"
"""The factors are in the wrong order, so NumPy finds that the shapes are not aligned. The record comes
first: its length must meet the rows of the weight matrix."""
hidden_layer_in = np.dot(weights_input_to_hidden, X)

# %% hidden_in_as_column grade_id="hidden_layer_in" loses="hidden_layer_in_test hidden_layer_out_test output_layer_in_test output_layer_out_test"
"""You return a column vector with two axes where a 1-D array is asked for. Leave the record 1-D and the
product will be 1-D, too."""
hidden_layer_in = np.dot(weights_input_to_hidden.T, X[:, None])

# %% hidden_in_as_one_sum grade_id="hidden_layer_in" loses="hidden_layer_in_test hidden_layer_out_test output_layer_in_test output_layer_out_test"
"""You added everything up to a single number. Each hidden unit has a sum of its own, over its own
column of weights."""
hidden_layer_in = np.dot(X, weights_input_to_hidden).sum()

# %% hidden_in_weights_only grade_id="hidden_layer_in" loses="hidden_layer_in_test hidden_layer_out_test output_layer_in_test output_layer_out_test"
"""You added up the weights into each unit. Every weight must first be multiplied by its input."""
hidden_layer_in = weights_input_to_hidden.sum(axis=0)

# %% hidden_in_after_sigmoid grade_id="hidden_layer_in" loses="hidden_layer_in_test hidden_layer_out_test output_layer_in_test output_layer_out_test"
"""You applied the sigmoid already. What goes into a unit is the plain sum; the sigmoid makes its output
of it in the next step."""
hidden_layer_in = sigmoid(np.dot(X, weights_input_to_hidden))

# %% hidden_in_reshaped_weights grade_id="hidden_layer_in" loses="hidden_layer_in_test hidden_layer_out_test output_layer_in_test output_layer_out_test"
"""To make the shapes fit you reshaped the matrix, and so gave the weights to other connections. Exchange
the factors instead."""
hidden_layer_in = np.dot(weights_input_to_hidden.reshape(3, 4), X)

# %% hidden_in_sigmoid_of_inputs grade_id="hidden_layer_in" loses="hidden_layer_in_test hidden_layer_out_test output_layer_in_test output_layer_out_test"
"""You sent the inputs of the network through the sigmoid. Input units only pass their values on; the
sigmoid belongs to hidden and output units."""
hidden_layer_in = np.dot(sigmoid(X), weights_input_to_hidden)

# %% hidden_in_redrawn_weights grade_id="hidden_layer_in" loses="hidden_layer_in_test hidden_layer_out_test output_layer_in_test output_layer_out_test"
"""You drew new weights and overwrote the given ones. The cell above the exercise has done that already;
use its weights."""
weights_input_to_hidden = np.random.normal(0, scale=0.1, size=(n_inputs, n_hidden))
hidden_layer_in = np.dot(X, weights_input_to_hidden)

# %% hidden_in_rounded grade_id="hidden_layer_in" loses="hidden_layer_in_test hidden_layer_out_test output_layer_in_test output_layer_out_test"
"""You rounded in the middle of the computation. Keep all digits; round, if at all, when you print."""
hidden_layer_in = np.round(np.dot(X, weights_input_to_hidden), 3)

# %% hidden_no_sigmoid grade_id="hidden_layer_out" loses="hidden_layer_out_test output_layer_in_test output_layer_out_test"
"""You passed the sum on as it is. A hidden unit sends its sum through the sigmoid; without that the two
layers would be no more than one."""
hidden_layer_out = hidden_layer_in

# %% hidden_exponent_sign grade_id="hidden_layer_out" loses="hidden_layer_out_test output_layer_in_test output_layer_out_test"
"""The minus in the exponent is missing, so your function falls where the sigmoid rises: large sums
should give outputs near 1."""
hidden_layer_out = 1 / (1 + np.exp(hidden_layer_in))

# %% hidden_brackets_forgotten grade_id="hidden_layer_out" loses="hidden_layer_out_test output_layer_in_test output_layer_out_test"
"""Division binds more tightly than addition, so you computed 1 plus the exponential. Put brackets around
the denominator."""
hidden_layer_out = 1 / 1 + np.exp(-hidden_layer_in)

# %% sigmoid_redefined_with_plus grade_id="hidden_layer_out" loses="hidden_layer_out_test output_layer_in_test output_layer_out_test forward_pass_test forward_pass_batch_test"
"""You wrote a sigmoid of your own over the given one, without the minus in the exponent, and everything
below uses it. Remove it, or give the exponent its minus."""
def sigmoid(x):
    return 1 / (1 + np.exp(x))


hidden_layer_out = sigmoid(hidden_layer_in)

# %% hidden_softmax grade_id="hidden_layer_out" loses="hidden_layer_out_test output_layer_in_test output_layer_out_test"
"""You made the outputs of the layer add up to 1; that is the softmax. Here each unit applies the sigmoid to
its own sum and knows nothing of its neighbours."""
hidden_layer_out = np.exp(hidden_layer_in) / np.exp(hidden_layer_in).sum()

# %% hidden_tanh grade_id="hidden_layer_out" loses="hidden_layer_out_test output_layer_in_test output_layer_out_test"
"""You used the hyperbolic tangent, which runs from -1 to 1. This network uses the sigmoid, which runs
from 0 to 1."""
hidden_layer_out = np.tanh(hidden_layer_in)

# %% hidden_slope_for_value grade_id="hidden_layer_out" loses="hidden_layer_out_test output_layer_in_test output_layer_out_test"
"""You computed the slope of the sigmoid. The forward pass needs its value; the slope comes with
learning."""
hidden_layer_out = sigmoid(hidden_layer_in) * (1 - sigmoid(hidden_layer_in))

# %% hidden_summed_too_early grade_id="hidden_layer_out" loses="hidden_layer_out_test output_layer_in_test output_layer_out_test"
"""You added up the three hidden units before the sigmoid, so one number stands for all of them. Each unit
applies the sigmoid to its own sum."""
hidden_layer_out = np.full(3, sigmoid(hidden_layer_in.sum()))

# %% hidden_sigmoid_twice grade_id="hidden_layer_out" loses="hidden_layer_out_test output_layer_in_test output_layer_out_test"
"""You applied the sigmoid twice. Once is enough: it turns the unit's sum into its output."""
hidden_layer_out = sigmoid(sigmoid(hidden_layer_in))

# %% output_from_hidden_in grade_id="output_layer_in" loses="output_layer_in_test output_layer_out_test"
"""You fed the output units with the sums of the hidden units. What travels on is the hidden units'
output, after the sigmoid."""
output_layer_in = np.dot(hidden_layer_in, weights_hidden_to_output)

# %% output_dot_swapped grade_id="output_layer_in" loses="output_layer_in_test output_layer_out_test"
"""The factors are in the wrong order, so the shapes are not aligned. The outputs of the hidden layer come
first, then the matrix with one row for each of them."""
output_layer_in = np.dot(weights_hidden_to_output, hidden_layer_out)

# %% output_in_as_column grade_id="output_layer_in" loses="output_layer_in_test output_layer_out_test"
"""You return a column vector where a 1-D array is asked for. With a 1-D left factor the product is 1-D."""
output_layer_in = np.dot(weights_hidden_to_output.T, hidden_layer_out[:, None])

# %% output_hidden_summed_too_early grade_id="output_layer_in" loses="output_layer_in_test output_layer_out_test"
"""You added up the hidden outputs before they met their weights. Each hidden unit has its own weight to
each output unit: multiply first, then add."""
output_layer_in = hidden_layer_out.sum() * weights_hidden_to_output.sum(axis=0)

# %% output_neither_sigmoid grade_id="output_layer_in" loses="output_layer_in_test output_layer_out_test"
"""You multiplied the two weight matrices and left the hidden sigmoid out. Without it the hidden layer adds
nothing that a single layer could not do."""
output_layer_in = np.dot(X, np.dot(weights_input_to_hidden, weights_hidden_to_output))

# %% output_mean_for_sum grade_id="output_layer_in" loses="output_layer_in_test output_layer_out_test"
"""You took the mean of what arrives. A unit adds up and doesn't divide."""
output_layer_in = (hidden_layer_out[:, None] * weights_hidden_to_output).mean(axis=0)

# %% output_with_added_bias grade_id="output_layer_in" loses="output_layer_in_test output_layer_out_test"
"""You added a bias, as the formula on the slide does. The exercises have none: the sum of products is
all."""
output_layer_in = np.dot(hidden_layer_out, weights_hidden_to_output) + 0.1

# %% output_no_sigmoid grade_id="output_layer_out" loses="output_layer_out_test"
"""You stopped at the sum. The output units apply the sigmoid as well, so that the outputs lie between
0 and 1."""
output_layer_out = output_layer_in

# %% output_exponent_sign grade_id="output_layer_out" loses="output_layer_out_test"
"""The minus in the exponent is missing: you computed one minus the output."""
output_layer_out = 1 / (1 + np.exp(output_layer_in))

# %% output_softmax grade_id="output_layer_out" loses="output_layer_out_test"
"""You used the softmax, whose outputs add up to 1. Here each output unit applies the sigmoid to its own
sum."""
output_layer_out = np.exp(output_layer_in) / np.exp(output_layer_in).sum()

# %% output_as_decision grade_id="output_layer_out" loses="output_layer_out_test"
"""You turned the outputs into a yes or no. The network's output is the value of the sigmoid itself."""
output_layer_out = (sigmoid(output_layer_in) > 0.5).astype(float)

# %% output_as_column grade_id="output_layer_out" loses="output_layer_out_test"
"""The numbers are right, but you return a column vector. Two outputs of one record are a 1-D array with
two elements."""
output_layer_out = sigmoid(output_layer_in)[:, None]

# %% output_sigmoid_of_hidden grade_id="output_layer_out" loses="output_layer_out_test"
"""You applied the sigmoid to the outputs of the hidden layer. They must first be summed with the second
weights: use the input to the output layer."""
output_layer_out = sigmoid(hidden_layer_out[:2])

# %% pass_no_hidden_sigmoid grade_id="forward_pass" loses="forward_pass_test"
"""Your hidden units send their sums on without the sigmoid. Apply it before the second product."""
def forward_pass(X, weights_input_to_hidden, weights_hidden_to_output):
    hidden_layer_in = np.dot(X, weights_input_to_hidden)
    output_layer_in = np.dot(hidden_layer_in, weights_hidden_to_output)
    return sigmoid(hidden_layer_in), sigmoid(output_layer_in)

# %% pass_no_output_sigmoid grade_id="forward_pass" loses="forward_pass_test"
"""Your output units return their sums. They apply the sigmoid, too."""
def forward_pass(X, weights_input_to_hidden, weights_hidden_to_output):
    hidden_layer_out = sigmoid(np.dot(X, weights_input_to_hidden))
    return hidden_layer_out, np.dot(hidden_layer_out, weights_hidden_to_output)

# %% pass_no_sigmoid_at_all grade_id="forward_pass" loses="forward_pass_test"
"""You left the sigmoid out of both layers. Then two layers do nothing that one couldn't; apply it to the
sums of the hidden and of the output units."""
def forward_pass(X, weights_input_to_hidden, weights_hidden_to_output):
    hidden = np.dot(X, weights_input_to_hidden)
    return hidden, np.dot(hidden, weights_hidden_to_output)

# %% pass_exponent_sign grade_id="forward_pass" loses="forward_pass_test"
"""Your sigmoid lacks the minus in the exponent and falls instead of rising. Use the one that is given."""
def forward_pass(X, weights_input_to_hidden, weights_hidden_to_output):
    def squash(h):
        return 1 / (1 + np.exp(h))

    hidden_layer_out = squash(np.dot(X, weights_input_to_hidden))
    return hidden_layer_out, squash(np.dot(hidden_layer_out, weights_hidden_to_output))

# %% pass_softmax_output grade_id="forward_pass" loses="forward_pass_test"
"""You used the softmax at the output, whose values add up to 1. Here each output unit has its own
sigmoid."""
def forward_pass(X, weights_input_to_hidden, weights_hidden_to_output):
    hidden_layer_out = sigmoid(np.dot(X, weights_input_to_hidden))
    powers = np.exp(np.dot(hidden_layer_out, weights_hidden_to_output))
    return hidden_layer_out, powers / powers.sum()

# %% pass_hidden_summed_too_early grade_id="forward_pass" loses="forward_pass_test"
"""You added the hidden units up before the sigmoid. Keep one value per hidden unit: each has its own sum,
its own sigmoid and its own weights."""
def forward_pass(X, weights_input_to_hidden, weights_hidden_to_output):
    n_hidden = weights_input_to_hidden.shape[1]
    total = np.dot(X, weights_input_to_hidden).sum()
    hidden_layer_out = np.full(n_hidden, sigmoid(total))
    return hidden_layer_out, sigmoid(np.dot(hidden_layer_out, weights_hidden_to_output))

# %% pass_linear_sigmoid grade_id="forward_pass" loses="forward_pass_test"
"""You replaced the sigmoid by its tangent at 0. That is close only for small sums; use the sigmoid itself."""
def forward_pass(X, weights_input_to_hidden, weights_hidden_to_output):
    hidden_layer_out = 0.5 + np.dot(X, weights_input_to_hidden) / 4
    return hidden_layer_out, 0.5 + np.dot(hidden_layer_out, weights_hidden_to_output) / 4

# %% pass_uses_the_given_network grade_id="forward_pass" loses="forward_pass_test"
"""Your function returns the results of section 6, whatever it is given. Use the names of its arguments
inside it."""
def forward_pass(features, first_weights, second_weights):
    hidden_layer_in = np.dot(X, weights_input_to_hidden)
    hidden_layer_out = sigmoid(hidden_layer_in)
    output_layer_in = np.dot(hidden_layer_out, weights_hidden_to_output)
    return hidden_layer_out, sigmoid(output_layer_in)

# %% pass_three_hidden_units_only grade_id="forward_pass" loses="forward_pass_test"
"""Your loop always runs over four inputs, three hidden units and two outputs. Take the numbers from the
shapes of the weight matrices."""
def forward_pass(X, weights_input_to_hidden, weights_hidden_to_output):
    hidden = [
        sigmoid(sum(X[i] * weights_input_to_hidden[i, j] for i in range(4))) for j in range(3)
    ]
    outputs = [
        sigmoid(sum(hidden[j] * weights_hidden_to_output[j, k] for j in range(3)))
        for k in range(2)
    ]
    return hidden, outputs

# %% pass_square_matrix_swapped grade_id="forward_pass" loses="forward_pass_test"
"""You exchange the factors whenever that is legal. For a square matrix both orders are, and then you use
rows for columns. Always put the record on the left."""
def forward_pass(X, weights_input_to_hidden, weights_hidden_to_output):
    def product(values, weights):
        try:
            return np.dot(weights, values)
        except ValueError:
            return np.dot(values, weights)

    hidden_layer_out = sigmoid(product(X, weights_input_to_hidden))
    return hidden_layer_out, sigmoid(product(hidden_layer_out, weights_hidden_to_output))

# %% pass_results_swapped grade_id="forward_pass" loses="forward_pass_test"
"""You return the two results in the other order: first the hidden units' outputs, then the network's."""
def forward_pass(X, weights_input_to_hidden, weights_hidden_to_output):
    hidden_layer_out = sigmoid(np.dot(X, weights_input_to_hidden))
    output_layer_out = sigmoid(np.dot(hidden_layer_out, weights_hidden_to_output))
    return output_layer_out, hidden_layer_out

# %% pass_returns_output_only grade_id="forward_pass" loses="forward_pass_test"
"""You return the network's output alone. The outputs of the hidden units are asked for as well, and
come first."""
def forward_pass(X, weights_input_to_hidden, weights_hidden_to_output):
    hidden_layer_out = sigmoid(np.dot(X, weights_input_to_hidden))
    return sigmoid(np.dot(hidden_layer_out, weights_hidden_to_output))

# %% pass_returns_columns grade_id="forward_pass" loses="forward_pass_test"
"""You return column vectors. Two 1-D arrays are asked for, as a 1-D record on the left gives them."""
def forward_pass(X, weights_input_to_hidden, weights_hidden_to_output):
    hidden_layer_out = sigmoid(np.dot(weights_input_to_hidden.T, X[:, None]))
    return hidden_layer_out, sigmoid(np.dot(weights_hidden_to_output.T, hidden_layer_out))

# %% pass_returns_nothing grade_id="forward_pass" loses="forward_pass_test"
"""Your function prints its results and returns None. End it with a return."""
def forward_pass(X, weights_input_to_hidden, weights_hidden_to_output):
    hidden_layer_out = sigmoid(np.dot(X, weights_input_to_hidden))
    print(hidden_layer_out, sigmoid(np.dot(hidden_layer_out, weights_hidden_to_output)))

# %% batch_last_record_only grade_id="forward_pass_batch" loses="forward_pass_batch_test"
"""Your loop overwrites the result of each record with the next, so only the last is left. Collect one row
per record."""
def forward_pass_batch(records, weights_input_to_hidden, weights_hidden_to_output):
    outputs = np.zeros((len(records), weights_hidden_to_output.shape[1]))
    for record in records:
        hidden = sigmoid(np.dot(record, weights_input_to_hidden))
        outputs[:] = sigmoid(np.dot(hidden, weights_hidden_to_output))
    return outputs

# %% batch_mean_of_records grade_id="forward_pass_batch" loses="forward_pass_batch_test"
"""You averaged over the records. Every record keeps its own outputs, in its own row."""
def forward_pass_batch(records, weights_input_to_hidden, weights_hidden_to_output):
    hidden = sigmoid(np.dot(records, weights_input_to_hidden))
    return sigmoid(np.dot(hidden, weights_hidden_to_output)).mean(axis=0)

# %% batch_records_as_columns grade_id="forward_pass_batch" loses="forward_pass_batch_test"
"""Your result has one column per record. It should have one row per record, as the table has."""
def forward_pass_batch(records, weights_input_to_hidden, weights_hidden_to_output):
    hidden = sigmoid(np.dot(weights_input_to_hidden.T, records.T))
    return sigmoid(np.dot(weights_hidden_to_output.T, hidden))

# %% batch_no_hidden_sigmoid grade_id="forward_pass_batch" loses="forward_pass_batch_test"
"""The sigmoid of the hidden layer is missing. A batch takes the same steps as a single record."""
def forward_pass_batch(records, weights_input_to_hidden, weights_hidden_to_output):
    hidden = np.dot(records, weights_input_to_hidden)
    return sigmoid(np.dot(hidden, weights_hidden_to_output))

# %% batch_softmax grade_id="forward_pass_batch" loses="forward_pass_batch_test"
"""You used the softmax over each row. Here each output unit applies the sigmoid to its own sum."""
def forward_pass_batch(records, weights_input_to_hidden, weights_hidden_to_output):
    hidden = sigmoid(np.dot(records, weights_input_to_hidden))
    powers = np.exp(np.dot(hidden, weights_hidden_to_output))
    return powers / powers.sum(axis=1, keepdims=True)

# %% batch_of_one_flattened grade_id="forward_pass_batch" loses="forward_pass_batch_test"
"""A batch with one record loses an axis in your function. It is still a table and should come back with
one row."""
def forward_pass_batch(records, weights_input_to_hidden, weights_hidden_to_output):
    hidden = sigmoid(np.dot(records, weights_input_to_hidden))
    return np.squeeze(sigmoid(np.dot(hidden, weights_hidden_to_output)))

# %% batch_standardised grade_id="forward_pass_batch" loses="forward_pass_batch_test"
"""You subtract the mean of the batch, so what the network says to one record depends on its neighbours.
Send the records through as they are."""
def forward_pass_batch(records, weights_input_to_hidden, weights_hidden_to_output):
    hidden = sigmoid(np.dot(records - records.mean(axis=0), weights_input_to_hidden))
    return sigmoid(np.dot(hidden, weights_hidden_to_output))

# %% batch_four_records_transposed grade_id="forward_pass_batch" loses="forward_pass_batch_test"
"""You transpose the table whenever its rows fit the weights. With as many records as inputs that takes
records for inputs; the rows of the table are always the records."""
def forward_pass_batch(records, weights_input_to_hidden, weights_hidden_to_output):
    if records.shape[0] == weights_input_to_hidden.shape[0]:
        records = records.T
    hidden = sigmoid(np.dot(records, weights_input_to_hidden))
    return sigmoid(np.dot(hidden, weights_hidden_to_output))
