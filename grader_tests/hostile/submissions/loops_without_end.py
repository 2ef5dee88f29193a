"""Never ends."""
# scores: loss 0, weights 0, bias 0, function 3, honest 1
# needs: timeout 3
# faults: values timed out
# %% values
loss, weights, bias = 9.0, np.zeros(3), np.zeros(2)
while True:
    pass
