"""Name resolution for test cells: the judge's namespace, and where each name in it comes from.

A name that a test cell reads is resolved in this order: bound by an earlier test cell and not
rebound by the student since; the judge's own copy of what locked cells import and define, constants
included; the student's namespace, in the other process. Builtins are the judge's own, whatever the
student called ``all``.
"""

import ast
from collections.abc import Iterable
from contextlib import suppress
from types import NoneType
from typing import Any

from nbjudge.process import names
from nbjudge.process.kernel.shell import SHELL_NAMES
from nbjudge.process.on_demand import BUILTINS, NamesOnDemand
from nbjudge.process.remote.crossing import StateSync
from nbjudge.process.source import Source, imported

_UNSET = object()
CONSTANTS = (NoneType, bool, int, float, complex, str, bytes, tuple)


class Namespace:
    """``names`` are those that test cells run in; the rest says where each of them comes from.

    Of what the ``source``'s cells other than tests read, a name is handed to the student process
    when a test cell binds it, and no others, or hidden values would leak. Of what solution cells
    bind the judge never has its own copy.
    """

    def __init__(
        self,
        names_here: NamesOnDemand,
        source: Source,
    ) -> None:
        self._imports = dict(source.imports)
        self.names = names_here
        self.own: set[str] = set()
        self._constants: set[str] = set()
        self._pushable = source.pushable
        self._solution_names = source.solution_names
        self._rebindable = set(source.solution_names)
        self._defines = False
        self._bound: set[str] = set()
        self._at_start = self._before = names_here.all_held()
        self._known: dict[str, Any] = {}
        self._students: set[str] = set()
        self._absent: set[str] = set()

    def define(self, source: str) -> None:
        """Make the judge's own copy of what a locked cell imports and defines."""
        cell = names.parse(source)
        self._rebindable |= names.binds(cell)
        self._defines = True
        self._define(names.definitions(cell, never=self._solution_names))
        self._defines = False

    def _define(self, tree: ast.Module) -> None:
        for node in tree.body:
            module = names.module_of(node)
            bound = names.binds(module)
            before = self.names.all_held() if "*" in bound else {}
            try:
                exec(compile(module, "<locked cell>", "exec"), self.names)
            except Exception:
                continue  # the cell itself fails in the student process, where its error is shown
            if "*" in bound:
                bound = self._imported(before)
            bound &= self.names.all_held().keys()
            constants = {name for name in bound if type(self.names[name]) in CONSTANTS}
            self._constants |= constants
            self._at_start |= {name: self.names[name] for name in constants}
            self.own |= bound - constants
            self._bound -= bound

    def _imported(self, before: dict[str, Any]) -> frozenset[str]:
        """The names that an import of everything brought, but for those of solution cells."""
        held = self.names.all_held()
        brought = {n for n, v in held.items() if n not in before or before[n] is not v}
        for name in brought & self._solution_names:
            self.names.drop(name)
            self.names.update({name: before[name]} if name in before else {})
        return frozenset(brought - self._solution_names)

    def start_test(self) -> None:
        """A test cell is about to run: what the last one had of the student's may be stale."""
        for name in self._students:
            if self.names.held(name, _UNSET) is self._known.pop(name, None):
                self.names.drop(name)
        self._students, self._absent = set(), set()
        self._before = self.names.all_held()

    def test_ended(self) -> None:
        """Note what a test cell bound, however it did: it is the tests' own from now on."""
        for name, value in self.names.all_held().items():
            is_new = value is not self._before.get(name, _UNSET)
            if is_new and not SHELL_NAMES.fullmatch(name) and not self._is_the_students(name):
                self._bound.add(name)

    def shadowed(self) -> set[str]:
        """The builtins that names of the notebook hide."""
        return {name for name in BUILTINS if self.names.holds(name) and name not in self.own}

    def is_own(self, name: str) -> bool:
        """Whether the judge has a name itself, or nobody has it."""
        is_shells = SHELL_NAMES.fullmatch(name) is not None
        is_deleted = name in self._known or name in self._bound
        return self._defines or is_shells or is_deleted or name in BUILTINS

    def import_own(self, name: str) -> bool:
        """Import what a test cell reads, where the instructor's cells import it."""
        if name not in self._imports or name in self._bound:
            return False
        with suppress(Exception):  # the cell itself fails in the student process
            self.names[name] = imported(self._imports.pop(name), name)
            self.own.add(name)
        return name in self.own

    def fetched_names(self) -> set[str]:
        """What the running test cell has of the student's, or the one that has just ended."""
        return set(self._students)

    def fetched(self, name: str, value: Any) -> None:
        """Note what the student process has under a name."""
        self.names[name] = self._known[name] = value
        self._students.add(name)

    def not_there(self, name: str) -> None:
        """Note that the student process has nothing under a name."""
        self._absent.add(name)

    def student_cell_bound(self, bound: Iterable[str]) -> None:
        """A student cell bound names. One that is the tests' own stays so nevertheless."""
        for name in self._bound & set(bound) & self._rebindable:
            self._bound.remove(name)
            self._known.pop(name, None)
            self.names.drop(name)

    def withhold(self) -> None:
        """Keep what tests bound from the student process: something of it cannot cross."""
        self._pushable -= self._bound

    def handed_over(self) -> list[Any]:
        """What tests bound for the student's cells to use."""
        return [self.names.held(name) for name in self._pushable & self._bound]

    def pushed(self) -> StateSync:
        """The names bound here that student code reads, as far as it does not know them yet."""
        held = self.names.held
        news = {
            name: value
            for name in self._pushable - self.own
            if (value := held(name, _UNSET)) is not _UNSET
            and value is not self._known.get(name)
            and not self._is_put_back(name)
        }
        deleted = [
            name
            for name in self._known
            if name in self._pushable and (not self.names.holds(name) or self._is_put_back(name))
        ]
        if not news and not deleted:
            return {}
        self._known = {n: v for n, v in self._known.items() if n not in deleted} | news
        self._students -= news.keys()
        found = {"pushed": news, "deleted": deleted}
        return {what: some for what, some in found.items() if some}

    def _is_put_back(self, name: str) -> bool:
        """Whether a name is as it was before any test: the student process has its own of it, or,
        if a test had replaced a constant meanwhile, is to have it back."""
        value = self.names.held(name)
        is_first = value is self._at_start.get(name, _UNSET)
        return is_first and not (name in self._known and type(value) in CONSTANTS)

    def of_tests(self, names_there: Iterable[str]) -> set[str]:
        """Those of the names that the running test cell has bound, or an earlier one."""
        return {
            name
            for name in names_there
            if name in self._bound or (self.names.holds(name) and not self._is_the_students(name))
        }

    def student_rebound(self, rebound: dict[str, Any], gone: list[str]) -> None:
        """Take over what student code did to names that it has; others are the test's own."""
        for name, value in rebound.items():
            if self._is_still_the_students(name):
                self.names[name] = self._known[name] = value
                self._absent.discard(name)
        for name in gone:
            if name in self._known and self._is_still_the_students(name):
                self.names.drop(name)
                del self._known[name]
                self._absent.add(name)

    def _is_the_students(self, name: str) -> bool:
        return name in self._students and self.names.held(name) is self._known.get(name)

    def _is_still_the_students(self, name: str) -> bool:
        if name in self._known:
            return self.names.held(name, _UNSET) is self._known[name]
        return name in self._absent and not self.names.holds(name)
