"""Other codes for one solution cell, tried against the reference: do they do the same?"""

import ast
import contextlib
import copy
import io
import json
import math
import random
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import numpy as np

from .comparing import Incomparable, difference
from .limit import Limit, TooLong
from .recording import CallRecorder, SeenCall, random_states, restore
from .varying import at_borders, variations

VARIED_CALLS = 6
"""Recorded calls, of each function, from which further inputs are made."""

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Import, ast.ImportFrom)


Outcome = dict[str, Any]
"""What a piece of code did, by the place where it shows: the values of names, or what was returned
and left in the arguments; what was raised; what was printed; where random numbers then stood."""


def differences(one: Outcome, other: Outcome) -> dict[str, float]:
    """How far two outcomes are apart, for each place where they are."""
    found = {
        place: difference(one[place], other[place]) if place in one and place in other else math.inf
        for place in sorted(one.keys() | other.keys())
    }
    return {place: apart for place, apart in found.items() if apart}


@dataclass
class Trial:
    """The trial of the codes for one solution cell. ``codes[0]`` is the reference's own.

    ``names`` are those whose values others read: they are compared after the codes' statements.
    ``apart`` is how far each code is from the reference at each place, ``apart_in_tests`` without
    the inputs that no test asks for. With a ``patience``, in seconds for them all, only what the
    tests ask is tried, and a code that takes long is unknown.
    """

    codes: list[str]
    names: list[str]
    patience: float | None = None
    apart: list[dict[str, float]] = field(default_factory=list)
    apart_in_tests: list[dict[str, float]] = field(default_factory=list)
    unknown: dict[int, str] = field(default_factory=dict)

    def run_statements(self, namespace: dict[str, Any]) -> None:
        """Run each code in a copy of the names as they are before the cell itself runs."""
        states = random_states()
        self.apart, self.apart_in_tests = [{} for _ in self.codes], [{} for _ in self.codes]
        reference: Outcome | None = None
        limit = Limit(self.patience)
        for number, code in enumerate(self.codes):
            with self._telling(number):
                restore(states)
                with limit:
                    outcome = self._after(code, namespace)
                reference = reference or outcome
                self._note(number, True, differences(reference, outcome))
        restore(states)

    def _after(self, code: str, namespace: dict[str, Any]) -> Outcome:
        names = copied(namespace, names_in(code))

        def run() -> Outcome:
            exec(compile(code, "<trial>", "exec"), names)
            held = {name: names[name] for name in self.names if name in names}
            return {name: value for name, value in held.items() if not callable(value)}

        return observed(run)

    def run_functions(self, recorder: CallRecorder, namespace: dict[str, Any]) -> None:
        """Call each code's functions as the tests did, and with other inputs like theirs."""
        recorder.on = False
        plain = dict(namespace) | recorder.originals
        constants, refusals = numbers_in(self.codes[0]), raised_in(self.codes[0])
        for name in functions_of(self.codes[0]):
            if (reference := recorder.originals.get(name)) is None:
                continue
            calls = recorder.calls[name]
            seen = list(seen_calls(calls, reference))
            others = (
                [] if self.patience else list(other_calls(calls, reference, constants, refusals))
            )
            limit = Limit(self.patience)
            for number in [n for n in range(len(self.codes)) if n not in self.unknown]:
                with self._telling(number):
                    if not seen:
                        raise Incomparable(f"no call of {name} that could be repeated was seen")
                    with limit:
                        function = defined_by(self.codes[number], name, plain)
                        self._note(number, True, most_apart(seen, function), f"{name}, ")
                    if math.inf not in self.apart[number].values():
                        self._note(number, False, most_apart(others, function), f"{name}, ")
        recorder.on = True

    @contextlib.contextmanager
    def _telling(self, number: int) -> Iterator[None]:
        """Keep why nobody can tell what a code does."""
        try:
            yield
        except (Exception, TooLong) as error:
            self.unknown[number] = str(error) or type(error).__name__

    def _note(self, number: int, in_tests: bool, found: dict[str, float], where: str = "") -> None:
        for known in [self.apart, self.apart_in_tests] if in_tests else [self.apart]:
            for place, apart in found.items():
                place = where + place
                known[number][place] = max(known[number].get(place, 0.0), apart)

    def report(self) -> None:
        """Print, as JSON, how far each code is from the reference and which nobody could tell."""
        told = {"apart": self.apart, "in_tests": self.apart_in_tests, "unknown": self.unknown}
        print(json.dumps(told))


