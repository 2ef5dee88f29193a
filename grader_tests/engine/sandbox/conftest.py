"""Zygotes to fork student processes from, and things on the host for students to attack."""

import os
import secrets
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader_tests.engine.sandbox.inside import Zygote

USERS = ("root", "ordinary") if os.geteuid() == 0 else ("ordinary",)


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that everyone on the machine may read, with something that no student may."""
    folder = tmp_path_factory.mktemp("course")
    (folder / "hidden_tests.txt").write_text("the secret in the course")
    for place in (folder, *folder.parents[:3]):
        if place.name and place.owner() == Path.home().owner() and str(place) != "/tmp":
            place.chmod(0o755)
    return folder


@pytest.fixture(scope="session", params=USERS)
def zygote(request: pytest.FixtureRequest, course: Path) -> Iterator[Zygote]:
    zygote = Zygote(request.param, course)
    yield zygote
    zygote.stop()


@pytest.fixture(scope="session")
def tcp_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0), backlog=100) as server:
        yield server.getsockname()[1]


@pytest.fixture(scope="session")
def abstract_socket() -> Iterator[str]:
    name = f"nbjudge-{secrets.token_hex(8)}"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(f"\0{name}")
        server.listen(100)
        yield name
