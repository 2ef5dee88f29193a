"""Name resolution for test cells: the judge's namespace, and where each name in it comes from.

A name that a test cell reads is resolved in this order: bound by an earlier test cell and not
rebound by the student since; the judge's own copy of what locked cells import and define, constants
included; the student's namespace, in the other process. Builtins are the judge's own, whatever the
student called ``all``.
"""

import ast
import builtins
from collections.abc import Iterable, Mapping
from contextlib import suppress
from types import NoneType
from typing import Any

from nbjudge.process import names
from nbjudge.process.kernel.shell import SHELL_NAMES
from nbjudge.process.remote.crossing import StateSync

BUILTINS = frozenset(dir(builtins))
CONSTANTS = (NoneType, bool, int, float, complex, str, bytes, tuple)


class Namespace:
    """``names`` are those that test cells run in; the rest says where each of them comes from.

    ``pushable`` are the names that cells other than tests read: only these are handed to the
    student process when a test cell binds them, or hidden values would leak. ``solution_names``
    are bound by solution cells: of these the judge never has its own copy. ``imports`` are what the
    instructor's other cells import, as statements by name.
    """

    def __init__(
        self,
        names_here: dict[str, Any],
        pushable: frozenset[str],
        solution_names: frozenset[str],
        imports: Mapping[str, str],
    ) -> None:
        self._imports = dict(imports)
        self.names = names_here
        self.own: set[str] = set()
        self._constants: set[str] = set()
        self._pushable = pushable
        self._solution_names = solution_names
        self._rebindable = set(solution_names)
        self._bound: set[str] = set()
        self._binding: frozenset[str] = frozenset()
        self._at_start = dict(names_here)
        self._known: dict[str, Any] = {}
        self._absent: set[str] = set()
        self._reads_of: dict[str, frozenset[str]] = {}

    def define(self, source: str) -> None:
        """Make the judge's own copy of what a locked cell imports and defines."""
        cell = names.parse(source)
        self._rebindable |= names.binds(cell)
        tree = names.definitions(cell, never=self._solution_names)
        for node in tree.body:
            module = names.module_of(node)
            bound = names.binds(module)
            before = dict(self.names) if "*" in bound else {}
            try:
                exec(compile(module, "<locked cell>", "exec"), self.names)
            except Exception:
                continue  # the cell itself fails in the student process, where its error is shown
            if "*" in bound:
                bound = self._imported(before)
            bound &= self.names.keys()
            constants = {name for name in bound if type(self.names[name]) in CONSTANTS}
            self._constants |= constants
            self._at_start |= {name: self.names[name] for name in constants}
            self.own |= bound - constants
            self._bound -= bound
            self._reads_of |= dict.fromkeys(bound, names.reads(node))

    def _imported(self, before: dict[str, Any]) -> frozenset[str]:
        """The names that an import of everything brought, but for those of solution cells."""
        brought = {n for n, v in self.names.items() if n not in before or before[n] is not v}
        for name in brought & self._solution_names:
            del self.names[name]
            self.names |= {name: before[name]} if name in before else {}
        return frozenset(brought - self._solution_names)

    def import_own(self, wanted: Iterable[str]) -> None:
        """Import what a test cell is about to read, where the instructor's cells import it."""
        for name in self._imports.keys() & set(wanted) - self._bound:
            scratch: dict[str, Any] = {}
            with suppress(Exception):  # the cell itself fails in the student process
                exec(self._imports.pop(name), scratch)
                self.names[name] = scratch[name]
                self.own.add(name)

    def start_test(self, tree: ast.Module) -> None:
        """A test cell is about to run."""
        self._binding = names.binds(tree)

    @property
    def of_tests(self) -> set[str]:
        """The names that the running test cell binds, and what earlier ones have bound."""
        return self._bound | self._binding

    def read_by(self, tree: ast.Module) -> set[str]:
        """The names that a cell reads, and those that the judge's own functions read in turn."""
        found: set[str] = set()
        frontier = set(names.reads(tree))
        while frontier:
            found |= frontier
            reads = (self._reads_of[name] for name in frontier if name in self._reads_of)
            frontier = set().union(*reads) - found
        return found

    def left_to_student(self, wanted: Iterable[str]) -> set[str]:
        """Those of the names that the student process is to be asked for."""
        wanted = {name for name in wanted if not SHELL_NAMES.fullmatch(name)}
        return wanted - self.own - self._constants - self._bound - BUILTINS

    def fetched(self, present: dict[str, Any], absent: set[str]) -> None:
        """Note what the student process has under names, and which it has not."""
        self._absent = absent
        for name in absent:
            self.names.pop(name, None)
            self._known.pop(name, None)
        self.names.update(present)
        self._known.update(present)

    def student_cell_bound(self, bound: Iterable[str]) -> None:
        """A student cell bound names. One that is the tests' own stays so nevertheless."""
        self._bound -= set(bound) & self._rebindable

    def withhold(self) -> None:
        """Keep what tests bound from the student process: something of it cannot cross."""
        self._pushable -= self._bound

    def test_cell_bound(self, tree: ast.Module, before: dict[str, Any]) -> None:
        """Note what a test cell bound, given the names as they were ``before`` it ran."""
        unset = object()
        for node in tree.body:
            changed = {
                name
                for name in names.binds(names.module_of(node))
                if self.names.get(name, unset) is not before.get(name, unset)
            }
            if changed:
                self._bound |= {name for name in changed if name in self.names}
                self._reads_of |= dict.fromkeys(changed, names.reads(node))

    def pushed(self) -> StateSync:
        """The names bound here that student code reads, as far as it does not know them yet."""
        news = {
            name: self.names[name]
            for name in self._pushable - self.own
            if name in self.names
            and self.names[name] is not self._known.get(name)
            and self.names[name] is not self._at_start.get(name)
        }
        deleted = [n for n in self._known if n in self._pushable and n not in self.names]
        self._known = {n: v for n, v in self._known.items() if n not in deleted} | news
        found = {"pushed": news, "deleted": deleted}
        return {what: some for what, some in found.items() if some}

    def student_rebound(self, rebound: dict[str, Any], gone: list[str]) -> None:
        """Take over what student code did to names that it has; others are the test's own."""
        for name, value in rebound.items():
            if self._is_still_the_students(name):
                self.names[name] = self._known[name] = value
                self._absent.discard(name)
        for name in gone:
            if name in self._known and self._is_still_the_students(name):
                del self.names[name], self._known[name]
                self._absent.add(name)

    def _is_still_the_students(self, name: str) -> bool:
        if name in self._known:
            return self.names.get(name) is self._known[name]
        return name in self._absent and name not in self.names
