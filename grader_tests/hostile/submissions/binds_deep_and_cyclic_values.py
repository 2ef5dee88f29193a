"""Binds values that contain themselves, and dicts nested a hundred deep."""
# scores: loss 0, weights 0, bias 0, function 3, honest 1
# %% values
loss, weights, bias = 9.0, np.zeros(3), np.zeros(2)
cycle = [0.0]
cycle.append(cycle)
nested = {}
for _ in range(100):
    nested = {"nested": nested}
loss, weights, bias = cycle, nested, {"cycle": cycle}
