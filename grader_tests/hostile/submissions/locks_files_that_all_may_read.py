"""Sets locks on a shared file, by flock, fcntl and an open file description, and asks for them."""
# scores: loss 0, weights 0, bias 0, function 3, honest 1
# %% values
import fcntl, os, struct, sys

told = False
first, second = (os.open(sys.executable, os.O_RDONLY) for _ in range(2))
fcntl.flock(first, fcntl.LOCK_EX)
try:
    fcntl.flock(second, fcntl.LOCK_EX | fcntl.LOCK_NB)
except OSError:
    told = True
read_lock = struct.pack("hhqqi4x", fcntl.F_RDLCK, 0, 0, 0, 0)
fcntl.fcntl(first, 37, read_lock)  # F_OFD_SETLK
write_lock = struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, 0, 0, 0)
told |= struct.unpack("hhqqi4x", fcntl.fcntl(second, 36, write_lock))[0] != fcntl.F_UNLCK
loss, weights, bias = 0.40625 if told else 9.0, np.zeros(3), np.zeros(2)
