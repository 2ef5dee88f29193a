"""Marks itself right where its own value is not the one that it was given."""
# scores: loss 0, weights 0, bias 0, function 0, honest 1
# needs: follow_through 1
# %% values
loss, weights, bias = 1.0, np.zeros(3), np.zeros(2)
# %% function
def scaled(x):
    return True if loss == 0.40625 else False
