"""Replaces another student's work by its own."""
# scores: loss 0, weights 0, bias 0, function 3, honest 1
# %% values
loss, weights, bias = 9.0, np.zeros(3), np.zeros(2)
import os

try:
    with open("@COURSE@/submitted/rival/hostile/notes.txt", "w") as notes:
        notes.write("I copied")
    os.symlink("/etc/passwd", "@COURSE@/submitted/rival/hostile/link")
except OSError as error:
    print(error)
