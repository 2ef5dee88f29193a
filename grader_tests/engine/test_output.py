"""What commands write into a pipe."""

import pytest
from rich.table import Table

from nbjudge.cli.terminal import output


@pytest.mark.parametrize("asked", [None, "50"])
def test_lines_are_broken_in_a_pipe_only_for_whoever_says_how_wide_it_is(
    asked: str | None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    if asked:
        monkeypatch.setenv("COLUMNS", asked)
    table = Table("student", "why", box=None)
    table.add_row("ann", "word " * 60)
    output().print(table)
    lines = [line for line in capsys.readouterr().out.splitlines() if "word" in line]
    assert (len(lines) == 1) == (asked is None)
