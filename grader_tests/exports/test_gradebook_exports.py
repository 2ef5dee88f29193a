"""nbjudge's exporters for ``nbgrader export``, against nbgrader's own on the same course."""

import csv
import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbgrader.api import Gradebook
from nbgrader.plugins import CsvExportPlugin

from grader_tests.nbgrader_command import run_nbgrader
from grader_tests.report.generated_class import GeneratedClass
from nbjudge.report.exports.plugins import CanvasExport, MoodleExport
from nbjudge.report.exports.spreadsheet import csv_text

PLUGINS = {"Canvas": CanvasExport, "Moodle": MoodleExport, "stock": CsvExportPlugin}


@cache
def exported(path: Path, plugin: str) -> list[list[str]]:
    to = path / f"{plugin}.csv"
    with Gradebook(f"sqlite:///{path}/gradebook.db", "generated") as gradebook:
        PLUGINS[plugin](to=str(to)).export(gradebook)
    return rows_in(to)


def rows_in(file: Path) -> list[list[str]]:
    with file.open(newline="", encoding="utf-8") as rows:
        return list(csv.reader(rows))


@pytest.fixture(scope="module")
def stock_points(exported_class: GeneratedClass) -> dict[tuple[str, str], str]:
    """What nbgrader's own exporter says of each submission, by student and assignment.

    It writes names as they are, commas too, so the columns are counted from both ends.
    """
    header, *rows = exported(exported_class.path, "stock")
    score = header.index("score") - len(header)
    return {(row[3], row[0]): row[score] for row in rows if row[2]}


def points_in(rows: list[list[str]], student_column: int) -> Iterator[tuple[tuple[str, str], str]]:
    header, *rest = rows
    for row in rest:
        for column in (column for column, name in enumerate(header) if name.startswith("week")):
            if row[column]:
                assignment = header[column].removesuffix(" (Real)")
                yield (row[student_column], assignment), row[column]


@pytest.mark.parametrize(("name", "student"), [("Canvas", 3), ("Moodle", 3)])
def test_points_after_penalties_and_with_follow_through_are_nbgraders(
    exported_class: GeneratedClass,
    stock_points: dict[tuple[str, str], str],
    name: str,
    student: int,
) -> None:
    rows = [r for r in exported(exported_class.path, name) if "Possible" not in r[0]]
    found = {key: float(points) for key, points in points_in(rows, student)}
    assert found == pytest.approx({key: float(points) for key, points in stock_points.items()})
    answers = exported_class.answers["week_1"]
    helped = {s for s, a in answers.items() if any("follow_through" in x.noted for x in a.values())}
    late = {s for (a, s), penalty in exported_class.penalties.items() if penalty and a == "week_1"}
    assert helped & late, "the class has nobody who was both late and helped"


def test_canvas_gets_its_own_columns_and_the_points_possible(
    exported_class: GeneratedClass,
) -> None:
    header, possible, *rows = exported(exported_class.path, "Canvas")
    assert header[:5] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    assert header[5:] == ["week_1", "week_2"]
    most = sum(exercise.points for exercise in exported_class.exercises) + 2
    assert possible[0].strip() == "Points Possible"
    assert [float(points) for points in possible[5:]] == [most, most]
    assert len(rows) == 40


def test_moodle_gets_its_own_columns(exported_class: GeneratedClass) -> None:
    header, *rows = exported(exported_class.path, "Moodle")
    about = ["First name", "Last name", "ID number", "Username", "Email address"]
    assert header == [*about, "week_1 (Real)", "week_2 (Real)"]
    assert len(rows) == 40


def test_what_was_not_handed_in_is_empty_and_not_zero(exported_class: GeneratedClass) -> None:
    _, _, *rows = exported(exported_class.path, "Canvas")
    missing = {row[3] for row in rows if row[6] == ""}
    students = exported_class.answers["week_1"].keys()
    assert missing == students - exported_class.answers["week_2"].keys()
    assert missing


def test_the_command_line_chooses_students_and_assignments_as_nbgraders_does(
    exported_class: GeneratedClass,
) -> None:
    run_nbgrader(
        exported_class.path,
        "export",
        "--exporter=nbjudge.report.exports.plugins.CanvasExport",
        "--to=chosen.csv",
        "--student=['s004','s005']",
        "--assignment=['week_2']",
    )
    header, _, *rows = rows_in(exported_class.path / "chosen.csv")
    assert header[5:] == ["week_2"]
    assert [row[3] for row in rows] == ["s004", "s005"]


@pytest.mark.parametrize("name", ["Canvas", "Moodle"])
def test_no_name_is_a_formula(exported_class: GeneratedClass, name: str) -> None:
    rows = exported(exported_class.path, name)
    assert not [field for row in rows for field in row if field.startswith(("=", "+", "-", "@"))]
    assert any("HYPERLINK" in field for row in rows for field in row)


PRINTED = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=9)


@given(st.lists(st.lists(PRINTED, min_size=1, max_size=4), min_size=1, max_size=4))
def test_any_text_comes_back_and_none_is_a_formula(rows: list[list[str]]) -> None:
    back = list(csv.reader(io.StringIO(csv_text(rows), newline="")))
    fields = [field for row in back for field in row]
    assert not [field for field in fields if field.strip(" ").startswith(tuple("=+-@\t\r\n"))]
    for row, read in zip(rows, back, strict=True):
        assert all(r in (field, f"'{field}") for field, r in zip(row, read, strict=True))


@given(st.floats(-1e6, 1e6, allow_nan=False))
def test_a_number_stays_a_number(number: float) -> None:
    assert float(csv_text([[number]])) == pytest.approx(number)
