"""``nbjudge report`` as it is typed."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from grader_tests.report.generated_class import GeneratedClass, generate
from grader_tests.report.reported import inside
from nbjudge.cli.report import report_command


def run(path: Path, *arguments: str) -> Result:
    with inside(path):
        return CliRunner().invoke(report_command, list(arguments), catch_exceptions=False)


def test_it_writes_one_page_and_says_where(faulty_class: GeneratedClass, tmp_path: Path) -> None:
    page = tmp_path / "class.html"
    done = run(faulty_class.path, "--to", str(page))
    assert done.exit_code == 0
    assert str(page) in done.stderr
    assert page.read_text().startswith("<!doctype html>")


def test_json_holds_every_assignment(faulty_class: GeneratedClass) -> None:
    report = json.loads(run(faulty_class.path, "--json").stdout)
    assert [a["name"] for a in report["assignments"]] == ["week_1", "week_2"]
    assert report["enrolled"] == 200


def test_csv_has_a_row_for_each_test_cell(faulty_class: GeneratedClass) -> None:
    rows = list(csv.DictReader(io.StringIO(run(faulty_class.path, "week_2", "--csv").stdout)))
    expected = [f"{exercise.name}_test" for exercise in faulty_class.exercises]
    assert [row["cell"] for row in rows] == expected
    passed = sum(
        mine["coin"].noted["outcome"] == "passed"
        for mine in faulty_class.answers["week_2"].values()
    )
    assert {row["cell"]: row["passed"] for row in rows}["coin_test"] == str(passed)


def test_an_unknown_assignment_is_named_with_the_known_ones(faulty_class: GeneratedClass) -> None:
    done = run(faulty_class.path, "week_9")
    assert done.exit_code == 3
    assert "no assignment 'week_9'; it has week_1, week_2" in done.stderr


def test_a_folder_without_gradebook_gets_none(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert done.exit_code == 3
    assert "there is no gradebook" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_without_graded_notebooks_the_gradebook_alone_is_reported(tmp_path: Path) -> None:
    generate(tmp_path / "course", students=12)
    shutil.rmtree(tmp_path / "course" / "autograded")
    report = json.loads(run(tmp_path / "course", "--json").stdout)["assignments"][0]
    assert report["verdicts"] == {"not recorded": 12}
    assert {item["blank"] for item in report["items"]} == {None}
    assert all(0 <= item["difficulty"] <= 1 for item in report["items"])


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"cells": [], "metadata": {"nbjudge": 7}}'])
def test_a_graded_notebook_that_is_odd_stops_no_report(damage: str, tmp_path: Path) -> None:
    made = generate(tmp_path / "course", students=3)
    (made.path / "autograded/s001/week_1/week_1.ipynb").write_text(damage)
    (made.path / "autograded/s002/week_1/nbjudge.json").write_text(damage)
    report = json.loads(run(made.path, "--json").stdout)["assignments"][0]
    assert report["handed_in"] == 3


def test_whose_notebooks_were_not_simply_graded_is_told(tmp_path: Path) -> None:
    made = generate(tmp_path / "course", students=3)
    path = made.path / "autograded/s001/week_1/nbjudge.json"
    path.write_text(path.read_text().replace('"verdict": "graded"', '"verdict": "timed out"'))
    report = json.loads(run(made.path, "--json").stdout)["assignments"][0]
    ((verdict, who),) = report["not_as_handed_in"].items()
    assert verdict == "timed out"
    assert len(who) == 1
    run(made.path, "--to", "page.html")
    page = (made.path / "page.html").read_text()
    assert f"<summary>Who: timed out</summary><p>{who[0]}</p>" in page
