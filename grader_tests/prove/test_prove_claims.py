"""What nbjudge prove says of a course besides its mutants."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader_tests.prove.course import Exercise, hidden
from nbjudge.cli.prove import prove_command
from nbjudge.course.student_version import Sources
from nbjudge.errors import AnswerError, GraderError
from nbjudge.prove.leaks import leaks
from nbjudge.prove.proof import Claim, Proof
from nbjudge.prove.proving import prove
from nbjudge.prove.reading import read_materials
from nbjudge.prove.showing import page
from nbjudge.prove.zygotes import Zygotes

SOLUTION = "def area(r):\n    return 3.14159265 * r**2 + 0 * len('a long enough line')"
TEST = {"area_test": hidden("assert abs(area(1.5) - 7.0685834) < 1e-6")}

LEAKS = {
    "the solution in the text": (
        {"text": "Write return 3.14159265 * r**2 + 0 * len('a long enough line')."},
        "text|cell 1 shows a line of the solution of answer",
    ),
    "the hidden test in the text": (
        {"text": "We check `assert abs(area(1.5) - 7.0685834) < 1e-6`."},
        "shows a line of the hidden tests of area_test",
    ),
    "a reference value in the text": ({"text": "It is 7.06858."}, "shows 7.06858, a reference"),
    "the whole solution in given code": (
        {"given": "def mine(r):\n    return 3.14159265 * r**2 + 0 * len('a long enough line')"},
        "given shows a line of the solution of answer",
    ),
    "the solution in a file beside it": (
        {"files": {"solution.py": SOLUTION}},
        "the file solution.py shows a line of the solution of answer",
    ),
}


def claim(proof: Proof, start: str) -> Claim:
    return next(claim for claim in proof.claims if claim.text.startswith(start))


@pytest.mark.parametrize("what", LEAKS)
def test_a_leak_is_found(what: str, tmp_path: Path) -> None:
    changes, said = LEAKS[what]
    found = leaks(Exercise(SOLUTION, TEST, **changes).material(tmp_path))
    assert any(re.search(said, sentence) for sentence in found), found


def test_a_leak_in_metadata_or_outputs_is_found(tmp_path: Path) -> None:
    material = Exercise(SOLUTION, TEST).material(tmp_path)
    cells = material.student_version.cells
    cells[1].metadata["note"] = "area(1.5) is 7.0685834"
    cells[2].outputs = [{"output_type": "stream", "name": "stdout", "text": "7.0685834"}]
    found = "\n".join(leaks(material))
    assert "the metadata of given shows 7.0685834" in found
    assert "an output of answer shows 7.0685834" in found
    assert "answer was not cleared of its outputs" in found


def test_a_students_version_that_gives_nothing_away_is_not_accused(tmp_path: Path) -> None:
    assert leaks(Exercise(SOLUTION, TEST, files={"data.csv": "1,2\n"}).material(tmp_path)) == []


def test_what_a_course_does_not_have_is_absent_and_not_passed(
    tmp_path: Path, zygotes: Zygotes
) -> None:
    proof = prove(zygotes, Exercise(SOLUTION, TEST).material(tmp_path))
    absent = {claim.text for claim in proof.claims if claim.status == "absent"}
    assert absent == {
        "each alternative gets full marks",
        "each misconception loses points exactly where it says",
        "release/ holds what the source generates",
    }


def test_a_blank_version_with_points_falls_short(tmp_path: Path, zygotes: Zygotes) -> None:
    generous = Exercise(SOLUTION, TEST | {"generous": "assert 1 == 1"})
    proof = prove(zygotes, generous.material(tmp_path))
    assert claim(proof, "the blank").faults == ("generous gives points to a blank answer",)


def test_hidden_randomness_is_named(tmp_path: Path, zygotes: Zygotes) -> None:
    drawing = Exercise("x = np.random.normal(size=3)", {"drawn": "print(x)\nassert x.size == 3"})
    faults = claim(prove(zygotes, drawing.material(tmp_path)), "the reference").faults
    assert any(fault.startswith("drawn ends otherwise") for fault in faults)


def test_a_warning_of_the_reference_is_named(tmp_path: Path, zygotes: Zygotes) -> None:
    warning = Exercise("y = np.log(np.zeros(1))", {"logs": "assert y[0] < 0"})
    faults = claim(prove(zygotes, warning.material(tmp_path)), "it does so with warnings").faults
    assert any("divide by zero" in fault for fault in faults)


def test_a_wrong_reference_falls_short(tmp_path: Path, zygotes: Zygotes) -> None:
    proof = prove(zygotes, Exercise("x = 1", {"two": "assert x == 2"}).material(tmp_path))
    assert not proof.stands
    assert any("two" in fault for fault in claim(proof, "the reference").faults)


def test_answers_are_held_to_what_they_say(tmp_path: Path, zygotes: Zygotes) -> None:
    exercise = Exercise("x = 2", {"two": "assert x == 2"})
    exercise.write(tmp_path)
    known = tmp_path / "grader_tests" / "small"
    known.mkdir(parents=True)
    header = '# %% {} grade_id="answer"{}\n"""A sentence."""\n{}\n'
    (known / "alternatives.py").write_text(header.format("three", ' loses="two"', "x = 3"))
    (known / "misconceptions.py").write_text(
        header.format("right", ' loses="two"', "x = 1 + 1") + header.format("silent", "", "x = 2.0")
    )
    (material,) = read_materials(Sources(tmp_path), "small")
    proof = prove(zygotes, material)
    assert claim(proof, "each alternative").faults == ("three loses points in two",)
    assert claim(proof, "each misconception").faults == (
        "right loses none in two, although it says so",
        "silent does not say which test cells take points from it: loses=...",
    )


def test_the_command_prints_json_writes_a_page_and_ends_with_a_status(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Exercise("x = 3", {"weak": "assert x > 0"}).write(tmp_path)
    monkeypatch.chdir(tmp_path)
    ran = CliRunner().invoke(prove_command, ["--json", "--html", "proof.html"])
    assert ran.exit_code == 1
    (proof,) = json.loads(ran.stdout)
    assert proof["stands"] is False
    assert {mutant["now"] for mutant in proof["survivors"]} == {"4", "2"}
    shown = (tmp_path / "proof.html").read_text("utf-8")
    assert "These mutants survived" in shown
    assert not re.search(r"(src|href)=", shown)


def test_the_page_escapes_what_notebooks_hold() -> None:
    claims = [Claim.of("it holds", ["<script>alert(1)</script>"])]
    assert "<script>" not in page([Proof("a", "<b>", claims)])


UNREADABLE_SOURCES = {
    "empty": (b"", "small.ipynb cannot be read as a notebook"),
    "cut short": (b'{"cells": [{"cell_type": "mark', "small.ipynb cannot be read as a notebook"),
    "a list": (b"[]", "small.ipynb cannot be read as a notebook"),
    "nested without end": (b"[" * 100_000, "small.ipynb cannot be read as a notebook"),
    "not UTF-8": (b"\xff\xfe{}", "small.ipynb cannot be read as a notebook"),
}


@pytest.mark.parametrize("how", UNREADABLE_SOURCES)
def test_a_source_that_cannot_be_read_is_named(how: str, tmp_path: Path) -> None:
    content, said = UNREADABLE_SOURCES[how]
    Exercise("x = 3", {"two": "assert x == 2"}).write(tmp_path)
    (tmp_path / "source" / "small" / "small.ipynb").write_bytes(content)
    with pytest.raises(GraderError, match=said):
        read_materials(Sources(tmp_path), "small")


def test_nbgraders_reason_for_making_no_students_version_is_told(tmp_path: Path) -> None:
    Exercise("x = 3", {"open": "### BEGIN HIDDEN TESTS\nassert x == 3"}).write(tmp_path)
    with pytest.raises(GraderError, match="made: RuntimeError: No end hidden tests"):
        read_materials(Sources(tmp_path), "small")


WRONG_ANSWERS_FILES = {
    "not text": (b"\xff\xfe", "cannot be read as UTF-8"),
    "without an answer": (b"x = 2\n", "holds no answer"),
    "empty": (b"", "holds no answer"),
    "code that does not parse": (b'# %% a grade_id="answer"\n"""S."""\nx = (', "does not parse"),
    "an unknown cell": (b'# %% a grade_id="b"\n"""S."""\nx = 2', "solution cells are answer"),
}


@pytest.mark.parametrize("how", WRONG_ANSWERS_FILES)
def test_a_wrong_answers_file_is_named(how: str, tmp_path: Path) -> None:
    content, said = WRONG_ANSWERS_FILES[how]
    Exercise("x = 2", {"two": "assert x == 2"}).write(tmp_path)
    known = tmp_path / "grader_tests" / "small"
    known.mkdir(parents=True)
    (known / "misconceptions.py").write_bytes(content)
    with pytest.raises(AnswerError, match=said):
        read_materials(Sources(tmp_path), "small")


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (["--html", "nowhere/proof.html"], "there is no folder nowhere"),
        (["--answers", "{folder}"], "only {assignment} can be filled in"),
        (["--budget", "-1"], "-1 is not in the range"),
        ([".."], "the assignments are: small"),
    ],
)
def test_an_option_that_cannot_be_followed_is_named_before_any_work(
    option: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Exercise("x = 2", {"two": "assert x == 2"}).write(tmp_path)
    monkeypatch.chdir(tmp_path)
    ran = CliRunner().invoke(prove_command, option)
    assert ran.exit_code in (2, 3)
    assert said in ran.stderr


def test_an_unknown_assignment_ends_with_its_own_status(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Exercise("x = 3", {"weak": "assert x > 0"}).write(tmp_path)
    monkeypatch.chdir(tmp_path)
    ran = CliRunner().invoke(prove_command, ["other"])
    assert ran.exit_code == 3
    assert "the assignments are: small" in ran.stderr
