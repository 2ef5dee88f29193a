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
from contextlib import suppress
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from nbjudge.codec import Hooks, Ref, encode
from nbjudge.errors import CannotCross
from nbjudge.process.locked import LockedCells
from nbjudge.process.policy.expectation import Expectation
from nbjudge.process.source import Source, imported


@dataclass(frozen=True)
class Fingerprint:
    """Of a value's content; it may be data alone."""

    digest: bytes
    is_data: bool


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
            return imported(self._library[name], name)
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
            return
        now = self.fingerprint(value)
        if now is None:
            return
        if name in self._solution_names:
            if name in self._graded and self._graded[name][0] == now:
                seen.settled.add(name)
            else:
                self._graded[name] = now, None
        elif now.is_data and self._locked.binds(name):
            with suppress(LookupError):
                if self.fingerprint(self._locked.value_of(name)) == now:
                    seen.locked[name] = now.digest

    def _keep(self, name: str, value: Any) -> None:
        if now := self.fingerprint(value):
            self._graded[name] = now, copy.deepcopy(value) if now.is_data else value

    def _as_graded(self, name: str, value: Any) -> Any:
        if name not in self._graded:
            return value
        then, graded = self._graded[name]
        if self.fingerprint(value) == then:
            return value
        self.doubt = self.doubt or f"changed `{name}` after the exercise that it belongs to"
        if not self._is_strict:
            return value
        return copy.deepcopy(graded) if then.is_data else graded

    def _as_locked(self, name: str, value: Any, digest: bytes) -> Any:
        now = self.fingerprint(value)
        if now and now.digest == digest:
            return value
        self.doubt = self.doubt or f"changed `{name}`, which a locked cell defines"
        if self._is_strict:
            with suppress(LookupError):
                return copy.deepcopy(self._locked.value_of(name))
        return value

    def fingerprint(self, value: Any) -> Fingerprint | None:
        """The same for the same content; None for what cannot be told apart."""
        hooks = _ByNumber(self._ref_of)
        try:
            return Fingerprint(hashlib.blake2b(encode(value, hooks)).digest(), not hooks.met)
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
