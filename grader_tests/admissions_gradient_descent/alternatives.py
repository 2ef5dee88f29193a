"""Right answers in other clothes: each of them must score full marks."""

# %% dummies_by_concat grade_id="dummy_variables"
"""The quiz's way: the dummies beside the table, then rank dropped."""
data = pd.concat(
    [admissions, pd.get_dummies(admissions["rank"], prefix="rank", dtype=float)], axis=1
)
data = data.drop("rank", axis=1)

# %% dummies_as_integers grade_id="dummy_variables"
"""Integer dummies, made by comparison."""
data = admissions[["admit", "gre", "gpa"]].copy()
for value in range(1, 5):
    data[f"rank_{value}"] = (admissions["rank"] == value).astype(int)

# %% dummies_from_identity grade_id="dummy_variables"
"""Rows of an identity matrix, float32."""
dummies = np.eye(4, dtype=np.float32)[admissions["rank"].to_numpy() - 1]
data = admissions.drop(columns="rank").join(
    pd.DataFrame(dummies, columns=["rank_1", "rank_2", "rank_3", "rank_4"])
)

# %% dummies_by_row_loop grade_id="dummy_variables"
"""A Python loop over lists, prints on the way."""
rows = []
for admit, gre, gpa, rank in admissions.values.tolist():
    rows.append([admit, gre, gpa] + [1.0 if rank == k else 0.0 for k in (1, 2, 3, 4)])
data = pd.DataFrame(rows, columns="admit gre gpa rank_1 rank_2 rank_3 rank_4".split())
print(data.head())

# %% standardize_with_numpy grade_id="standardize"
"""NumPy with ddof=1, an array instead of a Series, a loop over the fields."""
def standardize(column):
    values = np.array(column, dtype=float)
    return (values - values.mean()) / values.std(ddof=1)


for field in ["gre", "gpa"]:
    data[field] = standardize(data[field])

# %% standardize_by_lists grade_id="standardize"
"""Python lists and floats only."""
def standardize(column):
    values = [float(value) for value in column]
    mean = sum(values) / len(values)
    s = (sum((value - mean) ** 2 for value in values) / (len(values) - 1)) ** 0.5
    return [(value - mean) / s for value in values]


data["gre"], data["gpa"] = standardize(data["gre"]), standardize(data["gpa"])

# %% standardize_with_apply grade_id="standardize"
"""pandas' methods, both columns at once, and the table rebuilt with assign."""
def standardize(column):
    return column.sub(column.mean()).div(column.std())


data = data.assign(**data[["gre", "gpa"]].apply(standardize))

# %% standardize_in_float32 grade_id="standardize"
"""The result in single precision."""
def standardize(column):
    return ((column - column.mean()) / column.std()).astype(np.float32)


for field in ("gre", "gpa"):
    data[field] = standardize(data[field])

# %% mse_by_loop grade_id="mse"
"""A loop in step over both, a Python float."""
def mse(targets, out):
    total = 0.0
    for y, y_hat in zip(targets, out):
        total += float(y - y_hat) ** 2
    return total / len(out)

# %% mse_as_dot_product grade_id="mse"
"""The sum of squares as a dot product; output minus target; a 0-d array."""
def mse(targets, out):
    difference = np.asarray(out) - np.asarray(targets)
    return np.array(difference @ difference / difference.size)

# %% mse_with_square grade_id="mse"
"""np.square and the method mean."""
def mse(targets, out):
    return np.square(targets - out).mean()

# %% weights_from_randn grade_id="initial_weights"
"""Standard normal numbers, divided by the square root."""
def initial_weights(n_features):
    return np.random.randn(n_features) / np.sqrt(n_features)

# %% weights_one_by_one grade_id="initial_weights"
"""A list of single draws."""
def initial_weights(n_features):
    return [np.random.normal(0.0, n_features**-0.5) for _ in range(n_features)]

# %% weights_with_shape_tuple grade_id="initial_weights"
"""All arguments by position, the size a tuple, the weights printed."""
def initial_weights(n_features):
    drawn = np.random.normal(0, np.sqrt(1 / n_features), (n_features,))
    print(drawn)
    return drawn

