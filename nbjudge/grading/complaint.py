"""Why a reference run fell short, said so that an instructor knows which cell to look at first.

A cell that fails takes others along: a test's NameError says little where a set-up cell before it
could not read its table. So the first cell that failed is named first, and what the sandbox kept
from it together with the setting that opens it.
"""

import re
import sys
from collections.abc import Sequence

from nbjudge.errors import BrokenTests
from nbjudge.grading.job import OUT_OF_MEMORY, OUT_OF_TIME, Cell, CellRun
from nbjudge.grading.score import score, wrong_ending
from nbjudge.process.kernel.outputs import Output

LONGEST = 300
"""Characters of an error's text, and of a cell's first line, that are shown."""

NETWORK = (
    "the sandbox has no network. Put what the cell loads beside the source notebook or, if the "
    "course means students' code to reach the network, set c.Execute.waive = "
    "{'net', 'landlock_tcp'}"
)
MEMORY = "a submission may use c.Execute.memory bytes; this one needs more"
DISK = "a submission may write c.Execute.disk bytes, and 64 MiB into one file"
PROCESSES = "a submission may have c.Execute.processes processes and threads at a time"
FILE = (
    "students' code sees the files beside the source notebook and those outside that its cells "
    "name; put it beside the source notebook. What another notebook of the assignment writes has "
    "to lie there, too: each is graded by itself"
)
SOCKETS = (
    "a second wall keeps all TCP away, servers of the notebook's own included; to let it reach "
    "those, and no others, set c.Execute.waive = {'landlock_tcp'}"
)
WALL = (
    "a wall of the sandbox may be in its way: nbjudge doctor lists them, and c.Execute.waive lifts "
    "one by its name"
)
SHUT_SOCKET = re.compile(r"PermissionError: \[Errno 13\] Permission denied(?!: ['b])")
"""Of a file the error would say which."""

FAULTS = {
    "timed out": "a cell may run for c.Execute.timeout seconds",
    OUT_OF_MEMORY: MEMORY,
    "died": "a submission may use c.Execute.cpu_seconds seconds of processor time; a crash in a "
    "library ends a process, too",
    OUT_OF_TIME: "the notebook as a whole ran longer than 20 minutes",
}
SIGNS: Sequence[tuple[str, Sequence[str]]] = (
    (NETWORK, ("gaierror", "name resolution", "service not known", "Network is unreachable")),
    (NETWORK, ("URLError", "HTTPSConnectionPool", "HTTPConnectionPool", "ConnectTimeout")),
    (MEMORY, ("MemoryError", "failed to map segment", "Cannot allocate memory", "out of memory")),
    (DISK, ("[Errno 28]", "[Errno 27]", "No space left on device", "File too large")),
    (PROCESSES, ("can't start new thread", "[Errno 11]", "Resource temporarily unavailable")),
    (FILE, ("FileNotFoundError", "No such file or directory", "NotADirectoryError")),
    (WALL, ("PermissionError", "Operation not permitted", "[Errno 97]")),
)
"""What the sandbox may have kept away, by what then stands in an error."""


def broken_tests(
    name: str, cells: Sequence[Cell], runs: Sequence[CellRun], in_judge: Sequence[CellRun]
) -> BrokenTests:
    """What is wrong with the reference ``name``, as ``runs`` ended; ``in_judge`` is how its test
    cells ended in the judge, where they were tried first."""
    broken = frozenset(cells[n].grade_id or "" for n in short_of_full_marks(cells, runs))
    return BrokenTests(complaint(name, cells, runs, in_judge), broken)


def complaint(
    name: str, cells: Sequence[Cell], runs: Sequence[CellRun], in_judge: Sequence[CellRun]
) -> str:
    lines = [f"{name}: the reference solution does not get full marks, so nobody is graded."]
    first = first_failed(cells, runs)
    if first is not None:
        cell, run = cells[first], runs[first]
        lines.append(f"  {title(cell, first)} is the first that failed: {reason(cell, run)}")
        if known := remedy(run):
            lines.append(f"    {known}")
    for number in short_of_full_marks(cells, runs):
        if number != first:
            cell = cells[number]
            here, there = reason(cell, runs[number]), reason(cell, in_judge[number])
            apart = "" if here == there else f" (in the judge: {there})"
            lines.append(f"  {title(cell, number)}: {here}{apart}")
    lines.append(
        "Mend the solution or the test in source/ and generate the assignment again. To grade all "
        "else meanwhile, and leave these tests to a person: nbjudge autograde --anyway"
    )
    return "\n".join(lines)


def short_of_full_marks(cells: Sequence[Cell], runs: Sequence[CellRun]) -> list[int]:
    """The places of the test cells that did not get all their points."""
    return [
        number
        for number, (cell, run) in enumerate(zip(cells, runs, strict=True))
        if cell.points is not None and score(cell, run) != cell.points
    ]


def first_failed(cells: Sequence[Cell], runs: Sequence[CellRun]) -> int | None:
    """The place of the first cell that raised, cost its process, or fell short of its points."""
    short = short_of_full_marks(cells, runs)
    failed = (n for n, run in enumerate(runs) if run.fault or run.failed or n in short)
    return next(failed, None)


def title(cell: Cell, number: int) -> str:
    """What a cell is called: its grade_id, or its place and how it begins."""
    if cell.grade_id:
        return cell.grade_id
    begin = cell.source.strip().partition("\n")[0]
    return f"code cell {number + 1} ({begin[:LONGEST]})"


def reason(cell: Cell, run: CellRun) -> str:
    """How a cell ended, in a line."""
    said = [f"{o['ename']}: {o['evalue']}" for o in errors(run)]
    if cell.points is not None and (wrong := wrong_ending(cell, run)):
        said.append(wrong)
    if run.fault:
        return run.fault
    if not said:
        return f"ended with {run.number:g} of {cell.points:g}" if run.number else "no points"
    return " ".join(said[-1].split())[:LONGEST].rstrip(" :")


def remedy(run: CellRun) -> str | None:
    """What to do about it, where the sandbox may be the cause."""
    if run.fault:
        return FAULTS.get(run.fault)
    text = "\n".join(f"{o['ename']}: {o['evalue']}" for o in errors(run))
    if "ModuleNotFoundError" in text:
        return (
            f"install it for the Python that grades, {sys.executable}, or put the module beside "
            "the source notebook"
        )
    known = (said for said, signs in SIGNS if any(sign in text for sign in signs))
    if SHUT_SOCKET.search(text):
        return SOCKETS
    return next(known, None)


def errors(run: CellRun) -> list[Output]:
    return [output for output in run.outputs if output["output_type"] == "error"]
