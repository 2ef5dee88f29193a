"""Wrong answers that students give in the gradient descent on the admissions data."""

# %% rank_left_numeric grade_id="dummy_variables" loses="dummy_variables_test training_test accuracy_test"
"""The rank is still one numeric column, as if each rank were worth equally much more than the next.
Make a dummy variable of 0s and 1s for every rank and drop the column rank."""
data = admissions.copy()

# %% rank_kept_beside_dummies grade_id="dummy_variables" loses="dummy_variables_test training_test accuracy_test"
"""The dummies are there, but the numeric rank stands beside them and goes into the sum as well.
Drop the column rank once its dummy variables are made."""
data = pd.concat(
    [admissions, pd.get_dummies(admissions["rank"], prefix="rank", dtype=float)], axis=1
)

# %% first_dummy_dropped grade_id="dummy_variables" loses="dummy_variables_test training_test accuracy_test"
"""One rank has lost its dummy variable. The lecture keeps one for each of the four ranks,
because our unit has no bias that could stand in for the missing one; leave out drop_first."""
data = pd.get_dummies(admissions, columns=["rank"], dtype=float, drop_first=True)

# %% dummies_left_as_booleans grade_id="dummy_variables" loses="dummy_variables_test"
"""The dummies are True and False rather than the numbers 1 and 0.
Ask get_dummies for dtype=float, otherwise the values of the table become an array of objects."""
data = pd.get_dummies(admissions, columns=["rank"])

# %% dummies_in_reverse grade_id="dummy_variables" loses="dummy_variables_test training_test"
"""The dummy variables are there, but the ranks are swapped.
The column rank_1 must be 1 exactly for the applicants whose rank is 1, and so on."""
data = admissions.drop(columns="rank")
for _rank in (1, 2, 3, 4):
    data[f"rank_{_rank}"] = (admissions["rank"] == 5 - _rank).astype(float)

# %% dummies_as_thresholds grade_id="dummy_variables" loses="dummy_variables_test training_test"
"""Several dummies of one applicant are 1. Exactly one of the four may be 1, that of his or her own rank:
compare with == rather than with >=."""
data = admissions.drop(columns="rank")
for _rank in (1, 2, 3, 4):
    data[f"rank_{_rank}"] = (admissions["rank"] >= _rank).astype(float)

# %% rank_values_in_dummies grade_id="dummy_variables" loses="dummy_variables_test standardize_test training_test"
"""Your dummies hold the rank itself where they should hold a 1.
A dummy variable only says whether the applicant has this rank: 1 for yes and 0 for no."""
data = admissions.drop(columns="rank")
for _rank in (1, 2, 3, 4):
    data[f"rank_{_rank}"] = _rank * (admissions["rank"] == _rank).astype(float)

# %% population_deviation grade_id="standardize" loses="standardize_test training_test"
"""You divide by the standard deviation with n below the fraction line. The exercise asks for n - 1, the sample
standard deviation: pandas' .std(), or np.std with ddof=1."""
def standardize(column):
    values = np.asarray(column, dtype=float)
    return (values - np.mean(values)) / np.std(values)


data["gre"] = standardize(data["gre"])
data["gpa"] = standardize(data["gpa"])

# %% scaled_to_unit_interval grade_id="standardize" loses="standardize_test training_test"
"""You bring the column to the range from 0 to 1. That is another scaling; to standardise, subtract the mean and
divide by the standard deviation."""
def standardize(column):
    return (column - column.min()) / (column.max() - column.min())


data["gre"] = standardize(data["gre"])
data["gpa"] = standardize(data["gpa"])

# %% divided_by_variance grade_id="standardize" loses="standardize_test training_test"
"""You divide by the variance. Standardising divides by its square root, the standard deviation."""
def standardize(column):
    return (column - column.mean()) / column.var()


data["gre"] = standardize(data["gre"])
data["gpa"] = standardize(data["gpa"])

# %% only_centred grade_id="standardize" loses="standardize_test training_test"
"""The mean is 0 now, but the spread is as it was. Divide by the standard deviation as well."""
def standardize(column):
    return column - column.mean()


data["gre"] = standardize(data["gre"])
data["gpa"] = standardize(data["gpa"])

# %% mean_left_in grade_id="standardize" loses="standardize_test training_test"
"""You divide by the standard deviation without subtracting the mean first, so the column is not centred at 0."""
def standardize(column):
    return column / column.std()


data["gre"] = standardize(data["gre"])
data["gpa"] = standardize(data["gpa"])

# %% brackets_forgotten grade_id="standardize" loses="standardize_test training_test"
"""Division comes before subtraction, so only the mean is divided here.
Put brackets around the difference: (x - mean) / s."""
def standardize(column):
    return column - column.mean() / column.std()


data["gre"] = standardize(data["gre"])
data["gpa"] = standardize(data["gpa"])

