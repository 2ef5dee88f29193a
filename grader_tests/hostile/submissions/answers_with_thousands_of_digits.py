"""Answers with a whole number so long that Python refuses to write it down, and with a class."""
# scores: loss 0, weights 0, bias 0, function 0, honest 1
# needs: follow_through 1
# %% values
import pandas as pd

loss, weights, bias = 10**5000, np.array(10**5000, dtype=object), pd.Series
# %% function
def scaled(x):
    return 10**5000
