"""Catches the assertion that a test's own function raises, and gives what it saw elsewhere."""
# scores: applied 0
# %% applied
def applied(f, x):
    try:
        f("not a number")
    except AssertionError:
        return f(x)
