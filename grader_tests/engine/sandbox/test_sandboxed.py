"""What a student process finds, what still works in it, and what is left of it."""

import os
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from grader_tests.engine.sandbox.inside import RefusedError, Zygote
from nbjudge.sandbox import WORK_FOLDER


def try_to_read(path: str) -> str:
    import os

    try:
        return str(os.listdir(path)) if os.path.isdir(path) else open(path).read()
    except OSError as error:
        return type(error).__name__


@pytest.mark.parametrize("path", ["/etc/shadow", "/home", "/root/.bashrc", "/var", "/sys", "/mnt"])
def test_the_machine_s_own_files_have_no_name(zygote: Zygote, path: str) -> None:
    assert zygote.inside(try_to_read, path) == "FileNotFoundError"


def test_the_folder_of_nbjudge_has_no_name(zygote: Zygote) -> None:
    import nbjudge

    assert zygote.inside(try_to_read, str(Path(nbjudge.__file__))) == "FileNotFoundError"


def look_at_processes() -> list[str]:
    import os

    return [name for name in os.listdir("/proc") if name.isdigit()]


def test_only_its_own_process_is_seen(zygote: Zygote) -> None:
    assert zygote.inside(look_at_processes) == ["1"]


def try_to_write(paths: list[str]) -> list[str]:
    import os

    written = []
    for path in paths:
        try:
            if os.path.isdir(path):
                path += "/written-by-a-student"
            with open(path, "a"):
                written.append(path)
        except OSError:
            continue
    return written


def test_nothing_outside_the_private_folders_can_be_written(zygote: Zygote) -> None:
    import numpy

    # An editable install puts a name into sys.path that is no place.
    interpreter = [sys.executable, sys.prefix, sys.base_prefix, *filter(os.path.isabs, sys.path)]
    system = ["/", "/etc", "/etc/passwd", "/usr/lib", "/proc", "/proc/sys/kernel/core_pattern"]
    paths = [*interpreter, *system, str(Path(numpy.__file__)), "/dev", "/proc/1/oom_score_adj"]
    written = zygote.inside(try_to_write, paths)
    # A name below /tmp, of a checkout or on PYTHONPATH, is a file of the private /tmp inside, and
    # outside the folder that it was.
    assert [path for path in written if not path.startswith("/tmp/")] == []
    assert [path for path in written if Path(path).is_file()] == []


def fill_private_folders(names: list[str]) -> list[str]:
    for name in names:
        with open(name, "w") as file:
            file.write("anything")
    return names


def test_nothing_of_the_private_folders_is_left_on_the_host(zygote: Zygote) -> None:
    names = [f"{folder}/left-by-a-student" for folder in (WORK_FOLDER, "/tmp", "/dev/shm")]
    assert zygote.inside(fill_private_folders, names) == names
    assert not any(Path(name).exists() for name in names)
    assert zygote.inside(try_to_read, names[0]) == "FileNotFoundError"


def fill_disk(folders: list[str]) -> int:
    written = 0
    for number in range(40):
        with open(f"{folders[number % len(folders)]}/{number}", "wb", buffering=0) as file:
            written += file.write(bytes(1 << 20))
    return written


@pytest.mark.parametrize("folders", [[WORK_FOLDER, "/tmp"], ["/dev/shm"]])
def test_the_private_disks_are_small(zygote: Zygote, folders: list[str]) -> None:
    with pytest.raises(RefusedError, match="No space left"):
        zygote.inside(fill_disk, folders, limits={"disk": 4 << 20})


def write_one_file() -> None:
    with open("large", "wb", buffering=0) as file:
        for _ in range(3):
            file.write(bytes(1 << 20))


def test_too_large_a_file_raises_an_error_instead_of_killing(zygote: Zygote) -> None:
    with pytest.raises(RefusedError, match="File too large"):
        zygote.inside(write_one_file, limits={"file_size": 2 << 20})


def use_processor() -> None:
    while True:
        pass


@pytest.mark.slow
def test_processor_time_ends_even_the_first_process_of_its_namespace(zygote: Zygote) -> None:
    reply = zygote.fork(use_processor, limits={"cpu_seconds": 1})
    assert os.WTERMSIG(reply["status"]) == signal.SIGKILL


def look_at_itself() -> dict[str, Any]:
    import os

    with open("/proc/self/status") as file:
        status = dict(line.rstrip("\n").split(":\t", 1) for line in file if ":\t" in line)
    capabilities = {status[name] for name in status if name.startswith("Cap")}
    return {
        "who": [os.getpid(), os.getuid(), os.getgid(), os.getgroups() in ([], [1000])],
        "capabilities": list(capabilities),
        "no_new_privs": status["NoNewPrivs"].strip(),
        "where": os.getcwd(),
        "files": os.listdir(),
        "home": os.path.expanduser("~"),
        "umask": os.umask(0o077),
    }


