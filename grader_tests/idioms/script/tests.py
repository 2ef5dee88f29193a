# %% setup: what the course imports
import random
import matplotlib.pyplot as plt

# %% file_read: open and read
with open("report.txt") as file:
    assert file.read().splitlines() == ["alpha 1", "beta 2"]

# %% file_exists: os and pathlib
import os
from pathlib import Path
assert os.path.exists("report.txt")
assert Path("report.txt").stat().st_size > 5
assert "report.txt" in os.listdir()

# %% file_by_csv: a library reads it
import pandas as pd
rows = pd.read_csv("report.txt", sep=" ", header=None)
assert rows[1].sum() == 3

# %% file_by_shell: !cat
lines = !cat report.txt
assert lines == ["alpha 1", "beta 2"]

# %% writes_where_told: a function with a path of the test's
import tempfile
from pathlib import Path
with tempfile.TemporaryDirectory() as folder:
    save(Path(folder) / "out.txt", {"a": 1})
    assert (Path(folder) / "out.txt").read_text().strip() == "a 1"

# %% writes_beside: a function writes into the working folder
save("again.txt", {"b": 2, "c": 3})
assert open("again.txt").read().split() == ["b", "2", "c", "3"]

# %% open_patched: mock_open
from unittest.mock import mock_open, patch
with patch("__main__.open", mock_open()) as fake:
    save("never.txt", {"a": 1})
fake.assert_called_once()
assert "".join(call.args[0] for call in fake().write.call_args_list).strip() == "a 1"

# %% printed: redirect_stdout
import io
from contextlib import redirect_stdout
out = io.StringIO()
with redirect_stdout(out):
    show({"a": 1})
assert out.getvalue() == "a 1\n"

# %% print_patched: print replaced by a mock
from unittest.mock import patch
with patch("builtins.print") as fake:
    show({"a": 1})
assert fake.called

# %% capture_output: what %%capture uses
from IPython.utils.capture import capture_output
with capture_output() as captured:
    show({"z": 26})
assert captured.stdout.strip() == "z 26"

# %% stdout_replaced: sys.stdout set and put back
import io, sys
kept = sys.stdout
sys.stdout = io.StringIO()
try:
    show({"a": 1, "b": 2})
    said = sys.stdout.getvalue()
finally:
    sys.stdout = kept
assert said.splitlines() == ["a 1", "b 2"]

# %% input_patched: input replaced
from unittest.mock import patch
with patch("builtins.input", return_value="Ann"):
    assert greet() == "Hello, Ann!"

# %% inputs_in_turn: several inputs
from unittest.mock import patch
with patch("builtins.input", side_effect=["Bob", "Cyd"]):
    assert [greet(), greet()] == ["Hello, Bob!", "Hello, Cyd!"]

# %% input_by_stdin: sys.stdin replaced
import builtins, io, sys
kept, asked = sys.stdin, builtins.input
sys.stdin = io.StringIO("Eve\n")
builtins.input = lambda prompt="": sys.stdin.readline().rstrip("\n")
try:
    assert greet() == "Hello, Eve!"
finally:
    sys.stdin, builtins.input = kept, asked

# %% seeded: the same draws by a seed
random.seed(3)
expected = [random.randint(1, 6) for _ in range(20)]
random.seed(3)
assert [roll() for _ in range(20)] == expected

# %% random_patched: random.randint replaced
from unittest.mock import patch
with patch("random.randint", return_value=4):
    assert [roll() for _ in range(40)] == [4] * 40

# %% in_range: many draws
assert {roll() for _ in range(200)} == {1, 2, 3, 4, 5, 6}

# %% figure: what was drawn
plt.close("all")
draw({"a": 1, "b": 2})
assert len(plt.gcf().axes) == 1
assert plt.gca().get_ylabel() == "count"
plt.close("all")

# %% environment: a variable of the environment
import os
os.environ["GREETING"] = "Moin"
try:
    with patch("builtins.input", return_value="Ann"):
        assert greet() == "Moin, Ann!"
finally:
    del os.environ["GREETING"]

# %% slept: time.sleep replaced
import time
from unittest.mock import patch
with patch("time.sleep") as fake:
    out = io.StringIO()
    with redirect_stdout(out):
        show({"a": 1, "b": 2})
assert fake.call_count == 0

# %% working_folder: os.chdir
import os, tempfile
kept = os.getcwd()
with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    try:
        save("here.txt", {"a": 1})
        assert os.listdir(folder) == ["here.txt"]
    finally:
        os.chdir(kept)
