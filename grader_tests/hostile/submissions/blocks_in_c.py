"""Blocks inside C code that holds the interpreter lock, where no Python signal handler runs."""
# scores: loss 0, weights 0, bias 0, function 3, honest 1
# needs: timeout 3
# faults: values timed out
# %% values
loss, weights, bias = 9.0, np.zeros(3), np.zeros(2)
import re

re.match(r"(a+)+b", "a" * 64)
