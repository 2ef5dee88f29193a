"""Answers with keys, kinds and types that no honest end uses."""
# scores: loss 0, weights 0, bias 0, function 0, honest 0, chance 0, argument 0, applied 0, oracle 0, error 0, fit 0, board 0, imported 0
# not run on stock: it speaks the protocol of nbjudge; a kernel has no such end
# %% values
import gc

end = next(o for o in gc.get_objects() if type(o).__name__ == "StudentEnd")
loss, weights, bias = 9.0, np.zeros(3), np.zeros(2)
from nbjudge.codec import encode

answer = {7: None, (): 1, "loss": {"outputs": 3}, "__class__": 1}
end.on_begin = lambda locked: answer
end.on_fetch = lambda names: answer
end.on_operate = lambda *args: {"fault": None, "number": 3, "seen": {"number": True}}
