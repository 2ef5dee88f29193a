"""A rehearsal: a pair runs one small notebook of its own while it waits for a submission.

A fresh fork shares its memory with the zygote and copies each page that it writes to first. Most of
the pages that any cell needs are copied here, before there is a student to wait for. Nothing stays
of it: names, history, random state and numbering are as they were.
"""

import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from nbjudge.codec.channel import Channel
from nbjudge.process.judge import Judge
from nbjudge.process.kernel.printed import Copy, DescriptorOutput
from nbjudge.process.kernel.shell import CellShell
from nbjudge.process.student import StudentEnd

LOCKED_CELL = "import numpy as np\n"
SOLUTION_CELL = """\
def scaled(x):
    return x * np.ones(2)
values = scaled(1.0)
"""
TABLE_CELL = """\
import pandas as pd
values = pd.DataFrame({"x": values})
"""
TEST_CELL = """\
assert scaled(2.0).sum() == 4.0 and np.asarray(values).sum() == 2.0
1.0
"""
QUESTIONS = 5
"""How often the judge asks the student process: three cells, the names of the test, and a call."""


def rehearse_as_judge(channel: Channel, shell: CellShell) -> None:
    """The judge's part. Raises what the student process would make of any cell."""
    with left_as_it_was(shell):
        judge = Judge(channel, shell, frozenset(), frozenset({"scaled", "values"}), imports={})
        judge.namespace.define(LOCKED_CELL)
        judge.run_student_cell(LOCKED_CELL, 1)
        judge.run_student_cell(SOLUTION_CELL, 2)
        judge.run_student_cell(TABLE_CELL if "pandas" in sys.modules else "", 3)
        judge.run_test_cell(TEST_CELL, 4, None, show=True)


def rehearse_as_student(channel: Channel, shell: CellShell, copy: Copy) -> None:
    """The student process's part."""
    with left_as_it_was(shell):
        end = StudentEnd(channel, shell, DescriptorOutput(), copy)
        for _ in range(QUESTIONS):
            end.send(end.reply(*end.receive()))


@contextmanager
def left_as_it_was(shell: CellShell) -> Iterator[None]:
    """Forget what cells run here leave behind in the process."""
    states = random.getstate(), np.random.get_state()
    with shell.forgetting():
        yield
    random.setstate(states[0])
    np.random.set_state(states[1])
