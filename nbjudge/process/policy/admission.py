"""What may cross into the judge and out of it.

Data always may. A live object of the student's may arrive only where the reference run had one, and
only what is no way into the judge is handed out. What counts is what a value holds when it is about
to be used, not what was said of it on the way.
"""

import contextlib
import importlib
import sys
from collections.abc import Callable, Collection, Iterable
from enum import Enum
from types import ModuleType
from typing import Any

from nbjudge.codec import Ref
from nbjudge.errors import Unclear
from nbjudge.process.locked import LockedCells
from nbjudge.process.policy import trust
from nbjudge.process.policy.changes import Changes
from nbjudge.process.policy.control import Control
from nbjudge.process.policy.expectation import Expectation
from nbjudge.process.policy.lending import Lending
from nbjudge.process.policy.live import PLAIN, Live, live_in
from nbjudge.process.policy.missing import not_available, of_any_kind
from nbjudge.process.policy.operations import VALUES, VERDICTS, family
from nbjudge.process.policy.places import Places
from nbjudge.process.policy.rejected import Rejected, rejected_original
from nbjudge.process.policy.unproven import Unproven, original_of, unproven
from nbjudge.process.policy.versions import Versions
from nbjudge.process.remote.crossing import Crossing
from nbjudge.process.remote.handles import Operate
from nbjudge.process.source import Source
from nbjudge.process.texts import Texts

AskAll = Callable[[list[tuple[int, str, tuple[Any, ...]]]], list[Any]]


