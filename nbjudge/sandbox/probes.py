"""The attacks with which the doctor tries the walls, and the bait that they are after."""

import contextlib
import ctypes
import mmap
import os
import secrets
import socket
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

SECRET = "a secret that the doctor put here"
PATIENCE = 2.0  # seconds to wait for a server that is on this machine or out of reach
SHM_RDONLY = 0o10000


@dataclass(frozen=True)
class Bait:
    """Things of this machine that no student process should reach."""

    secret_file: str
    process: int
    port: int
    abstract_socket: str
    shared_memory: int
    host_name: str
    descriptor: int


@contextlib.contextmanager
def bait_laid() -> Iterator[Bait]:
    """Lay out the bait on this machine, and take it away at the end."""
    libc = ctypes.CDLL(None, use_errno=True)
    with contextlib.ExitStack() as stack:
        # Where everyone may read, so that only a wall can stop it.
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)
        secret_file = folder / "secret"
        secret_file.write_text(SECRET)
        secret_file.chmod(0o644)
        server = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=16))
        name = f"nbjudge-doctor-{secrets.token_hex(8)}"
        abstract = stack.enter_context(socket.socket(socket.AF_UNIX))
        abstract.bind(f"\0{name}")
        abstract.listen(16)
        shared_memory = libc.shmget(0, mmap.PAGESIZE, 0o1666)  # IPC_PRIVATE, IPC_CREAT
        stack.callback(libc.shmctl, shared_memory, 0, None)  # IPC_RMID
        os.environ["NBJUDGE_DOCTOR"] = SECRET
        stack.callback(os.environ.pop, "NBJUDGE_DOCTOR", None)
        yield Bait(
            secret_file=str(secret_file),
            process=os.getpid(),
            port=server.getsockname()[1],
            abstract_socket=name,
            shared_memory=shared_memory,
            host_name=socket.gethostname(),
            descriptor=server.fileno(),
        )


def read_secret(bait: Bait) -> None:
    with open(bait.secret_file) as file:
        file.read()


def become_root(bait: Bait) -> None:
    os.setuid(0)


def signal_doctor(bait: Bait) -> None:
    os.kill(bait.process, 0)


def connect(bait: Bait) -> None:
    socket.create_connection(("127.0.0.1", bait.port), timeout=PATIENCE).close()


def send_datagram(bait: Bait) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.sendto(b"answers", ("127.0.0.1", bait.port))


def connect_to_abstract_socket(bait: Bait) -> None:
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(f"\0{bait.abstract_socket}")


def attach_shared_memory(bait: Bait) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.shmat.restype = ctypes.c_void_p
    if libc.shmat(bait.shared_memory, None, SHM_RDONLY) == ctypes.c_void_p(-1).value:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def learn_host_name(bait: Bait) -> None:
    found = socket.gethostname()
    if found != bait.host_name:
        raise LookupError(f"it says {found!r}")


def read_environment(bait: Bait) -> None:
    seen = str(os.environ)
    with contextlib.suppress(OSError), open("/proc/self/environ") as file:
        seen += file.read()
    if SECRET not in seen:
        raise LookupError("not there")


def use_descriptor(bait: Bait) -> None:
    os.fstat(bait.descriptor)


def rename_machine(bait: Bait) -> None:
    socket.sethostname("conquered")


def make_uncounted_memory(bait: Bait) -> None:
    os.close(os.memfd_create("uncounted"))


def fork_often(bait: Bait) -> None:
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


def allocate(bait: Bait) -> None:
    mmap.mmap(-1, 4 << 30).close()


def write_file(bait: Bait) -> None:
    # Made longer, not filled: a machine without this wall should not suffer for it.
    with open("/dev/shm/large", "wb") as file:
        os.truncate(file.fileno(), 200 << 20)


Attack = tuple[str, Callable[[Bait], object]]
ATTACKS: dict[str, list[Attack]] = {
    "user": [("become root", become_root)],
    "mount": [("read a file of this machine", read_secret)],
    "pid": [("send a signal to the doctor", signal_doctor)],
    "net": [("connect to 127.0.0.1", connect), ("send a datagram", send_datagram)],
    "ipc": [("attach shared memory of the doctor", attach_shared_memory)],
    "uts": [("learn the machine's name", learn_host_name)],
    "limits": [
        ("fork 200 times", fork_often),
        ("get 4 GiB of memory", allocate),
        ("make a file of 200 MiB", write_file),
    ],
    "environment": [("find a secret variable", read_environment)],
    "capabilities": [("rename the machine", rename_machine)],
    "descriptors": [("use a socket of the doctor", use_descriptor)],
    "landlock_files": [("read a file of this machine", read_secret)],
    "landlock_tcp": [("connect to 127.0.0.1", connect)],
    "landlock_scope": [("connect to an abstract socket", connect_to_abstract_socket)],
    "syscalls": [("get memory that no limit counts", make_uncounted_memory)],
}
# A wall is tried without those that would stop the same attack.
TWINS = {
    "mount": ("landlock_files",),
    "pid": ("landlock_scope",),
    "net": ("landlock_tcp",),
    "landlock_files": ("mount",),
    "landlock_tcp": ("net",),
    "landlock_scope": ("net",),
}
