"""``make pictures``: what the README shows of a student's feedback and of the class report.

The sample class is graded anew, in a temporary course folder, so that no real student can get into
a picture.
"""

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook
from playwright.sync_api import Browser, sync_playwright

from grader_tests.browser.chromium import find_chromium
from grader_tests.browser.jupyter import launch
from grader_tests.course_folder import ROOT, run_nbgrader
from grader_tests.sample_class.build import build, enrol

ASSIGNMENT = "backprop_step"
STUDENT = "hugo"  # struggles, so that there is something to tell
MOST_BYTES = 150_000


@dataclass(frozen=True)
class Picture:
    """A part of a page in a graded course folder, ``width`` pixels wide from the top on."""

    page: str
    to: str
    width: int
    height: int


PICTURES = (
    Picture(
        f"feedback/{STUDENT}/{ASSIGNMENT}/{ASSIGNMENT}.html",
        "nbjudge/feedback/feedback.png",
        width=800,
        height=1000,
    ),
    Picture("report.html", "nbjudge/report/report.png", width=1000, height=1400),
)


def grade_sample_class(course: Path) -> None:
    """Leave the class's feedback pages and its report in an empty course folder."""
    shutil.copytree(ROOT / "source" / ASSIGNMENT, course / "source" / ASSIGNMENT)
    known = Path("grader_tests", ASSIGNMENT)
    (course / known).mkdir(parents=True)
    shutil.copy(ROOT / known / "misconceptions.py", course / known)
    shutil.copy(ROOT / "nbgrader_config.py", course)
    run_nbgrader(course, "generate_assignment", ASSIGNMENT, "--create")
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        enrol(gradebook)
    build(course)
    nbjudge = Path(sys.executable).with_name("nbjudge")
    subprocess.run([nbjudge, "autograde", ASSIGNMENT], cwd=course, check=True)
    subprocess.run([nbjudge, "report", ASSIGNMENT], cwd=course, check=True)
    run_nbgrader(course, "generate_feedback", ASSIGNMENT, "--student", STUDENT)


def take(browser: Browser, course: Path, picture: Picture) -> None:
    """Raises ValueError for a picture that would be too heavy for a README."""
    size = {"width": picture.width, "height": picture.height}
    page = browser.new_page(viewport=size, color_scheme="light")
    page.goto((course / picture.page).as_uri())
    taken = page.screenshot()
    page.close()
    if len(taken) > MOST_BYTES:
        raise ValueError(f"{picture.to} would take {len(taken)} bytes; show less of {picture.page}")
    (ROOT / picture.to).write_bytes(taken)
    print(f"{picture.to}: {len(taken) // 1000} kB")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        grade_sample_class(Path(folder))
        with sync_playwright() as playwright, launch(playwright, find_chromium()) as browser:
            for picture in PICTURES:
                take(browser, Path(folder), picture)


if __name__ == "__main__":
    main()
