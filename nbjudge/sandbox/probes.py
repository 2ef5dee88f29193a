"""The probes with which the self-test tries the walls, and the canaries that they are after."""

import contextlib
import ctypes
import mmap
import os
import secrets
import signal
import socket
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nbjudge.sandbox import syscalls

SECRET = "a secret that the doctor put here"
PATIENCE = 2.0  # seconds to wait for a server that is on this machine or out of reach
SHM_RDONLY = 0o10000
NOBODY = 65534


@dataclass(frozen=True)
class Canaries:
    """Things of this machine that no student process should reach."""

    secret_file: str
    process: int
    port: int
    datagram_port: int
    abstract_socket: str
    shared_memory: int
    host_name: str
    descriptor: int
    users: str


@contextlib.contextmanager
def canaries() -> Iterator[Canaries]:
    """Put the canaries on this machine, and take them away at the end."""
    libc = ctypes.CDLL(None, use_errno=True)
    with contextlib.ExitStack() as stack:
        # Where everyone may read, so that only a wall can stop it.
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)
        secret_file = folder / "secret"
        secret_file.write_text(SECRET)
        secret_file.chmod(0o644)
        server = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=16))
        mailbox = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        mailbox.bind(("127.0.0.1", 0))
        name = f"nbjudge-doctor-{secrets.token_hex(8)}"
        abstract = stack.enter_context(socket.socket(socket.AF_UNIX))
        abstract.bind(f"\0{name}")
        abstract.listen(16)
        shared_memory = libc.shmget(0, mmap.PAGESIZE, 0o1666)  # IPC_PRIVATE, IPC_CREAT
        stack.callback(libc.shmctl, shared_memory, 0, None)  # IPC_RMID
        process = _sleeper()
        stack.callback(os.waitpid, process, 0)
        stack.callback(os.kill, process, signal.SIGKILL)
        os.environ["NBJUDGE_DOCTOR"] = SECRET
        stack.callback(os.environ.pop, "NBJUDGE_DOCTOR", None)
        yield Canaries(
            secret_file=str(secret_file),
            process=process,
            port=server.getsockname()[1],
            datagram_port=mailbox.getsockname()[1],
            abstract_socket=name,
            shared_memory=shared_memory,
            host_name=socket.gethostname(),
            descriptor=server.fileno(),
            users=Path("/proc/self/uid_map").read_text(),
        )


def _sleeper() -> int:
    """A process of the user whom a student process would be without its walls."""
    process = os.fork()
    if process == 0:
        if os.geteuid() == 0:
            with contextlib.suppress(OSError):  # in some containers there is only root
                os.setresgid(NOBODY, NOBODY, NOBODY)
                os.setresuid(NOBODY, NOBODY, NOBODY)
        signal.pause()
        os._exit(0)
    return process


def read_secret(canaries: Canaries) -> None:
    with open(canaries.secret_file) as file:
        file.read()


def read_table_of_mounts(canaries: Canaries) -> None:
    with open("/proc/self/mountinfo") as table:
        if not table.read():
            raise LookupError("the table is empty")


def read_counters(canaries: Canaries) -> None:
    with open("/proc/stat") as counters:
        if "\nctxt 0\n" in counters.read():
            raise LookupError("made-up counters")


def have_users_of_machine(canaries: Canaries) -> None:
    with open("/proc/self/uid_map") as users:
        if users.read() != canaries.users:
            raise LookupError("it has its own")


def signal_process(canaries: Canaries) -> None:
    os.kill(canaries.process, 0)


def connect(canaries: Canaries) -> None:
    socket.create_connection(("127.0.0.1", canaries.port), timeout=PATIENCE).close()


def send_datagram(canaries: Canaries) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.connect(("127.0.0.1", canaries.datagram_port))
        for _ in range(2):  # that nobody is there is told by the second
            sender.send(b"answers")


def connect_to_abstract_socket(canaries: Canaries) -> None:
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(f"\0{canaries.abstract_socket}")


def attach_shared_memory(canaries: Canaries) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.shmat.restype = ctypes.c_void_p
    if libc.shmat(canaries.shared_memory, None, SHM_RDONLY) == ctypes.c_void_p(-1).value:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def learn_host_name(canaries: Canaries) -> None:
    found = socket.gethostname()
    if found != canaries.host_name:
        raise LookupError(f"it says {found!r}")


def read_environment(canaries: Canaries) -> None:
    seen = str(os.environ)
    with contextlib.suppress(OSError), open("/proc/self/environ") as file:
        seen += file.read()
    if SECRET not in seen:
        raise LookupError("not there")


def use_descriptor(canaries: Canaries) -> None:
    os.fstat(canaries.descriptor)


def make_namespace(canaries: Canaries) -> None:
    syscalls.unshare(syscalls.CLONE_NEWUTS)


def make_uncounted_memory(canaries: Canaries) -> None:
    os.close(os.memfd_create("uncounted"))


def fork_often(canaries: Canaries) -> None:
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


def allocate(canaries: Canaries) -> None:
    taken = b"x" * (512 << 20)
    time.sleep(PATIENCE)  # whoever counts has looked by then
    del taken


def write_file(canaries: Canaries) -> None:
    # Made longer, not filled: a machine without this wall should not suffer for it.
    with open("/dev/shm/large", "wb") as file:
        os.truncate(file.fileno(), 200 << 20)
