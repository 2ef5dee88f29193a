"""What an answer is to bind is unbound before it runs, unless it may read it first."""

import pytest

from nbjudge.grading.job import Cell, Job
from nbjudge.grading.pair import Zygote
from nbjudge.grading.run import grade
from nbjudge.grading.stale import with_names_unbound

SOURCE = [Cell("x = 1\ny = 2\ndef f():\n    return x", grade_id="a"), Cell("x = 3", grade_id="b")]


def unbound(answer: str) -> list[str]:
    """The sources of the cells that come before the second answer, but for the first."""
    cells = with_names_unbound([SOURCE[0], Cell(answer, grade_id="b")], SOURCE)
    assert [cells[0], cells[-1]] == [SOURCE[0], Cell(answer, grade_id="b")]
    return [cell.source for cell in cells[1:-1]]


@pytest.mark.parametrize("answer", ["x = 3", "z = 3", "pass", "z = y", "x = 3\nx += 1"])
def test_a_name_that_is_to_be_bound_anew_is_unbound(answer: str) -> None:
    (source,) = unbound(answer)
    assert "'x'" in source
    assert "'y'" not in source


@pytest.mark.parametrize(
    "answer", ["x = x + 2", "x += 2", "z = x", "x = f() + 2", "print(f())\nx = 3", "%time x = 3"]
)
def test_a_name_that_may_be_read_before_is_kept(answer: str) -> None:
    assert unbound(answer) == []


def test_the_name_is_gone_when_the_answer_runs(zygote: Zygote) -> None:
    test = Cell("assert x == 1", "judge", "t", 1.0)
    cells = [SOURCE[0], Cell("pass", grade_id="b"), test]
    assert not grade(zygote, Job(cells)).cells[-1].failed
    ran = grade(zygote, Job(with_names_unbound(cells, SOURCE))).cells[-1]
    assert [output["ename"] for output in ran.outputs] == ["NameError"]
