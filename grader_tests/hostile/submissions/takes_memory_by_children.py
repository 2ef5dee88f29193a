"""Each of its children takes less than one process may; together they take more."""
# scores: loss 0, weights 0, bias 0, function 3, honest 1
# faults: values out of memory
# not run on stock: it would take the memory of the machine
# needs: memory 256
# %% values
import os, time

loss, weights, bias = 9.0, np.zeros(3), np.zeros(2)


def take():
    for _ in range(20):
        if os.fork() == 0:
            taken = b"x" * (100 << 20)
            time.sleep(60)
    time.sleep(60)


take()
