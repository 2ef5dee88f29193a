"""Whether the walls stand on this machine, found out by trying to climb them.

``python -m nbjudge.doctor`` prints one line for each wall and ends with status 0 only if all stand.
"""

import contextlib
import ctypes
import json
import mmap
import os
import secrets
import signal
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from nbjudge.walls import TABLE, Limits, WallError, prepare_zygote, raise_walls, student_pid

_SECRET = "a secret that the doctor put here"
_PATIENCE = 2.0  # seconds to wait for a server that is on this machine or out of reach
_SHM_RDONLY = 0o10000


@dataclass(frozen=True)
class Finding:
    wall: str
    stands: bool
    how: str  # how it was tested, or why it is missing
    remedy: str  # what to do about it; empty if it stands


@dataclass(frozen=True)
class _Bait:
    """Things of this machine that no student process should reach."""

    secret_file: str
    process: int
    port: int
    abstract_socket: str
    shared_memory: int
    host_name: str
    descriptor: int


def examine() -> list[Finding]:
    """Try to climb each wall from a process behind it.

    Forks, so call it from a process with one thread. Walls that a second one backs up are tried
    with that one waived: each must hold alone.
    """
    prepare_zygote()
    missing: dict[str, WallError] = {}
    with _bait() as bait:
        while True:
            outcome = _behind_walls(_nothing, bait, set(missing))
            if not isinstance(outcome, WallError):
                break
            missing[outcome.wall] = outcome
        return [_examine_wall(wall.name, wall.remedy, bait, missing) for wall in TABLE]


def _examine_wall(wall: str, remedy: str, bait: _Bait, missing: dict[str, WallError]) -> Finding:
    if wall in missing:
        return Finding(wall, False, missing[wall].reason, remedy)
    attacks = _ATTACKS[wall]
    outcomes = [
        _behind_walls(attack, bait, {*missing, *_TWINS.get(wall, ())}) for _, attack in attacks
    ]
    how = "; ".join(
        f"{what}: {outcome}" for (what, _), outcome in zip(attacks, outcomes, strict=True)
    )
    stands = all(isinstance(outcome, _Refusal) for outcome in outcomes)
    return Finding(wall, stands, how, "" if stands else remedy)


class _Refusal(str):
    """Why an attack did not succeed."""


def _behind_walls(
    attack: Callable[[_Bait], object], bait: _Bait, waived: set[str]
) -> WallError | _Refusal | str:
    """Make an attack from behind the walls; return how it ended."""
    answers, answer = os.pipe()
    reports, report = os.pipe()
    keeper = os.fork()
    if keeper == 0:
        try:
            os.write(answer, json.dumps(_attack(attack, bait, waived, report, answer)).encode())
        finally:
            os._exit(0)
    os.close(answer)
    os.close(report)
    student = student_pid(reports)
    os.waitpid(keeper, 0)
    with os.fdopen(answers, "rb") as lines:
        kind, *details = json.loads(lines.readline() or '["died"]')
    os.kill(student, signal.SIGKILL)
    os.waitpid(student, 0)
    os.close(reports)
    if kind == "missing":
        return WallError(*details)
    if kind == "refused":
        return _Refusal(details[0])
    return "could not tell, the process died" if kind == "died" else "done, and nothing stopped it"


def _attack(
    attack: Callable[[_Bait], object], bait: _Bait, waived: set[str], report: int, answer: int
) -> list[str]:
    try:
        raise_walls(report, [answer], Limits(), waived)
        attack(bait)
    except WallError as error:
        return ["missing", error.wall, error.reason, error.remedy]
    except OSError as error:
        return ["refused", error.strerror or str(error)]
    except Exception as error:
        return ["refused", str(error)]
    return ["climbed"]


@contextlib.contextmanager
def _bait() -> Iterator[_Bait]:
    libc = ctypes.CDLL(None, use_errno=True)
    with contextlib.ExitStack() as stack:
        # Where everyone may read, so that only a wall can stop it.
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)
        secret_file = folder / "secret"
        secret_file.write_text(_SECRET)
        secret_file.chmod(0o644)
        server = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=16))
        name = f"nbjudge-doctor-{secrets.token_hex(8)}"
        abstract = stack.enter_context(socket.socket(socket.AF_UNIX))
        abstract.bind(f"\0{name}")
        abstract.listen(16)
        shared_memory = libc.shmget(0, mmap.PAGESIZE, 0o1666)  # IPC_PRIVATE, IPC_CREAT
        stack.callback(libc.shmctl, shared_memory, 0, None)  # IPC_RMID
        os.environ["NBJUDGE_DOCTOR"] = _SECRET
        stack.callback(os.environ.pop, "NBJUDGE_DOCTOR", None)
        yield _Bait(
            secret_file=str(secret_file),
            process=os.getpid(),
            port=server.getsockname()[1],
            abstract_socket=name,
            shared_memory=shared_memory,
            host_name=socket.gethostname(),
            descriptor=server.fileno(),
        )


