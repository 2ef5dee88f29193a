"""The admissions table is the whole and undamaged one."""

import hashlib
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "data" / "binary.csv"
USERS = ("admissions_gradient_descent", "admissions_backprop")


def test_the_file_is_the_canonical_one_to_the_byte() -> None:
    data = TABLE.read_bytes()
    assert len(data) == 5088
    assert (
        hashlib.sha256(data).hexdigest()
        == "2f5dcda0e455631215709575cc2eede4e5fb4e94cda9c37dab54e26d79dcf8c2"
    )


def test_the_statistics_are_those_of_the_data_card() -> None:
    table = pd.read_csv(TABLE)
    assert list(table) == ["admit", "gre", "gpa", "rank"]
    assert len(table) == 400
    assert table.admit.sum() == 127
    assert table["rank"].value_counts().sort_index().tolist() == [61, 151, 121, 67]
    assert table.gre.mean() == pytest.approx(587.7, abs=1e-9)
    assert table.gpa.mean() == pytest.approx(3.3899, abs=1e-9)
    assert table.gre.std(ddof=1) == pytest.approx(115.51653637223805, rel=1e-12)
    assert table.gpa.std(ddof=1) == pytest.approx(0.3805667716303841, rel=1e-12)
    assert table.notna().all(axis=None)


@pytest.mark.parametrize("assignment", USERS)
def test_students_receive_the_table_from_that_one_file(assignment: str) -> None:
    beside_the_notebook = ROOT / "source" / assignment / "binary.csv"
    assert beside_the_notebook.is_symlink()
    assert beside_the_notebook.resolve() == TABLE
    assert (ROOT / "release" / assignment / "binary.csv").read_bytes() == TABLE.read_bytes()
