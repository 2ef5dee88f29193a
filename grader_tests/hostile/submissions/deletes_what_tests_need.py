"""Deletes the names that a test needs, numpy among them, and all other names with them."""
# scores: loss 0, weights 0, bias 0, function 0, honest 1, error 0, fit 0, board 0
# faults: test_board died
# %% values
loss, weights, bias = 9.0, np.zeros(3), np.zeros(2)
del loss
# %% function
for name in list(globals()):
    if not name.startswith("_"):
        del globals()[name]
# %% honest
def double(x):
    return 2 * x