def _nothing(bait: _Bait) -> None:
    """No attack: only the walls are raised."""


def _read_secret(bait: _Bait) -> None:
    with open(bait.secret_file) as file:
        file.read()


def _become_root(bait: _Bait) -> None:
    os.setuid(0)


def _signal_doctor(bait: _Bait) -> None:
    os.kill(bait.process, 0)


def _connect(bait: _Bait) -> None:
    socket.create_connection(("127.0.0.1", bait.port), timeout=_PATIENCE).close()


def _send_datagram(bait: _Bait) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.sendto(b"answers", ("127.0.0.1", bait.port))


def _connect_to_abstract_socket(bait: _Bait) -> None:
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(f"\0{bait.abstract_socket}")


def _attach_shared_memory(bait: _Bait) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.shmat.restype = ctypes.c_void_p
    if libc.shmat(bait.shared_memory, None, _SHM_RDONLY) == ctypes.c_void_p(-1).value:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _learn_host_name(bait: _Bait) -> None:
    found = socket.gethostname()
    if found != bait.host_name:
        raise LookupError(f"it says {found!r}")


def _read_environment(bait: _Bait) -> None:
    seen = str(os.environ)
    with contextlib.suppress(OSError), open("/proc/self/environ") as file:
        seen += file.read()
    if _SECRET not in seen:
        raise LookupError("not there")


def _use_descriptor(bait: _Bait) -> None:
    os.fstat(bait.descriptor)


def _rename_machine(bait: _Bait) -> None:
    socket.sethostname("conquered")


def _make_uncounted_memory(bait: _Bait) -> None:
    os.close(os.memfd_create("uncounted"))


def _fork_often(bait: _Bait) -> None:
    held_by_children, held_by_parent = os.pipe()
    for forked in range(200):
        try:
            child = os.fork()
        except OSError as error:
            raise OSError(error.errno, f"stopped after {forked}") from error
        if child == 0:
            os.close(held_by_parent)
            os.read(held_by_children, 1)  # until the parent is gone
            os._exit(0)


def _allocate(bait: _Bait) -> None:
    mmap.mmap(-1, 4 << 30).close()


def _write_file(bait: _Bait) -> None:
    # Made longer, not filled: a machine without this wall should not suffer for it.
    with open("/dev/shm/large", "wb") as file:
        os.truncate(file.fileno(), 200 << 20)


_Attack = tuple[str, Callable[[_Bait], object]]
_ATTACKS: dict[str, list[_Attack]] = {
    "user": [("become root", _become_root)],
    "mount": [("read a file of this machine", _read_secret)],
    "pid": [("send a signal to the doctor", _signal_doctor)],
    "net": [("connect to 127.0.0.1", _connect), ("send a datagram", _send_datagram)],
    "ipc": [("attach shared memory of the doctor", _attach_shared_memory)],
    "uts": [("learn the machine's name", _learn_host_name)],
    "limits": [
        ("fork 200 times", _fork_often),
        ("get 4 GiB of memory", _allocate),
        ("make a file of 200 MiB", _write_file),
    ],
    "environment": [("find a secret variable", _read_environment)],
    "capabilities": [("rename the machine", _rename_machine)],
    "descriptors": [("use a socket of the doctor", _use_descriptor)],
    "landlock_files": [("read a file of this machine", _read_secret)],
    "landlock_tcp": [("connect to 127.0.0.1", _connect)],
    "landlock_scope": [("connect to an abstract socket", _connect_to_abstract_socket)],
    "syscalls": [("get memory that no limit counts", _make_uncounted_memory)],
}
# A wall is tried without those that would stop the same attack.
_TWINS = {
    "mount": ("landlock_files",),
    "pid": ("landlock_scope",),
    "net": ("landlock_tcp",),
    "landlock_files": ("mount",),
    "landlock_tcp": ("net",),
    "landlock_scope": ("net",),
}


def main() -> int:
    """Print the findings; return 0 if all walls stand, else 1."""
    findings = examine()
    if sys.stdout.isatty():
        _print_table(findings)
    else:
        for finding in findings:
            print(f"{'stands ' if finding.stands else 'MISSING'}  {finding.wall}: {finding.how}")
    for remedy in dict.fromkeys(finding.remedy for finding in findings if finding.remedy):
        walls = [finding.wall for finding in findings if finding.remedy == remedy]
        print(f"\nFor {', '.join(walls)}: {remedy}.")
    return int(not all(finding.stands for finding in findings))


def _print_table(findings: list[Finding]) -> None:
    table = Table("wall", "stands", "tried")
    for finding in findings:
        stands = "[green]yes" if finding.stands else "[bold red]no"
        table.add_row(finding.wall, stands, finding.how)
    Console().print(table)


if __name__ == "__main__":
    sys.exit(main())
