"""Wrong answers to the gradient check that students are known, or likely, to give."""

# %% loss_without_half grade_id="loss" loses="loss_test numerical_gradients_test gradient_check_test findings_test"
"""The loss of this course is half the sum of the squared errors. Without the half every measured
slope is twice as large as the one backpropagation computes."""
def loss(x, y, weights_input_hidden, weights_hidden_output):
    a = sigmoid(np.dot(x, weights_input_hidden))
    return np.sum((y - sigmoid(np.dot(a, weights_hidden_output))) ** 2)

# %% loss_is_the_mean grade_id="loss" loses="loss_test numerical_gradients_test gradient_check_test findings_test"
"""You average over the outputs. The loss sums the squared errors of all output units and takes
half of that sum; the number of outputs does not enter."""
def loss(x, y, weights_input_hidden, weights_hidden_output):
    a = sigmoid(np.dot(x, weights_input_hidden))
    return 0.5 * np.mean((y - sigmoid(np.dot(a, weights_hidden_output))) ** 2)

# %% loss_squares_the_sum grade_id="loss" loses="loss_test numerical_gradients_test gradient_check_test findings_test"
"""You add the errors first and square afterwards, so errors of opposite sign cancel. Square each
error, then add."""
def loss(x, y, weights_input_hidden, weights_hidden_output):
    a = sigmoid(np.dot(x, weights_input_hidden))
    return 0.5 * np.sum(y - sigmoid(np.dot(a, weights_hidden_output))) ** 2

# %% loss_is_the_error grade_id="loss" loses="loss_test numerical_gradients_test gradient_check_test findings_test"
"""The difference of target and output is an error, and it can be negative. The loss needs its
square, so that it is smallest when the network is right."""
def loss(x, y, weights_input_hidden, weights_hidden_output):
    a = sigmoid(np.dot(x, weights_input_hidden))
    return np.sum(y - sigmoid(np.dot(a, weights_hidden_output)))

# %% loss_is_the_absolute_error grade_id="loss" loses="loss_test numerical_gradients_test gradient_check_test findings_test"
"""You add up absolute errors. The loss of this course squares each error and takes half the sum."""
def loss(x, y, weights_input_hidden, weights_hidden_output):
    a = sigmoid(np.dot(x, weights_input_hidden))
    return 0.5 * np.sum(np.abs(y - sigmoid(np.dot(a, weights_hidden_output))))

# %% loss_hidden_units_linear grade_id="loss" loses="loss_test numerical_gradients_test gradient_check_test findings_test"
"""The hidden units need their sigmoid too: what goes on to the next layer is the hidden output, not
the weighted sum."""
def loss(x, y, weights_input_hidden, weights_hidden_output):
    h = np.dot(x, weights_input_hidden)
    return 0.5 * np.sum((y - sigmoid(np.dot(h, weights_hidden_output))) ** 2)

# %% loss_output_units_linear grade_id="loss" loses="loss_test numerical_gradients_test gradient_check_test findings_test"
"""The output of the network is the sigmoid of the weighted sum of the hidden outputs; you left out
that last sigmoid."""
def loss(x, y, weights_input_hidden, weights_hidden_output):
    a = sigmoid(np.dot(x, weights_input_hidden))
    return 0.5 * np.sum((y - np.dot(a, weights_hidden_output)) ** 2)

# %% loss_of_the_given_network grade_id="loss" loses="loss_test numerical_gradients_test gradient_check_test findings_test"
"""Your function looks at the hidden weights given at the top of the notebook instead of its
argument, so it cannot notice when a weight is changed. Use the arguments only."""
GIVEN = weights_input_hidden.copy()


def loss(x, y, weights_input_hidden, weights_hidden_output):
    a = sigmoid(np.dot(x, GIVEN))
    return 0.5 * np.sum((y - sigmoid(np.dot(a, weights_hidden_output))) ** 2)

# %% difference_one_sided grade_id="central_difference" loses="central_difference_test epsilon_test"
"""That is the one-sided difference: it looks to the right only, and its error shrinks with epsilon
instead of its square. Look as far to the left as to the right."""
def central_difference(f, x, epsilon):
    return (f(x + epsilon) - f(x)) / epsilon

# %% difference_backward grade_id="central_difference" loses="central_difference_test epsilon_test"
"""That is a one-sided difference: it looks to the left only. Look as far to the right as to the
left."""
def central_difference(f, x, epsilon):
    return (f(x) - f(x - epsilon)) / epsilon

# %% difference_without_two grade_id="central_difference" loses="central_difference_test epsilon_test"
"""The two points lie two epsilons apart, so divide by twice epsilon; your slopes are twice too
steep."""
def central_difference(f, x, epsilon):
    return (f(x + epsilon) - f(x - epsilon)) / epsilon

# %% difference_precedence grade_id="central_difference" loses="central_difference_test epsilon_test"
"""Python divides by 2 and then multiplies by epsilon. Put parentheses around the whole
denominator."""
def central_difference(f, x, epsilon):
    return (f(x + epsilon) - f(x - epsilon)) / 2 * epsilon

# %% difference_sign grade_id="central_difference" loses="central_difference_test epsilon_test"
"""You subtract the right value from the left one, so a rising function gets a negative slope. The
value at x plus epsilon comes first."""
def central_difference(f, x, epsilon):
    return (f(x - epsilon) - f(x + epsilon)) / (2 * epsilon)

# %% difference_adds grade_id="central_difference" loses="central_difference_test epsilon_test"
"""A slope is made of a difference: subtract the two values of the function; you added them."""
def central_difference(f, x, epsilon):
    return (f(x + epsilon) + f(x - epsilon)) / (2 * epsilon)

# %% difference_half_width grade_id="central_difference" loses="central_difference_test epsilon_test"
"""You step half an epsilon to either side. Here epsilon is the step to one side, so the points are
two epsilons apart."""
def central_difference(f, x, epsilon):
    return (f(x + epsilon / 2) - f(x - epsilon / 2)) / epsilon

