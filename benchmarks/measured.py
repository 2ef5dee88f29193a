"""A command watched while it runs: seconds, memory, and when each submission was done."""

import json
import os
import subprocess
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

BETWEEN_LOOKS = 1.0


@dataclass
class Measured:
    """``coordinator`` and ``everybody`` are peaks of memory in MiB, pages that are shared counted
    once; ``busy`` the processor seconds of the coordinator alone; ``done`` the seconds at which
    submissions were reported as done."""

    seconds: float = 0.0
    coordinator: float = 0.0
    everybody: float = 0.0
    busy: float = 0.0
    done: list[float] = field(default_factory=list)
    memory: list[tuple[float, float]] = field(default_factory=list)

    @property
    def steady(self) -> float:
        """Seconds a submission once the first batch is written: without start-up."""
        first = self.done[0]
        later = [moment for moment in self.done if moment > first + 0.1]
        return (later[-1] - first) / len(later) if later else float("nan")


def measured(command: Sequence[str], folder: Path, **environment: str) -> Measured:
    """Run a command to its end. Raises CalledProcessError if it fails, its output printed."""
    result = Measured()
    started = time.perf_counter()
    with subprocess.Popen(
        command,
        cwd=folder,
        env=os.environ | environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        watcher = threading.Thread(target=watch, args=(process.pid, result, started))
        watcher.start()
        said = []
        assert process.stdout is not None
        for line in process.stdout:
            said.append(line)
            if line.startswith("{") and "student" in json.loads(line):
                result.done.append(time.perf_counter() - started)
    result.seconds = time.perf_counter() - started
    watcher.join()
    if process.returncode:
        print("".join(said))
        raise subprocess.CalledProcessError(process.returncode, command)
    return result


def watch(pid: int, result: Measured, started: float) -> None:
    """Note the memory of a process and of all below it, as long as it runs."""
    with suppress(psutil.NoSuchProcess):
        coordinator = psutil.Process(pid)
        while coordinator.is_running() and coordinator.status() != psutil.STATUS_ZOMBIE:
            own, times = mebibytes(coordinator), coordinator.cpu_times()
            result.busy = times.user + times.system
            below = sum(mebibytes(one) for one in coordinator.children(recursive=True))
            result.coordinator = max(result.coordinator, own)
            result.everybody = max(result.everybody, own + below)
            result.memory.append((time.perf_counter() - started, own + below))
            time.sleep(BETWEEN_LOOKS)


def mebibytes(process: psutil.Process) -> float:
    with suppress(psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess):
        return float(process.memory_full_info().pss) / (1 << 20)
    return 0.0