class JudgeCrossing(Crossing):
    """The judge's side of the crossing, held to what a test cell is expected to meet.

    ``expectation`` is None while the reference run finds out; ``seen`` is what was met. ``unclear``
    says why the cell is for a person to judge, if it is. ``ask`` and
    ``ask_all`` have the student process do something without further ado, where ``operate`` asks
    as a test does.
    """

    def __init__(
        self,
        namespace: dict[str, Any],
        source: Source,
        operate: Operate,
        ask: Operate,
        ask_all: AskAll,
    ) -> None:
        super().__init__("judge", namespace, operate)
        self.expectation: Expectation | None = None
        self.seen = Expectation()
        self.unclear: str | None = None
        self.control = Control(
            lambda handle, operation, *args: ask(self._number(handle), operation, args, {}),
            lambda asked: ask_all(
                [(self._number(one), how, (other,)) for one, how, other in asked]
            ),
            lambda value: self.ref_of(value) is not None,
            self.is_unclear,
        )
        self._names: dict[str, Any] = {}
        self.locked = LockedCells(source.solution_names)
        self.texts = Texts()
        self.proxies.text_of = self.texts.of
        self.versions = Versions(self.locked, source, self.proxies.ref_of)
        self._solution_names = source.solution_names
        self.values.methods_win = True
        self.lending = Lending(self._exported, self._numbers)
        self.changes = Changes(self._of_solutions)
        self.shared.admits, self.shared.refused = self.changes.admits, self.changes.refused
        self.places = Places()
        self._rejected: BaseException | None = None
        self._contents: dict[int, Any] = {}
        self._wants_instances = True

    def start_cell(
        self, expectation: Expectation | None, *, hidden: bool, strict: bool = False
    ) -> None:
        self.expectation, self.seen, self.unclear = expectation, Expectation(), None
        self._names, self._rejected, self._contents = {}, None, {}
        self.places.start_cell()
        self.control.start_cell(hidden=hidden)
        self.changes.start_cell(expectation, self.seen, strict=strict)
        self.versions.start_cell(expectation, self.seen, strict=strict)
        self.lending.start_cell()

    def end_cell(self, handed_over: Iterable[object], *, hidden: bool) -> None:
        """The test has ended. What a hidden one gave to student code is not to be used any longer,
        but for values ``handed_over``: its functions may tell the answers to what comes next."""
        self.changes.end_cell()
        if hidden and self.expectation is not None:
            self.lending.revoke(handed_over)

    def _of_solutions(self) -> list[object]:
        """The values of the student's own names, as far as the running test has read them, and
        what instances of a student's own kind of list hold."""
        settled = self.expectation.settled if self.expectation and self.changes.is_testing else ()
        own = self._solution_names.difference(settled)
        values = [value for name, value in self._names.items() if name in own]
        return values + list(self._contents.values())

    @property
    def doubt(self) -> str | None:
        """What student code did that the reference did not, and that may have earned the points."""
        return self.changes.unexpected or self.versions.doubt

    def is_unclear(self, why: str) -> Unclear:
        """Note that the running cell is for a person to judge; the exception says why."""
        self.unclear = self.unclear or why
        return Unclear(why)

    # What the codec asks.

    def refer(self, value: Any) -> Ref | None:
        if type(value) is Rejected:
            return super().refer(rejected_original(value))
        if issubclass(type(value), Unproven):
            return super().refer(original_of(value))
        if not trust.may_be_handed_out(value):
            return None
        ref = super().refer(value)
        if ref and ref.owner == self.owner:
            self.lending.lend(ref.number)
        if ref and ref.kind == "value" and not isinstance(value, Enum):
            self.values.knows(vars(value), type(value))
        return ref

    def keyed(self, key: int, value: object) -> object:
        kept = super().keyed(key, value)
        self.values.put_in_order(kept)
        return kept

    def either(self, ref: Ref, data: Any) -> object:
        """An instance of a student's own kind of list, say: as a live object where the reference
        run had one, else as the list that it is."""
        handle = self.resolve(ref)
        if not self._wants_instances or ref.owner != self.other:
            return data
        self._contents[ref.number] = data
        return handle

    def module(self, name: str) -> ModuleType:
        """The judge's own module of that name; for one it has no use for, an empty one.

        It imports nothing between tests, when nobody but a submission could ask for it.
        """
        wanted = name in self.values.helper_modules or self.expectation is None
        if self.changes.is_testing and wanted and name not in sys.modules:
            with contextlib.suppress(ImportError):
                importlib.import_module(name)
        return sys.modules.get(name) or ModuleType(name)

    # What arrives.

    def ref_of(self, value: Any) -> Ref | None:
        """For which object of the student's a value stands, if for any."""
        if issubclass(type(value), Unproven):
            value = original_of(value)
        return self.proxies.ref_of(value)

    def _number(self, handle: object) -> int:
        ref = self.ref_of(handle)
        assert ref is not None
        return ref.number

    def expect(self, places: Collection[str]) -> bool:
        """Get ready for what arrives at these places; returns for what it was ready before."""
        before = self._wants_instances
        expected = self.expectation
        self._wants_instances = expected is None or not expected.instances.isdisjoint(places)
        return before

    def expect_again(self, before: bool) -> None:
        self._wants_instances = before

    def admit_name(self, name: str, value: object) -> Any:
        """The value of a name as a test cell may have it. Raises as `admit` does."""
        value = self.versions.of(name, self.admit(name, f"`{name}`", value))
        self._names[name] = value
        if ref := self.proxies.ref_of(value):
            self.places.named(name, ref.number)
        return value

    def admitted(self, number: int, operation: str, args: tuple[Any, ...], answer: object) -> Any:
        """An answer as the test may have it.

        A function where data was expected becomes a `Rejected`: the test may not look at it at all.
        Raises TypeError for data that holds one, and Unclear as `admit` does.
        """
        try:
            for place in self.places.of(number, operation, args):
                answer = self.admit(place, "what your code returned", answer)
        except TypeError as rejected:
            if self.proxies.ref_of(answer) is None:
                raise
            return Rejected(str(rejected), answer)
        if ref := self.proxies.ref_of(answer):
            self.places.gave(number, operation, args, ref.number)
        return answer

    def admit(self, place: str, what: str, value: Any) -> Any:
        """A value as a test may have it, given what the reference run had in that place.

        Raises TypeError for functions where data was expected, and Unclear for data that holds an
        object which may judge itself; such an object alone becomes an `Unproven`.
        """
        if type(value) in PLAIN:
            self.seen.places.add(place)
            return value
        expected = self.expectation
        live = live_in(value, self.ref_of, not_available if expected else of_any_kind)
        self._check_missing(place, what, live.missing)
        if live.instances:
            if expected and place not in expected.instances and not self._is_called(place, value):
                return self._unproven(place, what, value, live)
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
        return value

    def _check_missing(self, place: str, what: str, missing: dict[str, int]) -> None:
        seen = self.seen.missing
        for column, count in missing.items():
            at = f"{place}[{column!r}]"
            if self.expectation and count > self.expectation.missing.get(at, 0):
                raise self.is_unclear(
                    f"{what} has {count} NA in a column where the reference solution has "
                    f"{self.expectation.missing.get(at, 0)} missing values, and pandas takes NA "
                    "for equal to everything"
                )
            seen[at] = max(count, seen.get(at, 0))

    def _unproven(self, place: str, what: str, value: Any, live: Live) -> Any:
        """What a test gets in place of a live object that the reference run had not there."""
        if issubclass(type(value), Unproven):
            return value
        ref = self.proxies.ref_of(value)
        if ref is None:
            raise self.is_unclear(rejection(what, f"an object of type {listed(live.instances)}"))
        if ref.number in self._contents:
            return self.admit(place, what, self._contents[ref.number])
        return unproven(value, self.control)

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
                allowed[name] = self.admit_name(name, value)
            except (TypeError, Unclear) as rejected:
                self._rejected = rejected
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

    # What is asked.

    def is_expected(self, operation: str) -> bool:
        """Whether a test may ask this of an object: the reference run did, or it gives a value."""
        if not operation.startswith("__") or operation in VALUES:
            return True
        if self.expectation and family(operation) not in self.expectation.operations:
            return False
        self.seen.operations.add(family(operation))
        return True

    def judged(self, number: int, operation: str, args: tuple[Any, ...]) -> Any:
        """The answer to what the reference run did not ask for. Raises Unclear."""
        handle = self.proxies.numbered(number)
        if operation in VERDICTS:
            return self.control.verdict(handle, operation, *args, hidden=False)
        raise self.control.cannot_tell(handle, operation)


def listed(kinds: set[str]) -> str:
    return ", ".join(sorted(kinds))


def rejection(what: str, kind: str) -> str:
    return (
        f"{what} holds {kind}; this test expects plain data: numbers, text, lists, dicts, arrays "
        "or tables"
    )