# %% difference_own_epsilon grade_id="central_difference" loses="central_difference_test epsilon_test"
"""Your function chooses an epsilon of its own. Take the one that the caller hands in: how the error
depends on it is the next exercise."""
def central_difference(f, x, epsilon):
    return (f(x + 1e-6) - f(x - 1e-6)) / 2e-6

# %% slope_forgot_one_minus grade_id="epsilon" loses="epsilon_test"
"""The derivative of the sigmoid is f(h) times (1 - f(h)); the second factor is missing. (The slide
sets the derivative equal to the sigmoid itself on its first line: a slip.)"""
exact_slope = sigmoid(h)
central_errors = [abs(central_difference(sigmoid, h, eps) - exact_slope) for eps in epsilons]
one_sided_errors = [abs((sigmoid(h + eps) - sigmoid(h)) / eps - exact_slope) for eps in epsilons]
best_epsilon = epsilons[int(np.argmin(central_errors))]

# %% slope_of_h_itself grade_id="epsilon" loses="epsilon_test"
"""You put h itself into s (1 - s). The s there is the output of the sigmoid, f(h)."""
exact_slope = abs(h * (1 - h))
central_errors = [abs(central_difference(sigmoid, h, eps) - exact_slope) for eps in epsilons]
one_sided_errors = [abs((sigmoid(h + eps) - sigmoid(h)) / eps - exact_slope) for eps in epsilons]
best_epsilon = epsilons[int(np.argmin(central_errors))]

# %% slope_taken_at_the_output grade_id="epsilon" loses="epsilon_test"
"""You apply the sigmoid twice: the slope at h is f(h) (1 - f(h)), and f(h) goes in as it is."""
s = sigmoid(sigmoid(h))
exact_slope = s * (1 - s)
central_errors = [abs(central_difference(sigmoid, h, eps) - exact_slope) for eps in epsilons]
one_sided_errors = [abs((sigmoid(h + eps) - sigmoid(h)) / eps - exact_slope) for eps in epsilons]
best_epsilon = epsilons[int(np.argmin(central_errors))]

# %% epsilon_as_small_as_possible grade_id="epsilon" loses="epsilon_test"
"""Smaller is better only until roundoff takes over: two nearly equal numbers lose most of their
digits when subtracted. Choose the epsilon at which the measured error is smallest."""
exact_slope = sigmoid(h) * (1 - sigmoid(h))
central_errors = [abs(central_difference(sigmoid, h, eps) - exact_slope) for eps in epsilons]
one_sided_errors = [abs((sigmoid(h + eps) - sigmoid(h)) / eps - exact_slope) for eps in epsilons]
best_epsilon = min(epsilons)

# %% epsilon_as_large_as_possible grade_id="epsilon" loses="epsilon_test"
"""You chose the epsilon with the largest error, or the first of the list. A large epsilon leaves a
large truncation error; take the one at which the measured error is smallest."""
exact_slope = sigmoid(h) * (1 - sigmoid(h))
central_errors = [abs(central_difference(sigmoid, h, eps) - exact_slope) for eps in epsilons]
one_sided_errors = [abs((sigmoid(h + eps) - sigmoid(h)) / eps - exact_slope) for eps in epsilons]
best_epsilon = epsilons[int(np.argmax(central_errors))]

# %% epsilon_of_the_one_sided grade_id="epsilon" loses="epsilon_test"
"""That epsilon is the best for the one-sided difference. The central difference reaches its
smallest error at a larger one."""
exact_slope = sigmoid(h) * (1 - sigmoid(h))
central_errors = [abs(central_difference(sigmoid, h, eps) - exact_slope) for eps in epsilons]
one_sided_errors = [abs((sigmoid(h + eps) - sigmoid(h)) / eps - exact_slope) for eps in epsilons]
best_epsilon = epsilons[int(np.argmin(one_sided_errors))]

# %% epsilon_position grade_id="epsilon" loses="epsilon_test"
"""You give the position in the list. Asked for is the epsilon that stands there."""
exact_slope = sigmoid(h) * (1 - sigmoid(h))
central_errors = [abs(central_difference(sigmoid, h, eps) - exact_slope) for eps in epsilons]
one_sided_errors = [abs((sigmoid(h + eps) - sigmoid(h)) / eps - exact_slope) for eps in epsilons]
best_epsilon = int(np.argmin(central_errors))

# %% errors_are_the_smallest_error grade_id="epsilon" loses="epsilon_test"
"""You give the smallest error. Asked for is the epsilon at which the error is that small."""
exact_slope = sigmoid(h) * (1 - sigmoid(h))
central_errors = [abs(central_difference(sigmoid, h, eps) - exact_slope) for eps in epsilons]
one_sided_errors = [abs((sigmoid(h + eps) - sigmoid(h)) / eps - exact_slope) for eps in epsilons]
best_epsilon = min(central_errors)

# %% errors_relative grade_id="epsilon" loses="epsilon_test"
"""You divided by the exact slope. Asked for are the absolute errors: the distance between the
measured and the exact slope, and no more."""
exact_slope = sigmoid(h) * (1 - sigmoid(h))
central_errors = [abs(central_difference(sigmoid, h, e) / exact_slope - 1) for e in epsilons]
one_sided_errors = [abs((sigmoid(h + e) - sigmoid(h)) / e / exact_slope - 1) for e in epsilons]
best_epsilon = epsilons[int(np.argmin(central_errors))]

# %% errors_signed grade_id="epsilon" loses="epsilon_test"
"""Your errors carry a sign. Take their absolute values, or the most negative one will look like the
smallest."""
exact_slope = sigmoid(h) * (1 - sigmoid(h))
central_errors = [central_difference(sigmoid, h, eps) - exact_slope for eps in epsilons]
one_sided_errors = [(sigmoid(h + eps) - sigmoid(h)) / eps - exact_slope for eps in epsilons]
best_epsilon = epsilons[int(np.argmin(central_errors))]

