"""Returns functions, which cross as stubs and not as data."""
# scores: loss 1, weights 1, bias 1, function 0, honest 1
# %% function
def scaled(x):
    def answer(*args, **kwargs):
        return True

    answer.dtype = np.dtype(float)
    return answer
