"""A test that gives up on an answer, or asks from several threads, costs no other test anything."""

from dataclasses import replace

import pytest

from grader_tests.engine.judge.conftest import complaints, job_of
from nbjudge.grading.run import grade

CODE = """
# %% student
import time
def slow(seconds):
    time.sleep(seconds)
    return 'late'
def endless():
    while True: pass
def double(n): return 2 * n
"""

LIMITS = {
    "alarm": """
import signal
def ring(*_): raise TimeoutError('too slow')
signal.signal(signal.SIGALRM, ring)
signal.setitimer(signal.ITIMER_REAL, 0.2)
try:
    {call}
finally:
    signal.setitimer(signal.ITIMER_REAL, 0)
""",
    "thread": """
import threading
asking = threading.Thread(target=lambda: {call}, daemon=True)
asking.start()
asking.join(0.2)
assert not asking.is_alive(), 'too slow'
""",
}


def caught(call, then):
    """A test that does this when its alarm goes off within that call."""
    limited = LIMITS["alarm"].format(call=call)
    return limited.replace("finally", f"except TimeoutError: {then}\nfinally")


@pytest.mark.parametrize("limit", LIMITS.values(), ids=LIMITS)
@pytest.mark.parametrize("call", ["slow(0.6)", "endless()"])
def test_a_time_limit_of_a_test_costs_that_test_alone(zygote, limit, call):
    job = job_of(f"""{CODE}
# %% test
{limit.format(call=call)}
# %% test
assert double(4) == 8
# %% student
k = double(3)
# %% test
assert k == 6
""")
    runs = grade(zygote, job).cells
    assert [run.failed for run in runs] == [False, True, False, False, False], complaints(runs)
    assert [run.fault for run in runs] == [None] * 5


def test_a_late_answer_is_not_taken_for_the_next_one(zygote):
    job = job_of(
        f"""{CODE}
# %% test
{caught("slow(0.5)", "pass")}
assert double(4) == 8
assert [double(n) for n in range(5)] == [0, 2, 4, 6, 8]
""".replace(";;", "\n")
    )
    runs = grade(zygote, job).cells
    assert not complaints(runs)


def test_several_threads_of_a_test_call_student_code(passes):
    passes("""
# %% student
import threading
class Counter:
    def __init__(self):
        self.n = 0
        self.lock = threading.Lock()
    def add(self):
        with self.lock:
            self.n += 1
def double(n): return 2 * n
# %% test
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(8) as pool:
    assert list(pool.map(double, range(200))) == [2 * n for n in range(200)]
# %% test
import threading
counter = Counter()
threads = [threading.Thread(target=lambda: [counter.add() for _ in range(20)]) for _ in range(6)]
for thread in threads: thread.start()
for thread in threads: thread.join()
assert counter.n == 120
""")


def test_a_test_may_catch_its_own_time_limit_and_give_part_of_the_points(zygote):
    job = job_of(
        f"""{CODE}
# %% test
earned = 2.0
{caught("endless()", "earned = 1.0")}
earned
# %% test
assert double(1) == 2
""".replace(";;", "\n")
    )
    *_, part, after = grade(zygote, replace(job, timeout=10)).cells
    assert (part.number, part.failed, after.failed) == (1.0, False, False)
