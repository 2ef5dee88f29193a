"""A student process that is gone, or that speaks out of turn, is no answer."""

from dataclasses import replace

import pytest

from grader_tests.engine.judge.conftest import job_of
from nbjudge.grading.run import grade
from nbjudge.process.kernel.outputs import STREAM_CAP

DIE = "import os\ndef f(): os._exit(0)\n"

BUSY = 3.0
"""Seconds for a cell that never ends: more than the others need on a busy machine."""


@pytest.mark.parametrize(
    "handler",
    ["except Exception: pass", "except BaseException: pass", "except: pass", "finally: 2"],
)
def test_a_test_cannot_swallow_the_end_of_the_student_process(zygote, handler):
    job = job_of(f"# %% student\n{DIE}# %% test\ntry:\n    f()\n{handler}\n2")
    assert grade(zygote, job).cells[1].fault == "died"


@pytest.mark.parametrize(
    "forged",
    [
        "b'garbage'",
        "encode(('answer', 1))",
        "encode(('what', (), {}))",
        "encode(('eval', ('1',), {}))",
        "encode(('raise', 3, {}))",
        "encode(('raise', ((3, 'raised', (), {}),), {}))",
        "encode(('operate', (0, '__getattribute__', ('__globals__',), {}), {}))",
        "encode(('operate', (99, 'call', (), {}), {}))",
        "encode(('operate', (-1, 'call', (), {}), {}))",
        "encode(('operate', (0, '__reduce_ex__', (4,), {}), {}))",
        "encode(('states', [(1, {})], {}))",
        "encode(('states', 5, {}))",
        "encode(('answer', 1, {'random': [1, 2]}))",
        "encode(('answer', Ref('student', 1, 'value', {'class': ('os', 'system')}), {}))",
        "encode(('answer', Ref('student', 1, 'valueclass', {'class': ('builtins', 'eval')}), {}))",
        "encode(('answer', Ref('student', 1, 'iterator', {'name': 'eval'}), {}))",
        "encode(('answer', Ref('student', 1, 'view', {'name': 'clear', 'of': {}}), {}))",
        "encode(('answer', Ref('student', 1, 'class', {'name': 'X', 'bases': (int,)}), {}))",
        "encode(('answer', Ref('judge', 12345, 'function', {}), {}))",
    ],
)
def test_a_forged_message_is_a_fault(zygote, forged):
    job = job_of(f"""
# %% student
import gc, struct, sys
def f(given):
    from nbjudge.codec import Channel, Ref, encode
    channel = next(o for o in gc.get_objects() if type(o) is Channel)
    channel.send({forged})
    return 1
# %% test
try:
    f(lambda: 1)
except BaseException:
    pass
2
# %% test
assert True
""")
    _, attacked, later = grade(zygote, job).cells
    assert attacked.fault is not None
    assert attacked.fault.startswith("broke the protocol")
    assert not later.failed


@pytest.mark.parametrize(
    "attempt",
    [
        "given.gi_frame.f_globals",
        "given.gi_frame.f_back.f_globals",
        "given.gi_code",
        "given.__class__",
        "given.send.__self__",
        "fn.__globals__",
        "fn.__code__",
        "fn.__closure__",
        "obj.__dict__",
        "obj.method.__func__",
        "type(obj).mro()[0].__subclasses__()",
        "setattr(fn, 'x', 1)",
        "setattr(type(obj), 'method', None)",
        "setattr(obj, '__class__', int)",
    ],
)
def test_the_innards_of_a_tests_objects_stay_in_the_judge(zygote, attempt):
    job = job_of(f"""
# %% student
def f(given, fn, obj): return repr({attempt})
# %% test
secret = 4711
class Obj:
    def method(self): return 1
def fn(): return secret
try:
    got = f((n for n in [secret]), fn, Obj())
except AttributeError:
    got = ''
assert '4711' not in got, got
assert fn() == 4711 and Obj().method() == 1
""")
    run = grade(zygote, job).cells[1]
    assert not run.failed, run.outputs


@pytest.mark.parametrize("power", ["eval", "open", "getattr", "__import__", "exec"])
def test_a_power_of_the_judge_is_not_handed_out(zygote, power):
    job = job_of(f"""
# %% student
def f(g): return 1
# %% test
f({power})
""")
    run = grade(zygote, job).cells[1]
    assert run.failed
    assert "cannot cross" in run.outputs[-1]["evalue"]


@pytest.mark.slow
def test_an_endless_call_times_out_and_the_rest_goes_on(zygote):
    job = job_of("""
# %% student
def f():
    while True:
        try:
            while True: pass
        except BaseException: pass
def g(): return 1
# %% test
f()
# %% test
assert g() == 1
""")
    _, stuck, later = grade(zygote, replace(job, timeout=BUSY)).cells
    assert stuck.fault == "timed out"
    assert not later.failed


