"""Which version of a name's value a test has, where student code could have changed it since.

A test may use what is not its exercise's: a function that an earlier exercise asked for, data that
a locked cell made, a library's function that a solution cell imports: so says the reference run.
The last are the judge's own. Of the others a test has what there is now, as in any notebook; where
that is not what it was, the test runs once more with the version that its own exercise was graded
with, or that the judge's own run of the locked cells gives, and has to end the same.
"""

import copy
import hashlib
from collections.abc import Callable
from types import ModuleType
from typing import Any

from nbjudge.codec import Hooks, Ref, encode
from nbjudge.errors import CannotCross
from nbjudge.process.locked import LockedCells
from nbjudge.process.policy.expectation import Expectation
from nbjudge.process.source import Source

Fingerprint = tuple[bytes, bool]
"""Of a value's content, and whether it is data alone."""


class Versions:
    """Decides what a test has under a name. ``doubt`` says which value is not what it was, if there
    is one."""

    def __init__(
        self,
        locked: LockedCells,
        source: Source,
        ref_of: Callable[[object], Ref | None],
    ) -> None:
        self._locked = locked
        self._solution_names = source.solution_names
        self._library = source.library
        self._ref_of = ref_of
        self._graded: dict[str, tuple[Fingerprint, Any]] = {}
        self.kept: frozenset[str] = frozenset()
        """The names of which later tests want the version of an earlier one."""
        self.start_cell(None, Expectation(), strict=False)

    def start_cell(
        self, expectation: Expectation | None, seen: Expectation, *, strict: bool
    ) -> None:
        self._expected, self._seen, self._is_strict = expectation, seen, strict
        self.doubt: str | None = None

    def of(self, name: str, value: Any) -> Any:
        """What a test has under a name of the student's whose value has arrived."""
        if isinstance(value, ModuleType):
            return value
        if self._expected is None:
            self._note(name, value)
            return value
        if name in self._expected.library:
            return own_import(self._library[name])
        if name in self._expected.settled:
            return self._as_graded(name, value)
        if name in self._expected.locked:
            return self._as_locked(name, value, self._expected.locked[name])
        if name in self.kept and not self._is_strict:
            self._keep(name, value)
        return value

    def _note(self, name: str, value: Any) -> None:
        """Note what the reference has under a name: whether it is what it was, or is our own."""
        seen = self._seen
        seen.settled.discard(name)
        seen.locked.pop(name, None)
        if name in self._library and callable(value):
            seen.library.add(name)
        elif name in self._solution_names:
            mark = self.fingerprint(value)
            if mark and (known := self._graded.get(name)) and known[0] == mark:
                seen.settled.add(name)
            elif mark:
                self._graded[name] = mark, None
        elif self._locked.binds(name) and (mark := self.fingerprint(value)) and mark[1]:
            try:
                own = self.fingerprint(self._locked.value_of(name))
            except LookupError:
                return
            if own == mark:
                seen.locked[name] = mark[0]

    def _keep(self, name: str, value: Any) -> None:
        mark = self.fingerprint(value)
        if mark:
            self._graded[name] = mark, copy.deepcopy(value) if mark[1] else value

    def _as_graded(self, name: str, value: Any) -> Any:
        if name not in self._graded:
            return value
        mark, graded = self._graded[name]
        if self.fingerprint(value) == mark:
            return value
        self.doubt = self.doubt or f"changed `{name}` after the exercise that it belongs to"
        return copy.deepcopy(graded) if self._is_strict and mark[1] else self._either(graded, value)

    def _as_locked(self, name: str, value: Any, digest: bytes) -> Any:
        mark = self.fingerprint(value)
        if mark and mark[0] == digest:
            return value
        self.doubt = self.doubt or f"changed `{name}`, which a locked cell defines"
        try:
            return self._either(self._locked.value_of(name), value)
        except LookupError:
            return value

    def _either(self, kept: Any, now: Any) -> Any:
        return kept if self._is_strict else now

    def fingerprint(self, value: Any) -> Fingerprint | None:
        """The same for the same content; None for what cannot be told apart."""
        hooks = _ByNumber(self._ref_of)
        try:
            return hashlib.blake2b(encode(value, hooks)).digest(), not hooks.met
        except CannotCross:
            return None


class _ByNumber(Hooks):
    """Counts what is no data as what it stands for on the other side."""

    def __init__(self, ref_of: Callable[[object], Ref | None]) -> None:
        self._ref_of = ref_of
        self.met = False

    def refer(self, value: object) -> Ref | None:
        self.met = True
        ref = self._ref_of(value)
        return Ref("student", ref.number, ref.kind, {}) if ref else None


def own_import(statement: str) -> Any:
    """What the reference's own import gives."""
    scratch: dict[str, Any] = {}
    exec(statement, scratch)
    del scratch["__builtins__"]
    return next(iter(scratch.values()))
