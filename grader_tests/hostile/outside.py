"""What lies outside a student's process and must not change: a course, servers, a process.

An `Outside` plants it, tells a hostile submission where it is, and says afterwards what was
touched. Submissions mark what they leave by a token, for traces to be found on a busy machine.
"""

import hashlib
import os
import secrets
import select
import socket
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

SECRET = "source-of-the-hidden-tests"


class Outside:
    """Canaries around one or more runs; ``close`` removes them."""

    def __init__(self, course: Path) -> None:
        self.course = course
        self.token = f"nbjudge-hostile-{secrets.token_hex(6)}"
        self._plant_course()
        self._servers = {
            "TCP": _listening(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0)),
            "UDP": _listening(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)),
            "ABSTRACT": _listening(socket.AF_UNIX, socket.SOCK_STREAM, f"\0{self.token}"),
            "UNIX": _listening(socket.AF_UNIX, socket.SOCK_STREAM, str(course / "server.sock")),
        }
        sleep = [sys.executable, "-c", "import time; time.sleep(3600)"]
        self._victim = subprocess.Popen(sleep)
        self.notice()

    def notice(self) -> None:
        """Take what lies in the course now for what must not change."""
        self._before = self._digests()

    def _plant_course(self) -> None:
        """Add to the course what a real one has, unless it is a real one."""
        for name in ("source/hostile/answers.txt", "submitted/rival/hostile/notes.txt"):
            path = self.course / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(SECRET)
        with sqlite3.connect(self.course / "gradebook.db") as gradebook:
            gradebook.execute("CREATE TABLE IF NOT EXISTS grade (manual_score REAL)")

    def fill_in(self, text: str) -> str:
        """A submission's text with the places of what lies outside."""
        places = {
            "COURSE": str(self.course),
            "TOKEN": self.token,
            "TCP": str(self._servers["TCP"].getsockname()[1]),
            "UDP": str(self._servers["UDP"].getsockname()[1]),
            "VICTIM": str(self._victim.pid),
            "GRADER": str(os.getpid()),
        }
        for name, value in places.items():
            text = text.replace(f"@{name}@", value)
        return text

    def touched(self) -> list[str]:
        """What a submission reached or changed outside, in words; empty if nothing."""
        found = [f"{name} server was reached" for name in self._reached()]
        if self._victim.poll() is not None:
            found.append("another process was killed")
        after = self._digests()
        changed = {
            name for name in self._before | after if self._before.get(name) != after.get(name)
        }
        found += [f"{name} changed" for name in sorted(changed)]
        return found + self._traces()

    def _reached(self) -> list[str]:
        readable, _, _ = select.select(list(self._servers.values()), [], [], 0)
        return [name for name, server in self._servers.items() if server in readable]

    def _digests(self) -> dict[str, str]:
        return {
            str(path.relative_to(self.course)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in self.course.rglob("*")
            if path.is_file() and not path.is_symlink() and "autograded" not in path.parts
        }

    def _traces(self) -> list[str]:
        """Files and processes that bear the token."""
        folders = {tempfile.gettempdir(), "/tmp", "/dev/shm", str(Path.home())}
        found = [
            f"{folder}/{name} was left behind"
            for folder in sorted(folders)
            for name in os.listdir(folder)
            if self.token in name
        ]
        for pid in _processes():
            try:
                words = Path(f"/proc/{pid}/cmdline").read_bytes()
            except OSError:  # it has ended meanwhile
                continue
            if self.token.encode() in words:
                found.append("a process was left running")
        return found

    def close(self) -> None:
        self._victim.kill()
        self._victim.wait()
        for server in self._servers.values():
            server.close()


def _listening(family: int, kind: int, address: object) -> socket.socket:
    server = socket.socket(family, kind)
    server.bind(address)
    if kind == socket.SOCK_STREAM:
        server.listen()
    return server


def _processes() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def descendants(pid: int) -> set[int]:
    """The processes below a process, its children's children included."""
    parents: dict[int, int] = {}
    for child in _processes():
        try:
            parents[child] = int(
                Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[1]
            )
        except OSError:  # it has ended meanwhile
            continue
    found: set[int] = set()
    frontier = {pid}
    while frontier:
        frontier = {child for child, parent in parents.items() if parent in frontier} - found
        found |= frontier
    return found