# %% errors_are_the_slopes grade_id="epsilon" loses="epsilon_test"
"""Those are the measured slopes. The error of a slope is its distance from exact_slope."""
exact_slope = sigmoid(h) * (1 - sigmoid(h))
central_errors = [central_difference(sigmoid, h, eps) for eps in epsilons]
one_sided_errors = [(sigmoid(h + eps) - sigmoid(h)) / eps for eps in epsilons]
best_epsilon = 1e-5

# %% gradient_weight_not_restored grade_id="numerical_gradient" loses="numerical_gradient_test numerical_gradients_test gradient_check_test"
"""After measuring a weight you leave it moved, so all later slopes belong to another network. Put
the old value back before you go on to the next entry."""
def numerical_gradient(f, w, epsilon):
    gradient = np.zeros(w.shape)
    for i in range(w.shape[0]):
        for j in range(w.shape[1]):
            w[i, j] += epsilon
            right = f(w)
            w[i, j] -= 2 * epsilon
            left = f(w)
            gradient[i, j] = (right - left) / (2 * epsilon)
    return gradient

# %% gradient_not_restored_between grade_id="numerical_gradient" loses="numerical_gradient_test numerical_gradients_test gradient_check_test"
"""You give the caller's matrix back unharmed, but inside your loop each measured weight stays moved
while the next is measured. Restore each entry before you move on."""
def numerical_gradient(f, w, epsilon):
    v = w.copy()
    gradient = np.zeros(v.shape)
    for i in range(v.shape[0]):
        for j in range(v.shape[1]):
            v[i, j] += epsilon
            right = f(v)
            v[i, j] -= 2 * epsilon
            left = f(v)
            gradient[i, j] = (right - left) / (2 * epsilon)
    return gradient

# %% gradient_left_value_at_the_old_weight grade_id="numerical_gradient" loses="numerical_gradient_test numerical_gradients_test gradient_check_test findings_test"
"""After the step to the right you go back by one epsilon only, so your left value is taken at the
old weight. Set the weight to its old value minus epsilon."""
def numerical_gradient(f, w, epsilon):
    gradient = np.zeros(w.shape)
    for i in range(w.shape[0]):
        for j in range(w.shape[1]):
            w[i, j] += epsilon
            right = f(w)
            w[i, j] -= epsilon
            left = f(w)
            gradient[i, j] = (right - left) / (2 * epsilon)
    return gradient

# %% gradient_second_name_for_w grade_id="numerical_gradient" loses="numerical_gradient_test numerical_gradients_test gradient_check_test findings_test"
"""An assignment makes no copy: right and left are two names of one array, and what you do to one you
do to the other. Use w.copy()."""
def numerical_gradient(f, w, epsilon):
    gradient = np.zeros(w.shape)
    for i in range(w.shape[0]):
        for j in range(w.shape[1]):
            right = w
            left = w
            right[i, j] += epsilon
            left[i, j] -= epsilon
            gradient[i, j] = (f(right) - f(left)) / (2 * epsilon)
    return gradient

# %% gradient_one_sided grade_id="numerical_gradient" loses="numerical_gradient_test numerical_gradients_test gradient_check_test"
"""You measure each slope to the right only. Use the central difference: one step to the right, one
to the left."""
def numerical_gradient(f, w, epsilon):
    gradient = np.zeros(w.shape)
    for i in range(w.shape[0]):
        for j in range(w.shape[1]):
            moved = w.copy()
            moved[i, j] += epsilon
            gradient[i, j] = (f(moved) - f(w)) / epsilon
    return gradient

# %% gradient_without_two grade_id="numerical_gradient" loses="numerical_gradient_test numerical_gradients_test gradient_check_test findings_test"
"""The two weights that you compare lie two epsilons apart: divide by twice epsilon."""
def numerical_gradient(f, w, epsilon):
    gradient = np.zeros(w.shape)
    for i in range(w.shape[0]):
        for j in range(w.shape[1]):
            right, left = w.copy(), w.copy()
            right[i, j] += epsilon
            left[i, j] -= epsilon
            gradient[i, j] = (f(right) - f(left)) / epsilon
    return gradient

# %% gradient_sign grade_id="numerical_gradient" loses="numerical_gradient_test numerical_gradients_test gradient_check_test findings_test"
"""You give the direction in which the loss falls. The gradient points uphill: the value at the
larger weight comes first in the difference."""
def numerical_gradient(f, w, epsilon):
    gradient = np.zeros(w.shape)
    for i in range(w.shape[0]):
        for j in range(w.shape[1]):
            right, left = w.copy(), w.copy()
            right[i, j] += epsilon
            left[i, j] -= epsilon
            gradient[i, j] = (f(left) - f(right)) / (2 * epsilon)
    return gradient

# %% gradient_all_weights_at_once grade_id="numerical_gradient" loses="numerical_gradient_test numerical_gradients_test gradient_check_test findings_test"
"""You move all weights together and get one slope for all of them. Each entry of the gradient needs
a measurement in which only its own weight moves."""
def numerical_gradient(f, w, epsilon):
    return np.ones(w.shape) * (f(w + epsilon) - f(w - epsilon)) / (2 * epsilon)

# %% gradient_whole_row_moved grade_id="numerical_gradient" loses="numerical_gradient_test numerical_gradients_test gradient_check_test findings_test"
"""You move a whole row of the matrix at a time. Give both indices, so that only one weight moves."""
def numerical_gradient(f, w, epsilon):
    gradient = np.zeros(w.shape)
    for i in range(w.shape[0]):
        right, left = w.copy(), w.copy()
        right[i] += epsilon
        left[i] -= epsilon
        gradient[i] = (f(right) - f(left)) / (2 * epsilon)
    return gradient

# %% gradient_transposed grade_id="numerical_gradient" loses="numerical_gradient_test numerical_gradients_test gradient_check_test findings_test"
"""Rows and columns are exchanged. The slope with respect to the weight in row i and column j belongs in
row i and column j of the gradient."""
def numerical_gradient(f, w, epsilon):
    gradient = np.zeros((w.shape[1], w.shape[0]))
    for i in range(w.shape[0]):
        for j in range(w.shape[1]):
            right, left = w.copy(), w.copy()
            right[i, j] += epsilon
            left[i, j] -= epsilon
            gradient[j, i] = (f(right) - f(left)) / (2 * epsilon)
    return gradient

