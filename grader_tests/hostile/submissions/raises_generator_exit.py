"""Raises GeneratorExit from a called function, which no except Exception sees."""
# scores: loss 1, weights 1, bias 1, function 0, honest 1
# %% function
def scaled(x):
    raise GeneratorExit()
