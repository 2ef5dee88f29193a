"""Answers a test with arrays as large as memory allows."""
# scores: loss 1, weights 1, bias 1, function 0, honest 1
# %% function
def scaled(x):
    return np.zeros((1 << 40,))
