"""Does its step right on top of a wrong one: no attack, and it earns its points."""
# scores: loss 0, weights 0, bias 0, function 3, honest 1
# needs: follow_through 1
# %% values
loss, weights, bias = 1.0, np.zeros(3), np.zeros(2)
# %% function
def scaled(x):
    return bias[1] * x - 1.0
