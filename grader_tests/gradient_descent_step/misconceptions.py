"""Known wrong answers to gradient_descent_step, each with the sentence its author should read."""

# %% sse_squares_the_sum grade_id="sse" loses="sse_test half_sse_test"
"""You add the errors first and square their sum, so errors of opposite sign cancel. Square each
error on its own, then add."""
def sse(y, y_hat):
    return np.sum(y - y_hat) ** 2

# %% sse_takes_the_mean grade_id="sse" loses="sse_test half_sse_test"
"""You average the squared errors. The SSE is their sum: nothing is divided by the number of
records here."""
def sse(y, y_hat):
    return np.mean((y - y_hat) ** 2)

# %% sse_adds_sizes grade_id="sse" loses="sse_test half_sse_test"
"""You add the sizes of the errors. The SSE adds their squares, so that a large error counts more
than several small ones."""
def sse(y, y_hat):
    return np.sum(np.abs(y - y_hat))

# %% sse_without_square grade_id="sse" loses="sse_test half_sse_test"
"""You add the plain errors; positive and negative ones cancel. Square each error before you add."""
def sse(y, y_hat):
    return np.sum(y - y_hat)

# %% sse_takes_the_root grade_id="sse" loses="sse_test half_sse_test"
"""You return the length of the error vector, which is the square root of the SSE. Leave the sum of
the squares as it is."""
def sse(y, y_hat):
    return np.linalg.norm(y - y_hat)

# %% sse_one_value_per_record grade_id="sse" loses="sse_test half_sse_test"
"""You return one squared error for each record. The SSE is a single number: add them up over all
records."""
def sse(y, y_hat):
    return (y - y_hat) ** 2

# %% sse_halved_already grade_id="sse" loses="sse_test half_sse_test"
"""You return half the sum. The factor 1/2 belongs to the loss E, which is half_sse; the SSE itself
has no factor."""
def sse(y, y_hat):
    return np.sum((y - y_hat) ** 2) / 2

# %% half_forgotten grade_id="half_sse" loses="half_sse_test"
"""You return the whole sum of the squared errors. The loss E is half of it."""
def half_sse(y, y_hat):
    return sse(y, y_hat)

# %% half_inside_the_square grade_id="half_sse" loses="half_sse_test"
"""You halve each error before squaring, which makes the factor a quarter. Square first; the 1/2
stands in front of the sum."""
def half_sse(y, y_hat):
    return np.sum((0.5 * (y - y_hat)) ** 2)

# %% half_of_the_mean grade_id="half_sse" loses="half_sse_test"
"""You divide by the number of records as well. That gives half the mean squared error; here E is
half the sum."""
def half_sse(y, y_hat):
    return np.sum((y - y_hat) ** 2) / (2 * len(y))

# %% sigmoid_brackets_forgotten grade_id="sigmoid" loses="sigmoid_test sigmoid_prime_test nn_output_test error_test error_term_test del_w_test gradient_descent_step_test weight_steps_test summed_weight_step_test"
"""Without brackets, 1 / 1 + np.exp(-x) is 1 + e^(-x): the division comes first. Put brackets
around the whole denominator."""
def sigmoid(x):
    return 1 / 1 + np.exp(-x)

# %% sigmoid_sign_of_the_exponent grade_id="sigmoid" loses="sigmoid_test nn_output_test error_test error_term_test del_w_test gradient_descent_step_test weight_steps_test summed_weight_step_test"
"""Your sigmoid falls where it should rise. The exponent is -h: the minus sign is missing."""
def sigmoid(x):
    return 1 / (1 + np.exp(x))

# %% sigmoid_of_single_numbers_only grade_id="sigmoid" loses="sigmoid_test sigmoid_prime_test weight_steps_test summed_weight_step_test"
"""math.exp takes a single number, so your sigmoid fails on arrays. np.exp works on both."""
import math


