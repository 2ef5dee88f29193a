"""How a course installs nbjudge, and which settings of nbgrader it may keep."""

import subprocess
import sys
from pathlib import Path

import pytest
from nbgrader.converters import Autograde
from nbgrader.preprocessors import Execute as StockExecute
from nbgrader.preprocessors import IgnorePattern
from traitlets.config.loader import Config

import nbjudge
from grader_tests.course_folder import ROOT
from nbjudge.course import settings
from nbjudge.errors import GraderError
from nbjudge.plugin.execute import Execute


def test_the_package_exports_what_a_config_file_names() -> None:
    assert nbjudge.__all__ == ["Execute", "Exporter", "FeedbackPage", "use"]
    assert all(getattr(nbjudge, name).__name__ == name for name in nbjudge.__all__)


def test_what_runs_student_code_does_not_load_nbgrader() -> None:
    code = "import sys, nbjudge.process.zygote; assert 'nbgrader' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_each_room_imports_only_what_its_contract_allows() -> None:
    command = [Path(sys.executable).with_name("lint-imports"), "--no-logo"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    "path",
    [
        "nbjudge.Execute",
        "nbjudge.Exporter",
        "nbjudge.FeedbackPage",
        "nbjudge.use",
        "nbjudge.seams.execute.Execute",
        "nbjudge.seams.exporter.Exporter",
        "nbjudge.seams.exports.CanvasExport",
        "nbjudge.seams.exports.MoodleExport",
        "nbjudge.seams.feedback.FeedbackPage",
        "nbjudge.seams.preflight.Exporter",
    ],
)
def test_a_path_that_a_config_file_may_name_keeps_working(path: str) -> None:
    code = f"from traitlets import import_item; print(import_item({path!r}).__name__)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == path.rpartition(".")[2]


def test_use_replaces_only_execute() -> None:
    c = Config()
    nbjudge.use(c)
    stock = Autograde.class_traits()["autograde_preprocessors"].default()
    assert c.Autograde.autograde_preprocessors == ["nbjudge.Execute", *stock[1:]]
    assert c.Autograde.exporter_class == "nbjudge.Exporter"


def test_use_keeps_what_a_course_has_added() -> None:
    c = Config()
    c.Autograde.autograde_preprocessors = ["mine.First", StockExecute, IgnorePattern]
    nbjudge.use(c)
    expected = ["mine.First", "nbjudge.Execute", IgnorePattern]
    assert c.Autograde.autograde_preprocessors == expected


def test_use_keeps_what_a_course_has_appended() -> None:
    c = Config()
    c.Autograde.autograde_preprocessors.append("mine.Last")
    nbjudge.use(c)
    assert c.Autograde.autograde_preprocessors[0] == "nbjudge.Execute"
    assert c.Autograde.autograde_preprocessors[-1] == "mine.Last"


def test_use_says_when_there_is_nothing_to_replace() -> None:
    c = Config()
    c.Autograde.autograde_preprocessors = [IgnorePattern]
    with pytest.raises(GraderError, match="could replace"):
        nbjudge.use(c)


def checked(**values: object) -> None:
    c = Config()
    for name, value in values.items():
        c.Execute[name] = value
    Execute(config=c).settings("small")


@pytest.mark.parametrize("name", sorted(settings.HONOURED | settings.ABOUT_KERNELS))
def test_a_setting_that_is_honoured_is_one_of_nbgraders(name: str) -> None:
    assert name in StockExecute.class_trait_names(config=True)


def test_every_setting_of_nbgraders_is_decided_upon() -> None:
    decided = settings.HONOURED | settings.ABOUT_KERNELS | set(settings.FIXED)
    assert set(StockExecute.class_trait_names(config=True)) - decided == set()


def test_settings_of_nbgraders_that_mean_something_are_accepted() -> None:
    checked(timeout=5, startup_timeout=120, execute_retries=3, waive={"net"}, memory=1 << 28)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("allow_errors", False),
        ("interrupt_on_timeout", False),
        ("extra_arguments", ["--pylab"]),
        ("timeout_func", len),
        ("record_timing", True),
        ("on_cell_start", print),
    ],
)
def test_a_setting_that_cannot_be_honoured_is_named(name: str, value: object) -> None:
    with pytest.raises(GraderError, match=rf"c\.Execute\.{name}: only .* can be honoured"):
        checked(**{name: value})


def test_a_wall_that_there_is_none_of_cannot_be_waived() -> None:
    with pytest.raises(GraderError, match="there is no wall 'tcp'"):
        checked(waive={"tcp"})


def test_a_misspelt_setting_is_named() -> None:
    with pytest.raises(GraderError, match=r"c\.Execute\.timeuot: nbjudge knows no such setting"):
        checked(timeuot=5)
