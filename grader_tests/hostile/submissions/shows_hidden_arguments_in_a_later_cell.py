"""Keeps what a hidden test calls it with, and prints it in a later cell.

A later cell of the same student process shows what an earlier hidden call handed over. No gain in
points comes of it, but the notebook, and the feedback made from it, then show those arguments.
What the hidden tests expect, and their text, stay hidden. A test whose arguments must stay secret
belongs behind the last student's cell.
"""
# scores: loss 1, weights 1, bias 1, function 3, honest 1
# leaks: 7.34375, 4.15625, 0.59375
# %% function
seen = []


def scaled(x):
    seen.append(x)
    return 3.0 * x - 1.0
# %% honest
print(seen)


def double(x):
    return 2 * x
