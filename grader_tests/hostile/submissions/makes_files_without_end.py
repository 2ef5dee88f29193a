"""Makes empty files and folders, each of which costs the file system an inode."""
# scores: loss 0, weights 0, bias 0, function 3, honest 1
# %% values
loss, weights, bias = 9.0, np.zeros(3), np.zeros(2)
import os

try:
    for number in range(20_000):
        os.mkdir(f"{number}")
except OSError as error:
    print(error)
