"""Shows rich outputs of many megabytes, and very many small ones."""
# scores: loss 0, weights 0, bias 0, function 3, honest 1
# %% values
loss, weights, bias = 9.0, np.zeros(3), np.zeros(2)
from IPython.display import HTML, display

display(HTML("x" * 20_000_000))
for number in range(3_000):
    display(HTML(f"<b>{number}</b>"))
