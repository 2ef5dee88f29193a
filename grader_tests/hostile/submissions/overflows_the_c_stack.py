"""Calls itself through C code, with the recursion limit lifted, until the stack is full."""
# scores: loss 1, weights 1, bias 1, function 0, honest 1
# faults: test_function died
# %% function
import sys

sys.setrecursionlimit(1 << 30)


def scaled(x):
    return max([x], key=scaled)