# %% gradient_epsilon_too_small grade_id="numerical_gradient" loses="numerical_gradient_test numerical_gradients_test gradient_check_test findings_test"
"""You use a tiny epsilon of your own, and roundoff swallows the slope. Take the epsilon that the
caller hands in."""
def numerical_gradient(f, w, epsilon):
    epsilon = 1e-15
    gradient = np.zeros(w.shape)
    for i in range(w.shape[0]):
        for j in range(w.shape[1]):
            right, left = w.copy(), w.copy()
            right[i, j] += epsilon
            left[i, j] -= epsilon
            gradient[i, j] = (f(right) - f(left)) / (2 * epsilon)
    return gradient

# %% gradient_epsilon_too_large grade_id="numerical_gradient" loses="numerical_gradient_test numerical_gradients_test gradient_check_test findings_test"
"""You use a large epsilon of your own, and the truncation error spoils the slope. Take the epsilon
that the caller hands in."""
def numerical_gradient(f, w, epsilon):
    epsilon = 0.1
    gradient = np.zeros(w.shape)
    for i in range(w.shape[0]):
        for j in range(w.shape[1]):
            right, left = w.copy(), w.copy()
            right[i, j] += epsilon
            left[i, j] -= epsilon
            gradient[i, j] = (f(right) - f(left)) / (2 * epsilon)
    return gradient

# %% gradients_in_the_wrong_order grade_id="numerical_gradients" loses="numerical_gradients_test gradient_check_test findings_test"
"""Your two gradients come in the wrong order: input to hidden first, then hidden to output."""
def numerical_gradients(x, y, weights_input_hidden, weights_hidden_output, epsilon):
    return (
        numerical_gradient(
            lambda w: loss(x, y, weights_input_hidden, w), weights_hidden_output, epsilon
        ),
        numerical_gradient(
            lambda w: loss(x, y, w, weights_hidden_output), weights_input_hidden, epsilon
        ),
    )

# %% gradients_of_the_steps grade_id="numerical_gradients" loses="numerical_gradients_test gradient_check_test findings_test"
"""The lecture's weight steps go downhill, hence their minus. Here the gradient itself is asked for,
which points uphill."""
def numerical_gradients(x, y, weights_input_hidden, weights_hidden_output, epsilon):
    def of_first(w):
        return loss(x, y, w, weights_hidden_output)

    def of_second(w):
        return loss(x, y, weights_input_hidden, w)

    return (
        -numerical_gradient(of_first, weights_input_hidden, epsilon),
        -numerical_gradient(of_second, weights_hidden_output, epsilon),
    )

# %% gradients_with_own_epsilon grade_id="numerical_gradients" loses="numerical_gradients_test gradient_check_test"
"""You pass on an epsilon of your own. Hand the caller's epsilon to numerical_gradient."""
def numerical_gradients(x, y, weights_input_hidden, weights_hidden_output, epsilon):
    def of_first(w):
        return loss(x, y, w, weights_hidden_output)

    def of_second(w):
        return loss(x, y, weights_input_hidden, w)

    return (
        numerical_gradient(of_first, weights_input_hidden, 1e-5),
        numerical_gradient(of_second, weights_hidden_output, 1e-5),
    )

# %% backprop_sign grade_id="backprop" loses="backprop_test"
"""You return the direction of the weight step. The lecture's error terms are negative slopes, so the
gradient of the loss is minus the error term times the input."""
def backprop(x, y, weights_input_hidden, weights_hidden_output):
    a = sigmoid(np.dot(x, weights_input_hidden))
    output = sigmoid(np.dot(a, weights_hidden_output))
    output_term = (y - output) * output * (1 - output)
    hidden_term = np.dot(weights_hidden_output, output_term) * a * (1 - a)
    return np.outer(x, hidden_term), np.outer(a, output_term)

# %% backprop_output_minus_target grade_id="backprop" loses="backprop_test"
"""You turned the error round and kept the minus in front, so the sign is changed twice. With output
minus target the minus of the gradient is already done."""
def backprop(x, y, weights_input_hidden, weights_hidden_output):
    a = sigmoid(np.dot(x, weights_input_hidden))
    output = sigmoid(np.dot(a, weights_hidden_output))
    output_term = (output - y) * output * (1 - output)
    hidden_term = np.dot(weights_hidden_output, output_term) * a * (1 - a)
    return -np.outer(x, hidden_term), -np.outer(a, output_term)

# %% backprop_sign_of_one_matrix grade_id="backprop" loses="backprop_test"
"""One of your two gradients lacks its minus. Both matrices follow the same rule: minus the error term
of the layer times its input."""
def backprop(x, y, weights_input_hidden, weights_hidden_output):
    a = sigmoid(np.dot(x, weights_input_hidden))
    output = sigmoid(np.dot(a, weights_hidden_output))
    output_term = (y - output) * output * (1 - output)
    hidden_term = np.dot(weights_hidden_output, output_term) * a * (1 - a)
    return np.outer(x, hidden_term), -np.outer(a, output_term)

# %% backprop_no_slope_at_the_output grade_id="backprop" loses="backprop_test"
"""The error term of an output unit is the error times the slope of its sigmoid; the slope is
missing."""
def backprop(x, y, weights_input_hidden, weights_hidden_output):
    a = sigmoid(np.dot(x, weights_input_hidden))
    output_term = y - sigmoid(np.dot(a, weights_hidden_output))
    hidden_term = np.dot(weights_hidden_output, output_term) * a * (1 - a)
    return -np.outer(x, hidden_term), -np.outer(a, output_term)

