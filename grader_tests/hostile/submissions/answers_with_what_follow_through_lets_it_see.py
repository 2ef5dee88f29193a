"""Returns the reference's values, for a diagnosis to tell what it observed."""
# scores: loss 0, weights 0, bias 0, function 0, honest 1
# needs: follow_through 1
# %% values
loss, weights, bias = 1.0, np.zeros(3), np.zeros(2)
# %% function
scale = loss


def scaled(x):
    return np.append(weights, [scale, *bias])
