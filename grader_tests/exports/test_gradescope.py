"""Gradescope: what it is shown of a graded notebook, and the zip by which nbjudge grades there."""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import nbformat
import pytest
from click.testing import CliRunner
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import Config

from grader_tests.course_folder import ROOT, submission
from grader_tests.report.reported import inside
from nbjudge.cli.gradescope import gradescope_command
from nbjudge.errors import GraderError
from nbjudge.grading.answers import Answer, read_answers
from nbjudge.report.exports.autograder import config_lines, make_autograder

ASSIGNMENT = "backprop_step"
HERE = "course"
# The format as its documentation has it: each key with the types it may have.
TOP = {"score": (int, float), "execution_time": (int, float), "output": str, "output_format": str}
TOP |= {"test_output_format": str, "test_name_format": str, "visibility": str, "tests": list}
TOP |= {"stdout_visibility": str, "extra_data": dict, "leaderboard": list}
CASE = {"score": (int, float), "max_score": (int, float), "status": str, "name": str}
CASE |= {"name_format": str, "number": str, "output": str, "output_format": str, "tags": list}
CASE |= {"visibility": str, "extra_data": dict}


def misconception() -> Answer:
    return read_answers(ROOT / "grader_tests" / ASSIGNMENT / "misconceptions.py")[0]


