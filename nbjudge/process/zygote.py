"""The zygote: a warm interpreter that forks judges and student processes.

It has IPython and the preloaded libraries in memory, one thread, and never sees course material:
what it is asked for is a pair of processes, and what the pair works on reaches the judge by a
socket of its own. It ends when its parent does, and takes along whatever it forked.

``python -m nbjudge.process.zygote DESCRIPTOR PRELOAD...`` is started by `nbjudge.grading.pair`.
"""

import contextlib
import gc
import importlib
import json
import os
import signal
import socket
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from io import FileIO

from nbjudge.codec import warm
from nbjudge.process.kernel.shell import CellShell
from nbjudge.process.processes import judge_main, student_main
from nbjudge.sandbox import ResourceLimits, fork_sandboxed, prepare_zygote

WARM_UP = """\
import matplotlib.pyplot as plt
plt.plot([0, 1])
plt.xlabel("$x$")
"""


def main(descriptor: int, preload: Sequence[str]) -> None:
    prepare_zygote()
    for name in preload:
        importlib.import_module(name)
    warm()
    shell = warm_shell("matplotlib.pyplot" in preload)
    gc.collect()
    gc.freeze()  # so that collections in the children do not copy the parent's pages
    # A coordinator that was killed hangs up with a ConnectionError.
    with contextlib.suppress(ConnectionError), socket.socket(fileno=descriptor) as requests:
        requests.send(b'"ready"')
        serve(requests, shell)


def warm_shell(plots: bool) -> CellShell:
    shell = CellShell.create()
    if plots:
        with shell.forgetting():
            shell.run(WARM_UP)
        forget_open_fonts()
    return shell


def forget_open_fonts() -> None:
    """Matplotlib has each fork forget them, at a millisecond a time. Here it is once for all."""
    from matplotlib import font_manager

    with contextlib.suppress(AttributeError):  # it is private to matplotlib
        font_manager._get_font.cache_clear()  # type: ignore[attr-defined]


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
    pids: list[int]
    control: socket.socket
    printed: FileIO


def serve(requests: socket.socket, shell: CellShell) -> None:
    """Hand out a pair, or end one, for each request, until the coordinator hangs up.

    The next pair is forked while the last one is at work: forks and walls cost more than most
    notebooks' cells.
    """
    children: set[int] = set()
    spare: ForkedPair | None = None
    while message := requests.recv(1 << 16):
        request = json.loads(message)
        if request["do"] == "end":
            end(children, set(request["pids"]))
            requests.send(b'"ended"')
            continue
        limits = ResourceLimits(**request["limits"])
        asked = PairRequest(limits, frozenset(request["waived"]), tuple(request["opened"]))
        if spare is not None and spare.asked != asked:
            spare.control.close()
            spare.printed.close()
            end(children, set(spare.pids))
            spare = None
        pair = spare or fork_pair(asked, shell)
        if "limits" not in asked.waived:
            pin(pair.pids, request["core"])
        with pair.control, pair.printed:
            reply = json.dumps(pair.pids).encode()
            socket.send_fds(requests, [reply], [pair.control.fileno(), pair.printed.fileno()])
        spare = fork_pair(asked, shell)
        children.update(pair.pids, spare.pids)
    end(children, children)


def fork_pair(asked: PairRequest, shell: CellShell) -> ForkedPair:
    """Fork a judge and a student process that are joined by a socket of their own."""
    ours, control = socket.socketpair()
    judge_end, student_end = socket.socketpair()
    printed = FileIO(os.memfd_create("printed"))

    limits, waived, opened = asked.limits, asked.waived, asked.opened
    pids = [
        fork_sandboxed(
            lambda standing: student_main(student_end, printed.fileno(), shell, standing),
            [student_end.fileno(), printed.fileno()],
            limits,
            waived,
            opened,
        ),
        fork_sandboxed(
            lambda standing: judge_main(control, judge_end, shell, standing),
            [control.fileno(), judge_end.fileno()],
            limits,
            waived,
            opened,
        ),
    ]
    for theirs in (control, judge_end, student_end):
        theirs.close()
    return ForkedPair(asked, pids, ours, printed)


def pin(pids: list[int], core: int) -> None:
    """Keep a pair, and all that it will start, on one core: sixty processes that spin there leave
    the others to its neighbours. Only when it is handed out: while it warms up, the pair before it
    is at work on that core.

    Their priority stays as it is. A lower one would slow down every pair beside any other work.
    """
    for pid in pids:
        with contextlib.suppress(OSError):  # a core that was taken from this machine meanwhile
            os.sched_setaffinity(pid, {core})


def end(children: set[int], pids: set[int]) -> None:
    """Kill processes that were forked here, wait until they are gone, and forget them."""
    ours = pids & children
    for pid in ours:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    for pid in ours:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, 0)
    children.difference_update(ours)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
