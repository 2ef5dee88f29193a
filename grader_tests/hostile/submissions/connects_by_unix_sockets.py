"""Connects to abstract unix sockets and to sockets in the file system."""
# scores: loss 0, weights 0, bias 0, function 3, honest 1
# %% values
loss, weights, bias = 9.0, np.zeros(3), np.zeros(2)
import socket

for address in ("\0@TOKEN@", "@COURSE@/server.sock", "/var/run/docker.sock"):
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.settimeout(1)
            server.connect(address)
            server.send(b"hidden")
    except OSError as error:
        print(error)
