"""The wall ``syscalls``: a filter over the kernel's own interface (seccomp(2)).

The other walls say what a student may reach. This one says what may be asked of the kernel at all:
the calls in `calls`, of some of them only what `requests` lets through, and nothing else. So what
a kernel learns to do in years to come stays shut.
"""

import errno
import struct
from collections.abc import Iterator, Sequence
from functools import cache

from nbjudge.sandbox import calls, requests, syscalls
from nbjudge.sandbox.requests import Condition, Rule

_AUDIT_ARCH = {"x86_64": 0xC000_003E, "aarch64": 0xC000_00B7}

# struct seccomp_data: int nr; u32 arch; u64 instruction_pointer; u64 args[6] (little endian)
_NUMBER, _ARCH, _FIRST_ARGUMENT = 0, 4, 16
_LOAD, _IF_EQUAL, _IF_AT_LEAST, _IF_ANY_BIT = 0x20, 0x15, 0x35, 0x45
_RETURN, _JUMP = 0x06, 0x05
_ALLOW, _FAIL_WITH = 0x7FFF_0000, 0x0005_0000
_NO_SUCH_CALL = _FAIL_WITH | errno.ENOSYS


def prepare() -> None:
    """Assemble the filter once, before processes that need it are forked."""
    if syscalls.MACHINE in _AUDIT_ARCH:
        program(syscalls.MACHINE)


def reject_calls() -> None:
    """Install the filter in this thread and all that it starts. Needs no_new_privs."""
    if syscalls.MACHINE not in _AUDIT_ARCH:
        raise OSError(errno.ENOSYS, f"no system call numbers known for {syscalls.MACHINE}")
    syscalls.set_seccomp_filter(program(syscalls.MACHINE))


@cache
def program(machine: str) -> bytes:
    """The filter, in classic BPF: first the calls that have rules, then all others by number.

    The second part looks at nothing but the number, so the kernel works out once what it says to
    each and asks no more (since Linux 5.11).
    """
    allowed = calls.allowed(machine)
    verdicts = dict.fromkeys(allowed.values(), _ALLOW)
    verdicts |= dict.fromkeys(calls.pretended(machine).values(), _FAIL_WITH)
    steps = [
        _step(_LOAD, _ARCH),
        _step(_IF_EQUAL, _AUDIT_ARCH[machine], then=1),
        _step(_RETURN, _NO_SUCH_CALL),  # 32-bit calls have other numbers: none of them
        _step(_LOAD, _NUMBER),
    ]
    for name, rules in requests.RULES.items():
        body = [step for rule in rules for step in _rule(rule)] + [_step(_RETURN, _ALLOW)]
        steps += [_step(_IF_EQUAL, allowed[name], otherwise=len(body)), *body]
    for end, verdict in _stretches(verdicts):
        steps += [_step(_IF_AT_LEAST, end, then=1), _step(_RETURN, verdict)]
    return b"".join([*steps, _step(_RETURN, _NO_SUCH_CALL)])


def _stretches(verdicts: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Runs of numbers with one verdict, in order: where each ends (exclusive), and the verdict."""
    last = max(verdicts)
    for number in range(last + 1):
        verdict = verdicts.get(number, _NO_SUCH_CALL)
        if number == last or verdict != verdicts.get(number + 1, _NO_SUCH_CALL):
            yield number + 1, verdict


def _rule(rule: Rule) -> list[bytes]:
    """Return the rule's error if all conditions hold; fall through to the next rule if not."""
    steps = [_step(_RETURN, _FAIL_WITH | rule.error)]
    for condition in reversed(rule.conditions):
        steps = [*_condition(condition, skipping=len(steps)), *steps]
    return steps


def _condition(condition: Condition, skipping: int) -> list[bytes]:
    """Go on with the next step if the condition holds, and skip so many steps if it does not."""
    tests: Sequence[tuple[int, int, int | None]] = (
        *((_IF_ANY_BIT, bits, None) for bits in (condition.bits,) if bits),
        *((_IF_EQUAL, value, None) for value in condition.values),
        *((_IF_AT_LEAST, first, last + 1) for first, last in condition.ranges),
    )
    found, missed = (skipping, 0) if condition.others else (0, skipping)
    # Behind the tests stands one jump for an argument that met none of them.
    after = [_step(_JUMP, missed)]
    for code, value, beyond in reversed(tests):
        hit = len(after) + found
        if beyond is None:
            after = [_step(code, value, then=hit), *after]
        else:
            end = _step(_IF_AT_LEAST, beyond, then=0, otherwise=hit)
            after = [_step(code, value, then=0, otherwise=1), end, *after]
    return [_step(_LOAD, _FIRST_ARGUMENT + 8 * condition.argument), *after]


def _step(code: int, value: int, *, then: int = 0, otherwise: int = 0) -> bytes:
    return struct.pack("=HBBI", code, then, otherwise, value)
