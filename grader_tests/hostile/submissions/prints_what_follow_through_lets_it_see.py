"""Prints the reference's values in the run in which they stand in for its own."""
# scores: loss 0, weights 0, bias 0, function 0, honest 1
# needs: follow_through 1
# %% values
loss, weights, bias = 1.0, np.zeros(3), np.zeros(2)
# %% function
import sys
print(loss, weights, bias)
sys.stderr.write(f"{loss} {weights} {bias}")


def scaled(x):
    print(loss, weights, bias)
    return loss
