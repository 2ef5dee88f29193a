"""Sends itself SIGKILL, SIGSEGV and SIGABRT."""
# scores: loss 0, weights 0, bias 0, function 3, honest 1
# faults: values died
# %% values
loss, weights, bias = 9.0, np.zeros(3), np.zeros(2)
import os
import signal

os.kill(os.getpid(), signal.SIGKILL)
os.kill(os.getpid(), signal.SIGTERM)
os.abort()
