"""What a judge does from its first moment to its end: the coordinator's side of the conversation.

The coordinator sends one message with all that is to be run. It is answered by the walls that
stand, and then by how each cell ended, as soon as it did.
"""

import os
import socket
import sys
from typing import Any

from nbjudge.codec import decode, encode
from nbjudge.codec.channel import Channel
from nbjudge.errors import Closed, CodecError, StudentGone, WallError
from nbjudge.process.judge import Judge
from nbjudge.process.kernel.shell import CellShell
from nbjudge.process.policy.expectation import Expectation
from nbjudge.process.student import write_files
from nbjudge.process.student_process import report
from nbjudge.process.warm_up import rehearse_as_judge
from nbjudge.sandbox import Standing


def main(
    control: socket.socket,
    wire: socket.socket,
    shell: CellShell,
    standing: Standing,
) -> None:
    """Tell which walls stand around both processes, then run the cells of a submission."""
    coordinator, student = Channel(control), Channel(wire)
    try:
        student_report = decode(student.recv())
    except CodecError:
        student_report = {"missing": ["all", "the student process did not start", "see the log"]}
    if not isinstance(standing, WallError) and "standing" in student_report:
        rehearse_as_judge(student, shell)
    start: dict[str, Any] = decode(coordinator.recv())
    coordinator.send(encode({"judge": report(standing), "student": student_report}))
    if isinstance(standing, WallError):
        return
    write_files(start["grader_files"])
    sys.path.insert(0, os.getcwd())
    judge = Judge(
        student,
        shell,
        pushable=frozenset(start["pushable"]),
        solution_names=frozenset(start["solution_names"]),
        imports=start["imports"],
        records=start["records"],
    )
    try:
        helper_modules = [name[:-3] for name in start["grader_files"] if name.endswith(".py")]
        judge.end.values.helper_modules = frozenset(helper_modules)
        if start["files"] or helper_modules:
            judge.end.ask("write_files", start["files"], helper_modules)
        if start["brief"]:
            shell.be_brief()
            judge.end.ask("be_brief")
        for cell in start["cells"]:
            coordinator.send(encode(run(judge, cell)))
    except StudentGone as gone:
        coordinator.send(encode({"fault": str(gone)}))
    except Closed:
        return


def run(judge: Judge, cell: Any) -> dict[str, Any]:
    """Run one cell where the coordinator says."""
    where, source, count, expectation, show = cell
    if where == "judge":
        expected = Expectation(**expectation) if expectation else None
        return judge.run_test_cell(source, count, expected, show)
    if where == "locked":
        judge.namespace.define(source)
    return judge.run_student_cell(source, count)
