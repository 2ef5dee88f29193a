"""The judge: runs the test cells of one submission, in a process that only plain data can reach.

A name that a test cell reads is resolved in this order: bound by an earlier test cell and not
rebound by the student since; the judge's own copy of what locked cells import and define; the
student's namespace, over the wire. Builtins are the judge's own, whatever the student called
``all``.
"""

import builtins
import contextlib
import importlib
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from numbers import Real
from types import ModuleType
from typing import Any

import numpy as np

from nbjudge import names
from nbjudge.bridge import trust
from nbjudge.bridge.ends import End, Handover, perform
from nbjudge.shell import SHELL_NAMES, CellShell
from nbjudge.wire import BadWire, CannotCross, Ref
from nbjudge.wire.channel import Channel
from nbjudge.wire.errors import Closed

BUILTINS = frozenset(dir(builtins))
ALWAYS_ASKED = frozenset(
    {"__repr__", "__str__", "__dir__", "__hash__", "__format__", "__iter__", "__next__"}
)
"""What may be asked of any live object: a test sees data in answer, and judges that."""


class StudentGone(BaseException):
    """The student process died or broke the protocol while a test cell was running.

    No ``except Exception`` of a test may take it for an answer; the cell is graded as failed.
    """


@dataclass
class Expectation:
    """What the reference run showed a test cell to need; the same fields record that run.

    ``modules`` maps names to the modules they were bound to. ``instances`` holds where live
    instances arrived (a name, or an operation), ``operations`` the special methods asked of them:
    only there may a submission's instances arrive, or an object that calls itself equal to
    everything would pass every test. ``number`` tells whether the cell ended with a number.
    """

    modules: dict[str, str] = field(default_factory=dict)
    instances: set[str] = field(default_factory=set)
    operations: set[str] = field(default_factory=set)
    number: bool = False