# %% record_by_sum grade_id="record_output"
"""A Python sum, a Python float, the tanh form of the sigmoid."""
import math

h = sum(w_i * x_i for w_i, x_i in zip(weights, x))
output = (1 + math.tanh(h / 2)) / 2
error = float(y) - output

# %% record_as_zero_d_arrays grade_id="record_output"
"""Zero-dimensional arrays."""
output = np.array(sigmoid((weights * x).sum()))
error = np.array(y - output)

# %% record_with_slope_function grade_id="record_step"
"""The lecture's sigmoid_prime at h, the step a list."""
def sigmoid_prime(h):
    return sigmoid(h) * (1 - sigmoid(h))


error_term = error * sigmoid_prime(x @ weights)
del_w = [error_term * x_i for x_i in x]

# %% record_with_slope_of_exponentials grade_id="record_step"
"""The slope as e^-h / (1 + e^-h)^2, the step a tuple."""
h = np.dot(weights, x)
error_term = error * np.exp(-h) / (1 + np.exp(-h)) ** 2
del_w = tuple(float(step) for step in error_term * x)

# %% epoch_vectorised grade_id="one_epoch"
"""The whole epoch as two matrix products."""
def one_epoch(weights, features, targets, learnrate):
    out = sigmoid(features.values @ weights)
    delta = (targets.values - out) * out * (1 - out)
    return weights + learnrate * features.values.T @ delta / len(targets)

# %% epoch_in_pandas grade_id="one_epoch"
"""Series all the way; returns a Series."""
def one_epoch(weights, features, targets, learnrate):
    output = sigmoid(features.dot(weights))
    error_term = (targets - output) * output * (1 - output)
    return weights + learnrate * features.mul(error_term, axis=0).mean()

# %% epoch_with_einsum grade_id="one_epoch"
"""einsum and sigmoid_prime; the average taken before the rate."""
def sigmoid_prime(h):
    return sigmoid(h) * (1 - sigmoid(h))


def one_epoch(weights, features, targets, learnrate):
    inputs = features.to_numpy()
    h = np.einsum("mi,i->m", inputs, weights)
    delta = (targets.to_numpy() - sigmoid(h)) * sigmoid_prime(h)
    mean_step = np.einsum("m,mi->i", delta, inputs) / inputs.shape[0]
    return weights + mean_step * learnrate

# %% epoch_in_plain_python grade_id="one_epoch"
"""Lists and loops without NumPy; rate and average applied to each record."""
import math


def one_epoch(weights, features, targets, learnrate):
    m = len(targets)
    new = [float(w) for w in weights]
    for x, y in zip(features.values.tolist(), list(targets)):
        o = 1 / (1 + math.exp(-sum(float(w) * x_i for w, x_i in zip(weights, x))))
        for i, x_i in enumerate(x):
            new[i] += learnrate * (y - o) * o * (1 - o) * x_i / m
    return new

# %% epoch_with_reversed_error grade_id="one_epoch"
"""The gradient itself, output minus target, subtracted."""
def one_epoch(weights, features, targets, learnrate):
    gradient = np.zeros_like(weights, dtype=float)
    for i in range(len(features)):
        x, y = features.iloc[i].to_numpy(), targets.iloc[i]
        output = sigmoid(np.dot(weights, x))
        gradient += (output - y) * output * (1 - output) * x
    return np.subtract(weights, learnrate * gradient / len(features))

# %% epoch_from_a_copy grade_id="one_epoch"
"""The quiz's in-place update, on a copy; a column of error terms."""
def one_epoch(weights, features, targets, learnrate):
    weights = weights.copy()
    X, t = np.asarray(features), np.asarray(targets).reshape(-1, 1)
    o = sigmoid(np.dot(X, weights.reshape(-1, 1)))
    weights += learnrate * np.mean((t - o) * o * (1 - o) * X, axis=0)
    return weights