@pytest.fixture(scope="module")
def autograder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Gradescope's folder as it stands once setup.sh has run, with this Python in its place."""
    place = tmp_path_factory.mktemp("gradescope") / "autograder"
    (place / "results").mkdir(parents=True)
    course = place.parent / HERE
    shutil.copytree(ROOT / "source" / ASSIGNMENT, course / "source" / ASSIGNMENT)
    (course / "nbgrader_config.py").write_text(
        'c = get_config()\nc.CourseDirectory.course_id = "here"\n'
        'c.CourseDirectory.db_url = "postgresql://ann:secret@db/grades"\nc.Execute.timeout = 20\n'
    )
    with inside(course):
        arguments = ["autograder", ASSIGNMENT, "--to", str(place / "autograder.zip")]
        done = CliRunner().invoke(gradescope_command, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    with zipfile.ZipFile(place / "autograder.zip") as archive:
        archive.extractall(place / "source")
    shutil.copy(place / "source" / "run_autograder", place)
    (place / "environment").symlink_to(sys.prefix)
    return place


def run(autograder: Path, files: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    shutil.rmtree(autograder / "submission", ignore_errors=True)
    (autograder / "submission").mkdir()
    (autograder / "results" / "results.json").unlink(missing_ok=True)
    for name, text in files.items():
        (autograder / "submission" / name).write_text(text)
    return subprocess.run(
        ["bash", autograder / "run_autograder"], cwd=autograder, capture_output=True, text=True
    )


def results(autograder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((autograder / "results" / "results.json").read_text())
    return found


@pytest.fixture(scope="module")
def graded(autograder: Path) -> dict[str, Any]:
    """The results of a student with one known misconception."""
    text = nbformat.writes(submission(ASSIGNMENT, [misconception()]))
    done = run(autograder, {f"{ASSIGNMENT}.ipynb": text})
    assert done.returncode == 0, done.stdout + done.stderr
    return results(autograder)


def test_a_misconception_loses_its_tests_and_no_other(graded: dict[str, Any]) -> None:
    lost = {case["name"]: case for case in graded["tests"] if case.get("status") == "failed"}
    assert lost.keys() == misconception().loses, lost
    for case in graded["tests"]:
        if case.get("status") == "passed":
            assert case["score"] == case["max_score"] > 0


def test_results_have_the_documented_form(graded: dict[str, Any]) -> None:
    assert all(isinstance(value, TOP[key]) for key, value in graded.items())
    for case in graded["tests"]:
        assert all(isinstance(value, CASE[key]) for key, value in case.items())
        assert 0 <= case["score"] <= case["max_score"]
        assert case.get("status", "failed") in ("passed", "failed")
    assert graded["visibility"] in ("visible", "hidden", "after_due_date", "after_published")


def test_no_hidden_value_stands_in_the_results(graded: dict[str, Any]) -> None:
    text = json.dumps(graded)
    assert "0.512372477963" not in text
    assert "BEGIN HIDDEN TESTS" not in text
    assert "Traceback" not in text


def test_an_upload_without_the_notebook_gets_no_points_and_a_sentence(autograder: Path) -> None:
    assert run(autograder, {"essay.ipynb": "{}"}).returncode == 0
    assert results(autograder)["score"] == 0
    assert f"holds no {ASSIGNMENT}.ipynb" in results(autograder)["output"]


def test_a_fault_of_the_grader_is_no_score(autograder: Path) -> None:
    config = autograder / "source" / "course" / "nbgrader_config.py"
    before = config.read_text()
    config.write_text(before + "c.Execute.timeuot = 3\n")
    try:
        text = nbformat.writes(submission(ASSIGNMENT, []))
        done = run(autograder, {f"{ASSIGNMENT}.ipynb": text})
    finally:
        config.write_text(before)
    assert done.returncode != 0
    assert not (autograder / "results" / "results.json").exists()
    assert "timeuot" in done.stdout + done.stderr


def test_the_zip_has_its_scripts_at_the_root_and_no_student_data(autograder: Path) -> None:
    with zipfile.ZipFile(autograder / "autograder.zip") as archive:
        entries = {entry.filename: entry for entry in archive.infolist()}
        everything = b"".join(archive.read(entry) for entry in entries.values())
    for script in ("setup.sh", "run_autograder"):
        assert entries[script].external_attr >> 16 & 0o111
    assert not [n for n in entries if "gradebook" in n and not n.startswith("nbjudge/")]
    assert not [name for name in entries if name.startswith(("course/submitted", "course/autogr"))]
    assert b"secret@db" not in everything


def test_the_scripts_are_sound_bash(autograder: Path) -> None:
    for script in ("setup.sh", "run_autograder"):
        subprocess.run(["bash", "-n", autograder / "source" / script], check=True)


def test_requirements_name_what_grades_here(autograder: Path) -> None:
    lines = (autograder / "source" / "requirements.txt").read_text().splitlines()
    names = {line.partition("==")[0].lower() for line in lines}
    assert {"nbgrader", "numpy", "ipython", "msgpack", "nbformat"} <= names
    assert all("==" in line for line in lines)


def test_settings_that_grades_hang_on_go_along() -> None:
    config = Config()
    config.Execute.timeout = 20
    config.ClearHiddenTests.begin_test_delimeter = "# SECRET"
    lines = list(config_lines(CourseDirectory(config=config, course_id="c"), ("tcp",)))
    assert "c.Execute.timeout = 20" in lines
    assert "c.ClearHiddenTests.begin_test_delimeter = '# SECRET'" in lines
    assert "c.Execute.waive = set(['tcp'])" in lines


def test_a_wall_that_there_is_none_of_is_not_waived(tmp_path: Path) -> None:
    coursedir = CourseDirectory(root=str(tmp_path))
    with pytest.raises(GraderError, match="no wall 'nett'"):
        make_autograder(coursedir, "ps1", tmp_path / "autograder.zip", ("nett",))


def test_a_notebook_that_nobody_graded_has_no_results(tmp_path: Path) -> None:
    folder = tmp_path / "autograded" / "ann" / ASSIGNMENT
    folder.mkdir(parents=True)
    nbformat.write(submission(ASSIGNMENT, []), folder / f"{ASSIGNMENT}.ipynb")
    with inside(tmp_path):
        done = CliRunner().invoke(gradescope_command, ["results", "ann", ASSIGNMENT])
    assert done.exit_code == 3
    assert "has no outcome" in done.stderr
    assert not (tmp_path / "results.json").exists()
