"""How a run of nbgrader with nbjudge starts, and how it ends when it cannot go well."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader_tests.course_folder import ROOT
from grader_tests.nbgrader_command import nbgrader
from grader_tests.parity.small_course import ASSIGNMENT, CONFIG, RIGHT, create

STUDENTS = {"ann": RIGHT, "bob": "def value():\n    return 2\n"}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("runs") / "course"
    create(path, STUDENTS)
    return path


def python(course: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    scripts = Path(sys.executable).parent
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=course,
        env=os.environ
        | {"PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"}
        | {"PYTHONPATH": str(ROOT)},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def autograde(course: Path, settings: str = "") -> subprocess.CompletedProcess[str]:
    (course / "nbgrader_config.py").write_text(CONFIG + settings)
    return nbgrader(course, "autograde", ASSIGNMENT, "--force")


def assert_stopped_at_once(course: Path, done: subprocess.CompletedProcess[str], said: str) -> None:
    assert done.returncode == 1
    assert done.stdout.count(said) == 1, done.stdout
    assert "Traceback" not in done.stdout
    assert not list(course.glob("autograded/*/*"))


def test_a_failing_reference_stops_the_run_before_anyone_is_graded(tmp_path: Path) -> None:
    course = tmp_path / "course"
    create(course, STUDENTS, solution="def value():\n    return 3\n")
    done = autograde(course)
    assert_stopped_at_once(course, done, "the reference solution does not get full marks")
    assert "value_test is the first that failed: AssertionError" in done.stdout


def test_a_setting_that_cannot_be_honoured_stops_the_run(course: Path) -> None:
    done = autograde(course, "c.Execute.timeuot = 3\n")
    assert_stopped_at_once(course, done, "c.Execute.timeuot: nbjudge knows no such setting")


def test_by_the_preprocessor_alone_a_failing_run_stops_at_the_first_student(tmp_path: Path) -> None:
    course = tmp_path / "course"
    create(course, STUDENTS, solution="def value():\n    return 3\n")
    done = autograde(course, "del c.Autograde['exporter_class']\n")
    assert_stopped_at_once(course, done, "the reference solution does not get full marks")


def another_kernel(tmp_path: Path, settings: str) -> Path:
    """A course whose notebook asks for a kernel that is not a Python."""
    course = tmp_path / "course"
    kernels = tmp_path / "data" / "kernels" / "other"
    kernels.mkdir(parents=True)
    argv = f'["{sys.executable}", "-m", "ipykernel_launcher", "-f", "{{connection_file}}"]'
    (kernels / "kernel.json").write_text(
        f'{{"argv": {argv}, "display_name": "Other", "language": "octave"}}'
    )
    kernel = {"name": "other", "display_name": "Other", "language": "octave"}
    create(course, {"ann": RIGHT}, kernel=kernel)
    (course / "nbgrader_config.py").write_text(
        f"import os\nos.environ['JUPYTER_PATH'] = {str(tmp_path / 'data')!r}\n{CONFIG}{settings}"
    )
    return course


def test_another_kernel_is_refused_before_anyone_is_graded(tmp_path: Path) -> None:
    course = another_kernel(tmp_path, "")
    own = str(Path(sys.executable).with_name("nbjudge"))
    for command in (("-m", "nbgrader"), (own,)):
        done = python(course, *command, "autograde", ASSIGNMENT)
        said = done.stdout
        assert done.returncode, said
        assert f"{ASSIGNMENT}.ipynb asks for the kernel 'other', which no sandbox surrounds" in said
        assert "c.Execute.unsandboxed_kernels = {'other'}" in said
    assert not (course / "autograded").exists()


def test_another_kernel_that_a_course_names_runs_in_nbgraders_own_execute(tmp_path: Path) -> None:
    course = another_kernel(tmp_path, "c.Execute.unsandboxed_kernels = {'other'}\n")
    done = python(course, "-m", "nbgrader", "autograde", ASSIGNMENT)
    assert done.returncode == 0, done.stdout
    assert "without a sandbox" in done.stdout
    assert (course / "autograded" / "ann" / ASSIGNMENT).is_dir()


SERVER = """
import os, signal, sys, threading, warnings
warnings.simplefilter("ignore")
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import Config
import nbjudge
from nbjudge.course import cache
from nbjudge.errors import GraderError
from nbjudge.plugin import execute

def click(student, **settings):
    c = Config()
    nbjudge.use(c)
    c.Execute.update(settings)
    api = NbGraderAPI(CourseDirectory(config=c), config=c)
    found = []
    thread = threading.Thread(target=lambda: found.append(api.autograde("small", student)))
    thread.start()
    thread.join()
    api.gradebook.close()
    result = found[0]
    (zygote,) = cache._zygotes.values()
    print(student, result["success"], zygote._process.pid, flush=True)
    if not result["success"]:
        print(result["log"], flush=True)

click("ann")
click("bob")
click("bob", timeuot=3)
click("bob", preload=[])

def unusable(settings):
    raise GraderError("the sandbox cannot be used")

execute.try_sandbox = unusable
click("bob", preload=[])
print("kept", os.path.isdir("autograded/bob/small"), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_server_grades_from_any_thread_with_one_zygote_that_dies_with_it(course: Path) -> None:
    (course / "nbgrader_config.py").write_text(CONFIG)
    said = python(course, "-c", SERVER).stdout
    clicks = [line.split() for line in said.splitlines() if line.startswith(("ann ", "bob "))]
    assert [click[1] for click in clicks] == ["True", "True", "False", "True", "False"], said
    assert "kept True" in said, "a run that cannot go well ends before anything is removed"
    assert "c.Execute.timeuot" in said
    first, second, _, other_preload, _ = [int(click[2]) for click in clicks]
    assert first == second != other_preload
    deadline = time.monotonic() + 60
    while Path(f"/proc/{other_preload}").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not Path(f"/proc/{other_preload}").exists()
    assert not Path(f"/proc/{first}").exists()
