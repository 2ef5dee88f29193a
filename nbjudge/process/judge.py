"""The judge: runs the test cells of one submission, in a process that only plain data can reach."""

import ast
import contextlib
import importlib
import json
import sys
from collections.abc import Mapping
from numbers import Real
from types import ModuleType
from typing import Any

from nbjudge.codec import Channel
from nbjudge.errors import CannotCross, StudentGone, Unclear
from nbjudge.process import names
from nbjudge.process.judge_end import JudgeEnd, are_names
from nbjudge.process.kernel.shell import CellShell
from nbjudge.process.namespace import Namespace
from nbjudge.process.policy.expectation import Expectation
from nbjudge.process.transcript import TranscriptRecorder


class Judge:
    """How a cell runs: a student's cell over there, a test cell here, with the names it reads."""

    def __init__(
        self,
        channel: Channel,
        shell: CellShell,
        pushable: frozenset[str],
        solution_names: frozenset[str],
        imports: Mapping[str, str],
        records: bool = False,
    ) -> None:
        self.namespace = Namespace(shell.user_ns, pushable, solution_names, imports)
        self.end = JudgeEnd(channel, self.namespace, self.student_wrote)
        self.end.values.locked = self.namespace.own
        self._shell = shell
        self._show_student = True
        self._records = records

    def run_student_cell(self, source: str, execution_count: int) -> dict[str, Any]:
        """Run a cell in the student process and note which names it rebound."""
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
        tree = names.parse(source)
        admission = self.end.admission
        admission.start_cell(expectation, hidden=not show)
        self.end.recorder = TranscriptRecorder() if self._records else None
        self._shell.execution_count = execution_count
        self._show_student = show
        try:
            self._fetch(tree)
        except (TypeError, CannotCross) as rejected:
            source = f"raise TypeError({str(rejected)!r}) from None"
        except Unclear as unclear:
            source = raising(unclear)
        before = dict(self.namespace.names)
        self.namespace.start_test(tree)
        ran = self._shell.run(source)
        if self.end.fault:
            raise StudentGone(self.end.fault)
        self.namespace.test_cell_bound(tree, before)
        number = as_number(ran.value)
        admission.seen.number = number is not None
        answer = {
            "outputs": json.dumps(ran.outputs, default=str),
            "failed": ran.failed or admission.unclear is not None,
            "number": number,
            "seen": vars(admission.seen),
        }
        if self.end.recorder:
            answer["transcript"] = vars(self.end.recorder.transcript())
        return answer

    def _fetch(self, tree: ast.Module) -> None:
        """Bring the names that a test cell reads up to date with the student's."""
        wanted = self.namespace.read_by(tree)
        if wanted & names.DYNAMIC:
            wanted |= set(self.end.names())
        self.namespace.import_own(wanted)
        wanted = self.namespace.left_to_student(wanted)
        self.end.shared.start_cell()
        expected = self.end.admission.expectation
        modules = expected.modules if expected else {}
        for name in wanted & modules.keys():
            self.namespace.names[name] = importlib.import_module(modules[name])
        present = self._present(sorted(wanted - modules.keys()))
        for name, value in present.items():
            if isinstance(value, ModuleType):
                self.end.admission.seen.modules[name] = value.__name__
        if self.end.recorder:
            self.end.recorder.fetched(present)
        self.namespace.fetched(present, absent=wanted - modules.keys() - present.keys())

    def _present(self, wanted: list[str]) -> dict[str, Any]:
        admission = self.end.admission
        try:
            present = self.end.values_of("begin", wanted, sorted(self.namespace.own))
        except (TypeError, CannotCross):
            present = {}
            for name in wanted:  # one of them cannot cross: find out which
                try:
                    present |= self.end.values_of("fetch", [name])
                except (TypeError, CannotCross) as error:
                    raise TypeError(f"`{name}` cannot be tested: {error}") from None
        present = {name: admission.admit_name(name, value) for name, value in present.items()}
        self.end.shared.updated = []  # by the names just fetched
        return present

    def student_wrote(self, stream: str, text: str) -> None:
        """Pass on what student code printed: always into a test's own redirection."""
        target = sys.stderr if stream == "stderr" else sys.stdout
        redirected = not self._shell.is_cell_stream(target)
        if redirected or self._show_student:
            target.write(text)


def raising(unclear: Unclear) -> str:
    """A cell that raises this."""
    module = f"__import__({Unclear.__module__!r}, fromlist=['Unclear'])"
    return f"raise {module}.Unclear({str(unclear)!r}) from None"


def as_number(value: object) -> float | None:
    """The value of a test cell's last expression as points, or None if it is no number."""
    if isinstance(value, Real) and not isinstance(value, bool):
        with contextlib.suppress(OverflowError):
            return float(value)
    return None