# %% gpa_not_standardized grade_id="standardize" loses="standardize_test training_test"
"""Your function is right, but only gre has been standardised. Replace the column gpa of data, too."""
def standardize(column):
    return (column - column.mean()) / column.std()


data["gre"] = standardize(data["gre"])

# %% function_never_applied grade_id="standardize" loses="standardize_test training_test"
"""Your function is right, but its results are dropped. Assign them to the columns of data."""
def standardize(column):
    return (column - column.mean()) / column.std()


standardize(data["gre"])
standardize(data["gpa"])

# %% every_column_standardized grade_id="standardize" loses="standardize_test training_test baseline_test"
"""All columns have been standardised, the target and the dummies among them. Only gre and gpa should change:
admit and the dummy variables must stay 0 and 1."""
def standardize(column):
    return (column - column.mean()) / column.std()


for _name in data.columns:
    data[_name] = standardize(data[_name])

# %% dummies_standardized_too grade_id="standardize" loses="standardize_test training_test"
"""The dummy variables have been standardised, too. Leave them 0 and 1 and standardise gre and gpa only."""
def standardize(column):
    return (column - column.mean()) / column.std()


for _name in data.columns[1:]:
    data[_name] = standardize(data[_name])

# %% gre_in_both_columns grade_id="standardize" loses="standardize_test training_test"
"""The column gpa now holds the standardised gre. Each column is standardised from its own values."""
def standardize(column):
    return (column - column.mean()) / column.std()


data["gre"] = standardize(data["gre"])
data["gpa"] = standardize(data["gre"])

# %% half_the_loss grade_id="mse" loses="mse_test training_test"
"""You return half the mean squared error, the E of the slide. The loss that we report has no factor 1/2."""
def mse(targets, out):
    return np.mean((targets - out) ** 2) / 2

# %% sum_of_squares grade_id="mse" loses="mse_test training_test"
"""You return the sum of the squared errors. Divide it by the number of records to get their mean."""
def mse(targets, out):
    return np.sum((targets - out) ** 2)

# %% squares_over_n_minus_one grade_id="mse" loses="mse_test training_test"
"""You divide by m - 1. The n - 1 belongs to the standard deviation; the loss is a plain mean over all m records."""
def mse(targets, out):
    return np.sum((targets - out) ** 2) / (len(out) - 1)

# %% mean_absolute_error grade_id="mse" loses="mse_test training_test"
"""You average the sizes of the errors. The mean squared error averages their squares."""
def mse(targets, out):
    return np.mean(np.abs(targets - out))

# %% square_of_the_mean grade_id="mse" loses="mse_test training_test"
"""You square the mean of the errors, in which errors of opposite sign cancel.
Square each error first and take the mean afterwards."""
def mse(targets, out):
    return np.mean(targets - out) ** 2

# %% root_of_the_loss grade_id="mse" loses="mse_test training_test"
"""You take the square root in the end. The loss of the lecture is the mean squared error itself."""
def mse(targets, out):
    return np.sqrt(np.mean((targets - out) ** 2))

# %% squares_not_averaged grade_id="mse" loses="mse_test training_test"
"""You return one squared error for each record. The loss is a single number: take their mean."""
def mse(targets, out):
    return (targets - out) ** 2

# %% column_against_row grade_id="mse" loses="mse_test training_test"
"""A column of shape (m, 1) minus an array of shape (m,) gives an m by m table: every target meets every output.
Give both the shape (m,) so that each target meets its own output."""
def mse(targets, out):
    return np.mean((np.asarray(targets).reshape(-1, 1) - np.asarray(out)) ** 2)

# %% cross_entropy grade_id="mse" loses="mse_test training_test"
"""This is the cross-entropy, a good loss for a sigmoid unit but not the one of this lecture.
Take the mean of the squared errors."""
def mse(targets, out):
    out = np.clip(out, 1e-12, 1 - 1e-12)
    return -np.mean(targets * np.log(out) + (1 - targets) * np.log(1 - out))

# %% outputs_already_rounded grade_id="mse" loses="mse_test training_test"
"""You round the outputs to 0 and 1 first, so a small error counts nothing and the loss moves in jumps.
Use the outputs as they are."""
def mse(targets, out):
    return np.mean((targets - np.round(out)) ** 2)

# %% targets_read_by_label grade_id="mse" loses="mse_test training_test"
"""The targets are a Series, and targets[i] looks for the label i rather than the i-th value.
Go through both in step with zip, or use targets.values or targets.iloc[i]."""
def mse(targets, out):
    total = 0.0
    for i in range(len(out)):
        total += (targets[i] - out[i]) ** 2
    return total / len(out)

# %% scale_one_over_n grade_id="initial_weights" loses="initial_weights_test training_test"
"""Your weights are too small: the scale is 1 over the square root of n, not 1 over n."""
def initial_weights(n_features):
    return np.random.normal(scale=1 / n_features, size=n_features)