def sigmoid(x):
    return 1 / (1 + math.exp(-x))

# %% sigmoid_is_tanh grade_id="sigmoid" loses="sigmoid_test sigmoid_prime_test nn_output_test error_test error_term_test del_w_test gradient_descent_step_test weight_steps_test summed_weight_step_test"
"""tanh is a sibling of the sigmoid that runs from -1 to 1. The sigmoid of this lecture runs from 0
to 1 and is one half at 0."""
def sigmoid(x):
    return np.tanh(x)

# %% sigmoid_is_a_threshold grade_id="sigmoid" loses="sigmoid_test sigmoid_prime_test nn_output_test error_test error_term_test del_w_test gradient_descent_step_test weight_steps_test summed_weight_step_test"
"""You return a step from 0 to 1. A step has slope 0 nearly everywhere, so gradient descent could
not learn from it; the sigmoid is its smooth relative."""
def sigmoid(x):
    return np.where(x > 0, 1.0, 0.0)

# %% sigmoid_stored_in_whole_numbers grade_id="sigmoid" loses="sigmoid_test sigmoid_prime_test"
"""You store the results in an array of the same type as the inputs; for whole numbers that cuts
every result down to 0. Compute with the whole array at once, or make the result an array of
floats."""
def sigmoid(x):
    x = np.asarray(x)
    result = np.empty_like(x)
    for place in np.ndindex(x.shape):
        result[place] = 1 / (1 + np.exp(-x[place]))
    return result

# %% slope_forgets_one_minus_s grade_id="sigmoid_prime" loses="sigmoid_prime_test error_term_test del_w_test gradient_descent_step_test weight_steps_test summed_weight_step_test"
"""You return the sigmoid itself. Its slope is the product f(h) (1 - f(h)): the second factor is
missing."""
def sigmoid_prime(x):
    return sigmoid(x)

# %% slope_with_the_slide_s_minus grade_id="sigmoid_prime" loses="sigmoid_prime_test error_term_test del_w_test gradient_descent_step_test weight_steps_test summed_weight_step_test"
"""Your slope is negative, but the sigmoid rises. Two minus signs meet in the derivation, one from
the power -1 and one from e^(-h); the slide shows only one of them. Together they make a plus."""
def sigmoid_prime(x):
    return -sigmoid(x) * (1 - sigmoid(x))

# %% slope_of_an_output grade_id="sigmoid_prime" loses="sigmoid_prime_test error_term_test del_w_test gradient_descent_step_test weight_steps_test summed_weight_step_test"
"""You treat the argument as if it were the sigmoid's output already. sigmoid_prime takes what goes
into the sigmoid: compute the sigmoid of it first."""
def sigmoid_prime(x):
    return x * (1 - x)

# %% slope_always_a_quarter grade_id="sigmoid_prime" loses="sigmoid_prime_test error_term_test del_w_test gradient_descent_step_test weight_steps_test summed_weight_step_test"
"""A quarter is the slope at h = 0 only. Elsewhere the sigmoid is flatter: use f(h) (1 - f(h))."""
def sigmoid_prime(x):
    return 0.25 + 0 * x

# %% slope_squares_the_sigmoid grade_id="sigmoid_prime" loses="sigmoid_prime_test error_term_test del_w_test gradient_descent_step_test weight_steps_test summed_weight_step_test"
"""You multiply the sigmoid by itself. The second factor is 1 - f(h)."""
def sigmoid_prime(x):
    return sigmoid(x) * sigmoid(x)

# %% slope_of_tanh grade_id="sigmoid_prime" loses="sigmoid_prime_test error_term_test del_w_test gradient_descent_step_test weight_steps_test summed_weight_step_test"
"""1 - s^2 is the slope of tanh. The slope of the sigmoid is s (1 - s)."""
def sigmoid_prime(x):
    return 1 - sigmoid(x) ** 2

