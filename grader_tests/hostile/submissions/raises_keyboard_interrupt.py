"""Raises KeyboardInterrupt from a called function, as if the grader had been stopped."""
# scores: loss 1, weights 1, bias 1, function 0, honest 1
# %% function
def scaled(x):
    raise KeyboardInterrupt()