# %% scale_root_n grade_id="initial_weights" loses="initial_weights_test training_test"
"""Your weights grow with the number of inputs. Divide by the square root of n, so that the sum stays small."""
def initial_weights(n_features):
    return np.random.normal(scale=n_features**0.5, size=n_features)

# %% scale_left_out grade_id="initial_weights" loses="initial_weights_test training_test"
"""Your weights have standard deviation 1 whatever the number of inputs. Scale them by 1 over the square root of n."""
def initial_weights(n_features):
    return np.random.normal(size=n_features)

# %% scale_given_as_mean grade_id="initial_weights" loses="initial_weights_test training_test"
"""The first argument of np.random.normal is the mean. Pass the standard deviation by name: scale=..."""
def initial_weights(n_features):
    return np.random.normal(1 / n_features**0.5, size=n_features)

# %% scale_for_six_inputs grade_id="initial_weights" loses="initial_weights_test"
"""Your scale is made for six inputs only. Compute it from n_features, whatever their number."""
def initial_weights(n_features):
    return np.random.normal(scale=1 / 6**0.5, size=n_features)

# %% uniform_weights grade_id="initial_weights" loses="initial_weights_test training_test"
"""Your weights come from a uniform distribution. Draw them from np.random.normal with mean 0."""
def initial_weights(n_features):
    return np.random.uniform(-1, 1, size=n_features) / n_features**0.5

# %% all_weights_zero grade_id="initial_weights" loses="initial_weights_test training_test"
"""A single unit would indeed learn from zeros, but here the weights should be drawn from a normal distribution."""
def initial_weights(n_features):
    return np.zeros(n_features)

# %% seed_set_inside grade_id="initial_weights" loses="initial_weights_test"
"""You set the seed inside the function, so every call draws the same weights. Leave the seed to the caller."""
def initial_weights(n_features):
    np.random.seed(42)
    return np.random.normal(scale=1 / n_features**0.5, size=n_features)

# %% another_generator grade_id="initial_weights" loses="initial_weights_test training_test"
"""These weights have the right distribution, but they come from a generator of their own, which np.random.seed
does not reach. Draw from np.random.normal, so that everyone gets the same weights."""
def initial_weights(n_features):
    return np.random.default_rng(42).normal(scale=1 / n_features**0.5, size=n_features)

# %% output_without_sigmoid grade_id="record_output" loses="record_output_test"
"""Your output is the weighted sum h itself. The output of the unit is f(h): pass h through the sigmoid."""
output = np.dot(x, weights)
error = y - output

# %% sigmoid_of_the_inputs grade_id="record_output" loses="record_output_test"
"""You apply the sigmoid to each input and sum afterwards. First form h, the sum of w_i x_i, then apply f once."""
output = np.dot(sigmoid(x), weights)
error = y - output

# %% weights_left_out grade_id="record_output" loses="record_output_test"
"""The weights are missing in your sum: h is the sum of the products w_i x_i."""
output = sigmoid(np.sum(x))
error = y - output

# %% record_error_reversed grade_id="record_output" loses="record_output_test"
"""Your error has the wrong sign. It is the target minus the output, so that it points to where the output should go."""
output = sigmoid(np.dot(x, weights))
error = output - y

# %% record_error_squared grade_id="record_output" loses="record_output_test"
"""You squared the error. The square belongs to the loss; the error itself is the difference y - y-hat, with its sign."""
output = sigmoid(np.dot(x, weights))
error = (y - output) ** 2

# %% record_error_from_h grade_id="record_output" loses="record_output_test"
"""Your error compares the target with h. Compare it with the output f(h)."""
output = sigmoid(np.dot(x, weights))
error = y - np.dot(x, weights)

# %% record_without_slope grade_id="record_step" loses="record_step_test"
"""Your error term is the error alone. It is the error times the slope of the sigmoid, f'(h)."""
error_term = error
del_w = error_term * x

# %% record_slope_taken_twice grade_id="record_step" loses="record_step_test"
"""You take the slope at the output, but the output has passed through the sigmoid already.
The slope belongs to h: f'(h) = output * (1 - output)."""
error_term = error * sigmoid(output) * (1 - sigmoid(output))
del_w = error_term * x

# %% record_half_a_slope grade_id="record_step" loses="record_step_test"
"""The slope of the sigmoid is a product of two factors, f(h) and 1 - f(h). The second one is missing."""
error_term = error * output
del_w = error_term * x

# %% record_largest_slope grade_id="record_step" loses="record_step_test"
"""You take the slope as if h were 0, where it is largest. Compute it at this record's own h."""
error_term = error * 0.25
del_w = error_term * x

# %% record_step_is_error_times_input grade_id="record_step" loses="record_step_test"
"""Your error term is right, but the weight step uses the plain error. What the record adds is error_term times x."""
error_term = error * output * (1 - output)
del_w = error * x

