"""Never ends, and swallows KeyboardInterrupt and every signal that can be caught."""
# scores: loss 0, weights 0, bias 0, function 3, honest 1
# needs: timeout 3
# faults: values timed out
# %% values
loss, weights, bias = 9.0, np.zeros(3), np.zeros(2)
import signal

for number in signal.valid_signals():
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
