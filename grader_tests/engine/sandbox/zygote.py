"""A small zygote for the tests: it forks student processes on request and says how they fared.

Requests and replies are lines of JSON. ``--as-nobody`` makes it an ordinary user's, when it is
started by root.
"""

import contextlib
import errno
import importlib
import json
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))  # nobody may lack the finder that an editable install puts in place

from nbjudge.errors import WallError  # noqa: E402
from nbjudge.sandbox import ResourceLimits, Standing, fork_sandboxed, prepare_zygote, syscalls  # noqa: E402


def main() -> None:
    if "--as-nobody" in sys.argv:
        become_nobody_with_an_interpreter()
    prepare_zygote()
    lingering: dict[int, int] = {}
    for line in sys.stdin:
        request = json.loads(line)
        reply = kill(request["kill"], lingering) if "kill" in request else run(request, lingering)
        print(json.dumps(reply), flush=True)


def become_nobody_with_an_interpreter() -> None:
    """Start this program again as nobody, with the interpreter in reach even if root hides it."""
    base = Path(os.path.realpath(sys.base_prefix))
    hidden = [folder for folder in base.parents if not folder.stat().st_mode & 0o001]
    syscalls.unshare(syscalls.CLONE_NEWNS)
    syscalls.mount("none", "/", None, syscalls.MS_REC | syscalls.MS_PRIVATE)
    if hidden:
        kept = os.open(base, os.O_PATH)
        syscalls.mount("cover", str(hidden[-1]), "tmpfs", 0, "mode=755")
        base.mkdir(parents=True)
        syscalls.mount(f"/proc/self/fd/{kept}", str(base), None, syscalls.MS_BIND)
    os.setgroups([])
    os.setresgid(65534, 65534, 65534)
    os.setresuid(65534, 65534, 65534)
    os.execv(sys.executable, [sys.executable, __file__])


def run(request: dict[str, Any], lingering: dict[int, int]) -> dict[str, Any]:
    answers, answer = os.pipe()
    started = time.perf_counter()
    with patched(request.get("patches", ())):
        student = fork_sandboxed(
            lambda standing: be_a_student(request, standing, answer),
            [answer],
            ResourceLimits(**request.get("limits", {})),
            frozenset(request.get("waived", ())),
        )
    os.close(answer)
    data = b""
    while not data.endswith(b"\n") and (more := os.read(answers, 1 << 16)):
        data += more
    reply: dict[str, Any] = json.loads(data) if data else {}
    reply |= {"pid": student, "milliseconds": (time.perf_counter() - started) * 1000}
    if request.get("linger"):
        lingering[student] = answers
        return reply
    os.close(answers)
    _, reply["status"] = os.waitpid(student, 0)
    return reply


def be_a_student(request: dict[str, Any], standing: Standing, answer: int) -> None:
    reply: dict[str, Any]
    if isinstance(standing, WallError):
        reply = {"wall": standing.wall, "reason": standing.reason, "message": str(standing)}
    else:
        said = call(request["source"], request["name"], request["arguments"])
        reply = {"walls": standing, **said}
    os.write(answer, json.dumps(reply).encode() + b"\n")
    if request.get("linger"):
        time.sleep(60)


def call(source: str, name: str, arguments: list[Any]) -> dict[str, Any]:
    namespace: dict[str, Any] = {}
    try:
        exec(f"from __future__ import annotations\n{source}", namespace)
        return {"result": namespace[name](*arguments)}
    except BaseException as error:
        return {"refused": f"{type(error).__name__}: {error}"}


@contextlib.contextmanager
def patched(patches: list[dict[str, Any]]) -> Iterator[None]:
    """Replace functions by ones that fail, or that return a value."""
    with contextlib.ExitStack() as stack:
        for patch in patches:
            module, _, name = patch["function"].rpartition(".")
            owner = importlib.import_module(module)
            original = getattr(owner, name)
            stack.callback(setattr, owner, name, original)
            setattr(owner, name, replacement(original, patch))
        yield


def replacement(original: Callable[..., Any], patch: dict[str, Any]) -> Callable[..., Any]:
    flag = patch.get("flag")

    def refuse(*arguments: Any) -> Any:
        if "returns" in patch:
            return patch["returns"]
        if flag is None or arguments[0] & flag:
            raise OSError(patch.get("errno", errno.EPERM), "refused by the test")
        return original(*arguments)

    return refuse


def kill(student: int, lingering: dict[int, int]) -> dict[str, Any]:
    """Kill a student process and say whether everything that held its answer pipe is gone."""
    answers = lingering.pop(student)
    os.kill(student, signal.SIGKILL)
    os.waitpid(student, 0)
    ready, _, _ = select.select([answers], [], [], 5)
    gone = bool(ready) and os.read(answers, 1) == b""
    os.close(answers)
    return {"gone": gone}


if __name__ == "__main__":
    main()
