"""Waits for input that nobody will give, in every way there is."""
# scores: loss 0, weights 0, bias 0, function 3, honest 1
# %% values
loss, weights, bias = 9.0, np.zeros(3), np.zeros(2)
import os
import sys

for ask in (lambda: input("?"), sys.stdin.read, lambda: os.read(0, 10), lambda: open("/dev/tty").read()):
    try:
        print(repr(ask()))
    except Exception as error:
        print(type(error).__name__)
