"""Raises exceptions whose __str__ and __repr__ raise, or loop for ever."""
# scores: loss 1, weights 1, bias 1, function 0, honest 1
# needs: timeout 3
# faults: test_function timed out
# %% function
class Endless(Exception):
    def __str__(self):
        while True:
            pass

    def __repr__(self):
        raise self


def scaled(x):
    raise Endless()
