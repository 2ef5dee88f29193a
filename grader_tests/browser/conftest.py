"""What the tests of JupyterLab share: a Chromium, and where their pictures go."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from grader_tests.browser.chromium import find_chromium
from grader_tests.browser.jupyter import launch

expect.set_options(timeout=30_000)  # milliseconds; a busy machine takes its time


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright, launch(playwright, find_chromium()) as chromium:
        yield chromium


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder for screenshots; NBJUDGE_SCREENSHOTS names one that outlives the tests."""
    asked = os.environ.get("NBJUDGE_SCREENSHOTS")
    folder = Path(asked or tmp_path_factory.mktemp("screenshots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
