"""Exceptions on their way from one side to the other."""

import re

from grader_tests.engine.judge.conftest import job_of
from nbjudge.grading.run import grade


def test_builtin_exceptions_keep_class_and_arguments(passes):
    passes("""
# %% student
def fail(kind):
    if kind == 'key': return {}['nope']
    if kind == 'zero': return 1 / 0
    if kind == 'file': return open('/nonexistent')
    if kind == 'unicode': return b'\\xff'.decode('utf-8')
    if kind == 'stop': raise StopIteration(4)
    raise ValueError('bad', 3)
# %% test
for kind in 'key zero file unicode stop value'.split():
    try:
        fail(kind)
    except Exception as error:
        print(type(error), error, error.args)
try:
    fail('file')
except FileNotFoundError as error:
    print(error.errno, error.filename, error.strerror)
try:
    fail('stop')
except StopIteration as stop:
    print(stop.value)
""")


def test_exceptions_that_a_student_defined(passes):
    passes("""
# %% student
class Broke(ValueError):
    def __init__(self, balance):
        super().__init__(f'only {balance}')
        self.balance = balance
class Worse(Broke): pass
class Plain(Exception): pass
def pay(n):
    if n > 5: raise Worse(n)
    raise Broke(n)
def plain(): raise Plain('text', 1)
# %% test
try:
    pay(1)
except Broke as error:
    print(error, error.balance, type(error).__name__, error.args)
try:
    pay(9)
except Broke as error:
    assert isinstance(error, Worse) and isinstance(error, ValueError)
    assert error.balance == 9
assert issubclass(Worse, Broke) and issubclass(Broke, ValueError) and not issubclass(Plain, Broke)
try:
    plain()
except Broke:
    raise
except Plain as error:
    assert error.args == ('text', 1) and str(error) == "('text', 1)"
try:
    raise Plain('raised here')
except Plain as error:
    assert str(error) == 'raised here'
try:
    raise Broke(3)
except Broke as error:
    assert error.balance == 3 and str(error) == 'only 3'
""")


def test_library_exceptions_keep_their_class(passes):
    passes("""
# %% locked
import numpy as np
import pandas as pd
import json, decimal
# %% student
def invert(): return np.linalg.inv(np.zeros((2, 2)))
def parse(): return json.loads('{')
def divide(): return decimal.Decimal(1) / 0
def shape(): return np.zeros(2) @ np.zeros(3)
def column(): return pd.DataFrame({'a': [1]})['b']
# %% test
for f, kind in (invert, np.linalg.LinAlgError), (parse, json.JSONDecodeError), \\
        (divide, decimal.DivisionByZero), (shape, ValueError), (column, KeyError):
    try:
        f()
    except kind as error:
        print(str(error))
    else:
        raise AssertionError(kind)
try:
    parse()
except json.JSONDecodeError as error:
    print(error.pos, error.msg)
""")


def test_an_exception_raised_from_another(passes):
    passes("""
# %% student
def f():
    try:
        int('x')
    except ValueError as error:
        raise KeyError('k') from error
def g():
    try:
        int('x')
    finally:
        {}['y']
# %% test
try:
    f()
except KeyError as error:
    assert isinstance(error.__cause__, ValueError)
    print(error.__cause__)
try:
    g()
except KeyError as error:
    assert isinstance(error.__context__, ValueError)
""")


def test_exceptions_of_a_tests_function_pass_through_student_code(passes):
    passes("""
# %% student
def call(f): return f()
def safe(f):
    try:
        return f()
    except ValueError as error:
        return str(error), type(error).__name__
def reraise(f):
    try:
        f()
    except Exception:
        raise
# %% test
class Mine(Exception): pass
class MineToo(ValueError): pass
def mine(): raise Mine('m')
def value(): raise ValueError('v')
def too(): raise MineToo('t')
try:
    call(mine)
except Mine as error:
    assert str(error) == 'm' and type(error) is Mine
try:
    reraise(mine)
except Mine as error:
    assert type(error) is Mine
assert safe(value) == ('v', 'ValueError') and safe(too) == ('t', 'MineToo')
""")


def test_an_exception_returned_as_a_value(passes):
    passes("""
# %% student
class Mine(Exception): pass
def give(own): return Mine('m') if own else ValueError('v', 1)
# %% test
assert isinstance(give(True), Mine) and str(give(True)) == 'm'
assert isinstance(give(False), ValueError) and give(False).args == ('v', 1)
""")


def test_assertions_of_student_code(passes):
    passes("""
# %% student
def checked(x):
    assert x > 0, 'must be positive'
    return x
# %% test
import unittest
t = unittest.TestCase()
with t.assertRaises(AssertionError):
    checked(-1)
with t.assertRaisesRegex(AssertionError, 'positive'):
    checked(-1)
t.assertEqual(checked(1), 1)
""")


def test_exception_groups_and_system_exit(passes):
    passes("""
# %% student
def leave(): raise SystemExit(3)
def many(): raise ExceptionGroup('g', [ValueError(1), KeyError(2)])
# %% test
try:
    leave()
except SystemExit as error:
    assert error.code == 3
try:
    many()
except* ValueError as group:
    print(len(group.exceptions))
except* KeyError:
    print('key')
""")


def traceback_of(run):
    lines = "\n".join(line for output in run.outputs for line in output.get("traceback", []))
    return re.sub(r"\x1b\[[\d;]*m", "", lines)


def test_the_line_that_failed_in_a_function_is_told(zygote):
    job = job_of("""
# %% student
# how it is divided
def share(total, heads):
    each = total / heads
    return each
# %% test
assert share(6, 0) == 0
""")
    shown = traceback_of(grade(zygote, job).cells[1])
    assert "ZeroDivisionError: division by zero" in shown
    assert "In share, line 3 of its cell: each = total / heads" in shown


def test_a_line_of_the_test_is_not_told_to_the_students_code(zygote):
    job = job_of("""
# %% student
def guarded(call):
    try:
        return call()
    except ValueError as error:
        return str(getattr(error, '__notes__', '')) + str(error)
# %% test
def secret():
    raise ValueError('4711'[:0])
assert '4711' not in guarded(secret), guarded(secret)
""")
    run = grade(zygote, job).cells[1]
    assert not run.failed, run.outputs
