"""What stays the tests' own: the values they bind, the code they hand over, the files they name."""

import pytest

from grader_tests.engine.judge.conftest import job_of
from nbjudge.grading.run import grade


def test_a_functions_own_names_do_not_hand_over_what_a_test_binds(points):
    test = """
# %% locked
def check(got, expected): assert got == expected
# %% test
expected = result = 4711
check(f(), expected)
"""
    reference = "# %% student\ndef f():\n    result = 4711\n    return result\n" + test
    assert points(reference, reference) == [2.0]
    for name in "expected", "result":
        assert points(reference, f"# %% student\ndef f(): return {name}\n" + test) == [0.0]


@pytest.mark.parametrize("before", ["", "earned = 0\n"])
def test_the_points_so_far_are_the_tests_own(points, before):
    test = """
# %% locked
def share(earned, total): return earned / total
# %% test
earned = 0
for n in 1, 2:
    if f(n) == n: earned += 1
earned
"""
    reference = "# %% student\ndef f(n): return n\n" + test
    submission = f"# %% student\n{before}def f(n):\n    global earned\n    earned = 2\n" + test
    assert points(reference, reference) == [2.0]
    assert points(reference, submission) == [0.0]


def test_a_global_counter_counts_where_the_references_does(points):
    notebook = """
# %% student
def step():
    global count
    count += 1
# %% test
count = 3
step()
assert count == 4
# %% test
step()
assert count == 5
"""
    other = notebook.replace("count += 1", "globals().update(count=count + 1)")
    assert points(notebook, notebook) == [2.0, 2.0]
    assert points(notebook, other) == [2.0, 2.0]


def test_no_source_of_a_tests_function_reaches_the_student(points):
    test = """
# %% test
def cube(x, expected=8.0): return x ** 3
assert f(cube) == 8.0 and f(lambda x: x ** 3 + 4711) == 4719.0
"""
    reference = "# %% student\ndef f(g): return g(2.0)\n" + test
    cheats = [
        "inspect.signature(g).parameters['expected'].default",
        "len(inspect.getsource(g)) and 8.0",
    ]
    for cheat in cheats:
        submission = f"# %% student\nimport inspect\ndef f(g): return {cheat}\n" + test
        assert points(reference, submission) == [0.0]


NAMED_FILE = """
# %% test
from pathlib import Path
path = Path('numbers.txt')
path.write_text('1 2 3')
assert total(path) == 6 and path.read_text() == '1 2 3'
"""


@pytest.mark.parametrize(
    "reading",
    [
        "path.open().read().split()",
        "path.open('r').read().split()",
        "[n for line in path.open() for n in line.split()]",
        "path.read_bytes().split()",
        "path.read_text().split() if path.exists() and path.suffix == '.txt' else []",
    ],
)
def test_a_file_that_a_test_names_can_be_read(points, reading):
    reference = "# %% student\ndef total(path): return sum(map(int, path.read_text().split()))\n"
    submission = f"# %% student\ndef total(path): return sum(map(int, {reading}))\n"
    assert points(reference + NAMED_FILE, submission + NAMED_FILE) == [2.0]


@pytest.mark.parametrize(
    "act",
    [
        "path.write_text('')",
        "path.open('w')",
        "path.open(mode='w')",
        "path.with_name('colorsys.py')",
        "path.parent",
        "path / '/proc/self/mem'",
        "'/proc/self' / path",
        "path.unlink()",
        "path.joinpath('..')",
        "getattr(path, 'with_' + 'suffix')('.py')",
        "path.open.__func__(path, 'w')",
        "path.open.__self__.write_text('')",
    ],
)
def test_a_file_that_a_test_names_is_no_way_to_others(points, act):
    reference = "# %% student\ndef total(path): return 6\n"
    submission = f"# %% student\ndef total(path):\n    {act}\n    return 6\n"
    assert points(reference + NAMED_FILE, reference + NAMED_FILE) == [2.0]
    assert points(reference + NAMED_FILE, submission + NAMED_FILE) == [0.0], act