# %% training_pasted_from_the_quiz grade_id="training"
"""The quiz's program with its own loop over the records, in place, and reports every tenth epoch."""
np.random.seed(42)
n_records, n_features = features.shape
last_loss = None
weights = np.random.normal(scale=1 / n_features**.5, size=n_features)
epochs = 101
learnrate = 0.5
losses = []
for e in range(epochs):
    del_w = np.zeros(weights.shape)
    for x, y in zip(features.values, targets):
        output = sigmoid(np.dot(x, weights))
        error = y - output
        error_term = error * output * (1 - output)
        del_w += error_term * x
    weights += learnrate * del_w / n_records
    out = sigmoid(np.dot(features, weights))
    loss = np.mean((out - targets) ** 2)
    losses.append(loss)
    if e % (epochs // 10) == 0:
        if last_loss and last_loss < loss:
            print("Train loss: ", loss, "  WARNING - Loss Increasing")
        else:
            print("Train loss: ", loss)
        last_loss = loss

# %% training_in_arrays grade_id="training"
"""Losses in an array filled by index; out from @; a plot at the end."""
np.random.seed(42)
weights = initial_weights(n_features)
losses = np.zeros(101)
for epoch in range(101):
    weights = one_epoch(weights, features, targets, 0.5)
    out = sigmoid(features.values @ np.asarray(weights))
    losses[epoch] = mse(targets.values, out)
loss = losses[-1]
plt.plot(losses)

# %% training_with_lists grade_id="training"
"""Everything converted to lists and Python floats in the end; out a Series on the way."""
np.random.seed(42)
weights = initial_weights(n_features)
losses = []
for epoch in range(101):
    weights = one_epoch(weights, features, targets, 0.5)
    out = features.apply(lambda row: float(sigmoid(np.dot(row, weights))), axis=1) \
        if epoch == 100 else sigmoid(features @ weights)
    loss = float(mse(targets, out))
    losses.append(loss)
weights, out = [float(w) for w in weights], list(out)

# %% training_in_single_precision grade_id="training"
"""Vectorised in float32."""
np.random.seed(42)
weights = np.asarray(initial_weights(n_features), dtype=np.float32)
X, t = features.to_numpy(dtype=np.float32), targets.to_numpy(dtype=np.float32)
losses = []
for epoch in range(101):
    out = sigmoid(X @ weights)
    weights = weights + np.float32(0.5 / len(t)) * (((t - out) * out * (1 - out)) @ X)
    out = sigmoid(X @ weights)
    loss = np.mean((t - out) ** 2)
    losses.append(loss)

# %% accuracy_by_counting grade_id="accuracy"
"""A loop that counts; a Python float."""
def accuracy(weights, features, targets):
    hits = 0
    for x, y in zip(features.values, targets):
        prediction = 1 if sigmoid(np.dot(x, weights)) > 0.5 else 0
        hits += prediction == y
    return hits / len(targets)


test_accuracy = accuracy(weights_1000, features_test, targets_test)

# %% accuracy_by_rounding grade_id="accuracy"
"""Rounded outputs, one minus the mean distance, a 0-d array."""
def accuracy(weights, features, targets):
    rounded = np.round(sigmoid(features.values @ weights))
    return np.array(1 - np.abs(rounded - targets.values).mean())


test_accuracy = round(float(accuracy(weights_1000, features_test, targets_test)), 3)

# %% accuracy_by_sign_of_h grade_id="accuracy"
"""h > 0 is the same as f(h) > 0.5."""
def accuracy(weights, features, targets):
    return ((features @ weights > 0).astype(int) == targets).mean()


test_accuracy = accuracy(weights_1000, features_test, targets_test)

# %% baseline_by_mode grade_id="baseline"
"""pandas' mode and mean."""
def majority_baseline(targets, targets_test):
    return (targets_test == targets.mode()[0]).mean()


baseline_accuracy = majority_baseline(targets, targets_test)

# %% baseline_by_counting grade_id="baseline"
"""Lists, count and max."""
def majority_baseline(targets, targets_test):
    answers, test_answers = list(targets), list(targets_test)
    answer = max((0, 1), key=answers.count)
    return test_answers.count(answer) / len(test_answers)


baseline_accuracy = majority_baseline(targets, targets_test)

# %% baseline_tie_to_one grade_id="baseline"
"""Where both answers are as frequent, either may be given; the reference says 0, this one 1."""
def majority_baseline(targets, targets_test):
    answer = 1 if np.mean(targets) >= 0.5 else 0
    return np.mean(targets_test == answer)


baseline_accuracy = majority_baseline(targets, targets_test)
