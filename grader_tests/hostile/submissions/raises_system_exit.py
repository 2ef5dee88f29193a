"""Raises SystemExit(0) from a called function, as a process ends that has succeeded."""
# scores: loss 1, weights 1, bias 1, function 0, honest 1
# %% function
def scaled(x):
    raise SystemExit(0)
