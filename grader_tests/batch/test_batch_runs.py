"""What a run of ``nbjudge autograde`` does again, what it skips, and what it leaves untouched."""

import json
import os
import shutil
from pathlib import Path

import nbformat
import pytest

from grader_tests.batch import classroom
from grader_tests.batch.classroom import (
    ASSIGNMENT,
    RIGHT,
    WORDS,
    WRONG,
    autograde,
    dump,
    edit,
    ended,
    files_in,
    hand_in,
    nbjudge,
    of,
)

SOLVED = {"p1": {"value": RIGHT}, "p2": {"words": WORDS}}
STUDENTS = ("ann", "bob")


@pytest.fixture(scope="module")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, dict[str, str]]:
    """A course in which Ann has everything right and Bob the function wrong; the same one graded;
    and how each submission ended."""
    fresh = tmp_path_factory.mktemp("runs") / "fresh"
    classroom.create(fresh)
    hand_in(fresh, "ann", SOLVED)
    hand_in(fresh, "bob", SOLVED | {"p1": {"value": WRONG}})
    graded = fresh.with_name("graded")
    shutil.copytree(fresh, graded)
    return fresh, graded, ended(graded)


@pytest.fixture
def course(first_run: tuple[Path, Path, dict[str, str]], tmp_path: Path) -> Path:
    """A course that nobody has graded."""
    shutil.copytree(first_run[0], tmp_path / "course")
    return tmp_path / "course"


@pytest.fixture
def graded(first_run: tuple[Path, Path, dict[str, str]], tmp_path: Path) -> Path:
    """A course that was graded once."""
    shutil.copytree(first_run[1], tmp_path / "course")
    return tmp_path / "course"


def everything(course: Path) -> tuple[object, object]:
    return dump(course), files_in(course / "autograded")


def record(course: Path, student: str) -> dict[str, dict[str, object]]:
    path = course / "autograded" / student / ASSIGNMENT / "nbjudge.json"
    found: dict[str, dict[str, object]] = json.loads(path.read_text())["notebooks"]
    return found


def mend_the_test(course: Path) -> None:
    """Let the test of p1 accept what Bob answered, too, in source and gradebook, in words that are
    not like the old ones."""
    path = course / "source" / ASSIGNMENT / "p1.ipynb"
    words = "known = {1: 'one', 2: 'two'}\nif not known.get(value()):\n    raise AssertionError"
    edit(path, {"value_test": words})
    classroom.generate(course, "--force")


def test_only_what_has_changed_is_graded_again(
    first_run: tuple[Path, Path, dict[str, str]], graded: Path
) -> None:
    course = graded
    assert first_run[2] == dict.fromkeys(STUDENTS, "graded")
    before = everything(course)
    assert ended(course) == dict.fromkeys(STUDENTS, "unchanged")
    assert everything(course) == before
    edit(course / "submitted" / "bob" / ASSIGNMENT / "p1.ipynb", {"value": RIGHT})
    second_of_bob = record(course, "bob")["p2"]
    assert ended(course) == {"ann": "unchanged", "bob": "graded"}
    assert of(dump(course), "grade", "bob")["p1", "value_test"][0] == 3.0
    assert record(course, "bob")["p2"] == second_of_bob, "p2 was not graded again"
    assert (course / "autograded" / "bob" / ASSIGNMENT / "p2.ipynb").is_file()


def test_a_setting_a_lost_folder_and_a_lost_mark_are_reasons_to_grade_again(graded: Path) -> None:
    course = graded
    assert set(ended(course, "--Execute.timeout=20").values()) == {"graded"}
    assert set(ended(course, "--Execute.timeout=20").values()) == {"unchanged"}
    (course / "autograded" / "ann" / ASSIGNMENT / "p1.ipynb").unlink()
    with classroom.gradebook(course) as book:
        book.find_grade("words_test", "p2", ASSIGNMENT, "bob").auto_score = None
        book.db.commit()
    assert set(ended(course, "--Execute.timeout=20").values()) == {"graded"}
    assert of(dump(course), "grade", "bob")["p2", "words_test"][0] == 2.0


def test_a_dry_run_tells_who_gains_and_writes_nothing(graded: Path) -> None:
    course = graded
    before = everything(course)
    mend_the_test(course)
    said = autograde(course, "--dry-run", "--json").splitlines()
    *changes, last = (json.loads(line) for line in said if line.startswith("{"))
    (change,) = changes
    assert (change["student"], change["cell"]) == ("bob", "value_test")
    assert (change["points_before"], change["points_after"]) == (0.0, 3.0)
    assert change["outcome_before"].startswith("AssertionError")
    assert change["outcome_after"] == "passed"
    assert last["dry_run"]["gains"] == {"bob": 3.0}
    assert everything(course) == before
    said = autograde(course, "--dry-run")
    assert "0 → 3" in said
    assert "Nothing was written" in said
    assert set(ended(course).values()) == {"graded"}, "the old test is no damage"
    assert of(dump(course), "grade", "bob")["p1", "value_test"][0] == 3.0


def test_a_source_that_the_gradebook_does_not_know_yet_is_named(graded: Path) -> None:
    assert "changed since" not in autograde(graded, "--dry-run")
    edit(graded / "source" / ASSIGNMENT / "p1.ipynb", {"value_test": "assert value() == 2"})
    for options in ["--dry-run"], []:
        said = autograde(graded, *options)
        assert "source/ps1/p1.ipynb: value_test changed since the gradebook took it over" in said


