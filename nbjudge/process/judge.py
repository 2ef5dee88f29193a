"""The judge: runs the test cells of one submission, in a process that only plain data can reach."""

import contextlib
import hashlib
import importlib
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from numbers import Real
from types import ModuleType
from typing import Any

from nbjudge.codec import Channel
from nbjudge.errors import CannotCross, StudentGone, Unclear
from nbjudge.process import names
from nbjudge.process.effects import Effects, start_auditing, watch
from nbjudge.process.judge_end import JudgeEnd, are_names
from nbjudge.process.kernel.outputs import Output
from nbjudge.process.kernel.shell import CellShell, Ran
from nbjudge.process.namespace import Namespace
from nbjudge.process.on_demand import NamesOnDemand
from nbjudge.process.policy.expectation import Expectation
from nbjudge.process.policy.rejected import Rejected
from nbjudge.process.source import Source
from nbjudge.process.transcript import TranscriptRecorder

PATIENCE = 1.0
"""Seconds that student code has to end once the test that called it has given up on it."""


class Judge:
    """How a cell runs: a student's cell over there, a test cell here, with the names it reads."""

    def __init__(
        self,
        channel: Channel,
        shell: CellShell,
        source: Source,
        records: bool = False,
        watches: bool = False,
    ) -> None:
        test_names = NamesOnDemand(shell.user_ns, self._find, lambda: self.end.names())
        shell.use_names(test_names)
        self.namespace = Namespace(test_names, source)
        self.end = JudgeEnd(channel, self.namespace, source, self.student_wrote)
        self.end.values.locked = self.namespace.own
        self._shell = shell
        self._seed = source.seed
        self._show_student = True
        self._is_hidden = False
        self._records = records
        self._watches = watches
        if watches:
            start_auditing()

    def define(self, source: str) -> None:
        """Take note of a locked cell: make the judge's own copy of what it imports and defines."""
        self.namespace.define(source)
        self.end.admission.locked.add(source)

    def run_student_cell(self, source: str, execution_count: int) -> dict[str, Any]:
        """Run a cell in the student process and note which names it rebound."""
        self.end.admission.texts.add(source)
        try:
            ran = self.end.ask("run", source, execution_count)
        except CannotCross:  # something that a test bound or changed: it stays with the tests
            self.namespace.withhold()
            self.end.shared.start_cell()
            ran = self.end.ask("run", source, execution_count)
        match ran:
            case {"outputs": str(outputs), "failed": bool(failed), "rebound": list(rebound)} if (
                are_names(rebound)
            ):
                self.namespace.student_cell_bound(rebound)
                return {"outputs": outputs, "failed": failed, "number": None}
        raise self.end.broken("not how a cell ended")

    def run_test_cell(
        self, source: str, execution_count: int, expectation: Expectation | None, show: bool
    ) -> dict[str, Any]:
        """Run a test cell here. ``show`` lets what student code prints meanwhile into the outputs.

        Raises StudentGone when the student process did not survive it.
        """
        self.end.recorder = TranscriptRecorder() if self._records else None
        self._shell.execution_count = execution_count
        self._show_student = show
        self._is_hidden = not show
        ran, number = self._tested(source, expectation)
        admission = self.end.admission
        answer = {
            "outputs": json.dumps(ran.outputs, default=str),
            "failed": ran.failed or admission.unclear is not None,
            "number": number,
            "unclear": admission.unclear,
            "seen": vars(admission.seen),
        }
        if not self.end.is_idle(PATIENCE):
            answer["is_last"] = True
        if self.end.recorder:
            answer["transcript"] = vars(self.end.recorder.transcript())
        return answer

    def doubt(self, ran: Mapping[str, Any]) -> str | None:
        """Why a test cell that ended so has to run again: what a change of student code's earned it
        that the reference did not make; None if there is no such reason."""
        is_settled = ran["failed"] or ran["number"] == 0 or "is_last" in ran
        return None if is_settled else self.end.admission.doubt

    def run_again(
        self, source: str, expectation: Expectation | None, ran: dict[str, Any], doubt: str
    ) -> dict[str, Any]:
        """How a test cell ended that gave a reason for ``doubt``: as it did, if it ends the same
        without what student code changed, and else for a person to judge."""
        self.end.recorder, self._show_student = None, False
        again, number = self._tested(source, expectation, strict=True)
        if again.failed or self.end.admission.unclear or number != ran["number"]:
            why = (
                f"your code {doubt}; the reference solution does not, and without that the test "
                "ends otherwise"
            )
            ran |= {"failed": True, "unclear": why}
        if not self.end.is_idle(PATIENCE):
            ran["is_last"] = True
        return ran

    def _tested(
        self, source: str, expectation: Expectation | None, strict: bool = False
    ) -> tuple[Ran, float | None]:
        """Run a test cell; a strict one does not see what it need not see of student code's
        changes."""
        admission = self.end.admission
        admission.start_cell(expectation, hidden=self._is_hidden, strict=strict)
        shares_stream = expectation is None or expectation.shares_stream
        self.end.begin_test(self.namespace.own, None if shares_stream else self._seed_of(source))
        self.namespace.start_test()
        tree = names.parse(source)
        self._read_ahead(names.read_early(tree))
        if self._records:  # all that the test looks at, should it fail before it does
            self._read_ahead(names.needs(tree), silently=True)
        with self._watched() if self._watches else contextlib.nullcontext():
            ran = self._shell.run(source)
        if self.end.fault:
            raise StudentGone(self.end.fault)
        self.namespace.test_ended()
        seen = admission.seen
        if self.namespace.fetched_names() <= seen.library | seen.modules.keys():
            seen.library.clear()  # it is about what was to be imported
        self.end.random.test_ended()
        admission.end_cell(self.namespace.handed_over(), hidden=self._is_hidden)
        swallowed = admission.lending.swallowed
        if swallowed and not ran.failed:
            seen.swallows = True
            if expectation and not expectation.swallows:
                ran = replace(ran, outputs=[*ran.outputs, shown(swallowed)], failed=True)
        seen.shares_stream = self.end.random.has_moved
        number = as_number(ran.value)
        seen.number = number is not None
        return ran, number

    def _seed_of(self, source: str) -> bytes:
        """Where the random numbers of a test cell begin: the same for everybody who hands in."""
        return hashlib.blake2b(source.encode("utf-8", "replace"), key=self._seed[:64]).digest()

    @contextlib.contextmanager
    def _watched(self) -> Iterator[None]:
        """Note what a test cell does that makes its place in-process."""
        found = self.end.admission.seen.effects
        effects = self.end.effects = Effects(found, self.namespace.shadowed)
        watch(effects)
        try:
            yield
        finally:
            watch(None)
            self.end.effects = None
            effects.look()
        if not self.end.fault and self.end.is_idle(0):
            changed = self.end.changed_files(effects.read)
            found.update(f"it reads {name}, which the notebook's code writes" for name in changed)

    def _find(self, name: str) -> Any:
        """The value of a name that a test cell reads. Raises KeyError and TypeError as `Find`."""
        if type(name) is not str or self.namespace.is_own(name):
            raise KeyError(name)
        with self.end.turn:
            return self._found(name)

    def _found(self, name: str) -> Any:
        if self.namespace.import_own(name):
            return self.namespace.names[name]
        value = self._asked_for(name)
        expected = self.end.admission.expectation
        if expected and name in expected.modules:
            value = self._module(value, expected.modules[name])
        return self._note(name, value)

    def _module(self, value: Any, expected: str) -> Any:
        """What a test gets where the reference had a module: the judge's own of the same name as
        the student's; the reference's where there is none, or where it would be a live object of
        the student's."""
        is_here = isinstance(value, ModuleType) and sys.modules.get(value.__name__) is value
        is_data = not isinstance(value, ModuleType) and self.end.admission.ref_of(value) is None
        return value if is_here or is_data else importlib.import_module(expected)

    def _asked_for(self, name: str) -> Any:
        """What the student process has under a name. Raises KeyError if there is none."""
        try:
            present = self.end.values_of([name])
        except (TypeError, CannotCross) as error:
            raise TypeError(f"`{name}` cannot be tested: {error}") from None
        if name not in present:
            self.namespace.not_there(name)
            raise KeyError(name)
        return present[name]

    def _note(self, name: str, value: Any) -> Any:
        """A value as the test may have it, entered under its name."""
        admission = self.end.admission
        if isinstance(value, ModuleType):
            admission.seen.modules[name] = value.__name__
        value = admission.admit_name(name, value)
        self.end.shared.updated = []  # by the name just fetched
        if self.end.recorder:
            self.end.recorder.fetched(name, value)
        self.namespace.fetched(name, value)
        return value

    def _read_ahead(self, wanted: frozenset[str], silently: bool = False) -> None:
        """Bring what a test cell reads before it runs: what Python looks for past
        `NamesOnDemand.__missing__`, and ``silently`` what is only to be noted."""
        for name in sorted(wanted):
            if self.namespace.names.holds(name):
                continue
            try:
                self._find(name)
            except KeyError:
                continue
            except (TypeError, Unclear) as rejected:
                if silently:
                    self.end.admission.unclear = None
                else:
                    self.namespace.names[name] = Rejected(str(rejected), None)

    def student_wrote(self, stream: str, text: str) -> None:
        """Pass on what student code printed: always into a test's own redirection."""
        target = sys.stderr if stream == "stderr" else sys.stdout
        redirected = not self._shell.is_cell_stream(target)
        if redirected or self._show_student:
            target.write(text)


def shown(error: BaseException) -> Output:
    """An exception that nobody let through, as a cell shows it."""
    name, text = type(error).__name__, str(error)
    traceback = [f"{name}: {text}", "(raised where the code under test caught it)"]
    return {"output_type": "error", "ename": name, "evalue": text, "traceback": traceback}


def as_number(value: object) -> float | None:
    """The value of a test cell's last expression as points, or None if it is no number."""
    if isinstance(value, Real) and not isinstance(value, bool):
        with contextlib.suppress(OverflowError):
            return float(value)
    return None
