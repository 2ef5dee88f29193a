"""Where the Chromium is that the browser tests drive, and how this machine gets one."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MACOS_APPS = ("Chromium", "Google Chrome")
# Where `playwright install chromium` puts its own, on Linux and on macOS.
PLAYWRIGHT_FOLDERS = ("~/.cache/ms-playwright", "~/Library/Caches/ms-playwright")
PLAYWRIGHT_BINARIES = ("chromium-*/chrome-linux*/chrome", "chromium-*/*/*.app/Contents/MacOS/*")
REMEDY = (
    "The browser tests need Chromium or Chrome. Install one: `apt-get install chromium` as root on "
    "Debian, `brew install --cask chromium` on macOS, `python -m playwright install --with-deps "
    "chromium` elsewhere."
)
INSTALL_SECONDS = 600


def find_chromium() -> Path:
    """Return an installed Chromium or Chrome; root of a Debian gets one installed if there is none.

    Raises RuntimeError, which names the remedy, where there is none and none may be installed.
    """
    if found := _installed():
        return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _apt_get("update")
        _apt_get("install", "--yes", "--no-install-recommends", "chromium")
        if found := _installed():
            return found
    raise RuntimeError(REMEDY)


def _installed() -> Path | None:
    return next(filter(_runs, _candidates()), None)


def _candidates() -> Iterator[Path]:
    yield from (Path(path) for path in map(shutil.which, COMMANDS) if path)
    yield from (Path(f"/Applications/{app}.app/Contents/MacOS/{app}") for app in MACOS_APPS)
    own = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    for folder in [own] if own else PLAYWRIGHT_FOLDERS:
        for binary in PLAYWRIGHT_BINARIES:
            yield from sorted(Path(folder).expanduser().glob(binary), reverse=True)


def _runs(path: Path) -> bool:
    """Whether it answers: Ubuntu's chromium-browser is a script that only advertises a snap."""
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _apt_get(*arguments: str) -> None:
    try:
        subprocess.run(
            ["apt-get", "--quiet", *arguments],
            env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
            check=True,
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=INSTALL_SECONDS,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise RuntimeError(f"{REMEDY}\n{error}\n{str(error.output)[-2000:]}") from error
