"""Never answers a test that calls it, and ignores interrupts."""
# scores: loss 1, weights 1, bias 1, function 0, honest 1
# needs: timeout 3
# faults: test_function timed out
# %% function
def scaled(x):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
