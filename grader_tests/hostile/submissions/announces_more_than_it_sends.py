"""Announces a message of 200 MB and sends none of it."""
# scores: loss 0, weights 0, bias 0, function 3, honest 1
# not run on stock: it speaks the protocol of nbjudge; a kernel has no such end
# needs: timeout 3
# faults: values timed out
# %% values
import gc

end = next(o for o in gc.get_objects() if type(o).__name__ == "StudentEnd")
loss, weights, bias = 9.0, np.zeros(3), np.zeros(2)
import os
import struct
import time

os.write(end.channel._socket.fileno(), struct.pack("<Q", 200 << 20))
time.sleep(60)
