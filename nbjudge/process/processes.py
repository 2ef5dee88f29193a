"""What the two processes of a pair do, from their first moment in the sandbox to their end.

Both begin with a warm-up: a small notebook of the pair's own, run before there is a submission to
wait for. A fresh fork shares its memory with the zygote and copies each page that it writes to
first; most of the pages that any cell needs are copied then. Nothing stays of it.

The coordinator sends the judge one message with all that is to be run. It is answered by the walls
that stand, and then by how each cell ended, as soon as it did.
"""

import os
import random
import socket
import sys
from pathlib import PurePath
from typing import Any

import numpy as np

from nbjudge.codec import Channel, decode, encode
from nbjudge.errors import Closed, CodecError, StudentGone, WallError
from nbjudge.process.judge import Judge
from nbjudge.process.kernel.printed import DescriptorOutput, PrintedCopy
from nbjudge.process.kernel.shell import CellShell
from nbjudge.process.policy.expectation import Expectation
from nbjudge.process.source import Source
from nbjudge.process.student import StudentEnd, write_files
from nbjudge.sandbox import Standing, hide_memory

LOCKED_CELL = "import numpy as np\n"
SOLUTION_CELL = """\
def scaled(x):
    return x * np.ones(2)
values = scaled(1.0)
"""
TABLE_CELL = """\
import pandas as pd
values = pd.DataFrame({"x": values})
"""
TEST_CELL = """\
assert scaled(2.0).sum() == 4.0 and np.asarray(values).sum() == 2.0
1.0
"""
QUESTIONS = 5
"""How often the judge then asks the student process: three cells, the names of the test, a call."""


def judge_main(
    control: socket.socket, connected: socket.socket, shell: CellShell, standing: Standing
) -> None:
    """Tell which walls stand around both processes, then run the cells of a submission."""
    hide_memory()
    coordinator, student = Channel(control), Channel(connected)
    try:
        student_report = decode(student.recv())
    except CodecError:
        student_report = {"missing": ["all", "the student process did not start", "see the log"]}
    if not isinstance(standing, WallError) and "standing" in student_report:
        _warm_up_judge(student, shell)
    _begin_random_stream()
    start: dict[str, Any] = decode(coordinator.recv())
    coordinator.send(encode({"judge": _report(standing), "student": student_report}))
    if isinstance(standing, WallError):
        return
    write_files(start["grader_files"])
    modules = [PurePath(name) for name in start["grader_files"] if name.endswith(".py")]
    above = [path for path in modules if ".." in path.parts]
    sys.path[:0] = [os.getcwd(), *dict.fromkeys(os.path.abspath(path.parent) for path in above)]
    judge = Judge(
        student,
        shell,
        Source(**start["source"]),
        records=start["records"],
        watches=start["watches"],
    )
    try:
        # One above is imported from its own folder, by whatever puts that on the path.
        helper_modules = [m.stem if m in above else str(m)[:-3] for m in modules]
        judge.end.values.helper_modules = frozenset(helper_modules)
        if start["files"] or helper_modules:
            judge.end.ask("write_files", start["files"], helper_modules)
        if start["brief"]:
            shell.be_brief()
            judge.end.ask("be_brief")
        wanted = (e.settled for cell in start["cells"] if (e := _expectation(cell)))
        judge.end.admission.versions.kept = frozenset().union(*wanted)
        for cell in start["cells"]:
            ran = _run(judge, cell)
            if cell[0] == "judge" and (doubt := judge.doubt(ran)):
                coordinator.send(encode({"again": True}))
                ran = judge.run_again(cell[1], _expectation(cell), ran, doubt)
            coordinator.send(encode(ran))
            if ran.get("is_last"):
                return
    except StudentGone as gone:
        coordinator.send(encode({"fault": str(gone)}))
    except Closed:
        return


def _run(judge: Judge, cell: Any) -> dict[str, Any]:
    """Run one cell where the coordinator says."""
    where, source, count, _, show = cell
    if where == "judge":
        return judge.run_test_cell(source, count, _expectation(cell), show)
    if where == "locked":
        judge.define(source)
    return judge.run_student_cell(source, count)


def _expectation(cell: Any) -> Expectation | None:
    return Expectation(**cell[3]) if cell[3] else None


def _warm_up_judge(channel: Channel, shell: CellShell) -> None:
    """Raises what the student process would make of any cell."""
    with shell.forgetting():
        judge = Judge(channel, shell, Source(solution_names=frozenset({"scaled", "values"})))
        judge.define(LOCKED_CELL)
        judge.run_student_cell(LOCKED_CELL, 1)
        judge.run_student_cell(SOLUTION_CELL, 2)
        judge.run_student_cell(TABLE_CELL if "pandas" in sys.modules else "", 3)
        judge.run_test_cell(TEST_CELL, 4, None, show=True)


def student_main(
    connected: socket.socket, printed: int, shell: CellShell, standing: Standing
) -> None:
    """Tell which walls stand, then serve the judge until it hangs up.

    ``printed`` is the descriptor of a file that will still be there when this process is not.
    """
    channel = Channel(connected)
    channel.send(encode(_report(standing)))
    if isinstance(standing, WallError):
        return
    copy = PrintedCopy(printed)
    with shell.forgetting():
        end = StudentEnd(channel, shell, DescriptorOutput(), copy)
        for _ in range(QUESTIONS):
            end.send(end.reply(*end.receive()))
    _begin_random_stream()
    shell.starts_here()
    sys.path.insert(0, "")
    StudentEnd(channel, shell, DescriptorOutput(), copy).serve()


def _report(standing: Standing) -> dict[str, object]:
    if isinstance(standing, WallError):
        return {"missing": [standing.wall, standing.reason, standing.remedy]}
    return {"standing": list(standing)}


def _begin_random_stream() -> None:
    """The same one in every process of every pair: the two ends have one stream between them, and a
    regrade of code without a seed gives the same marks. Python seeds each fork with chance."""
    random.seed(0)
    np.random.seed(0)