def test_the_student_is_nobody_in_particular(zygote: Zygote) -> None:
    itself = zygote.inside(look_at_itself)
    assert itself["who"][:3] == [1, 1000, 1000]
    assert itself["capabilities"] == ["0" * 16]
    assert itself["no_new_privs"] == "1"
    assert itself["umask"] == 0o077


def test_the_student_starts_in_an_empty_working_folder(zygote: Zygote) -> None:
    itself = zygote.inside(look_at_itself)
    assert (itself["where"], itself["files"], itself["home"]) == (WORK_FOLDER, [], WORK_FOLDER)


def import_the_unimported() -> list[str]:
    import sys

    early = {"sqlite3", "xml.dom.minidom", "numpy.fft"} & set(sys.modules)
    assert not early

    import sqlite3
    import xml.dom.minidom

    import numpy.fft

    found = [sqlite3, xml.dom.minidom, numpy.fft]
    return [module.__name__ for module in found]


def test_modules_not_yet_imported_can_be(zygote: Zygote) -> None:
    assert len(zygote.inside(import_the_unimported)) == 3


def run_programs(port: int) -> list[str]:
    import subprocess
    import sys

    code = f"import numpy, socket; socket.create_connection(('127.0.0.1', {port}))"
    python = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    shell = subprocess.run("pwd; ls / | xargs", shell=True, capture_output=True, text=True)
    return [python.stderr.splitlines()[-1], *shell.stdout.splitlines()]


def test_programs_run_behind_the_same_walls(zygote: Zygote, tcp_port: int) -> None:
    error, folder = zygote.inside(run_programs, tcp_port)[:2]
    assert "unreachable" in error or "denied" in error
    assert folder == WORK_FOLDER


def share_memory_with_a_child() -> list[int]:
    from multiprocessing import get_context

    with get_context("fork").Pool(2) as pool:
        return pool.map(abs, [-1, -2])


def test_multiprocessing_works(zygote: Zygote) -> None:
    assert zygote.inside(share_memory_with_a_child) == [1, 2]


def print_in_every_way() -> list[str]:
    import os
    import subprocess
    import sys

    subprocess.run(["/bin/sh", "-c", "echo from a program; echo oh >&2"])
    os.write(1, b"from C\n")
    print("from Python", flush=True)
    assert sys.stdin.read() == ""
    return [os.pread(descriptor, 1000, 0).decode() for descriptor in (1, 2)]


def test_output_of_programs_can_be_read_back(zygote: Zygote) -> None:
    out, err = zygote.inside(print_in_every_way)
    assert out == "from a program\nfrom C\nfrom Python\n"
    assert err == "oh\n"


def leave_a_daemon() -> None:
    import os
    import signal
    import time

    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            signal.pthread_sigmask(signal.SIG_SETMASK, signal.valid_signals())
            time.sleep(60)
        os._exit(0)
    os.wait()


def test_killing_the_student_kills_its_daemons(zygote: Zygote) -> None:
    reply = zygote.fork(leave_a_daemon, linger=True)
    assert zygote.ask(kill=reply["pid"]) == {"gone": True}


def do_nothing() -> None:
    pass


def test_the_student_dies_with_the_zygote(course: Path) -> None:
    zygote = Zygote("ordinary", course)
    student = zygote.fork(do_nothing, linger=True)["pid"]
    watched = os.pidfd_open(student)
    zygote.process.kill()
    zygote.stop()
    import select

    ready, _, _ = select.select([watched], [], [], 5)
    os.close(watched)
    assert ready


def test_walls_go_up_quickly(zygote: Zygote) -> None:
    best = min(zygote.fork(do_nothing)["milliseconds"] for _ in range(10))
    assert best < 30  # 6 on an idle machine


def fill_sockets() -> int:
    import contextlib
    import socket

    held, written = [], 0
    with contextlib.suppress(OSError):
        server = socket.create_server(("127.0.0.1", 0))
        while True:
            client = socket.create_connection(server.getsockname())
            client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 30)
            client.setblocking(False)
            held += [client, server.accept()[0]]
            with contextlib.suppress(BlockingIOError):
                while True:
                    written += client.send(bytes(1 << 20))
    assert len(held) > 100
    return written


def test_little_can_be_held_in_sockets(zygote: Zygote) -> None:
    # As for a notebook that imports what servers are made of.
    assert zygote.inside(fill_sockets, waived=["landlock_tcp"]) < 48 << 20


def fill_pairs() -> int:
    import contextlib
    import socket

    held, written = [], 0
    with contextlib.suppress(OSError):
        while True:
            one, other = socket.socketpair()
            one.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 30)
            held += [one, other]
            for end in (one, other):
                end.setblocking(False)
                with contextlib.suppress(BlockingIOError):
                    while True:
                        written += end.send(bytes(1 << 16))
    assert len(held) > 100
    return written


def test_little_can_be_held_in_pairs_of_sockets(zygote: Zygote) -> None:
    assert zygote.inside(fill_pairs) < 64 << 20
