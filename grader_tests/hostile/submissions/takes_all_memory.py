"""A memory bomb: takes memory until there is no more."""
# scores: loss 0, weights 0, bias 0, function 3, honest 1
# not run on stock: it would take the memory of the machine
# faults: values out of memory
# needs: memory 192
# %% values
loss, weights, bias = 9.0, np.zeros(3), np.zeros(2)
taken = []
while True:
    taken.append(bytearray(32 << 20))
