"""The interpreter that forks student processes, and the hold that the zygote has on it.

``python -m nbjudge.process.student_zygote DESCRIPTOR PRELOAD...`` is started by the zygote, and
ends with it.
"""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Collection, Sequence
from dataclasses import asdict
from io import FileIO
from typing import Any

from nbjudge.process.kernel.shell import CellShell
from nbjudge.process.processes import student_main
from nbjudge.process.warming import warm_interpreter
from nbjudge.sandbox import ResourceLimits, fork_sandboxed

ROOM = 1 << 16
"""Bytes of a message, at most."""


class StudentZygote:
    """Asks for student processes. What is asked for is answered later, so that both interpreters
    work at a time. Raises ConnectionError when the other one is gone."""

    def __init__(self, preload: Sequence[str]) -> None:
        self._requests, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__, str(theirs.fileno()), *preload],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
        )
        theirs.close()

    def wait_until_ready(self) -> None:
        self._answer()

    def ask_for_fork(
        self,
        limits: ResourceLimits,
        waived: Collection[str],
        opened: Sequence[str],
        connected: socket.socket,
        printed: FileIO,
    ) -> None:
        request = {"limits": asdict(limits), "waived": sorted(waived), "opened": opened}
        message = json.dumps(request).encode()
        socket.send_fds(self._requests, [message], [connected.fileno(), printed.fileno()])

    def forked(self) -> int:
        """The pid of the student process that was asked for."""
        return int(self._answer())

    def ask_for_end(self, pids: Sequence[int]) -> None:
        """Have those of the processes killed that were forked there."""
        self._requests.send(json.dumps({"end": list(pids)}).encode())

    def ended(self) -> None:
        """Wait until they are gone."""
        self._answer()

    def _answer(self) -> Any:
        message = self._requests.recv(ROOM)
        if not message:
            raise ConnectionResetError("the zygote of student processes is gone")
        return json.loads(message)

    def close(self) -> None:
        self._requests.close()
        self._process.wait()


def main(descriptor: int, preload: Sequence[str]) -> None:
    shell = warm_interpreter(preload)
    with contextlib.suppress(ConnectionError), socket.socket(fileno=descriptor) as requests:
        requests.send(b'"ready"')
        serve(requests, shell)


def serve(requests: socket.socket, shell: CellShell) -> None:
    """Fork or end student processes until the zygote hangs up."""
    students: set[int] = set()
    while True:
        message, descriptors, _, _ = socket.recv_fds(requests, ROOM, 2)
        if not message:
            break
        request = json.loads(message)
        if "end" in request:
            end(students, set(request["end"]))
            requests.send(b'"ended"')
            continue
        student = fork_student(request, descriptors, shell)
        students.add(student)
        for descriptor in descriptors:
            os.close(descriptor)
        requests.send(json.dumps(student).encode())
    end(students, students)


def fork_student(request: Any, descriptors: list[int], shell: CellShell) -> int:
    """Fork a student process that holds one end of a socket and the file of what it prints."""
    connected, printed = descriptors
    return fork_sandboxed(
        lambda standing: student_main(socket.socket(fileno=connected), printed, shell, standing),
        descriptors,
        ResourceLimits(**request["limits"]),
        frozenset(request["waived"]),
        tuple(request["opened"]),
    )


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
