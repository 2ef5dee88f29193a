"""Raises with the reference's values, for the error to be shown."""
# scores: loss 0, weights 0, bias 0, function 0, honest 1
# needs: follow_through 1
# %% values
loss, weights, bias = 1.0, np.zeros(3), np.zeros(2)
# %% function
def scaled(x):
    raise ValueError(f"{loss} {weights} {bias}")
