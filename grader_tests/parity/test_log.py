"""What nbgrader and nbjudge print of a submission's names holds no control character."""

import os
from pathlib import Path

from grader_tests.batch.classroom import nbjudge
from grader_tests.nbgrader_command import nbgrader
from grader_tests.parity.small_course import ASSIGNMENT, RIGHT, create, notebook, write

NAME = "mallory\x1b]0;owned\x07"
FILE = "notes\x1b[2J.txt"


def test_names_are_shown_and_not_obeyed(tmp_path: Path) -> None:
    create(tmp_path / "course", {"ann": RIGHT})
    folder = tmp_path / "course" / "submitted" / NAME / ASSIGNMENT
    write(folder, notebook("import os\nos._exit(1)"))
    os.symlink("/etc/passwd", folder / FILE)
    log = nbgrader(tmp_path / "course", "autograde", ASSIGNMENT, "--create").stdout
    assert "Logging error" not in log
    assert r"mallory\x1b]0;owned\x07" in log
    assert r"notes\x1b[2J.txt" in log
    assert not {"\x1b", "\x07"} & {*log}

    said = nbjudge(tmp_path / "course", "autograde", ASSIGNMENT, "--force", "--jobs", "1")
    assert r"mallory\x1b]0;owned\x07: died" in said
    assert not {"\x1b", "\x07"} & {*said}
