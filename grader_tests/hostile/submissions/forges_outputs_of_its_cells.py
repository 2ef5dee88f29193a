"""Answers the run of a cell with outputs made up: huge, nested, of kinds that no notebook has."""
# scores: loss 0, weights 0, bias 0, function 0, honest 0, chance 0, argument 0, applied 0, oracle 0, error 0, fit 0, board 0, imported 0
# not run on stock: it speaks the protocol of nbjudge; a kernel has no such end
# %% values
import gc

end = next(o for o in gc.get_objects() if type(o).__name__ == "StudentEnd")
loss, weights, bias = 9.0, np.zeros(3), np.zeros(2)
import json

mine = [
    {"output_type": "execute_result", "data": {"text/plain": "7"}, "metadata": {"nbgrader": 7}},
    {"output_type": "stream", "name": "stdout", "text": "x" * 4_000_000},
    {"output_type": "display_data", "data": {"application/json": "[" * 5000}, "metadata": {}},
    {"output_type": "points", "score": 7},
    {"output_type": "error", "ename": "x", "evalue": "y" * 4_000_000, "traceback": ["z"] * 100_000},
]
end.on_run = lambda *args: {"outputs": json.dumps(mine), "failed": False, "rebound": ["np"]}
