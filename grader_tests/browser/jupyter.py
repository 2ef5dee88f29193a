"""A JupyterLab server for the browser tests, and pages of it that talk to nobody else."""

import http.client
import json
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Playwright

from grader_tests.browser.accounts import AS_ACCOUNT

START_SECONDS = 60
END_SECONDS = 10
SETTINGS = {
    # JupyterLab keeps only the cells in view on the page; the tests look at all of them.
    "notebook-extension/tracker": {"windowingMode": "none"},
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",  # Chromium's sandbox refuses to start for root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-proxy-server",
    # The second wall behind loopback_only: it holds for web sockets and for Chromium itself, too.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
ANOTHER_HOST = re.compile(r"^(?!data:|blob:|https?://127\.0\.0\.1[:/])")


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab that serves one folder."""

    folder: Path
    port: int
    token: str

    @property
    def front(self) -> str:
        """Where JupyterLab itself opens, with its launcher."""
        return f"http://127.0.0.1:{self.port}/lab?token={self.token}"

    def url(self, notebook: str) -> str:
        """Where one notebook opens, in a workspace of its own, so that no other tab comes back."""
        workspace = Path(notebook).stem
        address = f"http://127.0.0.1:{self.port}/lab/workspaces/{workspace}/tree/{notebook}"
        return f"{address}?token={self.token}"


@contextmanager
def jupyterlab(folder: Path, home: Path, account: str | None = None) -> Iterator[Lab]:
    """Serve ``folder`` by a JupyterLab that keeps whatever it writes of its own in ``home``.

    With the `second_account`, it runs as that user, to whom ``home`` is given.
    Raises RuntimeError with the server's log when it doesn't answer within START_SECONDS.
    """
    token = secrets.token_hex(16)
    for name, settings in SETTINGS.items():
        file = home / f"config/lab/user-settings/@jupyterlab/{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(settings))
    runtime = home / "runtime"
    log = home / "jupyterlab.log"
    if account:
        for path in (home, *home.rglob("*")):
            shutil.chown(path, account)
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*(AS_ACCOUNT if account else ()), *_command(folder)],
            cwd=folder,
            env=_environment(home, runtime, token),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield Lab(folder, _port_once_it_answers(process, runtime, token, log), token)
    finally:
        _end(process)


def _command(folder: Path) -> list[str]:
    return [
        sys.executable,
        "-m",
        "jupyterlab",
        "--no-browser",
        f"--ServerApp.root_dir={folder}",
        "--ServerApp.ip=127.0.0.1",
        "--ServerApp.terminals_enabled=False",
        "--LabApp.extension_manager=readonly",  # the other one asks PyPI
        "--LanguageServerManager.autodetect=False",
        *(["--allow-root"] if os.geteuid() == 0 else []),
    ]


def _environment(home: Path, runtime: Path, token: str) -> dict[str, str]:
    """The caller's environment, without its Jupyter, IPython and Matplotlib settings."""
    foreign = ("JUPYTER", "JPY_", "IPYTHON", "MPL", "PYTEST")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    return kept | {
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(runtime),
        "JUPYTER_TOKEN": token,
        "IPYTHONDIR": str(home / "ipython"),
        "MPLCONFIGDIR": str(home / "matplotlib"),
    }


def _port_once_it_answers(
    process: "subprocess.Popen[bytes]", runtime: Path, token: str, log: Path
) -> int:
    """The server takes the first free port; its own note in the runtime folder says which."""
    note = runtime / f"jpserver-{process.pid}.json"
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with suppress(OSError, ValueError, http.client.HTTPException):
            port = int(json.loads(note.read_text())["port"])
            if _answers(port, token):
                return port
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=0.1)
            break
    raise RuntimeError(f"JupyterLab didn't start. Its log ends:\n{log.read_text()[-3000:]}")


def _answers(port: int, token: str) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/api/status", headers={"Authorization": f"token {token}"})
        return connection.getresponse().status == 200
    finally:
        connection.close()


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Ask the server to end, which ends its kernels too; then end what is left of its group."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(END_SECONDS)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def launch(playwright: Playwright, chromium: Path) -> Browser:
    return playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM_ARGUMENTS))


@contextmanager
def loopback_only(browser: Browser, refused: list[str]) -> Iterator[BrowserContext]:
    """Browser pages that reach 127.0.0.1 alone; ``refused`` collects what else they asked for."""
    context = browser.new_context(viewport={"width": 1400, "height": 1200})
    context.on("request", lambda r: refused.append(r.url) if ANOTHER_HOST.match(r.url) else None)
    context.route(ANOTHER_HOST, lambda route: route.abort())
    try:
        yield context
    finally:
        context.close()
