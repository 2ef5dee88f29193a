"""The zygote: a warm interpreter that forks judges and, through a second one, student processes.

It has IPython and the preloaded libraries in memory, one thread, and never sees course material:
what it is asked for is a pair of processes, and what the pair works on reaches the judge by a
socket of its own. It ends when its parent does, and takes along whatever it forked.

Student processes are forked by an interpreter of their own (`student_zygote`): the two sides of a
pair share no layout of their memory, so that what a student's code knows of its own addresses
says nothing of the judge's.

``python -m nbjudge.process.zygote DESCRIPTOR PRELOAD...`` is started by `nbjudge.grading.pair`.
"""

import contextlib
import json
import os
import socket
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from io import FileIO

from nbjudge.errors import NotDelegatedError
from nbjudge.process.kernel.shell import CellShell
from nbjudge.process.processes import judge_main
from nbjudge.process.student_zygote import StudentZygote, end
from nbjudge.process.warming import warm_interpreter
from nbjudge.sandbox import ResourceLimits, fork_sandboxed
from nbjudge.sandbox.cgroups import Group, Groups, delegated


def main(descriptor: int, preload: Sequence[str]) -> None:
    students = StudentZygote(preload)  # which gets warm meanwhile
    shell = warm_interpreter(preload)
    # A coordinator that was killed, or the other zygote, hangs up with a ConnectionError.
    with contextlib.suppress(ConnectionError), socket.socket(fileno=descriptor) as requests:
        students.wait_until_ready()
        requests.send(b'"ready"')
        serve(requests, shell, students)
    students.close()


@dataclass(frozen=True)
class PairRequest:
    """What the coordinator wants around a pair."""

    limits: ResourceLimits
    waived: frozenset[str]
    opened: tuple[str, ...]


@dataclass(frozen=True)
class ForkedPair:
    """A pre-forked, sandboxed pair: the coordinator's socket to it, and the file into which the
    student process copies what a cell prints."""

    asked: PairRequest
    student: int
    judge: int
    control: socket.socket
    printed: FileIO
    group: Group | None

    @property
    def pids(self) -> list[int]:
        return [self.student, self.judge]


Judges = dict[int, ForkedPair]
"""The judges that were forked here, and the pair of each."""


def serve(requests: socket.socket, shell: CellShell, students: StudentZygote) -> None:
    """Hand out a pair, or end one, for each request, until the coordinator hangs up.

    The next pair is forked while the last one is at work: forks and walls cost more than most
    notebooks' cells.
    """
    judges: Judges = {}
    groups = groups_here()
    spare: ForkedPair | None = None
    while message := requests.recv(1 << 16):
        request = json.loads(message)
        if request["do"] == "end":
            end_pair(judges, students, request["pids"])
            requests.send(b'"ended"')
            continue
        limits = ResourceLimits(**request["limits"])
        asked = PairRequest(limits, frozenset(request["waived"]), tuple(request["opened"]))
        if spare is not None and spare.asked != asked:
            spare.control.close()
            spare.printed.close()
            end_pair(judges, students, spare.pids)
            spare = None
        pair = spare or fork_pair(asked, shell, students, groups)
        if "limits" not in asked.waived:
            pin(pair.pids, request["core"])
        with pair.control, pair.printed:
            reply = json.dumps(pair.pids).encode()
            socket.send_fds(requests, [reply], [pair.control.fileno(), pair.printed.fileno()])
        spare = fork_pair(asked, shell, students, groups)
        judges |= {pair.judge: pair, spare.judge: spare}
    end_pair(judges, students, [pid for pair in judges.values() for pid in pair.pids])


def groups_here() -> Groups | None:
    """Where control groups may be made, if anywhere."""
    try:
        return delegated()
    except NotDelegatedError:
        return None


def fork_pair(
    asked: PairRequest, shell: CellShell, students: StudentZygote, groups: Groups | None
) -> ForkedPair:
    """Fork a judge and, beside it, a student process, joined by a socket of their own."""
    ours, control = socket.socketpair()
    judge_end, student_end = socket.socketpair()
    printed = FileIO(os.memfd_create("printed"))
    limits, waived, opened = asked.limits, asked.waived, asked.opened
    students.ask_for_fork(limits, waived, opened, student_end, printed)
    judge = fork_sandboxed(
        lambda standing: judge_main(control, judge_end, shell, standing),
        [control.fileno(), judge_end.fileno()],
        limits,
        waived,
        opened,
    )
    for theirs in (control, judge_end, student_end):
        theirs.close()
    student = students.forked()
    group = None
    if groups and "limits" not in waived:
        with contextlib.suppress(OSError):  # as where there are none: it is a backstop
            group = groups.new(limits)
            group.add(student)  # before either has met a submission
            group.add(judge)
    return ForkedPair(asked, student, judge, ours, printed, group)


def pin(pids: list[int], core: int) -> None:
    """Keep a pair, and all that it will start, on one core: sixty processes that spin there leave
    the others to its neighbours. Only when it is handed out: while it warms up, the pair before it
    is at work on that core.

    Their priority stays as it is. A lower one would slow down every pair beside any other work.
    """
    for pid in pids:
        with contextlib.suppress(OSError):  # a core that was taken from this machine meanwhile
            os.sched_setaffinity(pid, {core})


def end_pair(judges: Judges, students: StudentZygote, pids: Sequence[int]) -> None:
    """Kill the processes of a pair, all at a time, and wait until they are gone."""
    ours = [pid for pid in pids if pid in judges]
    groups = [group for pid in ours if (group := judges.pop(pid).group)]
    for group in groups:
        group.kill()
    students.ask_for_end(pids)
    end(set(ours), set(ours))
    students.ended()
    for group in groups:
        group.remove()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
