"""Grade hostile submissions by stock nbgrader, as students of a course in a machine of its own.

Stock nbgrader raises no walls, so they are put around it here: it runs in namespaces (processes,
network, mounts), with /tmp, /dev/shm and the home folder in memory, under limits on time and
memory, and everything in them ends with them. Inside, nbgrader is as installed. A case that aims at
something outside its notebook has the machine to itself.

``python -m grader_tests.hostile.stock CASE...`` is what runs inside; `Stock` is for the outside.
"""

import fcntl
import json
import os
import resource
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat

from grader_tests.course_folder import STOCK_CONFIG
from grader_tests.hostile import assignment
from grader_tests.hostile.assignment import NAME, secrets_shown
from grader_tests.hostile.cases import FOLDER, Case, read_case
from grader_tests.hostile.course import RIVAL, create, points, submit
from grader_tests.hostile.outside import Outside

CONFIG = f"""{STOCK_CONFIG}
c.Execute.timeout = 4
c.Execute.startup_timeout = 30
"""
UNSHARE = "unshare --pid --fork --kill-child --mount --mount-proc --net --ipc --uts".split()
HIDE = "mount -t tmpfs -o size=256m tmpfs /dev/shm && mount -t tmpfs -o size=512m tmpfs /tmp"
TOGETHER = 20
STARTING, EACH = 60.0, 10.0  # seconds: nbgrader itself, and one submission
MEMORY, CPU = 4 << 30, 300


class Stock:
    """A course, prepared once, of which each run of nbgrader gets a copy."""

    def __init__(self, folder: Path) -> None:
        course = folder / "course"
        course.mkdir()
        create(course, CONFIG)
        self._packed = Path(shutil.make_archive(str(course), "tar", course))

    def grade(self, cases: Sequence[Case]) -> dict[str, str]:
        """What came of each case: its points, or in words what broke."""
        run = [case for case in cases if not case.not_on_stock]
        found = {case.name: "not run" for case in cases if case.not_on_stock}
        peaceful = [case.name for case in run if not case.aims_outside]
        for first in range(0, len(peaceful), TOGETHER):
            found |= self._graded(peaceful[first : first + TOGETHER])
        # Without a score in company, a case is tried alone: it may not have been its own doing.
        alone = [case.name for case in run if not found.get(case.name, "none")[0].isdigit()]
        with ThreadPoolExecutor(os.cpu_count()) as workers:
            for told in workers.map(self._graded, [[name] for name in alone]):
                found |= told
        return found

    def _graded(self, names: list[str]) -> dict[str, str]:
        inside = [sys.executable, "-m", "grader_tests.hostile.stock", *names]
        # The archive is opened before /tmp is hidden and reaches the inside as standard input.
        with self._packed.open("rb") as archive:
            process = subprocess.Popen(
                [*_unshare(), "sh", "-c", f'{HIDE} && exec "$@"', "sh", *inside],
                cwd=Path(__file__).resolve().parents[2],
                stdin=archive,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
        try:
            told, errors = process.communicate(timeout=2 * longest(len(names)))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return dict.fromkeys(names, "hung the grader")
        finally:  # ends all that runs inside, also when the suite itself is interrupted
            process.kill()
        if process.returncode:
            raise RuntimeError(f"{names}: {errors.decode()[-2000:]}")
        graded: dict[str, str] = json.loads(told.splitlines()[-1])
        return graded


def _unshare() -> list[str]:
    """Root makes its namespaces at once; others make a user namespace first."""
    return UNSHARE if os.geteuid() == 0 else [*UNSHARE, "--user", "--map-root-user"]


def _grade_inside(cases: list[Case]) -> dict[str, str]:
    """Unpack the course, hand the cases in, grade them, and look around."""
    course = Path(tempfile.mkdtemp()) / "course"
    subprocess.run(["tar", "-x", "-C", _made(course)], check=True)
    outside = Outside(course)
    for case in cases:
        answers = {name: outside.fill_in(source) for name, source in case.answers.items()}
        files = {name: outside.fill_in(text) for name, text in case.files.items()}
        submit(course, case.name, assignment.notebook(answers), files)
    outside.notice()  # what was handed in is no trace
    before = points(course, RIVAL)
    if not _autograde(course, longest(len(cases))):
        return {case.name: "hung the grader" for case in cases}
    changed = [what for what in outside.touched() if not what.startswith("gradebook.db")]
    try:
        if points(course, RIVAL) != before:
            changed.insert(0, "changed another's points")
        return {
            case.name: _told(points(course, case.name), changed + _shown(course, case))
            for case in cases
        }
    except Exception:
        return {case.name: "destroyed the gradebook" for case in cases}


def longest(submissions: int) -> float:
    return STARTING + EACH * submissions


def _autograde(course: Path, seconds: float) -> bool:
    """Grade all that is not graded yet; False if that had to be stopped."""
    home = _made(course.parent / "home")
    process = subprocess.Popen(
        [sys.executable, "-m", "nbgrader", "autograde", NAME],
        cwd=course,
        env=os.environ | {"HOME": home, "PATH": _path()},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_limit,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return False
    return True


def _shown(course: Path, case: Case) -> list[str]:
    path = course / "autograded" / case.name / NAME / f"{NAME}.ipynb"
    if not path.exists():
        return []
    cells = nbformat.read(path, as_version=4).cells
    shown = secrets_shown((cell.id, cell.outputs) for cell in cells if cell.cell_type == "code")
    return ["showed hidden tests"] if shown - case.leaks else []


def _told(found: dict[str, float | None], changed: list[str]) -> str:
    earned = [point for point in found.values() if point is not None]
    score = f"{sum(earned):g}" if found and len(earned) == len(found) else "no score"
    return "; ".join([score, *changed[:1]])


def _made(folder: Path) -> str:
    folder.mkdir(parents=True)
    return str(folder)


def _path() -> str:
    return f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (256 << 20, 256 << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _raise_loopback() -> None:
    """A new network namespace has its loopback down; kernels are reached through it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("16sH14x", b"lo", 0x1 | 0x40)  # IFF_UP, IFF_RUNNING
        fcntl.ioctl(any_socket, 0x8914, request)  # SIOCSIFFLAGS


if __name__ == "__main__":
    _raise_loopback()
    print(json.dumps(_grade_inside([read_case(FOLDER / f"{name}.py") for name in sys.argv[1:]])))
