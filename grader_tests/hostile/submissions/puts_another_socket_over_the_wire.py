"""Puts one end of a socket pair of its own over the wire."""
# scores: loss 0, weights 0, bias 0, function 3, honest 1
# not run on stock: it speaks the protocol of nbjudge; a kernel has no such end
# needs: timeout 3
# faults: values died
# %% values
import gc

end = next(o for o in gc.get_objects() if type(o).__name__ == "StudentEnd")
loss, weights, bias = 9.0, np.zeros(3), np.zeros(2)
import os
import socket

ours, theirs = socket.socketpair()
os.dup2(theirs.fileno(), end.channel._socket.fileno())