# %% backprop_slope_of_the_output grade_id="backprop" loses="backprop_test"
"""You take the sigmoid of the output once more before you form the slope. The output is already a
sigmoid: its slope is output times (1 - output)."""
def backprop(x, y, weights_input_hidden, weights_hidden_output):
    a = sigmoid(np.dot(x, weights_input_hidden))
    output = sigmoid(np.dot(a, weights_hidden_output))
    output_term = (y - output) * sigmoid(output) * (1 - sigmoid(output))
    hidden_term = np.dot(weights_hidden_output, output_term) * a * (1 - a)
    return -np.outer(x, hidden_term), -np.outer(a, output_term)

# %% backprop_no_slope_at_the_hidden_units grade_id="backprop" loses="backprop_test"
"""The error that arrives at a hidden unit still has to be multiplied by the slope of that unit's
sigmoid."""
def backprop(x, y, weights_input_hidden, weights_hidden_output):
    a = sigmoid(np.dot(x, weights_input_hidden))
    output = sigmoid(np.dot(a, weights_hidden_output))
    output_term = (y - output) * output * (1 - output)
    hidden_term = np.dot(weights_hidden_output, output_term)
    return -np.outer(x, hidden_term), -np.outer(a, output_term)

# %% backprop_slope_of_the_hidden_output grade_id="backprop" loses="backprop_test"
"""You take the sigmoid of the hidden output once more before you form the slope. The slope of a hidden
unit is a times (1 - a), with a as it is."""
def backprop(x, y, weights_input_hidden, weights_hidden_output):
    a = sigmoid(np.dot(x, weights_input_hidden))
    output = sigmoid(np.dot(a, weights_hidden_output))
    output_term = (y - output) * output * (1 - output)
    hidden_term = np.dot(weights_hidden_output, output_term) * sigmoid(a) * (1 - sigmoid(a))
    return -np.outer(x, hidden_term), -np.outer(a, output_term)

# %% backprop_slope_is_a_quarter grade_id="backprop" loses="backprop_test"
"""A quarter is only the largest slope that a sigmoid can have, where its input is zero. Elsewhere the slope is
output times (1 - output)."""
def backprop(x, y, weights_input_hidden, weights_hidden_output):
    a = sigmoid(np.dot(x, weights_input_hidden))
    output = sigmoid(np.dot(a, weights_hidden_output))
    output_term = (y - output) * 0.25
    hidden_term = np.dot(weights_hidden_output, output_term) * 0.25
    return -np.outer(x, hidden_term), -np.outer(a, output_term)

# %% backprop_raw_error_propagated grade_id="backprop" loses="backprop_test"
"""You send the plain error back to the hidden layer. What goes back is the error term of the output
units, slope included."""
def backprop(x, y, weights_input_hidden, weights_hidden_output):
    a = sigmoid(np.dot(x, weights_input_hidden))
    output = sigmoid(np.dot(a, weights_hidden_output))
    output_term = (y - output) * output * (1 - output)
    hidden_term = np.dot(weights_hidden_output, y - output) * a * (1 - a)
    return -np.outer(x, hidden_term), -np.outer(a, output_term)

# %% backprop_weights_left_out grade_id="backprop" loses="backprop_test"
"""Each hidden unit gets its share of the output's error term through its own weight. You handed all
hidden units the same share; scale by the weights."""
def backprop(x, y, weights_input_hidden, weights_hidden_output):
    a = sigmoid(np.dot(x, weights_input_hidden))
    output = sigmoid(np.dot(a, weights_hidden_output))
    output_term = (y - output) * output * (1 - output)
    hidden_term = np.sum(output_term) * a * (1 - a)
    return -np.outer(x, hidden_term), -np.outer(a, output_term)

# %% backprop_activation_for_weight grade_id="backprop" loses="backprop_test"
"""On the way back the error term is scaled by the weights of the connection. You scaled it by the
hidden outputs, which belong in the gradient of the last matrix."""
def backprop(x, y, weights_input_hidden, weights_hidden_output):
    a = sigmoid(np.dot(x, weights_input_hidden))
    output = sigmoid(np.dot(a, weights_hidden_output))
    output_term = (y - output) * output * (1 - output)
    hidden_term = np.sum(output_term) * a * a * (1 - a)
    return -np.outer(x, hidden_term), -np.outer(a, output_term)

# %% backprop_last_output_only grade_id="backprop" loses="backprop_test"
"""A hidden unit feeds all the outputs, so its error is the sum over all of them. Your loop keeps the
last one only: add up, do not overwrite. (The slide leaves out the index of its sum.)"""
def backprop(x, y, weights_input_hidden, weights_hidden_output):
    a = sigmoid(np.dot(x, weights_input_hidden))
    output = sigmoid(np.dot(a, weights_hidden_output))
    output_term = (y - output) * output * (1 - output)
    for k in range(len(y)):
        hidden_error = weights_hidden_output[:, k] * output_term[k]
    return -np.outer(x, hidden_error * a * (1 - a)), -np.outer(a, output_term)

# %% backprop_hidden_input_for_output grade_id="backprop" loses="backprop_test"
"""The last matrix sees the hidden outputs, after the sigmoid. You used the hidden inputs for its
gradient."""
def backprop(x, y, weights_input_hidden, weights_hidden_output):
    h = np.dot(x, weights_input_hidden)
    a = sigmoid(h)
    output = sigmoid(np.dot(a, weights_hidden_output))
    output_term = (y - output) * output * (1 - output)
    hidden_term = np.dot(weights_hidden_output, output_term) * a * (1 - a)
    return -np.outer(x, hidden_term), -np.outer(h, output_term)

# %% backprop_output_for_hidden_output grade_id="backprop" loses="backprop_test"
"""The input of the last matrix is the hidden output. You multiplied its error term by the output of
the network instead."""
def backprop(x, y, weights_input_hidden, weights_hidden_output):
    a = sigmoid(np.dot(x, weights_input_hidden))
    output = sigmoid(np.dot(a, weights_hidden_output))
    output_term = (y - output) * output * (1 - output)
    hidden_term = np.dot(weights_hidden_output, output_term) * a * (1 - a)
    return -np.outer(x, hidden_term), -np.outer(np.ones(len(a)), output * output_term)

