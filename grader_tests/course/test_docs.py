"""The documentation builds without a warning, and says of commands and settings all there is."""

import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from grader_tests.course_folder import ROOT
from nbjudge import Execute
from nbjudge.cli import main
from nbjudge.course import settings
from nbjudge.sandbox import WALLS


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    to = tmp_path_factory.mktemp("docs")
    build = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html"]
    done = subprocess.run(
        [*build, "-d", str(to / "trees"), ROOT / "docs", to / "html"],
        text=True,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return to / "html"


def text_of(page: Path) -> str:
    return BeautifulSoup(page.read_text("utf-8"), "html.parser").get_text()


def test_every_command_and_option_is_described(site: Path) -> None:
    said = text_of(site / "reference" / "commands.html")
    for name, command in main.commands.items():
        assert name in said
        for option in command.params:
            assert all(word in said for word in option.opts if word.startswith("--")), (
                name,
                option,
            )


def test_every_setting_is_described(site: Path) -> None:
    said = text_of(site / "reference" / "settings.html")
    own = set(Execute.class_trait_names(config=True))
    for name in own | settings.HONOURED | settings.ABOUT_KERNELS | set(settings.FIXED):
        assert f"c.Execute.{name}" in said


def test_every_wall_is_described(site: Path) -> None:
    said = text_of(site / "reference" / "verdicts.html")
    assert all(wall in said for wall in WALLS)


def test_no_page_loads_anything_from_elsewhere(site: Path) -> None:
    for page in site.rglob("*.html"):
        soup = BeautifulSoup(page.read_text("utf-8"), "html.parser")
        loaded = [tag.get("src") or "" for tag in soup.find_all(["script", "img"])]
        loaded += [
            tag["href"] for tag in soup.find_all("link") if "stylesheet" in tag.get("rel", [])
        ]
        assert not [url for url in loaded if url.startswith(("http", "//"))], page
