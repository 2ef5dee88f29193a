"""Running a function behind the walls, from a test."""

import inspect
import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

ZYGOTE = Path(__file__).with_name("zygote.py")


class RefusedError(Exception):
    """The function raised in the student process."""


class Zygote:
    """Runs functions behind the walls. They must import what they use."""

    def __init__(self, user: str, folder: Path) -> None:
        self.user = user
        command = [sys.executable, str(ZYGOTE)]
        if user == "ordinary" and os.geteuid() == 0:
            command.append("--as-nobody")
        self.process = subprocess.Popen(
            command,
            cwd=folder,
            env=os.environ | {"HOST_SECRET": "the-secret-in-the-environment"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, **request: Any) -> dict[str, Any]:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        reply: dict[str, Any] = json.loads(self.process.stdout.readline())
        return reply

    def fork(self, function: Callable[..., Any], *arguments: Any, **options: Any) -> dict[str, Any]:
        """Call the function in a student process; return the zygote's whole reply."""
        source = textwrap.dedent(inspect.getsource(function))
        name = function.__name__
        return self.ask(source=source, name=name, arguments=arguments, **options)

    def inside(self, function: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        """Call the function in a student process; return its result or raise RefusedError."""
        reply = self.fork(function, *arguments, **options)
        if "refused" in reply:
            raise RefusedError(reply["refused"])
        assert "result" in reply, reply
        return reply["result"]

    def stop(self) -> None:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(timeout=60)