# %% record_step_without_input grade_id="record_step" loses="record_step_test"
"""The input is missing: the step of each weight is the error term times that weight's own input x_i."""
error_term = error * output * (1 - output)
del_w = error_term * np.ones(len(x))

# %% record_step_with_weights grade_id="record_step" loses="record_step_test"
"""You multiply the error term by the weights. The derivative of h with respect to w_i is the input x_i."""
error_term = error * output * (1 - output)
del_w = error_term * weights

# %% record_step_with_rate grade_id="record_step" loses="record_step_test"
"""The learning rate comes too early. A record adds the error term times x; the rate is applied once, after the sum."""
error_term = error * output * (1 - output)
del_w = 0.5 * error_term * x

# %% slope_left_out grade_id="one_epoch" loses="one_epoch_test training_test"
"""Your error term is the error alone. Multiply it by the slope of the sigmoid, f'(h)."""
def one_epoch(weights, features, targets, learnrate):
    del_w = np.zeros(len(weights))
    for x, y in zip(features.values, targets):
        output = sigmoid(np.dot(x, weights))
        error = y - output
        del_w += error * x
    return weights + learnrate * del_w / len(features)

# %% slope_taken_twice grade_id="one_epoch" loses="one_epoch_test training_test"
"""You take the slope at the output, which has been through the sigmoid already. The slope belongs to h,
where it is output * (1 - output)."""
def one_epoch(weights, features, targets, learnrate):
    del_w = np.zeros(len(weights))
    for x, y in zip(features.values, targets):
        output = sigmoid(np.dot(x, weights))
        error_term = (y - output) * sigmoid(output) * (1 - sigmoid(output))
        del_w += error_term * x
    return weights + learnrate * del_w / len(features)

# %% half_a_slope grade_id="one_epoch" loses="one_epoch_test training_test"
"""The slope of the sigmoid has two factors, f(h) and 1 - f(h); the second one is missing."""
def one_epoch(weights, features, targets, learnrate):
    del_w = np.zeros(len(weights))
    for x, y in zip(features.values, targets):
        output = sigmoid(np.dot(x, weights))
        del_w += (y - output) * output * x
    return weights + learnrate * del_w / len(features)

# %% largest_slope grade_id="one_epoch" loses="one_epoch_test training_test"
"""You use the largest slope of the sigmoid for every record. The slope is f(h) (1 - f(h)), different for each h."""
def one_epoch(weights, features, targets, learnrate):
    del_w = np.zeros(len(weights))
    for x, y in zip(features.values, targets):
        del_w += (y - sigmoid(np.dot(x, weights))) * 0.25 * x
    return weights + learnrate * del_w / len(features)

# %% error_reversed grade_id="one_epoch" loses="one_epoch_test training_test"
"""The weights move up the slope. With the error as output minus target the step must be subtracted;
the lecture takes target minus output and adds."""
def one_epoch(weights, features, targets, learnrate):
    del_w = np.zeros(len(weights))
    for x, y in zip(features.values, targets):
        output = sigmoid(np.dot(x, weights))
        error = output - y
        del_w += error * output * (1 - output) * x
    return weights + learnrate * del_w / len(features)

# %% step_subtracted grade_id="one_epoch" loses="one_epoch_test training_test"
"""The minus sign of the descent is in the error term already. Add the step to the weights, do not subtract it."""
def one_epoch(weights, features, targets, learnrate):
    del_w = np.zeros(len(weights))
    for x, y in zip(features.values, targets):
        output = sigmoid(np.dot(x, weights))
        del_w += (y - output) * output * (1 - output) * x
    return weights - learnrate * del_w / len(features)

# %% error_from_h grade_id="one_epoch" loses="one_epoch_test training_test"
"""Your error compares the target with h, the input of the unit. Compare it with the output f(h)."""
def one_epoch(weights, features, targets, learnrate):
    del_w = np.zeros(len(weights))
    for x, y in zip(features.values, targets):
        h = np.dot(x, weights)
        del_w += (y - h) * sigmoid(h) * (1 - sigmoid(h)) * x
    return weights + learnrate * del_w / len(features)

# %% rate_left_out grade_id="one_epoch" loses="one_epoch_test training_test"
"""The learning rate is missing. The weights move by learnrate times the mean weight step."""
def one_epoch(weights, features, targets, learnrate):
    del_w = np.zeros(len(weights))
    for x, y in zip(features.values, targets):
        output = sigmoid(np.dot(x, weights))
        del_w += (y - output) * output * (1 - output) * x
    return weights + del_w / len(features)

# %% rate_taken_twice grade_id="one_epoch" loses="one_epoch_test training_test"
"""The learning rate comes in twice, in the weight step and in the update. Once is enough."""
def one_epoch(weights, features, targets, learnrate):
    del_w = np.zeros(len(weights))
    for x, y in zip(features.values, targets):
        output = sigmoid(np.dot(x, weights))
        del_w += learnrate * (y - output) * output * (1 - output) * x
    return weights + learnrate * del_w / len(features)

