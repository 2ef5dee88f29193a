"""Crashes in C while a test waits for its answer."""
# scores: loss 1, weights 1, bias 1, function 0, honest 1
# faults: test_function died
# %% function
import ctypes


def scaled(x):
    ctypes.string_at(0)