# %% slope_taken_twice_inside grade_id="sigmoid_prime" loses="sigmoid_prime_test error_term_test del_w_test gradient_descent_step_test weight_steps_test summed_weight_step_test"
"""You apply the sigmoid twice before taking the slope. Apply it once: s is the sigmoid of the
argument, and the slope is s (1 - s)."""
def sigmoid_prime(x):
    s = sigmoid(sigmoid(x))
    return s * (1 - s)

# %% products_not_added grade_id="nn_output" loses="nn_output_test error_test error_term_test del_w_test"
"""You multiply inputs by weights but do not add the products up. h is one number, the sum over all
inputs, as np.dot computes it."""
h = x * w
nn_output = sigmoid(h)

# %% only_two_inputs grade_id="nn_output" loses="nn_output_test error_test error_term_test del_w_test"
"""You wrote out the slide's line for two inputs. This unit has four: every input must meet its
weight, which np.dot does for any number of them."""
h = x[0] * w[0] + x[1] * w[1]
nn_output = sigmoid(h)

# %% sums_multiplied grade_id="nn_output" loses="nn_output_test error_test error_term_test del_w_test"
"""You add up the inputs, add up the weights and multiply the sums. Each input must first meet its
own weight; then the products are added."""
h = np.sum(x) * np.sum(w)
nn_output = sigmoid(h)

# %% no_activation grade_id="nn_output" loses="nn_output_test error_test error_term_test del_w_test"
"""Your output is the weighted sum itself. The output of the unit is f(h): pass h through the
sigmoid."""
h = np.dot(x, w)
nn_output = h

# %% activation_before_the_sum grade_id="nn_output" loses="nn_output_test error_test error_term_test del_w_test"
"""You apply the sigmoid to the inputs, as the slide's f(x) suggests. The unit adds up the weighted
inputs first; the activation function is applied to the sum h."""
h = np.dot(sigmoid(x), w)
nn_output = sigmoid(h)

# %% output_is_the_slope grade_id="nn_output" loses="nn_output_test error_test error_term_test del_w_test"
"""Your output is the slope of the sigmoid at h. In the forward pass the unit puts out the sigmoid
itself; the slope comes in on the way back."""
h = np.dot(x, w)
nn_output = sigmoid_prime(h)

# %% output_thresholded grade_id="nn_output" loses="nn_output_test error_test error_term_test del_w_test"
"""You turned the output into a decision, 0 or 1. Learning needs the sigmoid's value itself."""
h = np.dot(x, w)
nn_output = 1.0 * (sigmoid(h) > 0.5)

# %% output_rounded grade_id="nn_output" loses="nn_output_test error_test error_term_test del_w_test"
"""You rounded the output. Rounding errors grow in the steps that follow; keep full precision and
round only what you print."""
h = np.dot(x, w)
nn_output = round(float(sigmoid(h)), 3)

# %% y_hat_minus_y grade_id="error" loses="error_test error_term_test del_w_test"
"""Your error has the wrong sign: it is the target minus the output, y - y_hat. Otherwise the plus
in the weight update goes uphill."""
error = nn_output - y

# %% error_of_the_sum grade_id="error" loses="error_test error_term_test del_w_test"
"""You compare the target with h, the weighted sum. The error is measured at the output: take h
through the activation function first."""
error = y - h

# %% error_squared grade_id="error" loses="error_test error_term_test del_w_test"
"""That is the squared error. Squares are for the loss; the error itself is the plain difference
and keeps its sign, which tells the weights where to go."""
error = (y - nn_output) ** 2

# %% error_half_squared grade_id="error" loses="error_test error_term_test del_w_test"
"""That is the loss E of this record. Its derivative brings the square down again: the error is the
plain difference between target and output."""
error = (y - nn_output) ** 2 / 2

# %% error_without_sign grade_id="error" loses="error_test error_term_test del_w_test"
"""The absolute value forgets the sign, and the sign tells whether the output must rise or fall.
The error is the plain difference."""
error = np.abs(y - nn_output)

