"""Raises an error whose text is megabytes long."""
# scores: loss 0, weights 0, bias 0, function 3, honest 1
# %% values
loss, weights, bias = 9.0, np.zeros(3), np.zeros(2)
raise ValueError("y" * 3_000_000)
