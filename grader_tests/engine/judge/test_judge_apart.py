"""What a student's code knows of its own process says nothing of the judge's."""

import os

from nbjudge.grading.job import Cell, Job
from nbjudge.grading.pair import Zygote
from nbjudge.grading.run import grade

WHERE = """\
import ctypes, sys
libc = ctypes.CDLL(None)
print(ctypes.cast(libc.getpid, ctypes.c_void_p).value, id(sys.modules), id(None), libc.prctl(3))
"""


def told(zygote: Zygote) -> list[list[int]]:
    """Addresses of the C library, a dictionary and None; and whether memory is open to others."""
    run = grade(zygote, Job([Cell(WHERE), Cell(WHERE, "judge", "test", 1.0)]))
    texts = [
        next(o["text"] for o in cell.outputs if o["output_type"] == "stream") for cell in run.cells
    ]
    return [[int(word) for word in text.split()] for text in texts]


def test_judge_and_student_share_no_layout_of_their_memory(zygote: Zygote) -> None:
    (*student, _), (*judge, _) = told(zygote)
    assert not {*student} & {*judge}


def test_nobody_of_the_same_user_may_look_into_the_judge(zygote: Zygote) -> None:
    (*_, student), (*_, judge) = told(zygote)
    assert judge == 0
    # An ordinary user's grader has to count a student process's memory.
    assert student == (0 if os.geteuid() == 0 else 1)
