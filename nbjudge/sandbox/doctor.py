"""The self-test of the sandbox: from within it, each wall is probed for whether it holds."""

import contextlib
import json
import os
import select
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass

from nbjudge.errors import NotDelegatedError, WallError
from nbjudge.sandbox import MemoryWatch, ResourceLimits, Standing, fork_sandboxed, prepare_zygote
from nbjudge.sandbox.cgroups import delegated
from nbjudge.sandbox.memory import LOOK_EVERY
from nbjudge.sandbox.probes import Canaries, canaries
from nbjudge.sandbox.table import TABLE, Wall

MEMORY = 256 << 20
"""Bytes that a probe may use: more than this process has, and little for any machine."""


SUCCEEDED = "done, and nothing stopped it"
UNPROVED = (
    "what was tried is stopped by something else on this machine too, so nothing is proved; mend "
    "the walls that are missing and look again"
)


@dataclass(frozen=True)
class Finding:
    wall: str
    stands: bool
    how: str
    """How it was probed, or why it is missing."""
    remedy: str
    """What to do about it; empty if it stands."""


def examine() -> list[Finding]:
    """Probe each wall from a sandboxed process.

    Forks, so call it from a process with one thread. Overlapping walls are probed one without the
    other: each must hold alone.
    """
    prepare_zygote()
    missing: dict[str, WallError] = {}
    with canaries() as put:
        while True:
            outcome = _sandboxed(_nothing, put, set(missing))
            if not isinstance(outcome, WallError):
                break
            missing[outcome.wall] = outcome
        return [_examine_wall(wall, put, missing) for wall in TABLE]


def control_groups() -> str:
    """Whether each submission gets a control group of its own; if not, what is missing."""
    try:
        groups = delegated()
        group = groups.new(ResourceLimits(memory=MEMORY))
        sleeper = os.fork()
        if sleeper == 0:
            time.sleep(60)
            os._exit(0)
        group.add(sleeper)
        group.kill()
        os.kill(sleeper, signal.SIGKILL)  # where there is no cgroup.kill
        os.waitpid(sleeper, 0)
        group.remove()
    except NotDelegatedError as reason:
        return f"none, {reason}"
    except OSError as error:
        return f"none, {error.filename}: {error.strerror}"
    return f"each submission has one below {groups.folder}"


def _examine_wall(wall: Wall, put: Canaries, missing: dict[str, WallError]) -> Finding:
    """Try each probe twice: behind this wall without those that overlap, where it must be stopped,
    and without this wall too, where it must succeed: what fails anyway proves nothing."""
    if wall.name in missing:
        return Finding(wall.name, False, missing[wall.name].reason, wall.remedy)
    waived = {*missing, *wall.overlaps}
    holds, proved, how = True, True, []
    for what, probe in wall.probes.items():
        outcome = _sandboxed(probe, put, waived)
        control = _sandboxed(probe, put, {*waived, wall.name, *wall.needed_by})
        holds &= isinstance(outcome, _Stopped)
        proved &= control == SUCCEEDED
        proof = "" if control == SUCCEEDED else f" (no proof: without the wall, {control})"
        how.append(f"{what}: {outcome}{proof}")
    remedy = "" if holds and proved else UNPROVED if holds else wall.remedy
    return Finding(wall.name, holds and proved, "; ".join(how), remedy)


class _Stopped(str):
    """Why a probe did not succeed."""


def _sandboxed(
    probe: Callable[[Canaries], object], put: Canaries, waived: set[str]
) -> WallError | _Stopped | str:
    """Run a probe in the sandbox; return how it ended."""
    answers, answer = os.pipe()

    def run(standing: Standing) -> None:
        os.write(answer, json.dumps(_outcome(probe, put, standing)).encode())

    limits = ResourceLimits(memory=MEMORY)
    student = fork_sandboxed(run, [answer], limits, waived)
    os.close(answer)
    watch = MemoryWatch([] if "limits" in waived else [student], limits.memory)
    with os.fdopen(answers, "rb") as lines:
        while not select.select([lines], [], [], LOOK_EVERY)[0]:
            if watch.is_exceeded():
                break
        ended = '["stopped", "it was ended for that"]' if watch.has_killed else '["died"]'
        kind, *details = json.loads(lines.readline() or ended)
    with contextlib.suppress(ProcessLookupError):
        os.kill(student, signal.SIGKILL)
    os.waitpid(student, 0)
    if kind == "missing":
        return WallError(*details)
    if kind == "stopped":
        return _Stopped(details[0])
    return "could not tell, the process died" if kind == "died" else SUCCEEDED


def _outcome(probe: Callable[[Canaries], object], put: Canaries, standing: Standing) -> list[str]:
    if isinstance(standing, WallError):
        return ["missing", standing.wall, standing.reason, standing.remedy]
    try:
        probe(put)
    except OSError as error:
        return ["stopped", error.strerror or str(error)]
    except Exception as error:
        return ["stopped", str(error)]
    return ["succeeded"]


def _nothing(put: Canaries) -> None:
    """No probe: only the walls are raised."""
