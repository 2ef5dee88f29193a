"""Notebooks that PyCharm, Colab, VS Code or Deepnote saved grade unchanged; kernels of another
environment are refused in one sentence."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from grader_tests.batch.classroom import ASSIGNMENT, ended
from grader_tests.courses.small import Course, answer, exam, notebook
from nbjudge.course import kernels
from nbjudge.errors import GraderError

Raw = dict[str, Any]


def without_ids(raw: Raw, minor: int = 0) -> None:
    raw["nbformat_minor"] = minor
    for one in raw["cells"]:
        one.pop("id", None)


def jupyter(raw: Raw) -> None:
    pass


def old_jupyter(raw: Raw) -> None:
    without_ids(raw, 0)


def pycharm(raw: Raw) -> None:
    without_ids(raw)
    kernel = {"display_name": "PyCharm (ps)", "language": "python", "name": "pycharm-1a2b3c"}
    raw["metadata"] = {"kernelspec": kernel, "language_info": {"name": "python", "version": "2.7"}}
    for one in raw["cells"]:
        one["metadata"] |= {"pycharm": {"name": "#%%\n", "is_executing": False}}
        one["source"] = "".join(one["source"])


def colab(raw: Raw) -> None:
    without_ids(raw)
    raw["metadata"] = {
        "colab": {"name": "p.ipynb", "provenance": [], "collapsed_sections": ["x"]},
        "kernelspec": {"name": "python3", "display_name": "Python 3"},
        "language_info": {"name": "python"},
        "accelerator": "GPU",
    }
    for number, one in enumerate(raw["cells"]):
        one["metadata"] |= {"id": f"aB{number}", "outputId": "1-2-3", "colab": {"base_uri": "x"}}
        one["execution_count"] = None


def vscode(raw: Raw) -> None:
    without_ids(raw, 2)
    kernel = {"display_name": ".venv (3.11.7)", "language": "python", "name": ".venv"}
    raw["metadata"] = {"kernelspec": kernel, "vscode": {"interpreter": {"hash": "0a1b"}}}
    raw["metadata"]["language_info"] = {"name": "python"}
    for one in raw["cells"]:
        one["metadata"] |= {
            "vscode": {"languageId": "python"},
            "notebookRunGroups": {"groupValue": "1"},
        }


def vscode_without_a_kernel(raw: Raw) -> None:
    raw["metadata"] = {"language_info": {"name": "python"}}


def bare(raw: Raw) -> None:
    raw["metadata"] = {}


def deepnote(raw: Raw) -> None:
    without_ids(raw)
    raw["metadata"] = {"deepnote": {}, "deepnote_notebook_id": "0a", "deepnote_execution_queue": []}
    for number, one in enumerate(raw["cells"]):
        one["metadata"] |= {"cell_id": f"0000{number}", "deepnote_cell_type": "code", "tags": []}
        one["metadata"] |= {
            "source_hash": "a",
            "execution_start": 1,
            "deepnote_to_be_reexecuted": 0,
        }


EDITORS: list[Callable[[Raw], None]] = [
    *(jupyter, old_jupyter, pycharm, colab, vscode, vscode_without_a_kernel, bare, deepnote)
]
BODY = notebook(answer("y = 1"), exam("assert y == 1"))


def as_saved_by(editor: Callable[[Raw], None], path: Path) -> None:
    raw = json.loads(path.read_text())
    editor(raw)
    path.write_text(json.dumps(raw, indent=1))


def class_of_all_editors(course: Course) -> None:
    for editor in EDITORS:
        for student, y in {"right": 1, "wrong": 2}.items():
            place = course.hand_in(f"{editor.__name__}-{student}", answer=f"y = {y}")
            as_saved_by(editor, place / "p.ipynb")


def assert_all_graded_unchanged(course: Course) -> None:
    assert set(ended(course.path).values()) == {"graded"}
    for student, points in course.points.items():
        assert points == student.endswith("-right"), student


def test_whatever_editor_a_student_has_the_notebook_grades_as_handed_in(tmp_path: Path) -> None:
    course = Course(tmp_path, {"p": BODY}).generate()
    class_of_all_editors(course)
    assert_all_graded_unchanged(course)


@pytest.mark.slow
@pytest.mark.parametrize("editor", EDITORS[2:], ids=lambda editor: editor.__name__)
def test_whatever_editor_the_instructor_has_nobody_is_repaired(
    tmp_path: Path, editor: Callable[[Raw], None]
) -> None:
    raw = json.loads(nbformat.writes(BODY))
    editor(raw)
    saved = nbformat.reads(json.dumps(raw), as_version=4)
    course = Course(tmp_path, {"p": saved}).generate()
    class_of_all_editors(course)
    assert_all_graded_unchanged(course)


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Installs a kernel of that program for this test."""
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))

    def install(program: str, language: str = "python") -> None:
        place = tmp_path / "jupyter" / "kernels" / "course"
        place.mkdir(parents=True)
        argv = [program, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        about = {"argv": argv, "display_name": "Course", "language": language}
        (place / "kernel.json").write_text(json.dumps(about))

    return install


NAMED = {"name": "course", "display_name": "Course", "language": "python"}


def test_a_kernel_of_another_environment_is_refused_with_the_way_there(
    installed: Callable[..., None],
) -> None:
    installed("/opt/course/bin/python")
    with pytest.raises(GraderError) as refused:
        kernels.is_python("course", NAMED, "source/ps1/p.ipynb")
    said = str(refused.value)
    assert "/opt/course/bin/python -m pip install nbjudge" in said
    assert sys.executable in said
    assert "c.Execute.kernel_name = 'python3'" in said


@pytest.mark.parametrize("program", [sys.executable, "python", "some-launcher"])
def test_a_kernel_of_this_environment_is_a_python(
    installed: Callable[..., None], program: str
) -> None:
    installed(program)
    assert kernels.is_python("course", NAMED, "p")


def test_a_kernel_of_another_language_is_none(installed: Callable[..., None]) -> None:
    installed("/usr/bin/octave", "octave")
    assert not kernels.is_python("course", {}, "p")


def test_the_course_may_say_that_this_environment_serves(
    tmp_path: Path, installed: Callable[..., None]
) -> None:
    installed("/opt/course/bin/python")
    body = notebook(answer("y = 1"), exam("assert y == 1"), metadata={"kernelspec": NAMED})
    course = Course(tmp_path / "course", {"p": body}).generate()
    course.hand_in("right", answer="y = 1")
    assert "another environment" in course.autograde(status=3)
    course = Course(tmp_path / "course", {"p": body}, config="c.Execute.kernel_name = 'python3'\n")
    course.generate()
    course.autograde()
    assert course.points == {"right": 1}
    assert (tmp_path / "course" / "autograded" / "right" / ASSIGNMENT).is_dir()
