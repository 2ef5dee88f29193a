"""The outputs of one cell: how they are gathered, and how much of them is kept."""

import re
import time

from hypothesis import given
from hypothesis import strategies as st

from grader_tests.engine.judge.conftest import job_of
from nbjudge.grading.run import grade
from nbjudge.process.kernel.outputs import STREAM_CAP, LongText, Outputs, capped

KEEP = 200


@given(st.lists(st.text(max_size=300)))
def test_a_long_text_is_capped_alike_in_whatever_pieces_it_was_written(pieces):
    written = LongText(KEEP)
    for piece in pieces:
        written.write(piece)
    assert written.capped() == capped("".join(pieces), KEEP)


@given(st.text(alphabet="ab\n", min_size=KEEP + 1, max_size=5 * KEEP))
def test_a_capped_text_has_both_ends_and_says_how_much_is_missing(text):
    short = capped(text, KEEP)
    head, left_out, tail = re.fullmatch(
        r"([ab\n]+)\n… (\d+) characters left out by nbjudge …\n([ab\n]+)", short
    ).groups()
    assert text.startswith(head)
    assert text.endswith(tail)
    assert len(head) + int(left_out) + len(tail) == len(text)
    assert len(short) <= KEEP
    assert capped(short, KEEP) == short


def test_a_hundred_thousand_prints_cost_what_they_write():
    outputs = Outputs()
    started = time.process_time()
    for number in range(100_000):
        outputs.write("stdout", f"step {number}")
        outputs.write("stdout", "\n")
    spent = time.process_time() - started
    (output,) = outputs.take()
    assert output["text"].startswith("step 0\nstep 1\n")
    assert output["text"].endswith("step 99998\nstep 99999\n")
    assert spent < 2


def test_a_flood_in_a_notebook_keeps_its_ends_and_the_true_number(zygote):
    flood = "for n in range(100_000):\n    print(f'step {n:6}')"
    (run,) = grade(zygote, job_of(f"# %% student\n{flood}")).cells
    (output,) = run.outputs
    assert len(output["text"]) <= STREAM_CAP
    head, left_out, tail = re.split(r"\n… (\d+) characters left out by nbjudge …\n", output["text"])
    assert len(head) + int(left_out) + len(tail) == 100_000 * len("step      0\n")
    assert (head[:12], tail[-12:]) == ("step      0\n", "step  99999\n")