# %% rate_fixed grade_id="one_epoch" loses="one_epoch_test"
"""Your function always uses the same learning rate. Use the argument learnrate that the caller passes."""
def one_epoch(weights, features, targets, learnrate):
    del_w = np.zeros(len(weights))
    for x, y in zip(features.values, targets):
        output = sigmoid(np.dot(x, weights))
        del_w += (y - output) * output * (1 - output) * x
    return weights + 0.5 * del_w / len(features)

# %% not_averaged grade_id="one_epoch" loses="one_epoch_test training_test"
"""You add the whole sum of the steps. Divide it by the number of records, so that the step is an average."""
def one_epoch(weights, features, targets, learnrate):
    del_w = np.zeros(len(weights))
    for x, y in zip(features.values, targets):
        output = sigmoid(np.dot(x, weights))
        del_w += (y - output) * output * (1 - output) * x
    return weights + learnrate * del_w

# %% averaged_over_features grade_id="one_epoch" loses="one_epoch_test training_test"
"""You divide by the number of features. The average is taken over the records, of which there are m."""
def one_epoch(weights, features, targets, learnrate):
    del_w = np.zeros(len(weights))
    for x, y in zip(features.values, targets):
        output = sigmoid(np.dot(x, weights))
        del_w += (y - output) * output * (1 - output) * x
    return weights + learnrate * del_w / features.shape[1]

# %% averaged_over_records_minus_one grade_id="one_epoch" loses="one_epoch_test training_test"
"""You divide by m - 1. The mean of the steps divides by m, the number of records."""
def one_epoch(weights, features, targets, learnrate):
    del_w = np.zeros(len(weights))
    for x, y in zip(features.values, targets):
        output = sigmoid(np.dot(x, weights))
        del_w += (y - output) * output * (1 - output) * x
    return weights + learnrate * del_w / (len(features) - 1)

# %% averaged_over_our_records grade_id="one_epoch" loses="one_epoch_test"
"""Your function divides by n_records, the number of records of our own table. Take the number of rows of the
table that it was given, len(features)."""
def one_epoch(weights, features, targets, learnrate):
    del_w = np.zeros(len(weights))
    for x, y in zip(features.values, targets):
        output = sigmoid(np.dot(x, weights))
        del_w += (y - output) * output * (1 - output) * x
    return weights + learnrate * del_w / n_records

# %% last_record_only grade_id="one_epoch" loses="one_epoch_test training_test"
"""Each record overwrites the weight step of the one before, so only the last record counts.
Add to the step: del_w += ..."""
def one_epoch(weights, features, targets, learnrate):
    del_w = np.zeros(len(weights))
    for x, y in zip(features.values, targets):
        output = sigmoid(np.dot(x, weights))
        del_w = (y - output) * output * (1 - output) * x
    return weights + learnrate * del_w / len(features)

# %% first_record_only grade_id="one_epoch" loses="one_epoch_test training_test"
"""The function returns inside the loop, after the first record. Move the return to the level of the for."""
def one_epoch(weights, features, targets, learnrate):
    del_w = np.zeros(len(weights))
    for x, y in zip(features.values, targets):
        output = sigmoid(np.dot(x, weights))
        del_w += (y - output) * output * (1 - output) * x
        return weights + learnrate * del_w / len(features)

# %% updated_at_each_record grade_id="one_epoch" loses="one_epoch_test training_test"
"""You move the weights after every record, so later records see other weights than earlier ones. That is a
method of its own; here the weights stay as they are until the last record and move once, by the average."""
def one_epoch(weights, features, targets, learnrate):
    weights = np.array(weights, dtype=float)
    for x, y in zip(features.values, targets):
        output = sigmoid(np.dot(x, weights))
        weights += learnrate * (y - output) * output * (1 - output) * x
    return weights

# %% growing_step_applied_in_the_loop grade_id="one_epoch" loses="one_epoch_test training_test"
"""The update of the weights stands inside the loop over the records. Move it behind the loop: one update an epoch."""
def one_epoch(weights, features, targets, learnrate):
    weights = np.array(weights, dtype=float)
    del_w = np.zeros(len(weights))
    for x, y in zip(features.values, targets):
        output = sigmoid(np.dot(x, weights))
        del_w += (y - output) * output * (1 - output) * x
        weights += learnrate * del_w / len(features)
    return weights

# %% step_without_input grade_id="one_epoch" loses="one_epoch_test training_test"
"""The input is missing: each weight's step is the error term times that weight's own input x_i."""
def one_epoch(weights, features, targets, learnrate):
    del_w = np.zeros(len(weights))
    for x, y in zip(features.values, targets):
        output = sigmoid(np.dot(x, weights))
        del_w += (y - output) * output * (1 - output)
    return weights + learnrate * del_w / len(features)

