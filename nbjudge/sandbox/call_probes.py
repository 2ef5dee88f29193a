"""The probes of the wall ``syscalls``: every refused call is really made, by its number.

Arguments are -1 wherever they may be, so that a kernel that answers has nothing to do.
"""

import ctypes
import errno

from nbjudge.sandbox import calls, requests, syscalls
from nbjudge.sandbox.probes import Canaries
from nbjudge.sandbox.requests import Condition, Rule

LAST = 600
"""Numbers up to this are tried: more than any kernel has."""

_UPROBES = {335, 336}
"""uretprobe and uprobe of x86_64: kernels since 6.14 let no filter see them. Whoever calls them
gets SIGILL, unless a tracer with CAP_SYS_ADMIN has put the call there."""

_X32 = 0x4000_0000
_BAD_POINTER = -1
_MAKES_A_PROCESS = "clone"


def make_refused_calls(canaries: Canaries) -> None:
    """Raises LookupError when none is answered, for then the probe has not succeeded."""
    known = {*calls.allowed(syscalls.MACHINE).values(), *calls.pretended(syscalls.MACHINE).values()}
    numbers = [number for number in range(LAST) if number not in known | _UPROBES]
    if syscalls.MACHINE == "x86_64":
        numbers += [number | _X32 for number in range(LAST)]
    if not any(_error(number, [_BAD_POINTER] * 6) != errno.ENOSYS for number in numbers):
        raise LookupError(f"none of {len(numbers)} exists")


def ask_for_refused(canaries: Canaries) -> None:
    """Make an allowed call with arguments that a rule refuses, for each rule."""
    allowed = calls.allowed(syscalls.MACHINE)
    asked = [
        (name, _error(allowed[name], arguments_of(rule)), rule.error)
        for name, rules in requests.RULES.items()
        for rule in rules
        if name != _MAKES_A_PROCESS  # without the wall it would
    ]
    if all(found == wanted for _, found, wanted in asked):
        raise LookupError(f"{len(asked)} rules hold")


def arguments_of(rule: Rule) -> list[int]:
    """Arguments for which all conditions of a rule hold."""
    arguments = [_BAD_POINTER] * 6
    for condition in rule.conditions:
        arguments[condition.argument] = _meeting(condition)
    return arguments


def _meeting(condition: Condition) -> int:
    if condition.bits:
        return condition.bits
    return 0x7FFF if condition.others else condition.values[0]


def _error(number: int, arguments: list[int]) -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    ctypes.set_errno(0)
    returned = libc.syscall(ctypes.c_long(number), *map(ctypes.c_long, arguments))
    return ctypes.get_errno() if returned == -1 else 0
