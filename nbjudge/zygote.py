"""The zygote: a warm interpreter that forks judges and student processes.

It has IPython and the preloaded libraries in memory, one thread, and never sees course material:
what it is asked for is a pair of processes, and what the pair works on reaches the judge by a
socket of its own. It ends when its parent does, and takes along whatever it forked.

``python -m nbjudge.zygote DESCRIPTOR PRELOAD...`` is started by `nbjudge.pair`.
"""

import contextlib
import gc
import importlib
import json
import os
import random
import signal
import socket
import sys
from collections.abc import Callable, Sequence

import numpy as np

from nbjudge import judge_process, student_process
from nbjudge.shell import CellShell
from nbjudge.walls import Limits, WallError, prepare_zygote, raise_walls, student_pid
from nbjudge.wire import warm

WARM_UP = """\
import matplotlib.pyplot as plt
plt.plot([0, 1])
plt.xlabel("$x$")
"""

Standing = tuple[str, ...] | WallError
"""The walls that stand around a process, or the one that could not be raised."""


def main(descriptor: int, preload: Sequence[str]) -> None:
    prepare_zygote()
    for name in preload:
        importlib.import_module(name)
    warm()
    shell = warm_shell("matplotlib.pyplot" in preload)
    # The same stream for every submission: a regrade of unseeded code gives the same marks.
    random.seed(0)
    np.random.seed(0)
    gc.collect()
    gc.freeze()  # so that collections in the children do not copy the parent's pages
    with socket.socket(fileno=descriptor) as requests:
        requests.send(b'"ready"')
        serve(requests, shell)


def warm_shell(plots: bool) -> CellShell:
    shell = CellShell.create()
    names_at_start = set(shell.user_ns)
    if plots:
        shell.run(WARM_UP)
    for name in set(shell.user_ns) - names_at_start:
        del shell.user_ns[name]
    for remembered in ("In", "_ih"):
        shell.user_ns[remembered][:] = [""]
    shell.execution_count = 1
    return shell


def serve(requests: socket.socket, shell: CellShell) -> None:
    """Fork a pair, or end one, for each request, until the coordinator hangs up."""
    children: set[int] = set()
    while True:
        message, descriptors, _, _ = socket.recv_fds(requests, 1 << 16, 1)
        if not message:
            end(children, children)
            return
        request = json.loads(message)
        if request["do"] == "pair":
            pair = fork_pair(requests, descriptors[0], request, shell)
            children.update(pair)
            requests.send(json.dumps(pair).encode())
        else:
            end(children, set(request["pids"]))
            requests.send(b'"ended"')


def fork_pair(
    requests: socket.socket, control: int, request: dict[str, object], shell: CellShell
) -> list[int]:
    """Fork a judge and a student process that are joined by a socket of their own."""
    limits = Limits(**request["limits"])  # type: ignore[arg-type]
    waived = frozenset(request["waived"])  # type: ignore[call-overload]
    judge_end, student_end = socket.socketpair()

    def judge(standing: Standing) -> None:
        judge_process.main(socket.socket(fileno=control), judge_end, shell, standing)

    def student(standing: Standing) -> None:
        student_process.main(student_end, shell, standing)

    forked = [
        fork(student, [student_end.fileno()], limits, waived),
        fork(judge, [control, judge_end.fileno()], limits, waived),
    ]
    judge_end.close()
    student_end.close()
    os.close(control)
    return [adopt(*process) for process in forked]


def fork(
    run: Callable[[Standing], None],
    keep: Sequence[int],
    limits: Limits,
    waived: frozenset[str],
) -> tuple[int, int]:
    """Fork a keeper, which forks a process, raises its walls and runs something in it.

    Returns the keeper's pid and the pipe on which it reports that process.
    """
    reader, writer = os.pipe()
    keeper = os.fork()
    if keeper == 0:
        try:
            os.close(reader)
            standing: Standing
            try:
                standing = raise_walls(writer, keep, limits, waived)
            except WallError as missing:
                standing = missing
            run(standing)
        finally:
            os._exit(0)
    os.close(writer)
    return keeper, reader


def adopt(keeper: int, report: int) -> int:
    """Return the pid of the process that a keeper forked, which is this one's child from now on."""
    pid = student_pid(report)
    os.close(report)
    os.waitpid(keeper, 0)
    return pid


def end(children: set[int], pids: set[int]) -> None:
    """Kill processes that were forked here, wait until they are gone, and forget them."""
    ours = pids & children
    for pid in ours:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    for pid in ours:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, 0)
    children -= ours


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