# %% records_read_by_label grade_id="one_epoch" loses="one_epoch_test training_test"
"""targets[i] looks for the label i, but the rows keep the numbers of the full table, in disorder.
Go through features.values and targets in step with zip."""
def one_epoch(weights, features, targets, learnrate):
    targets = targets.sort_index().values
    del_w = np.zeros(len(weights))
    for i in range(len(targets)):
        output = sigmoid(np.dot(features.values[i], weights))
        del_w += (targets[i] - output) * output * (1 - output) * features.values[i]
    return weights + learnrate * del_w / len(features)

# %% step_returned grade_id="one_epoch" loses="one_epoch_test training_test"
"""You return the step. The function should return the new weights: the old ones plus the step."""
def one_epoch(weights, features, targets, learnrate):
    del_w = np.zeros(len(weights))
    for x, y in zip(features.values, targets):
        output = sigmoid(np.dot(x, weights))
        del_w += (y - output) * output * (1 - output) * x
    return learnrate * del_w / len(features)

# %% callers_weights_changed grade_id="one_epoch" loses="one_epoch_test"
"""The new weights are right, but weights += ... also changes the array of the caller.
Write weights = weights + ..., which makes a new array."""
def one_epoch(weights, features, targets, learnrate):
    del_w = np.zeros(weights.shape)
    for x, y in zip(features.values, targets):
        output = sigmoid(np.dot(x, weights))
        error = y - output
        error_term = error * output * (1 - output)
        del_w += error_term * x
    weights += learnrate * del_w / len(features)
    return weights

# %% double_step grade_id="one_epoch" loses="one_epoch_test training_test"
"""Your step is that of the whole mean squared error, twice the lecture's. Descend E, which has the factor 1/2,
so that the 2 of the derivative cancels."""
def one_epoch(weights, features, targets, learnrate):
    out = sigmoid(np.dot(features, weights))
    gradient = -2 * np.dot((targets.values - out) * out * (1 - out), features) / len(features)
    return weights - learnrate * gradient

# %% steps_never_reset grade_id="training" loses="training_test"
"""The weight step is set to zero only once, so each epoch drags along the steps of all epochs before it.
Set del_w to zero at the beginning of every epoch."""
np.random.seed(42)
weights = initial_weights(n_features)
epochs = 101
learnrate = 0.5
losses = []
del_w = np.zeros(n_features)
for epoch in range(epochs):
    for x, y in zip(features.values, targets):
        output = sigmoid(np.dot(x, weights))
        error = y - output
        error_term = error * output * (1 - output)
        del_w += error_term * x
    weights += learnrate * del_w / n_records
    out = sigmoid(np.dot(features, weights))
    loss = np.mean((out - targets) ** 2)
    losses.append(loss)

# %% loss_before_the_update grade_id="training" loses="training_test"
"""You measure the loss before the epoch's update, so it belongs to the old weights.
Update the weights first and compute out and loss with the new ones."""
np.random.seed(42)
weights = initial_weights(n_features)
epochs = 101
learnrate = 0.5
losses = []
for epoch in range(epochs):
    out = sigmoid(np.dot(features, weights))
    loss = mse(targets, out)
    losses.append(loss)
    weights = one_epoch(weights, features, targets, learnrate)

# %% new_weights_dropped grade_id="training" loses="training_test"
"""The new weights are computed but not kept. Assign them: weights = one_epoch(...)."""
np.random.seed(42)
weights = initial_weights(n_features)
epochs = 101
learnrate = 0.5
losses = []
for epoch in range(epochs):
    one_epoch(weights, features, targets, learnrate)
    out = sigmoid(np.dot(features, weights))
    loss = mse(targets, out)
    losses.append(loss)

# %% loss_on_the_test_set grade_id="training" loses="training_test"
"""You measure the loss on the test records. The loss of the training is that on the training records."""
np.random.seed(42)
weights = initial_weights(n_features)
epochs = 101
learnrate = 0.5
losses = []
for epoch in range(epochs):
    weights = one_epoch(weights, features, targets, learnrate)
    out = sigmoid(np.dot(features, weights))
    loss = mse(targets_test, sigmoid(np.dot(features_test, weights)))
    losses.append(loss)

# %% training_on_the_test_set grade_id="training" loses="training_test"
"""You train on the test records. They are put aside to see how well the unit does on records that it never saw;
train on features and targets."""
np.random.seed(42)
weights = initial_weights(n_features)
epochs = 101
learnrate = 0.5
losses = []
for epoch in range(epochs):
    weights = one_epoch(weights, features_test, targets_test, learnrate)
    out = sigmoid(np.dot(features, weights))
    loss = mse(targets, out)
    losses.append(loss)

