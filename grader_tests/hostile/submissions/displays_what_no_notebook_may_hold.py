"""Shows outputs with lone surrogates, NaN, made-up keys and nesting that no JSON reader follows."""
# scores: loss 0, weights 0, bias 0, function 3, honest 1
# %% values
loss, weights, bias = 9.0, np.zeros(3), np.zeros(2)
from IPython.display import display

deep = []
for _ in range(400):
    deep = [deep]
display({"text/plain": "\udc80", "application/json": {"\udc80": float("nan"), "deep": deep}}, raw=True)
display({"text/plain": "x"}, raw=True, metadata={"\udc80": ["\udc80", float("inf"), deep]})
display({"no mime": "x", "text/html": 7}, raw=True)