# %% error_relative_to_the_target grade_id="error" loses="error_test error_term_test del_w_test"
"""You divided by the target. The error is the plain difference between target and output."""
error = (y - nn_output) / y

# %% no_slope grade_id="error_term" loses="error_term_test del_w_test"
"""Your error term is the error alone. The error term also has the slope of the activation
function, f'(h)."""
error_term = error

# %% slope_at_the_output grade_id="error_term" loses="error_term_test del_w_test"
"""You take the slope at the output, so the sigmoid is applied twice. The slope belongs at h, the
input of the sigmoid; from the output it is y_hat (1 - y_hat)."""
error_term = error * sigmoid_prime(nn_output)

# %% slope_at_the_inputs grade_id="error_term" loses="error_term_test del_w_test"
"""You take the slope at the inputs x. The activation function acts on the weighted sum, so the
slope is taken at h, and the error term is one number."""
error_term = error * sigmoid_prime(x)

# %% output_for_slope grade_id="error_term" loses="error_term_test del_w_test"
"""You multiply by the output where the slope belongs. The slope of the sigmoid is f(h) (1 - f(h)):
the factor 1 - f(h) is missing."""
error_term = error * nn_output

# %% slope_fixed_at_a_quarter grade_id="error_term" loses="error_term_test del_w_test"
"""A quarter is the sigmoid's slope at h = 0 only. Take the slope at the h of this record."""
error_term = error * 0.25

# %% minus_of_the_gradient_kept grade_id="error_term" loses="error_term_test del_w_test"
"""Your error term has a minus too many. The minus of going downhill and the minus from the
derivative of y - y_hat cancel."""
error_term = -error * sigmoid_prime(h)

# %% learning_rate_in_the_error_term grade_id="error_term" loses="error_term_test del_w_test"
"""The learning rate is not part of the error term. It comes in once, in the weight step; here it
would count twice."""
error_term = learnrate * error * sigmoid_prime(h)

# %% slope_added grade_id="error_term" loses="error_term_test del_w_test"
"""You add the slope to the error. The chain rule multiplies: the error term is the error times the
slope at h."""
error_term = error + sigmoid_prime(h)

# %% no_learning_rate grade_id="del_w" loses="del_w_test"
"""The learning rate is missing: a weight step is eta times the error term times the input."""
del_w = error_term * x

# %% learning_rate_twice grade_id="del_w" loses="del_w_test"
"""The learning rate is in your step twice. It scales the step once."""
del_w = learnrate * learnrate * error_term * x

# %% inputs_forgotten grade_id="del_w" loses="del_w_test"
"""You give one step for all weights. Each weight has its own: the error term times the input that
this weight carries."""
del_w = learnrate * error_term

# %% weights_for_inputs grade_id="del_w" loses="del_w_test"
"""You multiply by the weights. The derivative of h with respect to a weight is the input on that
connection: multiply by x."""
del_w = learnrate * error_term * w

# %% step_uphill grade_id="del_w" loses="del_w_test"
"""Your step goes uphill. The error term is the negative gradient already, so the step has a plus:
eta times error term times input."""
del_w = -learnrate * error_term * x

# %% error_for_error_term grade_id="del_w" loses="del_w_test"
"""You use the error where the error term belongs: the slope of the activation function is missing
in your step."""
del_w = learnrate * error * x

# %% steps_added_to_one_number grade_id="del_w" loses="del_w_test"
"""You add the steps of all weights to one number. Each weight keeps its own step: multiply by the
inputs without adding up."""
del_w = learnrate * error_term * np.sum(x)

# %% new_weights_for_steps grade_id="del_w" loses="del_w_test"
"""You return the new weights. The steps are asked for: what is added to the weights, not the
result."""
del_w = w + learnrate * error_term * x