LOST = {
    "timed out": "while True: pass",
    "died": "import os; os._exit(1)",
}


@pytest.mark.parametrize("fault", LOST)
@pytest.mark.slow
def test_what_a_cell_had_bound_when_it_cost_its_process_is_there_afterwards(zygote, fault):
    job = job_of(f"""
# %% student


def before(): return 1
count = (
    before()
    - 1
)
%matplotlib inline
@staticmethod
def unused():
    return 2
if before():
    count += 1
    {LOST[fault]}
    count += 1
after = 2
# %% test
assert before() == 1 and count == 0
# %% test
assert 'after' not in globals()
# %% student
print(count)
# %% test
assert before() == 1
""")
    lost, bound, unbound, shown, again = grade(zygote, replace(job, timeout=BUSY)).cells
    assert lost.fault == fault
    assert not bound.failed
    assert not unbound.failed
    assert shown.outputs[0]["text"] == "0\n"
    assert not again.failed


@pytest.mark.slow
def test_of_a_cell_that_costs_its_process_at_once_nothing_is_there(zygote):
    job = job_of("""
# %% student
for n in range(10**12): pass
m = 1
# %% test
assert not {'n', 'm'} & globals().keys()
""")
    lost, test = grade(zygote, replace(job, timeout=BUSY)).cells
    assert lost.fault == "timed out"
    assert not test.failed


END = """
import gc
from nbjudge.codec import encode
end = next(o for o in gc.get_objects() if type(o).__name__ == 'StudentEnd')
def forge(question, answer, sync={}):
    reply = end.reply
    def forged(kind, number, payload):
        if kind == question: return [encode(('answer', number, answer, sync))]
        return reply(kind, number, payload)
    end.reply = forged
"""


@pytest.mark.parametrize(
    "forged",
    [
        "'fetch', 5",
        "'fetch', ['f', 'x']",
        "'names', 7",
        "'names', {'x': 1}",
        "'names', [['x']]",
        "'operate', 1, {'written': 3}",
        "'operate', 1, {'written': [('stdout', 1, 2)]}",
        "'operate', 1, {'rebound': ['f']}",
        "'operate', 1, {'gone': [[]]}",
    ],
)
def test_an_answer_of_the_wrong_kind_breaks_the_protocol(zygote, forged):
    job = job_of(f"""
# %% student
{END}
forge({forged})
def f(): return 1
# %% test
try:
    assert 'f' in globals() and f() == 1
except Exception:
    pass
2
""")
    _, attacked = grade(zygote, job).cells
    assert attacked.fault is not None
    assert attacked.fault.startswith("broke the protocol: not "), attacked.fault


@pytest.mark.parametrize(
    "forged",
    ["5", "{'outputs': '[]'}", "{'outputs': '[]', 'failed': False, 'rebound': [[]]}"],
)
def test_a_forged_end_of_a_cell_breaks_the_protocol(zygote, forged):
    job = job_of(f"""
# %% student
{END}
end.on_run = lambda *asked: {forged}
# %% student
x = 1
# %% test
assert True
""")
    _, attacked, later = grade(zygote, job).cells
    assert attacked.fault == "broke the protocol: not how a cell ended"
    assert not later.failed


@pytest.mark.parametrize(
    ("end", "fault"), [("while True: pass", "timed out"), ("import os; os._exit(0)", "died")]
)
@pytest.mark.slow
def test_what_a_cell_printed_before_its_process_was_lost_is_kept(zygote, end, fault):
    job = job_of(f"# %% student\nprint('earlier')\n# %% student\nprint('step 1')\n{end}\n")
    run = grade(zygote, replace(job, timeout=BUSY)).cells[1]
    assert run.fault == fault
    assert [(output["name"], output["text"]) for output in run.outputs] == [("stdout", "step 1\n")]


@pytest.mark.slow
def test_of_endless_printing_the_beginning_is_kept(zygote):
    job = job_of("# %% student\nn = 0\nwhile True:\n    print(n)\n    n += 1\n")
    (run,) = grade(zygote, replace(job, timeout=BUSY)).cells
    (output,) = run.outputs
    assert output["text"].startswith("0\n1\n2\n3\n")
    assert len(output["text"]) <= STREAM_CAP


@pytest.mark.parametrize("printing", ["print(x)", "import os; os.write(FILE, b'4711')"])
def test_what_a_test_hands_over_is_not_shown_when_the_process_is_lost(zygote, printing):
    job = job_of(f"""
# %% student
import os
FILE = next(n for n in range(3, 99) if os.path.exists(f'/proc/self/fd/{{n}}')
            and 'printed' in os.readlink(f'/proc/self/fd/{{n}}'))
def f(x):
    {printing}
    os._exit(0)
# %% test
f(4711)
""")
    first, run = grade(zygote, job).cells
    assert not first.failed, first.outputs
    assert run.fault == "died"
    assert run.outputs == []
