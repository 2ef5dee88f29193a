"""Returns generators and iterators in place of numbers."""
# scores: loss 1, weights 1, bias 1, function 0, honest 1
# %% function
def scaled(x):
    while True:
        yield True