# %% only_two_steps grade_id="del_w" loses="del_w_test"
"""You wrote out the slide's lines for two inputs. Four weights take four steps: learnrate *
error_term times the whole array of inputs."""
del_w = [learnrate * error_term * x[0], learnrate * error_term * x[1]]

# %% slope_counted_again grade_id="del_w" loses="del_w_test"
"""The slope is in the error term already; your step has it twice."""
del_w = learnrate * error_term * sigmoid_prime(h) * x

# %% function_without_slope grade_id="gradient_descent_step" loses="gradient_descent_step_test"
"""Your function leaves out the slope: the error term is the error times f'(h)."""
def gradient_descent_step(x, y, w, learnrate):
    h = np.dot(x, w)
    output = sigmoid(h)
    return learnrate * (y - output) * x

# %% function_uphill grade_id="gradient_descent_step" loses="gradient_descent_step_test"
"""Your function steps uphill. With the error as target minus output the step has a plus."""
def gradient_descent_step(x, y, w, learnrate):
    h = np.dot(x, w)
    output = sigmoid(h)
    return learnrate * (output - y) * sigmoid_prime(h) * x

# %% function_slope_at_the_output grade_id="gradient_descent_step" loses="gradient_descent_step_test"
"""Your function takes the slope at the output, so the sigmoid is applied twice. The slope belongs
at h."""
def gradient_descent_step(x, y, w, learnrate):
    h = np.dot(x, w)
    output = sigmoid(h)
    return learnrate * (y - output) * sigmoid_prime(output) * x

# %% function_slope_at_the_inputs grade_id="gradient_descent_step" loses="gradient_descent_step_test"
"""Your function takes the slope at each input. There is one slope for the unit, at its weighted
sum h."""
def gradient_descent_step(x, y, w, learnrate):
    h = np.dot(x, w)
    output = sigmoid(h)
    return learnrate * (y - output) * sigmoid_prime(x) * x

# %% function_output_for_slope grade_id="gradient_descent_step" loses="gradient_descent_step_test"
"""Your function uses the output as its slope. The slope is f(h) (1 - f(h)): the factor 1 - f(h) is
missing."""
def gradient_descent_step(x, y, w, learnrate):
    h = np.dot(x, w)
    output = sigmoid(h)
    return learnrate * (y - output) * output * x

# %% function_slope_a_quarter grade_id="gradient_descent_step" loses="gradient_descent_step_test"
"""Your function uses a quarter for every slope; that holds at h = 0 only. Take the slope at h."""
def gradient_descent_step(x, y, w, learnrate):
    h = np.dot(x, w)
    output = sigmoid(h)
    return learnrate * (y - output) * 0.25 * x

# %% function_error_of_the_sum grade_id="gradient_descent_step" loses="gradient_descent_step_test"
"""Your function compares the target with h. The error is the target minus the output f(h)."""
def gradient_descent_step(x, y, w, learnrate):
    h = np.dot(x, w)
    return learnrate * (y - h) * sigmoid_prime(h) * x

# %% function_without_learning_rate grade_id="gradient_descent_step" loses="gradient_descent_step_test"
"""Your function leaves out the learning rate, which scales every step."""
def gradient_descent_step(x, y, w, learnrate):
    h = np.dot(x, w)
    output = sigmoid(h)
    return (y - output) * sigmoid_prime(h) * x

# %% function_learning_rate_twice grade_id="gradient_descent_step" loses="gradient_descent_step_test"
"""The learning rate is in your function twice; it scales the step once."""
def gradient_descent_step(x, y, w, learnrate):
    h = np.dot(x, w)
    output = sigmoid(h)
    error_term = learnrate * (y - output) * sigmoid_prime(h)
    return learnrate * error_term * x

# %% function_inputs_forgotten grade_id="gradient_descent_step" loses="gradient_descent_step_test"
"""Your function gives one number. Each weight has its own step: the error term times the input on
that connection."""
def gradient_descent_step(x, y, w, learnrate):
    h = np.dot(x, w)
    output = sigmoid(h)
    return learnrate * (y - output) * sigmoid_prime(h)