# %% loss_of_h grade_id="training" loses="training_test"
"""The sigmoid is missing in out. The outputs of the unit are f(h), not h."""
np.random.seed(42)
weights = initial_weights(n_features)
epochs = 101
learnrate = 0.5
losses = []
for epoch in range(epochs):
    weights = one_epoch(weights, features, targets, learnrate)
    out = np.dot(features, weights)
    loss = mse(targets, out)
    losses.append(loss)

# %% loss_broadcast grade_id="training" loses="training_test"
"""The outputs have shape (m,), the targets (m, 1), so their difference is an m by m table in which every target
meets every output. Give both the shape (m,)."""
np.random.seed(42)
weights = initial_weights(n_features)
epochs = 101
learnrate = 0.5
losses = []
for epoch in range(epochs):
    weights = one_epoch(weights, features, targets, learnrate)
    out = sigmoid(np.dot(features, weights))
    loss = np.mean((out - targets.values[:, None]) ** 2)
    losses.append(loss)

# %% another_rate grade_id="training" loses="training_test"
"""You follow the slide's advice of a rate near 0.01. The loss falls then, but too slowly; use the learnrate given."""
np.random.seed(42)
weights = initial_weights(n_features)
epochs = 101
learnrate = 0.01
losses = []
for epoch in range(epochs):
    weights = one_epoch(weights, features, targets, learnrate)
    out = sigmoid(np.dot(features, weights))
    loss = mse(targets, out)
    losses.append(loss)

# %% fresh_weights_each_epoch grade_id="training" loses="training_test"
"""The weights are drawn anew in every epoch, so nothing is learnt from one epoch to the next.
Draw them once, before the loop."""
epochs = 101
learnrate = 0.5
losses = []
for epoch in range(epochs):
    np.random.seed(42)
    weights = initial_weights(n_features)
    weights = one_epoch(weights, features, targets, learnrate)
    out = sigmoid(np.dot(features, weights))
    loss = mse(targets, out)
    losses.append(loss)

# %% two_epochs_in_one grade_id="training" loses="training_test"
"""Each round of the loop runs two epochs, one for the weights and one more for the outputs.
Call one_epoch once a round."""
np.random.seed(42)
weights = initial_weights(n_features)
epochs = 101
learnrate = 0.5
losses = []
for epoch in range(epochs):
    weights = one_epoch(weights, features, targets, learnrate)
    weights = one_epoch(weights, features, targets, learnrate)
    out = sigmoid(np.dot(features, weights))
    loss = mse(targets, out)
    losses.append(loss)

# %% only_the_last_loss grade_id="training" loses="training_test"
"""losses holds only the last loss. Append the loss inside the loop, once in every epoch."""
np.random.seed(42)
weights = initial_weights(n_features)
epochs = 101
learnrate = 0.5
losses = []
for epoch in range(epochs):
    weights = one_epoch(weights, features, targets, learnrate)
    out = sigmoid(np.dot(features, weights))
    loss = mse(targets, out)
losses.append(loss)

# %% more_epochs grade_id="training" loses="training_test"
"""You trained for more epochs than asked. Keep the number of epochs that stands above the loop."""
np.random.seed(42)
weights = initial_weights(n_features)
epochs = 200
learnrate = 0.5
losses = []
for epoch in range(epochs):
    weights = one_epoch(weights, features, targets, learnrate)
    out = sigmoid(np.dot(features, weights))
    loss = mse(targets, out)
    losses.append(loss)

# %% out_of_the_last_record grade_id="training" loses="training_test"
"""out holds the output for one record only. Compute it for all training records with the final weights."""
np.random.seed(42)
weights = initial_weights(n_features)
epochs = 101
learnrate = 0.5
losses = []
for epoch in range(epochs):
    weights = one_epoch(weights, features, targets, learnrate)
    out = sigmoid(np.dot(features.values[-1], weights))
    loss = mse(targets, out)
    losses.append(loss)

# %% threshold_zero grade_id="accuracy" loses="accuracy_test"
"""An output of a sigmoid is always greater than 0, so everybody is admitted. Compare the output with 0.5."""
def accuracy(weights, features, targets):
    predictions = sigmoid(np.dot(features, weights)) > 0
    return np.mean(predictions == targets)


test_accuracy = accuracy(weights_1000, features_test, targets_test)

# %% threshold_on_h grade_id="accuracy" loses="accuracy_test"
"""You compare h with 0.5. The threshold belongs to the output f(h): pass h through the sigmoid first."""
def accuracy(weights, features, targets):
    predictions = np.dot(features, weights) > 0.5
    return np.mean(predictions == targets)


test_accuracy = accuracy(weights_1000, features_test, targets_test)

# %% threshold_reversed grade_id="accuracy" loses="accuracy_test"
"""You predict admission when the output is small. An output near 1 means admitted: predict 1 above 0.5."""
def accuracy(weights, features, targets):
    predictions = sigmoid(np.dot(features, weights)) < 0.5
    return np.mean(predictions == targets)


