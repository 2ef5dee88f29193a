"""Sends a random state whose position lies outside its table."""
# scores: loss 0, weights 0, bias 0, function 3, honest 1
# not run on stock: it speaks the protocol of nbjudge; a kernel has no such end
# %% values
import gc

end = next(o for o in gc.get_objects() if type(o).__name__ == "StudentEnd")
loss, weights, bias = 9.0, np.zeros(3), np.zeros(2)
import random

whole = end.state_sync
state = np.random.get_state()


def sync():
    python = random.getstate()
    numpy = (state[0], state[1].tobytes(), 2**31 - 1, 0, 0.0)
    return whole() | {"random": (python, numpy)}


end.state_sync = sync