def test_a_replay_comes_to_what_the_record_says_or_tells_what_does_not(graded: Path) -> None:
    course = graded
    before = everything(course)
    assert "The same as recorded" in nbjudge(course, "replay", "bob", ASSIGNMENT)
    assert everything(course) == before
    edit(course / "submitted" / "bob" / ASSIGNMENT / "p1.ipynb", {"value": RIGHT})
    said = nbjudge(course, "replay", "bob", ASSIGNMENT, status=1)
    assert "has changed since" in said
    assert "Not as recorded" in said
    assert "no nbjudge.json" in nbjudge(course, "replay", "nobody", ASSIGNMENT, status=3)


def test_the_record_tells_versions_walls_seconds_and_where_each_test_ran(graded: Path) -> None:
    entry = record(graded, "ann")["p1"]
    assert {"python", "nbjudge", "nbgrader", "ipython"} <= set(entry["versions"])
    assert "landlock_files" in entry["walls"]
    assert entry["verdict"] == "graded"
    ran = {cell["grade_id"]: cell["ran"] for cell in entry["cells"]}
    assert ran["value_test"] == "judge"
    assert all(cell["seconds"] >= 0 for cell in entry["cells"])


def test_leftovers_of_a_killed_run_are_cleared(course: Path) -> None:
    gone = os.fork()
    if gone == 0:
        os._exit(0)
    os.waitpid(gone, 0)
    host = os.uname().nodename
    left = course / "autograded" / "ann" / f".{ASSIGNMENT}.nbjudge-staged-{host}-{gone}-0"
    at_work = left.with_name(f".{ASSIGNMENT}.nbjudge-staged-{host}-{os.getpid()}-99")
    for folder in (left, at_work):
        folder.mkdir(parents=True)
    autograde(course)
    assert not left.exists()
    assert at_work.exists()


def test_a_configuration_that_cannot_be_loaded_grades_nobody(course: Path) -> None:
    with (course / "nbgrader_config.py").open("a") as config:
        config.write("\nimport nbjudg\n")
    said = nbjudge(course, "autograde", ASSIGNMENT, status=3)
    assert "nbgrader_config.py, line" in said
    assert "No module named 'nbjudg'" in said
    assert not (course / "autograded").exists()


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["--jbos", "3"], 2, "No such option '--jbos'"),
        (["ps2"], 2, "one assignment at a time; what is 'ps2'?"),
        (["--notebook", "nope"], 3, "ps1 has no notebook 'nope'; it has p1, p2"),
        (["--Execute.timeout=soon"], 3, "'timeout'"),
        (["--Execute.waive=nett"], 3, "there is no wall 'nett'"),
    ],
)
def test_words_that_mean_nothing_grade_nobody(
    course: Path, words: list[str], status: int, said: str
) -> None:
    before = dump(course)
    assert said in autograde(course, *words, status=status)
    assert dump(course) == before


def test_settings_of_nbgraders_are_taken_in_its_own_forms(course: Path) -> None:
    autograde(course, "--Execute.timeout", "60", "--Execute.memory=2000000000", "--debug")


def test_a_misspelt_assignment_is_named_with_those_that_there_are(course: Path) -> None:
    said = nbjudge(course, "autograde", "psl", status=3)
    assert "no assignment 'psl'; it has ps1" in said


@pytest.mark.parametrize(
    "command", [["report"], ["prove", "ps1"], ["gradescope", "autograder", "ps1"]]
)
def test_a_configuration_that_cannot_be_loaded_stops_every_command(
    course: Path, command: list[str]
) -> None:
    with (course / "nbgrader_config.py").open("a") as file:
        file.write("\nimport nbjudge\nnbjudge.usee(c)\n")
    said = nbjudge(course, *command, status=3)
    assert "nbgrader_config.py, line" in said
    assert "usee" in said


@pytest.mark.parametrize("command", [["report"], ["gradescope", "autograder", "ps1"]])
def test_a_file_in_no_folder_is_refused_before_any_work(course: Path, command: list[str]) -> None:
    said = nbjudge(course, *command, "--to", "nowhere/file", status=2)
    assert "there is no folder nowhere" in said


def test_a_course_with_steps_of_its_own_is_sent_to_nbgrader(course: Path) -> None:
    classroom.configure(
        course, "c.Autograde.autograde_preprocessors.append('nbgrader.preprocessors.LockCells')\n"
    )
    said = autograde(course, status=3)
    assert "LockCells" in said
    assert "nbgrader autograde ps1" in said


def test_a_failing_reference_stops_the_run_with_nothing_written(course: Path) -> None:
    edit(course / "source" / ASSIGNMENT / "p1.ipynb", {"value": WRONG})
    before = dump(course)
    assert "does not get full marks" in autograde(course, status=3)
    assert dump(course) == before
    assert not (course / "autograded" / "ann").exists()


def test_students_whom_the_course_does_not_create_get_no_verdict(course: Path) -> None:
    with classroom.gradebook(course) as book:
        book.add_student("ann")
    found = ended(course, "--Autograde.create_student=False", status=1)
    assert found == {"ann": "graded", "bob": "no such student"}
    assert ("submission", "bob") not in dump(course)


def test_one_notebook_of_one_student_can_be_graded_alone(course: Path) -> None:
    assert ended(course, "--notebook", "p2", "--student", "ann") == {"ann": "graded"}
    assert not (course / "autograded" / "bob").exists()
    rows = of(dump(course), "grade", "ann")
    assert rows["p1", "value_test"][0] is None
    assert rows["p2", "words_test"][0] == 2.0
    graded = course / "autograded" / "ann" / ASSIGNMENT
    assert [path.name for path in graded.glob("*.ipynb")] == ["p2.ipynb"]
    assert set(ended(course).values()) == {"graded"}
    assert nbformat.read(graded / "p1.ipynb", as_version=4).cells