# %% function_weights_for_inputs grade_id="gradient_descent_step" loses="gradient_descent_step_test"
"""Your function multiplies by the weights where the inputs belong: the derivative of h with
respect to a weight is the input."""
def gradient_descent_step(x, y, w, learnrate):
    h = np.dot(x, w)
    output = sigmoid(h)
    return learnrate * (y - output) * sigmoid_prime(h) * w

# %% function_returns_new_weights grade_id="gradient_descent_step" loses="gradient_descent_step_test"
"""Your function returns the new weights. The steps are asked for, without the old weights added."""
def gradient_descent_step(x, y, w, learnrate):
    h = np.dot(x, w)
    output = sigmoid(h)
    return w + learnrate * (y - output) * sigmoid_prime(h) * x

# %% function_without_brackets_in_sigmoid grade_id="gradient_descent_step" loses="gradient_descent_step_test"
"""Your function computes 1 / 1 + e^(-h), where the division comes first. Put brackets around the
whole denominator."""
def gradient_descent_step(x, y, w, learnrate):
    h = np.dot(x, w)
    output = 1 / 1 + np.exp(-h)
    return learnrate * (y - output) * output * (1 - output) * x

# %% function_for_two_inputs_only grade_id="gradient_descent_step" loses="gradient_descent_step_test"
"""Your function handles two inputs, as the slide's lines do. Let np.dot and whole arrays take care
of any number."""
def gradient_descent_step(x, y, w, learnrate):
    error_term = (y - sigmoid(x[0] * w[0] + x[1] * w[1])) * sigmoid_prime(x[0] * w[0] + x[1] * w[1])
    return np.array([learnrate * error_term * x[0], learnrate * error_term * x[1]])

# %% function_returns_the_finished_del_w grade_id="gradient_descent_step" loses="gradient_descent_step_test"
"""Your function returns the steps that you computed for the earlier record. It must compute
everything from its own arguments."""
def gradient_descent_step(x, y, w, learnrate):
    return del_w

# %% function_keeps_the_old_error_term grade_id="gradient_descent_step" loses="gradient_descent_step_test"
"""Your function uses the error term of the earlier record. It must compute its own from its
arguments."""
def gradient_descent_step(x, y, w, learnrate):
    return learnrate * error_term * x

# %% function_with_a_fixed_learning_rate grade_id="gradient_descent_step" loses="gradient_descent_step_test"
"""Your function uses a learning rate of its own. Use the one it is given."""
def gradient_descent_step(x, y, w, learnrate):
    h = np.dot(x, w)
    output = sigmoid(h)
    return 0.5 * (y - output) * sigmoid_prime(h) * x

# %% function_squares_the_error grade_id="gradient_descent_step" loses="gradient_descent_step_test"
"""Your function puts the squared error into the step. The derivative of the square leaves the
plain error, with its sign."""
def gradient_descent_step(x, y, w, learnrate):
    h = np.dot(x, w)
    output = sigmoid(h)
    return learnrate * (y - output) ** 2 * sigmoid_prime(h) * x

# %% function_keeps_the_two grade_id="gradient_descent_step" loses="gradient_descent_step_test"
"""Your function has a factor 2. The loss is half the square, and that half removes the 2 which the
derivative brings down."""
def gradient_descent_step(x, y, w, learnrate):
    h = np.dot(x, w)
    output = sigmoid(h)
    return learnrate * 2 * (y - output) * sigmoid_prime(h) * x

# %% records_along_the_wrong_axis grade_id="weight_steps" loses="weight_steps_test summed_weight_step_test"
"""Your error terms run along the columns. Each error term belongs to a record, that is to a row:
turn the 1-D array into a column before you multiply."""
def weight_steps(features, targets, w, learnrate):
    h = np.dot(features, w)
    delta = (targets - sigmoid(h)) * sigmoid_prime(h)
    return learnrate * delta * features

