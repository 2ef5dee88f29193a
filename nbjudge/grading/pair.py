"""A judge and a student process at work on one submission, seen from the coordinator."""

import atexit
import contextlib
import importlib.util
import json
import math
import os
import socket
import subprocess
import sys
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict
from io import FileIO
from typing import Any

from nbjudge.codec import Channel, decode, encode
from nbjudge.errors import CodecError, GraderError, NoPair, PairLost
from nbjudge.grading.job import OUT_OF_MEMORY
from nbjudge.process.kernel.printed import LINE
from nbjudge.sandbox import MemoryWatch, ResourceLimits
from nbjudge.sandbox.memory import LOOK_EVERY
from nbjudge.sandbox.used_time import UsedTime

PRELOAD = ("numpy", "pandas", "matplotlib.pyplot")
"""What the zygote has in memory, as far as it is installed, unless a course says otherwise."""

ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "LD_LIBRARY_PATH", "VIRTUAL_ENV")


GONE = "the zygote is gone; run the grader again"

MOST_PRINTED = 1 << 20
"""Bytes that are read of what a lost cell printed."""


class Zygote:
    """The coordinator's hold on its zygote process; ``with`` or `close` ends it.

    Its pairs have one core each time. Those who have several zygotes number them by ``slot``, so
    that they are spread over the machine's cores.
    """

    def __init__(self, preload: Sequence[str] | None = None, slot: int | None = None) -> None:
        self._slot = os.getpid() if slot is None else slot
        wanted = installed(PRELOAD) if preload is None else list(preload)
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._requests = ours
        self._ending = 0
        self._process = subprocess.Popen(
            [sys.executable, "-m", "nbjudge.process.zygote", str(theirs.fileno()), *wanted],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            cwd="/",
            env=zygote_environment(),
        )
        theirs.close()
        atexit.register(self.close)
        if self._answer() != "ready":
            raise GraderError(
                f"the zygote did not start; try: {sys.executable} -c 'import {', '.join(wanted)}'"
            )

    def _answer(self) -> Any:
        """What the zygote says, or None if it has hung up."""
        with _or_gone():
            message = self._requests.recv(1 << 16)
        return json.loads(message) if message else None

    def pair(
        self, limits: ResourceLimits, waived: Collection[str], opened: Sequence[str] = ()
    ) -> "Pair":
        """Get a pair. Raises GraderError when the zygote is gone."""
        request = {
            "do": "pair",
            "limits": asdict(limits),
            "waived": sorted(waived),
            "opened": sorted(opened),
            "core": self._core(),
        }
        self.wait_for_ends()
        with _or_gone():
            self._requests.send(json.dumps(request).encode())
            answer, descriptors, _, _ = socket.recv_fds(self._requests, 1 << 16, 2)
        if not answer:
            raise NoPair(GONE)
        control, printed = descriptors
        channel = Channel(socket.socket(fileno=control))
        pids = json.loads(answer)
        watch = MemoryWatch([] if "limits" in waived else pids, limits.memory)
        return Pair(self, channel, FileIO(printed), pids, watch)

    def _core(self) -> int:
        """The core for the next pair, of those that this process may use now."""
        cores = sorted(os.sched_getaffinity(0))
        return cores[self._slot % len(cores)]

    def end(self, pids: Sequence[int]) -> None:
        """Have a pair killed; it is gone by the time the next one is handed out.

        Raises GraderError when the zygote is gone, and with it all its pairs.
        """
        with _or_gone():
            self._requests.send(json.dumps({"do": "end", "pids": list(pids)}).encode())
        self._ending += 1

    def wait_for_ends(self) -> None:
        """Wait until every pair that was ended is gone. Raises GraderError as `end` does."""
        while self._ending:
            self._ending -= 1
            self._answer()

    def close(self) -> None:
        """End the zygote and with it all that it forked."""
        atexit.unregister(self.close)
        with contextlib.suppress(GraderError):
            self.wait_for_ends()
        self._requests.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(10)
        self._process.kill()
        self._process.wait()

    def __enter__(self) -> "Zygote":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@contextlib.contextmanager
def _or_gone() -> Iterator[None]:
    """Raise GraderError where there is no zygote to talk to."""
    try:
        yield
    except OSError as error:
        raise NoPair(f"{GONE} ({error})") from error


class Pair:
    """One judge with its student process. After `PairLost` only `end` is left to call."""

    def __init__(
        self,
        zygote: Zygote,
        channel: Channel,
        printed: FileIO,
        pids: Sequence[int],
        watch: MemoryWatch,
    ) -> None:
        self._zygote = zygote
        self._channel = channel
        self._printed = printed
        self._pids = pids
        self._watch = watch
        self.used = 0.0

    def send(self, message: object) -> None:
        """Send a message. Raises PairLost when nobody is there to take it."""
        try:
            self._channel.send(encode(message))
        except CodecError as error:
            raise PairLost("died") from error

    def receive(self, timeout: float | None) -> Any:
        """The next message.

        Raises PairLost with the reason when there is none before the pair has used ``timeout``
        seconds; ``used`` then says how many it has used for this message.
        """
        try:
            self._wait(timeout)
            answer = decode(self._channel.recv())
        except CodecError as error:
            raise PairLost("died") from error
        if isinstance(answer, dict) and "fault" in answer:
            raise PairLost(answer["fault"])
        return answer

    def _wait(self, timeout: float | None) -> None:
        """Most answers come before anyone looks. After that a pair's time is counted; it cannot
        have used more of it than has passed, on the one core that it has."""
        self.used, began = 0.0, time.monotonic()
        if self._is_answered():
            self.used = time.monotonic() - began
            return
        counted = UsedTime(self._pids)
        limit = math.inf if timeout is None else timeout
        look_at = time.monotonic() + limit
        while not self._is_answered():
            if time.monotonic() < look_at:
                continue
            self.used = counted.seconds()
            if self.used >= limit and not self._channel.is_waiting(0):
                raise PairLost("timed out")
            look_at = time.monotonic() + limit - self.used
        self.used = counted.seconds()

    def _is_answered(self) -> bool:
        """Whether there is something to receive, after a short wait if need be."""
        if self._watch.is_exceeded():
            raise PairLost(OUT_OF_MEMORY)
        return self._channel.is_waiting(LOOK_EVERY)

    def printed(self) -> str:
        """What the student process says that its running cell has printed, from the beginning."""
        data = os.pread(self._printed.fileno(), MOST_PRINTED, LINE.size)
        return data.decode("utf-8", "replace")

    def line(self) -> int:
        """The line that it says its running cell has come to; 0 if it does not say."""
        data = os.pread(self._printed.fileno(), LINE.size, 0)
        return LINE.unpack(data)[0] if len(data) == LINE.size else 0

    def end(self) -> None:
        """Kill both processes, and with the student process everything that it started."""
        self._channel.close()
        self._printed.close()
        self._zygote.end(self._pids)


def installed(names: Iterable[str]) -> list[str]:
    return [n for n in names if importlib.util.find_spec(n.partition(".")[0]) is not None]


def zygote_environment() -> dict[str, str]:
    """What the zygote knows of the coordinator's environment: nothing that could be secret."""
    kept = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
    threads = ("OMP", "OPENBLAS", "MKL")
    return (
        kept
        | {f"{library}_NUM_THREADS": "1" for library in threads}
        | {
            "MPLBACKEND": "module://matplotlib_inline.backend_inline",
            "PYTHONHASHSEED": "0",
            # Large pages: a fork copies one entry for each page of the zygote's heap.
            "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
            "NBGRADER_EXECUTION": "autograde",
        }
    )
