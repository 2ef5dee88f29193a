"""Has inspect show a source with the answer that is not what runs."""
# scores: function 0
# %% function
import inspect, linecache
def scaled(x):
    return 0.0
linecache.cache["x"] = (1, None, ["def scaled(x):\n", "    return 3.0 * x - 1.0\n"], "x")
scaled.__code__ = scaled.__code__.replace(co_filename="x", co_firstlineno=1)
inspect.getsource = lambda *args: "def scaled(x):\n    return 3.0 * x - 1.0\n"