class JudgeEnd(End):
    """The judge's end of the wire. It answers little: calls of what a test handed over, input."""

    owner = "judge"
    other = "student"

    def __init__(self, channel: Channel, judge: "Judge") -> None:
        super().__init__(channel, 2, judge.namespace)
        self._judge = judge
        self.fault: str | None = None
        self.expectation: Expectation | None = None
        self.seen = Expectation()
        self._arrived: set[str] = set()

    def questions(self) -> frozenset[str]:
        return frozenset({"operate", "input"})

    def on_operate(
        self, number: int, operation: str, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Any:
        target = self.exported(number)
        trust.check_request(target, operation, args)
        return perform(target, operation, args, kwargs)

    def refer(self, value: object) -> Ref | None:
        return super().refer(value) if trust.may_be_handed_out(value) else None

    def on_input(self, prompt: str) -> str:
        return builtins.input(prompt)

    def ask(self, kind: str, *payload: Any, shared: Iterable[object] = ()) -> Any:
        """As ``End.ask``, but a student process that is gone cannot be mistaken for an answer."""
        if self.fault:
            raise StudentGone(self.fault)
        try:
            return super().ask(kind, *payload, shared=shared)
        except Closed:
            self.fault = "died"
        except BadWire as error:
            self.fault = f"broke the protocol: {error}"
        raise StudentGone(self.fault)

    def operate(self, number: int, operation: str, args: tuple[Any, ...], kwargs: Any) -> Any:
        """Ask the student process to do something, within what the reference run showed."""
        expected = self.expectation
        if operation.startswith("__") and operation not in ALWAYS_ASKED:
            if expected and operation not in expected.operations:
                raise TypeError(f"{operation} of a student's object is no answer to this test")
            self.seen.operations.add(operation)
        if operation == "__exit__":
            args = (*args[:2], None)  # the traceback stays here
        self._arrived.clear()
        answer = super().operate(number, operation, args, kwargs)
        self.admit(operation, "what your code returned")
        return answer

    def resolve(self, ref: Ref) -> Any:
        found = super().resolve(ref)
        live = ref.owner == self.other and ref.kind == "instance"
        if live and not isinstance(found, BaseException):
            self._arrived.add(type(found).__name__)
        return found

    def keyed(self, key: int, value: object) -> object:
        if isinstance(value, np.ma.MaskedArray) and np.ma.is_masked(value):
            self._arrived.add("MaskedArray")  # numpy.testing finds what is masked equal to all
        return super().keyed(key, value)

    def admit(self, place: str, what: str) -> None:
        """Let live instances pass where the reference run had some. Raises TypeError elsewhere."""
        if not self._arrived:
            return
        kinds = ", ".join(sorted(self._arrived))
        self._arrived.clear()
        if self.expectation and place not in self.expectation.instances:
            raise TypeError(
                f"{what} holds an object of type {kinds}; this test expects plain data: "
                "numbers, text, lists, dicts, arrays or tables"
            )
        self.seen.instances.add(place)

    def module(self, name: str) -> ModuleType:
        """The judge's own module of that name; for one it has no use for, an empty one."""
        wanted = name in self.values.helper_modules or self.expectation is None
        if wanted and name not in sys.modules:
            with contextlib.suppress(ImportError):
                importlib.import_module(name)
        return sys.modules.get(name) or ModuleType(name)

    def handover(self) -> Handover:
        return super().handover() | self._judge.pushed()

    def take(self, handover: Handover) -> None:
        super().take(handover)
        for stream, text in handover.get("written", []):
            self._judge.student_wrote(str(stream), str(text))
        self._judge.student_rebound(handover.get("rebound", {}), handover.get("gone", []))


class Judge:
    """The namespace of the test cells, and how a test cell runs in it.

    ``pushable`` are the names that cells other than tests read: only these are handed to the
    student process when a test cell binds them, or hidden values would leak. ``solution_names``
    are bound by solution cells: of these the judge never has its own copy.
    """

    def __init__(
        self,
        channel: Channel,
        shell: CellShell,
        pushable: frozenset[str],
        solution_names: frozenset[str],
    ) -> None:
        self.namespace = self._names = shell.user_ns
        self.end = JudgeEnd(channel, self)
        self._shell = shell
        self._pushable = pushable
        self._solution_names = solution_names
        self._rebindable = set(solution_names)
        self._own: set[str] = set()
        self._bound: set[str] = set()
        self._at_start = dict(self._names)
        self._known: dict[str, Any] = {}
        self._absent: set[str] = set()
        self._reads_of: dict[str, frozenset[str]] = {}
        self._base_stdout: Any = None
        self._show_student = True

    def define(self, source: str) -> None:
        """Make the judge's own copy of what a locked cell imports and defines."""
        cell = names.parse(source)
        self._rebindable |= names.binds(cell)
        tree = names.definitions(cell, never=self._solution_names)
        for node in tree.body:
            code = compile(names.module_of(node), "<locked cell>", "exec")
            try:
                exec(code, self._names)
            except Exception:
                continue  # the cell itself fails in the student process, where its error is shown
            bound = names.binds(names.module_of(node))
            self._own |= bound
            self.end.values.locked = self._own
            self._bound -= bound
            self._reads_of |= dict.fromkeys(bound, names.reads(node))

    def run_student_cell(self, source: str, execution_count: int) -> dict[str, Any]:
        """Run a cell in the student process and note which names it rebound."""
        try:
            ran = self.end.ask("run", source, execution_count)
        except CannotCross:  # something that a test bound or changed: it stays with the tests
            self._pushable -= self._bound
            self.end.shared.start_cell()
            ran = self.end.ask("run", source, execution_count)
        if not isinstance(ran, dict) or not isinstance(ran.get("outputs"), str):
            self.end.fault = "broke the protocol: not the outputs of a cell"
            raise StudentGone(self.end.fault)
        # A name that is the tests' own stays so, although a student cell binds it too.
        self._bound -= set(ran.get("rebound", [])) & self._rebindable
        return {"outputs": ran["outputs"], "failed": bool(ran["failed"]), "number": None}

    def run_test_cell(
        self, source: str, execution_count: int, expectation: Expectation | None, show: bool
    ) -> dict[str, Any]:
        """Run a test cell here. ``show`` lets what student code prints meanwhile into the outputs.

        Raises StudentGone when the student process did not survive it.
        """
        tree = names.parse(source)
        self.end.expectation, self.end.seen = expectation, Expectation()
        self._shell.execution_count = execution_count
        self._show_student = show
        try:
            self._fetch(tree)
        except (TypeError, CannotCross) as refused:
            source = f"raise TypeError({str(refused)!r}) from None"
        before = dict(self._names)
        self._base_stdout = None
        ran = self._shell.run(source)
        if self.end.fault:
            raise StudentGone(self.end.fault)
        self._note_bindings(tree, before)
        number = as_number(ran.value)
        self.end.seen.number = number is not None
        return {
            "outputs": json.dumps(ran.outputs, default=str),
            "failed": ran.failed,
            "number": number,
            "seen": vars(self.end.seen),
        }

    def _fetch(self, tree: Any) -> None:
        """Bring the names that a test cell reads up to date with the student's."""
        wanted = self._closure(names.reads(tree))
        if wanted & names.DYNAMIC:
            wanted |= set(self.end.ask("names"))
        wanted = {name for name in wanted if not SHELL_NAMES.fullmatch(name)}
        wanted -= self._own | self._bound | BUILTINS
        self.end.shared.start_cell()
        expected = self.end.expectation
        modules = expected.modules if expected else {}
        for name in wanted & modules.keys():
            self._names[name] = importlib.import_module(modules[name])
        present = self._present(sorted(wanted - modules.keys()))
        for name, value in present.items():
            if isinstance(value, ModuleType):
                self.end.seen.modules[name] = value.__name__
        self._absent = wanted - modules.keys() - present.keys()
        for name in self._absent:
            self._names.pop(name, None)
            self._known.pop(name, None)
        self._names.update(present)
        self._known.update(present)

    def _present(self, wanted: list[str]) -> dict[str, Any]:
        self.end._arrived.clear()
        try:
            self.end.ask("begin", wanted, sorted(self._own))
            present = self._ask_for("fetch", wanted)
        except (TypeError, CannotCross):
            present = {}
            for name in wanted:  # one of them cannot cross: find out which
                try:
                    present |= self._ask_for("fetch", [name])
                except (TypeError, CannotCross) as error:
                    raise TypeError(f"`{name}` cannot be tested: {error}") from None
        if self.end._arrived:
            for name in wanted:
                self.end._arrived.clear()
                # What is admitted is what is used: a second answer need not equal the first.
                present |= self._ask_for("fetch", [name])
                self.end.admit(name, f"`{name}`")
        return present

    def _ask_for(self, question: str, wanted: list[str]) -> dict[str, Any]:
        """The values under the wanted names; others that the answer may hold are left out."""
        answer = self.end.ask(question, wanted)
        if not isinstance(answer, dict):
            raise TypeError("the names of this notebook cannot be read")
        return {name: answer[name] for name in wanted if name in answer}

    def _closure(self, wanted: frozenset[str]) -> set[str]:
        """The names, and those that the judge's own functions among them read in turn."""
        found: set[str] = set()
        frontier = set(wanted)
        while frontier:
            found |= frontier
            reads = (self._reads_of[name] for name in frontier if name in self._reads_of)
            frontier = set().union(*reads) - found
        return found

    def _note_bindings(self, tree: Any, before: dict[str, Any]) -> None:
        unset = object()
        changed = {
            name
            for name in names.binds(tree)
            if self._names.get(name, unset) is not before.get(name, unset)
        }
        self._bound |= {name for name in changed if name in self._names}
        for node in tree.body:
            for name in names.binds(names.module_of(node)) & changed:
                self._reads_of[name] = names.reads(node)

    def pushed(self) -> Handover:
        """The names bound here that student code reads, as far as it does not know them yet."""
        news = {
            name: self._names[name]
            for name in self._pushable - self._own
            if name in self._names
            and self._names[name] is not self._known.get(name)
            and self._names[name] is not self._at_start.get(name)
        }
        deleted = [n for n in self._known if n in self._pushable and n not in self._names]
        self._known = {n: v for n, v in self._known.items() if n not in deleted} | news
        return {"pushed": news, "deleted": deleted}

    def student_rebound(self, rebound: dict[str, Any], gone: list[str]) -> None:
        """Take over what student code did to names that it has; others are the test's own."""
        for name, value in rebound.items():
            if self._is_still_the_students(name):
                self._names[name] = self._known[name] = value
                self._absent.discard(name)
        for name in gone:
            if name in self._known and self._is_still_the_students(name):
                del self._names[name], self._known[name]
                self._absent.add(name)

    def _is_still_the_students(self, name: str) -> bool:
        if name in self._known:
            return self._names.get(name) is self._known[name]
        return name in self._absent and name not in self._names

    def student_wrote(self, stream: str, text: str) -> None:
        """Pass on what student code printed: always into a test's own redirection."""
        target = sys.stderr if stream == "stderr" else sys.stdout
        redirected = not self._shell.is_cell_stream(target)
        if redirected or self._show_student:
            target.write(text)


def as_number(value: object) -> float | None:
    """The value of a test cell's last expression as points, or None if it is no number."""
    if isinstance(value, Real) and not isinstance(value, bool):
        return float(value)
    return None
