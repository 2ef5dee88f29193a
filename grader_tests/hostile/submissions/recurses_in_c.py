"""Builds objects so deeply nested that C code recurses through them: repr, compare, delete, pickle."""
# scores: loss 0, weights 0, bias 0, function 3, honest 1
# %% values
loss, weights, bias = 9.0, np.zeros(3), np.zeros(2)
deep = []
for _ in range(200_000):
    deep = [deep]
loss = weights = bias = deep
