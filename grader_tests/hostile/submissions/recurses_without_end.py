"""Calls itself until Python stops it."""
# scores: loss 1, weights 1, bias 1, function 0, honest 1
# %% function
def scaled(x):
    return 1 + scaled(x)