# %% backprop_transposed grade_id="backprop" loses="backprop_test"
"""A gradient has the shape of its matrix: rows for what goes in, columns for the units that it feeds.
Yours lie on their side."""
def backprop(x, y, weights_input_hidden, weights_hidden_output):
    a = sigmoid(np.dot(x, weights_input_hidden))
    output = sigmoid(np.dot(a, weights_hidden_output))
    output_term = (y - output) * output * (1 - output)
    hidden_term = np.dot(weights_hidden_output, output_term) * a * (1 - a)
    return -np.outer(hidden_term, x), -np.outer(output_term, a)

# %% backprop_rows_times_rows grade_id="backprop" loses="backprop_test"
"""Two one-dimensional arrays are multiplied entry by entry, which fails or mixes up the indices. Make a
column of the inputs, with [:, None], or use np.outer."""
def backprop(x, y, weights_input_hidden, weights_hidden_output):
    a = sigmoid(np.dot(x, weights_input_hidden))
    output = sigmoid(np.dot(a, weights_hidden_output))
    output_term = (y - output) * output * (1 - output)
    hidden_term = np.dot(weights_hidden_output, output_term) * a * (1 - a)
    return -x * hidden_term, -a * output_term

# %% backprop_returns_steps grade_id="backprop" loses="backprop_test"
"""That is a weight step, learning rate included. Backpropagation computes the gradient; the learning
rate belongs to gradient descent, which uses it."""
def backprop(x, y, weights_input_hidden, weights_hidden_output):
    learnrate = 0.5
    a = sigmoid(np.dot(x, weights_input_hidden))
    output = sigmoid(np.dot(a, weights_hidden_output))
    output_term = (y - output) * output * (1 - output)
    hidden_term = np.dot(weights_hidden_output, output_term) * a * (1 - a)
    return -learnrate * np.outer(x, hidden_term), -learnrate * np.outer(a, output_term)

# %% backprop_weights_updated_first grade_id="backprop" loses="backprop_test"
"""You move the last weights before you send the error back through them. The whole gradient belongs to
one and the same set of weights: compute it all first."""
def backprop(x, y, weights_input_hidden, weights_hidden_output):
    a = sigmoid(np.dot(x, weights_input_hidden))
    output = sigmoid(np.dot(a, weights_hidden_output))
    output_term = (y - output) * output * (1 - output)
    moved = weights_hidden_output + 0.5 * np.outer(a, output_term)
    hidden_term = np.dot(moved, output_term) * a * (1 - a)
    return -np.outer(x, hidden_term), -np.outer(a, output_term)

# %% backprop_error_divided_by_outputs grade_id="backprop" loses="backprop_test"
"""You divide the error by the number of outputs. The loss is half the plain sum of the squared errors, not
their mean."""
def backprop(x, y, weights_input_hidden, weights_hidden_output):
    a = sigmoid(np.dot(x, weights_input_hidden))
    output = sigmoid(np.dot(a, weights_hidden_output))
    output_term = (y - output) * output * (1 - output) / len(y)
    hidden_term = np.dot(weights_hidden_output, output_term) * a * (1 - a)
    return -np.outer(x, hidden_term), -np.outer(a, output_term)

# %% backprop_by_central_differences grade_id="backprop" loses="backprop_test"
"""You measure the slopes once more, and roundoff spoils the small ones. Backpropagation computes them from the
error terms, by the chain rule; only then is there something to check."""
def backprop(x, y, weights_input_hidden, weights_hidden_output):
    return numerical_gradients(x, y, weights_input_hidden, weights_hidden_output, 1e-5)

# %% relative_error_absolute grade_id="relative_error" loses="relative_error_test gradient_check_test findings_test"
"""That is the absolute error. Small slopes have small differences even when they are quite wrong, so
divide by the size of the larger entry."""
def relative_error(a, b):
    return np.max(np.abs(a - b))

# %% relative_error_by_the_sum grade_id="relative_error" loses="relative_error_test gradient_check_test"
"""You divide by the sum of the two sizes. Here the relative error divides by the larger of them."""
def relative_error(a, b):
    size = np.abs(a) + np.abs(b)
    return np.max(np.abs(a - b) / np.where(size > 0, size, 1))

# %% relative_error_by_the_first grade_id="relative_error" loses="relative_error_test gradient_check_test"
"""You divide by the size of one of the two arrays, so the result depends on their order. Divide by the
larger of the two entries."""
def relative_error(a, b):
    size = np.abs(a)
    return np.max(np.abs(a - b) / np.where(size > 0, size, 1))

# %% relative_error_mean grade_id="relative_error" loses="relative_error_test gradient_check_test"
"""An average hides a single wrong entry among many right ones. Return the largest relative error."""
def relative_error(a, b):
    size = np.maximum(np.abs(a), np.abs(b))
    return np.mean(np.abs(a - b) / np.where(size > 0, size, 1))

# %% relative_error_signed grade_id="relative_error" loses="relative_error_test gradient_check_test findings_test"
"""Your differences keep their sign, so entries that are too small count as better than equal. Take
absolute values before you look for the largest."""
def relative_error(a, b):
    size = np.maximum(np.abs(a), np.abs(b))
    return np.max((a - b) / np.where(size > 0, size, 1))

# %% relative_error_max_of_signed grade_id="relative_error" loses="relative_error_test gradient_check_test"
"""The size of an entry is its absolute value. You compare the signed entries, and then the larger of two
negative ones is the smaller in size."""
def relative_error(a, b):
    size = np.maximum(a, b)
    return np.max(np.abs(a - b) / np.where(size > 0, size, 1))

# %% relative_error_of_the_largest grade_id="relative_error" loses="relative_error_test gradient_check_test"
"""You divide the largest difference by the largest entry of the whole array, and errors in small slopes
disappear. Compare entry by entry, then take the largest."""
def relative_error(a, b):
    size = max(np.max(np.abs(a)), np.max(np.abs(b)))
    return np.max(np.abs(a - b)) / (size if size > 0 else 1)