def names_in(code: str) -> set[str]:
    return {node.id for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)}


def copied(namespace: dict[str, Any], names: set[str]) -> dict[str, Any]:
    """The namespace, with the named values copied so that nothing done to them stays."""
    held = {
        name: namespace[name]
        for name in names & namespace.keys()
        if not isinstance(namespace[name], ModuleType)
    }
    return dict(namespace) | copy.deepcopy(held)


def observed(work: Callable[[], Outcome]) -> Outcome:
    """Do some work and tell what came of it."""
    printed = io.StringIO()
    found: Outcome
    with contextlib.redirect_stdout(printed), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = work()
        except Exception as error:
            found = {"raised": error}
    state: Any = np.random.get_state()
    random_state = [int(np.sum(state[1])), state[2], hash_of_random()]
    return found | {"printed": printed.getvalue(), "random numbers": random_state}


def hash_of_random() -> int:
    return hash(random.getstate()) % (1 << 53)


def numbers_in(code: str) -> list[float]:
    """The numbers that a code mentions."""
    values = [node.value for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Constant)]
    return sorted({v for v in values if isinstance(v, int | float) and not isinstance(v, bool)})


def raised_in(code: str) -> set[str]:
    """The names of the exceptions that a code raises by a statement."""
    raised = [node.exc for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Raise)]
    classes = (exc.func if isinstance(exc, ast.Call) else exc for exc in raised)
    return {cls.id for cls in classes if isinstance(cls, ast.Name)}


def functions_of(code: str) -> list[str]:
    return [n.name for n in ast.parse(code).body if isinstance(n, ast.FunctionDef)]


def defined_by(code: str, name: str, namespace: dict[str, Any]) -> Callable[..., Any]:
    """The function of that name as the code defines it; its other statements are not run."""
    names = dict(namespace)
    body = [node for node in ast.parse(code).body if isinstance(node, DEFINITIONS)]
    exec(compile(ast.Module(list(body), []), "<trial>", "exec"), names)
    if name not in functions_of(code):
        raise Incomparable(f"it does not define {name}")
    found: Callable[..., Any] = names[name]
    return found


@dataclass
class Question:
    """A call to be made, and what the reference answered to it."""

    call: SeenCall
    answer: Outcome


def seen_calls(calls: list[SeenCall], function: Callable[..., Any]) -> Iterator[Question]:
    for call in calls:
        yield Question(call, answer(function, call))


def other_calls(
    calls: list[SeenCall], function: Callable[..., Any], constants: list[float], refusals: set[str]
) -> Iterator[Question]:
    """Calls like those that were seen, as far as the reference takes them well, or refuses them
    with an exception that it raises itself."""
    for call in calls[:VARIED_CALLS]:
        given = call.args, call.kwargs
        for args, kwargs in [*variations(given), *at_borders(given, constants)]:
            other = SeenCall(args, kwargs, call.random_states)
            with np.errstate(all="raise"):
                found = answer(function, other)
            if "raised" not in found or type(found["raised"]).__name__ in refusals:
                yield Question(other, found)


def answer(function: Callable[..., Any], call: SeenCall) -> Outcome:
    """What a call returns, and what it leaves in its arguments."""
    args, kwargs = copy.deepcopy(call.args), copy.deepcopy(call.kwargs)
    restore(call.random_states)
    outcome = observed(lambda: {"returned": function(*args, **kwargs)})
    plain = [a for a in [*args, *kwargs.values()] if not callable(a)]
    return outcome | {"arguments": plain}


def most_apart(asked: list[Question], function: Callable[..., Any]) -> dict[str, float]:
    """How far a function's answers are from the reference's, at most, for each place."""
    found: dict[str, float] = {}
    for question in asked:
        for place, apart in differences(question.answer, answer(function, question.call)).items():
            found[place] = max(found.get(place, 0.0), apart)
    return found