test_accuracy = accuracy(weights_1000, features_test, targets_test)

# %% error_rate grade_id="accuracy" loses="accuracy_test"
"""You count the wrong predictions. The accuracy is the fraction of the right ones."""
def accuracy(weights, features, targets):
    predictions = sigmoid(np.dot(features, weights)) > 0.5
    return np.mean(predictions != targets)


test_accuracy = accuracy(weights_1000, features_test, targets_test)

# %% number_of_hits grade_id="accuracy" loses="accuracy_test"
"""You return the number of right predictions. Divide it by the number of records."""
def accuracy(weights, features, targets):
    predictions = sigmoid(np.dot(features, weights)) > 0.5
    return np.sum(predictions == targets)


test_accuracy = accuracy(weights_1000, features_test, targets_test)

# %% accuracy_in_percent grade_id="accuracy" loses="accuracy_test"
"""You return a percentage. The fraction asked for lies between 0 and 1."""
def accuracy(weights, features, targets):
    predictions = sigmoid(np.dot(features, weights)) > 0.5
    return 100 * np.mean(predictions == targets)


test_accuracy = accuracy(weights_1000, features_test, targets_test)

# %% outputs_not_rounded grade_id="accuracy" loses="accuracy_test"
"""You compare the outputs themselves with the targets, and they are never exactly 0 or 1.
Turn each output into a prediction first: is it greater than 0.5?"""
def accuracy(weights, features, targets):
    return np.mean(sigmoid(np.dot(features, weights)) == targets)


test_accuracy = accuracy(weights_1000, features_test, targets_test)

# %% precision_for_accuracy grade_id="accuracy" loses="accuracy_test"
"""You look only at the applicants whom the unit admits. The accuracy counts right rejections, too,
and divides by all records."""
def accuracy(weights, features, targets):
    predictions = sigmoid(np.dot(features, weights)) > 0.5
    return np.mean(np.asarray(targets)[predictions] == 1) if predictions.any() else 0.0


test_accuracy = accuracy(weights_1000, features_test, targets_test)

# %% accuracy_on_training_records grade_id="accuracy" loses="accuracy_test"
"""Your function is right, but test_accuracy is computed on the training records. Pass features_test and targets_test."""
def accuracy(weights, features, targets):
    return np.mean((sigmoid(np.dot(features, weights)) > 0.5) == targets)


test_accuracy = accuracy(weights_1000, features, targets)

# %% accuracy_of_early_weights grade_id="accuracy" loses="accuracy_test"
"""Your function is right, but test_accuracy uses the weights of your short training.
Pass weights_1000, those after 1000 epochs."""
def accuracy(weights, features, targets):
    return np.mean((sigmoid(np.dot(features, weights)) > 0.5) == targets)


test_accuracy = accuracy(weights, features_test, targets_test)

# %% baseline_always_rejects grade_id="baseline" loses="baseline_test"
"""Your baseline always rejects. That suits our data, but the answer must come from the training targets:
when most of them are 1, it admits."""
def majority_baseline(targets, targets_test):
    return np.mean(targets_test == 0)


baseline_accuracy = majority_baseline(targets, targets_test)

# %% baseline_from_test_majority grade_id="baseline" loses="baseline_test"
"""You take the most frequent answer of the test targets, which the baseline may not see.
Choose the answer by the training targets and count it in the test targets."""
def majority_baseline(targets, targets_test):
    return max(np.mean(targets_test), 1 - np.mean(targets_test))


baseline_accuracy = majority_baseline(targets, targets_test)

# %% baseline_on_training_records grade_id="baseline" loses="baseline_test"
"""You count the hits among the training targets. The baseline, too, is judged by the test targets."""
def majority_baseline(targets, targets_test):
    return max(np.mean(targets), 1 - np.mean(targets))


baseline_accuracy = majority_baseline(targets, targets_test)

# %% baseline_roles_swapped grade_id="baseline" loses="baseline_test"
"""Training and test targets have changed places. Pass the training targets first, then the test targets."""
def majority_baseline(targets, targets_test):
    answer = targets.mode()[0]
    return np.mean(targets_test == answer)


baseline_accuracy = majority_baseline(targets_test, targets)

# %% baseline_of_the_minority grade_id="baseline" loses="baseline_test"
"""Your baseline gives the rarer answer. Take the one that is more frequent among the training targets."""
def majority_baseline(targets, targets_test):
    answer = targets.value_counts().index[-1]
    return np.mean(targets_test == answer)


baseline_accuracy = majority_baseline(targets, targets_test)

# %% share_of_admitted grade_id="baseline" loses="baseline_test"
"""You return the share of admitted applicants. The baseline's accuracy is the share of test records
that equal its one answer, and here this answer is the rejection."""
def majority_baseline(targets, targets_test):
    return np.mean(targets_test)


baseline_accuracy = majority_baseline(targets, targets_test)
