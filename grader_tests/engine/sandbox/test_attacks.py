"""Each attack is stopped by every wall that is said to stop it, and by nothing else.

An attack is tried behind all walls, then with all but one of its walls waived, then with all of
them waived, where it must succeed: an attack that fails anyway would prove nothing.
"""

import ctypes
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from grader_tests.engine.sandbox.inside import RefusedError, Zygote
from nbjudge.sandbox import WALLS

NAMESPACES = {"user", "mount", "pid", "net", "ipc", "uts"}


def assert_stopped_by(
    walls: set[str], zygote: Zygote, attack: Callable[..., Any], *arguments: Any
) -> None:
    with pytest.raises(RefusedError):
        zygote.inside(attack, *arguments)
    for wall in walls:
        with pytest.raises(RefusedError):
            zygote.inside(attack, *arguments, waived=list(_with_needs(walls - {wall})))
    zygote.inside(attack, *arguments, waived=list(_with_needs(walls)))


def _with_needs(waived: set[str]) -> set[str]:
    # Without a user namespace an ordinary user has no other either.
    return waived | NAMESPACES if "user" in waived else waived


def read(path: str) -> str:
    with open(path) as file:
        return file.read()


def test_the_course_folder_cannot_be_read(zygote: Zygote, course: Path) -> None:
    secret = str(course / "hidden_tests.txt")
    assert_stopped_by({"mount", "landlock_files"}, zygote, read, secret)


def test_the_course_folder_has_no_name_inside(zygote: Zygote, course: Path) -> None:
    with pytest.raises(RefusedError, match="FileNotFoundError"):
        zygote.inside(read, str(course / "hidden_tests.txt"))


def connect(port: int) -> None:
    import socket

    socket.create_connection(("127.0.0.1", port), timeout=2).close()


def test_no_tcp_server_of_the_host_can_be_reached(zygote: Zygote, tcp_port: int) -> None:
    assert_stopped_by({"net", "landlock_tcp"}, zygote, connect, tcp_port)


def send_datagram(port: int) -> None:
    import socket

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.connect(("127.0.0.1", port))
        for _ in range(2):  # that nobody is there is told by the second
            sender.send(b"the student's answers")


def test_no_datagram_leaves(zygote: Zygote) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as mailbox:
        mailbox.bind(("127.0.0.1", 0))
        assert_stopped_by({"net"}, zygote, send_datagram, mailbox.getsockname()[1])


def connect_to_abstract(name: str) -> None:
    import socket

    with socket.socket(socket.AF_UNIX) as client:
        client.connect(f"\0{name}")


def test_no_abstract_socket_of_the_host_can_be_reached(
    zygote: Zygote, abstract_socket: str
) -> None:
    walls = {"net", "landlock_scope"}
    assert_stopped_by(walls, zygote, connect_to_abstract, abstract_socket)


def signal_process(pid: int) -> None:
    import os

    os.kill(pid, 0)


def test_no_process_of_the_host_can_be_signalled(zygote: Zygote) -> None:
    pid = zygote.process.pid
    if zygote.user == "root":  # the zygote is root's, the student is nobody: out of reach anyway
        with pytest.raises(RefusedError, match="ProcessLookupError"):
            zygote.inside(signal_process, pid)
    else:
        assert_stopped_by({"pid", "landlock_scope"}, zygote, signal_process, pid)


def attach_shared_memory(identifier: int) -> None:
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    libc.shmat.restype = ctypes.c_void_p
    if libc.shmat(identifier, None, 0) == ctypes.c_void_p(-1).value:
        raise OSError(ctypes.get_errno(), "shmat")


@pytest.fixture
def shared_memory() -> Iterator[int]:
    libc = ctypes.CDLL(None, use_errno=True)
    identifier = libc.shmget(0, 4096, 0o1666)  # IPC_PRIVATE, IPC_CREAT
    assert identifier >= 0
    yield identifier
    libc.shmctl(identifier, 0, None)  # IPC_RMID


def test_shared_memory_of_the_host_cannot_be_attached(zygote: Zygote, shared_memory: int) -> None:
    assert_stopped_by({"ipc", "syscalls"}, zygote, attach_shared_memory, shared_memory)


def find_secret() -> None:
    import os
    from contextlib import suppress

    seen = str(os.environ)
    with suppress(OSError), open("/proc/self/environ") as file:
        seen += file.read()
    if "the-secret-in-the-environment" not in seen:
        raise LookupError("no secret in the environment")


def test_no_variable_of_the_host_can_be_read(zygote: Zygote) -> None:
    assert_stopped_by({"environment"}, zygote, find_secret)


def use_foreign_descriptors(kept: int) -> None:
    import os

    found = 0
    for descriptor in range(3, 256):
        try:
            os.fstat(descriptor)
        except OSError:
            continue
        found += 1
    if found <= kept:
        raise LookupError("no descriptor but those kept")


def test_no_descriptor_is_inherited(zygote: Zygote) -> None:
    assert_stopped_by({"descriptors"}, zygote, use_foreign_descriptors, 1)


def fork_many() -> None:
    import os
    import time

    for _ in range(100):
        if os.fork() == 0:
            time.sleep(20)
            os._exit(0)


def open_many() -> None:
    import os

    for _ in range(1000):
        os.open("/dev/null", os.O_RDONLY)


def write_much() -> None:
    import os

    # Sparse, in /dev/shm: nothing is used up where the attack succeeds.
    with open("/dev/shm/large", "wb") as file:
        os.truncate(file.fileno(), 100 << 20)


@pytest.mark.parametrize("attack", [fork_many, open_many, write_much])
def test_the_machine_cannot_be_eaten(zygote: Zygote, attack: Callable[[], None]) -> None:
    assert_stopped_by({"limits"}, zygote, attack)


def enter_new_user_namespace() -> None:
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(0x1000_0000):
        raise OSError(ctypes.get_errno(), "unshare")


def test_no_further_user_namespace_can_be_entered(zygote: Zygote) -> None:
    assert_stopped_by({"user", "syscalls"}, zygote, enter_new_user_namespace)


def hold_uncounted_memory() -> None:
    import os

    os.memfd_create("uncounted")


def open_vsock() -> None:
    import socket

    socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM)


def trace_me() -> None:
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    if libc.ptrace(0, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "ptrace")


@pytest.mark.parametrize("attack", [hold_uncounted_memory, trace_me])
def test_kernel_interfaces_no_notebook_needs_are_shut(
    zygote: Zygote, attack: Callable[[], None]
) -> None:
    assert_stopped_by({"syscalls"}, zygote, attack)


def test_the_way_from_a_virtual_machine_to_its_host_is_shut(zygote: Zygote) -> None:
    with pytest.raises(RefusedError, match="not supported"):
        zygote.inside(open_vsock)


def know_the_host(name: str) -> None:
    import socket

    if socket.gethostname() != name:
        raise LookupError("a made-up name")


def test_the_host_s_name_is_hidden(zygote: Zygote) -> None:
    import socket

    assert_stopped_by({"uts"}, zygote, know_the_host, socket.gethostname())


def test_every_wall_stands(zygote: Zygote) -> None:
    assert tuple(zygote.fork(find_secret)["walls"]) == WALLS
