"""Random numbers, output and input: what a process has one of."""

import pytest

from grader_tests.engine.judge.conftest import job_of, outcomes
from nbjudge.grading.job import Cell, Job, Place
from nbjudge.grading.pair import Zygote
from nbjudge.grading.run import grade


def test_seeding_in_the_test_governs_the_students_draws(passes):
    passes("""
# %% locked
import random
import numpy as np
# %% student
def draw(): return [random.random(), float(np.random.rand()), random.randint(1, 6)]
# %% test
random.seed(1); np.random.seed(2)
print(draw(), random.random(), np.random.rand())
print(draw())
""")


def test_the_stream_runs_through_student_and_test_cells(passes):
    passes("""
# %% student
import random
random.seed(3)
first = random.random()
# %% test
import random
print(first, random.random())
# %% student
third = random.random()
def shuffled(values):
    random.shuffle(values)
    return values
# %% test
print(third, shuffled([1, 2, 3, 4]), random.random())
""")


def test_a_generator_that_a_test_passes(passes):
    passes("""
# %% locked
import numpy as np
import random
# %% student
def noise(rng, n): return rng.normal(size=n)
def roll(rng): return rng.randint(1, 6)
# %% test
rng = np.random.default_rng(5)
print(noise(rng, 3), rng.random())
old = np.random.RandomState(3)
print(old.rand(), noise(old, 2), old.rand())
dice = random.Random(4)
print(roll(dice), roll(dice), dice.random())
""")


def test_a_generator_that_the_student_made(passes):
    passes("""
# %% locked
import numpy as np
# %% student
rng = np.random.default_rng(5)
def noise(n): return rng.normal(size=n)
# %% test
print(noise(2), rng.random(), noise(1))
assert isinstance(rng, np.random.Generator)
""")


def test_what_student_code_prints_lands_in_the_tests_redirection(passes):
    passes("""
# %% student
import sys
def greet(name):
    print('hello', name)
    sys.stdout.write('!')
# %% test
import io, sys, contextlib
with contextlib.redirect_stdout(io.StringIO()) as out:
    greet('a')
assert out.getvalue() == 'hello a\\n!'
kept, sys.stdout = sys.stdout, io.StringIO()
greet('b')
said, sys.stdout = sys.stdout.getvalue(), kept
assert said == 'hello b\\n!', said
from unittest.mock import patch
with patch('sys.stdout', new=io.StringIO()) as fake:
    greet('c')
assert fake.getvalue() == 'hello c\\n!'
greet('d')
from unittest.mock import patch
with patch('builtins.print') as fake_print:
    print('x')
fake_print.assert_called_once_with('x')
""")


def test_ipythons_capture_output(points):
    scenario = """
# %% student
def greet(): print('hello')
# %% test
from IPython.utils.capture import capture_output
with capture_output() as captured:
    greet()
assert captured.stdout == 'hello\\n'
"""
    assert points(scenario, scenario) == [2.0]


def test_a_patched_input_answers_the_student(passes):
    passes("""
# %% student
def ask(): return input('name? ') + '!'
# %% test
import builtins
kept, builtins.input = builtins.input, lambda prompt='': 'Ada' + prompt
assert ask() == 'Adaname? !'
builtins.input = kept
from unittest.mock import patch
with patch('builtins.input', return_value='Bob') as fake:
    assert ask() == 'Bob!'
fake.assert_called_once_with('name? ')
with patch('builtins.input', side_effect=['1', '2']):
    assert ask() + ask() == '1!2!'
answers = iter(['x', 'y'])
with patch('builtins.input', lambda *_: next(answers)):
    assert ask() == 'x!'
""")


def test_input_that_a_test_defines_as_a_name(passes):
    passes("""
# %% student
def ask(): return input('name? ')
# %% test
def input(prompt=''): return 'Eve'
assert ask() == 'Eve'
""")


def test_printing_of_student_code_stays_out_of_a_cell_with_hidden_tests(zygote):
    job = job_of("""
# %% student
def f(x):
    print('given', x)
    return x
# %% test
assert f(1) == 1
# %% test
### BEGIN HIDDEN TESTS
assert f(4711) == 4711
### END HIDDEN TESTS
""")
    shown, hidden = outcomes(job, grade(zygote, job).cells)
    assert "given 1" in shown.printed
    assert "given" not in hidden.printed
    assert hidden.points == 2.0


def test_a_warning_during_a_test_is_shown_and_costs_nothing(zygote):
    job = job_of("""
# %% student
import warnings
def f(x):
    warnings.warn('deprecated thing')
    return x
# %% test
assert f(1) == 1
# %% test
import numpy as np
assert np.isinf(np.float64(1) / np.float64(0))
""")
    first, second = outcomes(job, grade(zygote, job).cells)
    assert "deprecated thing" in first.printed
    assert "divide by zero" in second.printed
    assert (first.points, second.points) == (2.0, 2.0)


@pytest.mark.parametrize("number", ["1.5", "0", "2"])
def test_a_number_at_the_end_is_partial_credit(zygote, number):
    job = job_of(f"# %% student\nx = {number}\n# %% test\nx")
    (found,) = outcomes(job, grade(zygote, job).cells)
    assert found.points == float(number)


def drawn(zygote: Zygote, *places: Place) -> list[str]:
    """What cells in these places draw, one after the other, when nobody has set a seed."""
    draw = "import random\nimport numpy as np\nprint(random.random(), np.random.rand())"
    cells = [Cell(draw, place, f"cell-{number}") for number, place in enumerate(places)]
    return [run.outputs[0]["text"] for run in grade(zygote, Job(cells)).cells]


def test_a_notebook_without_a_seed_draws_the_same_each_time_it_is_graded(zygote):
    assert drawn(zygote, "student", "student") == drawn(zygote, "student", "student")


def test_without_a_seed_too_a_test_draws_what_comes_next(zygote):
    assert drawn(zygote, "student", "judge") == drawn(zygote, "student", "student")
    assert drawn(zygote, "judge", "student") == drawn(zygote, "student", "student")
