"""What a judge does from its first moment to its end: the coordinator's side of the conversation.

The coordinator sends a start message and then one message for each cell; each is answered by one.
"""

import os
import socket
import sys
from typing import Any

from nbjudge.judge import Expectation, Judge, StudentGone
from nbjudge.shell import CellShell
from nbjudge.student import write_files
from nbjudge.student_process import TOUCH, report
from nbjudge.walls import WallError
from nbjudge.wire import WireError, decode, encode
from nbjudge.wire.channel import Channel
from nbjudge.wire.errors import Closed


def main(
    control: socket.socket,
    wire: socket.socket,
    shell: CellShell,
    standing: tuple[str, ...] | WallError,
) -> None:
    """Tell which walls stand around both processes, then run cells until told no more."""
    coordinator, student = Channel(control), Channel(wire)
    if not isinstance(standing, WallError):
        shell.warm_up(TOUCH)
    start: dict[str, Any] = decode(coordinator.recv())
    try:
        student_report = decode(student.recv())
    except WireError:
        student_report = {"missing": ["all", "the student process did not start", "see the log"]}
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
    )
    try:
        helper_modules = [name[:-3] for name in start["grader_files"] if name.endswith(".py")]
        judge.end.values.helper_modules = frozenset(helper_modules)
        judge.end.ask("write_files", start["files"], helper_modules)
        while True:
            coordinator.send(encode(run(judge, decode(coordinator.recv()))))
    except StudentGone as gone:
        coordinator.send(encode({"fault": str(gone)}))
    except Closed:
        return


def run(judge: Judge, message: Any) -> dict[str, Any]:
    """Run one cell where the coordinator says."""
    where, source, count, expectation, show = message
    if where == "judge":
        expected = Expectation(**expectation) if expectation else None
        return judge.run_test_cell(source, count, expected, show)
    if where == "locked":
        judge.define(source)
    return judge.run_student_cell(source, count)
