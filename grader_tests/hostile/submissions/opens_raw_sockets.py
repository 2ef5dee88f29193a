"""Tries packet, raw, netlink, vsock and Bluetooth sockets."""
# scores: loss 0, weights 0, bias 0, function 3, honest 1
# %% values
loss, weights, bias = 9.0, np.zeros(3), np.zeros(2)
import socket

for family, kind in ((17, 3), (2, 3), (16, 3), (40, 1), (31, 3)):
    try:
        with socket.socket(family, kind) as opened:
            print("opened", opened.family)
    except OSError as error:
        print(error)