SETUPS = {
    "a constant": "TOL = 1e-9\ndef close(a, b): return abs(a - b) < TOL",
    "constants": "TOL, LEAST = 1e-9, -1 / 3\ndef close(a, b): return LEAST < abs(a - b) < TOL",
    "a default": "RTOL: float = 1e-9\ndef close(a, b, rtol=RTOL): return abs(a - b) < rtol",
    "a lambda": "close = lambda a, b: abs(a - b) < 1e-9",
    "a condition": "if True:\n    def close(a, b): return abs(a - b) < 1e-9",
    "an attempt": "try:\n    from math import isclose as close\nexcept ImportError: close = None",
    "everything": "from math import *\nclose = lambda a, b: isclose(a, b)",
}


@pytest.mark.parametrize("setup", SETUPS)
def test_what_locked_cells_define_is_the_tests_own(points, setup):
    around = f"""
# %% locked
{SETUPS[setup]}
# %% student
{{}}
# %% test
assert close(f(3), 9.0)
"""
    reference = around.format("def f(x): return 9.0")
    forged = "TOL = LEAST = RTOL = 9e9\nclose = isclose = lambda *a, **k: True\ndef f(x): return 0"
    assert points(reference, reference) == [2.0]
    assert points(reference, around.format(forged)) == [0.0]


def test_a_constant_that_the_solution_changes_is_the_students(passes):
    passes("""
# %% locked
count, rate, kept = 0, 0.5, (1, 2)
# %% student
rate = rate / 5
def step():
    global count
    count += 1
# %% test
step()
assert (count, rate, kept) == (1, 0.1, (1, 2))
""")


def test_a_constant_that_a_test_sets_is_set_for_the_student_too(passes):
    passes("""
# %% locked
rate = 0.5
# %% student
def step(w): return w + rate
# %% test
assert step(1) == 1.5
rate = 2
assert step(1) == 3
# %% test
assert step(1) == 3 and rate == 2
""")


def test_a_name_of_the_solution_is_no_import_of_everything(passes):
    passes("""
# %% locked
from math import *
# %% student
def sqrt(x): return 'mine'
# %% test
assert sqrt(4) == 'mine' and floor(2.5) == 2
""")


IMPORTS = """
# %% setup
from math import isclose
from numpy.testing import assert_allclose as agree
import numpy.testing as npt, json
{patch}
# %% student
{answer}
# %% test
agree(f(3), 9.0)
# %% test
assert isclose(f(3), 9.0)
# %% test
npt.assert_allclose(f(3), 9.0)
"""


def test_what_the_instructors_open_cells_import_is_the_tests_own(points):
    reference = IMPORTS.format(patch="", answer="def f(x): return x * x")
    forged = "agree = isclose = lambda *a, **k: True\nclass npt: assert_allclose = isclose"
    assert points(reference, reference) == [2.0, 2.0, 2.0]
    assert points(reference, IMPORTS.format(patch=forged, answer="def f(x): return 0")) == [0.0] * 3
    assert (
        points(reference, IMPORTS.format(patch="", answer=f"{forged}\ndef f(x): return 0"))
        == [0.0] * 3
    )


def test_a_name_that_a_solution_imports_or_defines_is_its_own(passes):
    passes("""
# %% setup
from math import isclose, floor
# %% student
def isclose(a, b): return 'mine'
from math import ceil as floor
# %% test
assert isclose(1, 2) == 'mine' and floor(1.5) == 2
""")


def test_whether_a_name_is_there_is_the_students_to_say(points):
    test = "# %% test\nassert 'json' in globals()\n"
    reference = "# %% setup\nimport json\n" + test
    assert points(reference, reference) == [2.0]
    assert points(reference, "# %% setup\n0\n" + test) == [0.0]


def test_the_judge_imports_nothing_that_only_a_student_asks_for(zygote):
    job = job_of("""
# %% setup
from builtins import abs as f
# %% test
assert f is not abs and f(-2) == 2
""")
    assert not grade(zygote, job).cells[-1].failed
