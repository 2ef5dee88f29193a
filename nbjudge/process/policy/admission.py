"""What may cross into the judge and out of it.

Data always may. A live object of the student's may arrive only where the reference run had one, and
only what is no way into the judge is handed out. What counts is what a value holds when it is about
to be used, not what was said of it on the way.
"""

import contextlib
import importlib
import sys
from collections.abc import Collection
from types import ModuleType
from typing import Any

from nbjudge.codec import Ref
from nbjudge.process.policy import trust
from nbjudge.process.policy.expectation import Expectation
from nbjudge.process.policy.live import PLAIN, live_in
from nbjudge.process.policy.rejected import Rejected, original_of
from nbjudge.process.remote.crossing import Crossing
from nbjudge.process.remote.handles import Operate

ALWAYS_ASKED = frozenset(
    "__repr__ __str__ __dir__ __hash__ __format__ __iter__ __next__ __call__".split()
)
"""What may be asked of any live object: a test sees data in answer, and judges that."""


CALLS = frozenset({"call", "__call__"})


class JudgeCrossing(Crossing):
    """The judge's side of the crossing, held to what a test cell is expected to meet.

    ``expectation`` is None while the reference run finds out; ``seen`` is what was met.
    """

    def __init__(self, namespace: dict[str, Any], operate: Operate) -> None:
        super().__init__("judge", namespace, operate)
        self.expectation: Expectation | None = None
        self.seen = Expectation()
        self._names: dict[str, Any] = {}
        self._called: dict[int, set[str]] = {}
        self._rejected: TypeError | None = None

    def start_cell(self, expectation: Expectation | None) -> None:
        self.expectation, self.seen = expectation, Expectation()
        self._names, self._called, self._rejected = {}, {}, None

    def refer(self, value: object) -> Ref | None:
        if type(value) is Rejected:
            return super().refer(original_of(value))
        return super().refer(value) if trust.may_be_handed_out(value) else None

    def module(self, name: str) -> ModuleType:
        """The judge's own module of that name; for one it has no use for, an empty one."""
        wanted = name in self.values.helper_modules or self.expectation is None
        if wanted and name not in sys.modules:
            with contextlib.suppress(ImportError):
                importlib.import_module(name)
        return sys.modules.get(name) or ModuleType(name)

    def admit_name(self, name: str, value: object) -> None:
        """Let a test cell have the value of a name. Raises TypeError as `admit` does."""
        self.admit(name, f"`{name}`", value)
        self._names[name] = value
        if ref := self.proxies.ref_of(value):
            self._called.setdefault(ref.number, set()).add(name)

    def admitted(self, number: int, operation: str, args: tuple[Any, ...], answer: object) -> Any:
        """An answer as the test may have it.

        What a call gives is held to what calls by that name gave, and by any other name that the
        test has for the same object; an attribute to what that attribute was. For an object that is
        not allowed there the test gets a `Rejected`: it may not look at it at all. Raises TypeError
        for data that holds one.
        """
        if operation == "getattr":
            origins = [f".{args[0]}"]
            places = [f"getattr {args[0]}"]
        else:
            names = sorted(self._called.get(number, ())) if operation in CALLS else []
            origins = [f"{name}()" for name in names]
            places = [f"call {name}" for name in names] or [operation]
        ref = self.proxies.ref_of(answer)
        try:
            for place in places:
                self.admit(place, "what your code returned", answer)
        except TypeError as rejected:
            if ref is None:
                raise
            return Rejected(str(rejected), answer)
        if ref is not None:
            self._called.setdefault(ref.number, set()).update(origins)
        return answer

    def admit(self, place: str, what: str, value: object) -> None:
        """Let a value pass with what the reference run had there. Raises TypeError for more."""
        if type(value) in PLAIN:
            self.seen.places.add(place)
            return
        live, expected = live_in(value, self.proxies.ref_of), self.expectation
        if live.instances:
            if expected and place not in expected.instances and not self._is_called(place, value):
                raise TypeError(rejection(what, f"an object of type {listed(live.instances)}"))
            self.seen.instances.add(place)
        for kind in ("functions", "values"):
            found = getattr(live, kind)
            if not found:
                continue
            allowed = getattr(expected, kind) | expected.instances if expected else ()
            if expected and place in expected.places and place not in allowed:
                raise TypeError(rejection(what, f"a {listed(found)}"))
            getattr(self.seen, kind).add(place)
        self.seen.places.add(place)

    def _is_called(self, place: str, value: object) -> bool:
        """Whether it is a callable object where the reference had a function, which tests call."""
        ref = self.proxies.ref_of(value)
        is_object = ref is not None and ref.kind == "instance" and callable(value)
        return is_object and self.expectation is not None and place in self.expectation.functions

    def rebound(self, names: dict[str, Any], of_tests: Collection[str]) -> dict[str, Any]:
        """Those of the names that student code has rebound whose values may be used.

        A name that tests bind, such as the points so far, stays theirs unless the reference's
        functions have bound it too. For other values that may not be used `settle` raises: at this
        moment, the other side may be waiting for an answer.
        """
        allowed = {}
        for name, value in names.items():
            if name in of_tests:
                if self.expectation and name not in self.expectation.rebound:
                    continue
                self.seen.rebound.add(name)
            try:
                self.admit_name(name, value)
            except TypeError as rejected:
                self._rejected = rejected
            else:
                allowed[name] = value
        return allowed

    def settle(self) -> None:
        """Once student code has run: look again at what it may have changed. Raises TypeError."""
        rejected, self._rejected = self._rejected, None
        if rejected:
            raise rejected
        if self.shared.updated:
            changed, self.shared.updated = self.shared.updated, []
            self.admit("changed", "what your code changed", changed)
            for name, value in self._names.items():
                self.admit(name, f"`{name}`", value)

    def check_operation(self, operation: str) -> None:
        """Raise TypeError for a special method that the reference run did not ask for."""
        if not operation.startswith("__") or operation in ALWAYS_ASKED:
            return
        if self.expectation and operation not in self.expectation.operations:
            raise TypeError(f"{operation} of a student's object is no answer to this test")
        self.seen.operations.add(operation)


def listed(kinds: set[str]) -> str:
    return ", ".join(sorted(kinds))


def rejection(what: str, kind: str) -> str:
    return (
        f"{what} holds {kind}; this test expects plain data: numbers, text, lists, dicts, arrays "
        "or tables"
    )