# %% records_transposed grade_id="weight_steps" loses="weight_steps_test summed_weight_step_test"
"""Your result has inputs as rows and records as columns. Row u holds the steps of record u."""
def weight_steps(features, targets, w, learnrate):
    h = np.dot(features, w)
    delta = (targets - sigmoid(h)) * sigmoid_prime(h)
    return learnrate * delta * features.T

# %% records_added_too_early grade_id="weight_steps" loses="weight_steps_test summed_weight_step_test"
"""You add the steps up over the records already. Here each record keeps a row of its own; the sum
is the next function."""
def weight_steps(features, targets, w, learnrate):
    h = np.dot(features, w)
    delta = (targets - sigmoid(h)) * sigmoid_prime(h)
    return learnrate * np.dot(delta, features)

# %% records_share_one_error_term grade_id="weight_steps" loses="weight_steps_test summed_weight_step_test"
"""You average the error terms and use the mean for all records. Each record has an error term of
its own."""
def weight_steps(features, targets, w, learnrate):
    h = np.dot(features, w)
    delta = (targets - sigmoid(h)) * sigmoid_prime(h)
    return learnrate * np.mean(delta) * features

# %% records_averaged grade_id="weight_steps" loses="weight_steps_test summed_weight_step_test"
"""You divide by the number of records. Nothing is averaged here: each row holds the whole step of
its record."""
def weight_steps(features, targets, w, learnrate):
    h = np.dot(features, w)
    delta = (targets - sigmoid(h)) * sigmoid_prime(h)
    return learnrate * delta[:, None] * features / len(targets)

# %% records_without_slope grade_id="weight_steps" loses="weight_steps_test summed_weight_step_test"
"""Your error terms are the errors alone; each needs the slope of the sigmoid at the h of its
record."""
def weight_steps(features, targets, w, learnrate):
    h = np.dot(features, w)
    delta = targets - sigmoid(h)
    return learnrate * delta[:, None] * features

# %% records_uphill grade_id="weight_steps" loses="weight_steps_test summed_weight_step_test"
"""Your steps go uphill: the error is the target minus the output."""
def weight_steps(features, targets, w, learnrate):
    h = np.dot(features, w)
    delta = (sigmoid(h) - targets) * sigmoid_prime(h)
    return learnrate * delta[:, None] * features

# %% records_slope_at_the_output grade_id="weight_steps" loses="weight_steps_test summed_weight_step_test"
"""You take the slopes at the outputs, so the sigmoid is applied twice. They belong at the weighted
sums h."""
def weight_steps(features, targets, w, learnrate):
    h = np.dot(features, w)
    delta = (targets - sigmoid(h)) * sigmoid_prime(sigmoid(h))
    return learnrate * delta[:, None] * features

# %% records_without_learning_rate grade_id="weight_steps" loses="weight_steps_test summed_weight_step_test"
"""The learning rate is missing in your steps."""
def weight_steps(features, targets, w, learnrate):
    h = np.dot(features, w)
    delta = (targets - sigmoid(h)) * sigmoid_prime(h)
    return delta[:, None] * features

# %% records_without_inputs grade_id="weight_steps" loses="weight_steps_test summed_weight_step_test"
"""You give every weight of a record the same step. Multiply each record's error term by the inputs
of that record."""
def weight_steps(features, targets, w, learnrate):
    h = np.dot(features, w)
    delta = (targets - sigmoid(h)) * sigmoid_prime(h)
    return learnrate * delta[:, None] * np.ones_like(features)