# %% relative_error_by_norms grade_id="relative_error" loses="relative_error_test gradient_check_test"
"""You compare the lengths of whole arrays, so one wrong small slope is lost among large ones. Compare
entry by entry, then take the largest."""
def relative_error(a, b):
    size = max(np.sqrt(np.sum(a**2)), np.sqrt(np.sum(b**2)))
    return np.sqrt(np.sum((a - b) ** 2)) / (size if size > 0 else 1)

# %% relative_error_guarded grade_id="relative_error" loses="relative_error_test gradient_check_test"
"""A constant in the denominator makes errors in small slopes look harmless. Handle the case of two zeros by
itself and divide by the size as it is."""
def relative_error(a, b):
    return np.max(np.abs(a - b) / (np.maximum(np.abs(a), np.abs(b)) + 1e-4))

# %% relative_error_zero_by_zero grade_id="relative_error" loses="relative_error_test gradient_check_test"
"""Two zeros agree, but zero divided by zero is not a number, and it spreads to the maximum. Divide only
where the size is not zero."""
def relative_error(a, b):
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.max(np.abs(a - b) / np.maximum(np.abs(a), np.abs(b)))

# %% relative_error_as_array grade_id="relative_error" loses="relative_error_test gradient_check_test findings_test"
"""You return one relative error for each entry. Asked for is a single number, the largest of them."""
def relative_error(a, b):
    size = np.maximum(np.abs(a), np.abs(b))
    return np.abs(a - b) / np.where(size > 0, size, 1)

# %% check_in_the_wrong_order grade_id="gradient_check" loses="gradient_check_test findings_test"
"""Your two errors come in the wrong order: input to hidden first, then hidden to output."""
def gradient_check(backprop, x, y, weights_input_hidden, weights_hidden_output, epsilon):
    claimed = backprop(x, y, weights_input_hidden, weights_hidden_output)
    measured = numerical_gradients(x, y, weights_input_hidden, weights_hidden_output, epsilon)
    return relative_error(claimed[1], measured[1]), relative_error(claimed[0], measured[0])

# %% check_against_itself grade_id="gradient_check" loses="gradient_check_test findings_test"
"""You compare the candidate with itself, which always agrees. Hold it against the numerical gradients."""
def gradient_check(backprop, x, y, weights_input_hidden, weights_hidden_output, epsilon):
    claimed = backprop(x, y, weights_input_hidden, weights_hidden_output)
    again = backprop(x, y, weights_input_hidden, weights_hidden_output)
    return relative_error(claimed[0], again[0]), relative_error(claimed[1], again[1])

# %% check_of_own_backprop grade_id="gradient_check" loses="gradient_check_test findings_test"
"""You always check your own backpropagation. Call the function that was handed in as the first
argument."""
my_backprop = backprop


def gradient_check(backprop, x, y, weights_input_hidden, weights_hidden_output, epsilon):
    claimed = my_backprop(x, y, weights_input_hidden, weights_hidden_output)
    measured = numerical_gradients(x, y, weights_input_hidden, weights_hidden_output, epsilon)
    return relative_error(claimed[0], measured[0]), relative_error(claimed[1], measured[1])

# %% check_absolute grade_id="gradient_check" loses="gradient_check_test findings_test"
"""You compare absolute differences. Slopes can be small, so use your relative error."""
def gradient_check(backprop, x, y, weights_input_hidden, weights_hidden_output, epsilon):
    claimed = backprop(x, y, weights_input_hidden, weights_hidden_output)
    measured = numerical_gradients(x, y, weights_input_hidden, weights_hidden_output, epsilon)
    return np.max(np.abs(claimed[0] - measured[0])), np.max(np.abs(claimed[1] - measured[1]))

# %% check_with_own_epsilon grade_id="gradient_check" loses="gradient_check_test"
"""You measure with an epsilon of your own. Use the one that the caller hands in, so that the caller can
vary it."""
def gradient_check(backprop, x, y, weights_input_hidden, weights_hidden_output, epsilon):
    claimed = backprop(x, y, weights_input_hidden, weights_hidden_output)
    measured = numerical_gradients(x, y, weights_input_hidden, weights_hidden_output, 1e-5)
    return relative_error(claimed[0], measured[0]), relative_error(claimed[1], measured[1])

# %% check_one_number_for_both grade_id="gradient_check" loses="gradient_check_test findings_test"
"""You mix both matrices into one number, and it no longer tells where the bug is. Return one error for
each matrix."""
def gradient_check(backprop, x, y, weights_input_hidden, weights_hidden_output, epsilon):
    claimed = backprop(x, y, weights_input_hidden, weights_hidden_output)
    measured = numerical_gradients(x, y, weights_input_hidden, weights_hidden_output, epsilon)
    worst = max(relative_error(c, m) for c, m in zip(claimed, measured))
    return worst, worst

# %% check_true_or_false grade_id="gradient_check" loses="gradient_check_test findings_test"
"""You answer yes or no. Return the two largest relative errors, one for each matrix, and let the reader
judge."""
def gradient_check(backprop, x, y, weights_input_hidden, weights_hidden_output, epsilon):
    claimed = backprop(x, y, weights_input_hidden, weights_hidden_output)
    measured = numerical_gradients(x, y, weights_input_hidden, weights_hidden_output, epsilon)
    return all(relative_error(c, m) < 1e-6 for c, m in zip(claimed, measured))

# %% findings_demand_exact_zero grade_id="findings" loses="findings_test"
"""No measured slope agrees with a computed one to the last digit. Call two gradients equal when their
relative error is tiny, not only when it is zero."""
findings = {}
for name, candidate in candidates.items():
    first, second = gradient_check(
        candidate, x, y, weights_input_hidden, weights_hidden_output, 1e-5
    )
    findings[name] = {
        (False, False): "none",
        (True, False): "input_hidden",
        (False, True): "hidden_output",
        (True, True): "both",
    }[first > 0, second > 0]