# %% records_updated_on_the_way grade_id="weight_steps" loses="weight_steps_test summed_weight_step_test"
"""You move the weights after each record, so later records see other weights. All steps here start
from the same weights."""
def weight_steps(features, targets, w, learnrate):
    w = np.array(w, dtype=float)
    rows = []
    for record, target in zip(features, targets):
        step = gradient_descent_step(record, target, w, learnrate)
        w = w + step
        rows.append(step)
    return np.array(rows)

# %% records_running_totals grade_id="weight_steps" loses="weight_steps_test summed_weight_step_test"
"""Your rows are running totals. Row u holds the step of record u alone."""
def weight_steps(features, targets, w, learnrate):
    h = np.dot(features, w)
    delta = (targets - sigmoid(h)) * sigmoid_prime(h)
    return np.cumsum(learnrate * delta[:, None] * features, axis=0)

# %% sum_over_the_inputs grade_id="summed_weight_step" loses="summed_weight_step_test"
"""You add along the rows, over the inputs. The sum runs over the records, down each column: axis
0."""
def summed_weight_step(features, targets, w, learnrate):
    steps = weight_steps(features, targets, w, learnrate)
    return np.sum(steps, axis=1)

# %% sum_over_everything grade_id="summed_weight_step" loses="summed_weight_step_test"
"""You add everything to one number. Each weight keeps a step of its own: add over the records
only."""
def summed_weight_step(features, targets, w, learnrate):
    steps = weight_steps(features, targets, w, learnrate)
    return np.sum(steps)

# %% sum_is_a_mean grade_id="summed_weight_step" loses="summed_weight_step_test"
"""You average over the records. That is the step for the mean squared error, which comes later;
here the steps are added."""
def summed_weight_step(features, targets, w, learnrate):
    steps = weight_steps(features, targets, w, learnrate)
    return np.mean(steps, axis=0)

# %% sum_is_the_last_record grade_id="summed_weight_step" loses="summed_weight_step_test"
"""Only the last record counts in your result: it replaces the step each time. Add to it instead,
del_w += ...."""
def summed_weight_step(features, targets, w, learnrate):
    for record, target in zip(features, targets):
        del_w = gradient_descent_step(record, target, w, learnrate)
    return del_w

# %% sum_moves_the_weights grade_id="summed_weight_step" loses="summed_weight_step_test"
"""You update the weights after each record. The sum takes all steps from the same weights; move
only once, at the end."""
def summed_weight_step(features, targets, w, learnrate):
    w = np.array(w, dtype=float)
    total = np.zeros(len(w))
    for record, target in zip(features, targets):
        step = gradient_descent_step(record, target, w, learnrate)
        w = w + step
        total += step
    return total

# %% sum_returns_new_weights grade_id="summed_weight_step" loses="summed_weight_step_test"
"""You return the new weights. The step is asked for, without the old weights."""
def summed_weight_step(features, targets, w, learnrate):
    steps = weight_steps(features, targets, w, learnrate)
    return w + np.sum(steps, axis=0)

# %% sum_of_gradients grade_id="summed_weight_step" loses="summed_weight_step_test"
"""Your sum has the opposite sign: it is eta times the gradient. The step goes against the
gradient."""
def summed_weight_step(features, targets, w, learnrate):
    steps = weight_steps(features, targets, w, learnrate)
    return -np.sum(steps, axis=0)

# %% sum_scaled_again grade_id="summed_weight_step" loses="summed_weight_step_test"
"""The learning rate is in each row already; you multiply by it again."""
def summed_weight_step(features, targets, w, learnrate):
    steps = weight_steps(features, targets, w, learnrate)
    return learnrate * np.sum(steps, axis=0)

# %% sum_of_the_averaged_record grade_id="summed_weight_step" loses="summed_weight_step_test"
"""You average the records into one and take its step. The sigmoid is no straight line, so the step
of an average is not the average of the steps: take one step per record and add."""
def summed_weight_step(features, targets, w, learnrate):
    return len(targets) * gradient_descent_step(np.mean(features, axis=0), np.mean(targets), w, learnrate)