# %% findings_threshold_too_wide grade_id="findings" loses="findings_test"
"""Your threshold lets real bugs pass. A right gradient agrees with the measured one to many digits, so
even a relative error of a few per cent is a bug."""
findings = {}
for name, candidate in candidates.items():
    first, second = gradient_check(
        candidate, x, y, weights_input_hidden, weights_hidden_output, 1e-5
    )
    findings[name] = {
        (False, False): "none",
        (True, False): "input_hidden",
        (False, True): "hidden_output",
        (True, True): "both",
    }[first > 0.9, second > 0.9]

# %% findings_epsilon_too_small grade_id="findings" loses="findings_test"
"""With so small an epsilon roundoff spoils the measured slopes, and right programs look wrong. Choose
an epsilon for which roundoff and truncation are both small."""
findings = {}
for name, candidate in candidates.items():
    first, second = gradient_check(
        candidate, x, y, weights_input_hidden, weights_hidden_output, 1e-14
    )
    findings[name] = {
        (False, False): "none",
        (True, False): "input_hidden",
        (False, True): "hidden_output",
        (True, True): "both",
    }[first > 1e-4, second > 1e-4]

# %% findings_epsilon_too_large grade_id="findings" loses="findings_test"
"""With so large an epsilon truncation spoils the measured slopes, and right programs look wrong. Choose
an epsilon for which roundoff and truncation are both small."""
findings = {}
for name, candidate in candidates.items():
    first, second = gradient_check(
        candidate, x, y, weights_input_hidden, weights_hidden_output, 0.5
    )
    findings[name] = {
        (False, False): "none",
        (True, False): "input_hidden",
        (False, True): "hidden_output",
        (True, True): "both",
    }[first > 1e-4, second > 1e-4]

# %% findings_sign_looks_wrong grade_id="findings" loses="findings_test"
"""You judged by eye that a formula with target minus output must have the wrong sign. Run the check: a
second change of sign further on puts it right."""
findings = {
    "a": "none",
    "b": "both",
    "c": "input_hidden",
    "d": "both",
    "e": "both",
    "f": "input_hidden",
}

# %% findings_bug_spreads_forward grade_id="findings" loses="findings_test"
"""An error in the hidden term does not touch the last matrix: backpropagation runs from the output to the
input. Look at the two errors one by one."""
findings = {
    "a": "none",
    "b": "both",
    "c": "both",
    "d": "hidden_output",
    "e": "none",
    "f": "both",
}

# %% findings_missed_the_overwritten_sum grade_id="findings" loses="findings_test"
"""One of your candidates keeps only the last output's share of the hidden error, and you let it pass. Trust the
check more than the look of the code."""
findings = {
    "a": "none",
    "b": "both",
    "c": "input_hidden",
    "d": "hidden_output",
    "e": "none",
    "f": "none",
}

# %% descent_uphill grade_id="descent_step" loses="descent_step_test"
"""You step along the gradient, which is uphill. The lecture adds its steps because its error terms already
carry the minus; with the gradient itself you subtract."""
def descent_step(gradient, x, y, weights_input_hidden, weights_hidden_output, learnrate):
    first, second = gradient(x, y, weights_input_hidden, weights_hidden_output)
    return weights_input_hidden + learnrate * first, weights_hidden_output + learnrate * second

# %% descent_without_learnrate grade_id="descent_step" loses="descent_step_test"
"""You subtract the whole gradient. The learning rate says how much of it one step takes."""
def descent_step(gradient, x, y, weights_input_hidden, weights_hidden_output, learnrate):
    first, second = gradient(x, y, weights_input_hidden, weights_hidden_output)
    return weights_input_hidden - first, weights_hidden_output - second

# %% descent_in_place grade_id="descent_step" loses="descent_step_test"
"""Subtracting in place changes the arrays of whoever called you. Compute new arrays and leave the old ones
as they are."""
def descent_step(gradient, x, y, weights_input_hidden, weights_hidden_output, learnrate):
    first, second = gradient(x, y, weights_input_hidden, weights_hidden_output)
    weights_input_hidden -= learnrate * first
    weights_hidden_output -= learnrate * second
    return weights_input_hidden, weights_hidden_output

# %% descent_one_matrix_after_the_other grade_id="descent_step" loses="descent_step_test"
"""You compute the second gradient with the first matrix already changed. Both gradients of one step
belong to the old weights."""
def descent_step(gradient, x, y, weights_input_hidden, weights_hidden_output, learnrate):
    slopes = gradient(x, y, weights_input_hidden, weights_hidden_output)
    first = weights_input_hidden - learnrate * slopes[0]
    slopes = gradient(x, y, first, weights_hidden_output)
    return first, weights_hidden_output - learnrate * slopes[1]

# %% descent_only_the_last_layer grade_id="descent_step" loses="descent_step_test"
"""You move the last matrix only. One step of gradient descent moves all weights of the network."""
def descent_step(gradient, x, y, weights_input_hidden, weights_hidden_output, learnrate):
    second = gradient(x, y, weights_input_hidden, weights_hidden_output)[1]
    return weights_input_hidden.copy(), weights_hidden_output - learnrate * second

# %% descent_returns_the_steps grade_id="descent_step" loses="descent_step_test"
"""You return the steps alone. Asked for are the new weights: the old ones plus the step."""
def descent_step(gradient, x, y, weights_input_hidden, weights_hidden_output, learnrate):
    first, second = gradient(x, y, weights_input_hidden, weights_hidden_output)
    return -learnrate * first, -learnrate * second

# %% descent_with_backprop_only grade_id="descent_step" loses="descent_step_test"
"""You always call your own backpropagation. Gradient descent does not mind where the gradient comes from: use the
function that was handed in."""
def descent_step(gradient, x, y, weights_input_hidden, weights_hidden_output, learnrate):
    first, second = backprop(x, y, weights_input_hidden, weights_hidden_output)
    return weights_input_hidden - learnrate * first, weights_hidden_output - learnrate * second
