"""A step done right on top of an earlier mistake earns its points, and nothing else does."""

from functools import partial
from itertools import product

import pytest

from nbjudge.grading.follow_through import steps_in
from nbjudge.grading.job import Cell, Job
from nbjudge.grading.judgement import Judgement
from nbjudge.grading.marking import judge
from nbjudge.grading.pair import Zygote
from nbjudge.grading.reference import reference_run
from nbjudge.grading.run import grade

H = "h = 0.5"
Y = "y = 2 * h"
STEP = "step = y - 3"
SOURCE = (H, Y, STEP)
DAMAGED = [*product((H, "h = 0.7", "h = 1 / 0"), (Y, "del h"), (STEP, "step = h"))]
TESTS = ("assert h == 0.5", "assert y == 1.0", "assert step == -2.0")


def cells(answers: tuple[str, ...], tests: tuple[str, ...] = TESTS) -> list[Cell]:
    return [
        cell
        for answer, test, name in zip(answers, tests, ("h", "y", "step"), strict=True)
        for cell in (
            Cell(answer, grade_id=name),
            Cell(test, "judge", f"{name}_test", points=2.0, has_hidden_tests=True),
        )
    ]


def judged(
    zygote: Zygote, *answers: str, share: float = 1.0, tests: tuple[str, ...] = TESTS
) -> Judgement:
    known = reference_run(zygote, Job(cells(SOURCE, tests)), "the reference")
    job = known.apply_to(Job(cells(answers, tests), timeout=10))
    return judge(partial(grade, zygote), job, share=share)


def points(judgement: Judgement) -> list[float]:
    return [mark.points for mark in judgement.marks.values()]


def test_steps_that_are_right_given_an_earlier_mistake_earn_their_points(zygote: Zygote) -> None:
    found = judged(zygote, "h = 0.7", Y, STEP)
    assert points(found) == [0, 2, 2]
    assert [mark.follow_through for mark in found.marks.values()] == [0, 2, 2]


def test_the_solution_cell_has_a_remark_for_the_gradebook(zygote: Zygote) -> None:
    assert judged(zygote, "h = 0.7", Y, STEP).remarks == {
        "y": "Right, given your earlier h: 2 of 2 points by follow-through.",
        "step": "Right, given your earlier y: 2 of 2 points by follow-through.",
    }


def test_the_cell_says_so_before_its_error_and_nbgrader_reads_the_points(zygote: Zygote) -> None:
    said, result, error = judged(zygote, "h = 0.7", Y, STEP).outputs[3]
    assert said["text"] == "Right, given your earlier h: 2 of 2 points by follow-through.\n"
    assert (result["output_type"], result["data"]) == ("execute_result", {"text/plain": "2"})
    assert error["ename"] == "AssertionError"


def test_a_second_mistake_still_costs_its_points(zygote: Zygote) -> None:
    assert points(judged(zygote, "h = 0.7", "y = 3 * h", STEP)) == [0, 0, 2]


def test_a_share_of_the_points_can_be_asked_for(zygote: Zygote) -> None:
    assert points(judged(zygote, "h = 0.7", Y, STEP, share=0.5)) == [0, 1, 1]


def test_without_it_nothing_is_earned_that_way(zygote: Zygote) -> None:
    assert points(judged(zygote, "h = 0.7", Y, STEP, share=0)) == [0, 0, 0]


def test_partial_credit_never_falls(zygote: Zygote) -> None:
    tests = (TESTS[0], "assert y > 0\n2.0 if y == 1.0 else 1.5", TESTS[2])
    found = judged(zygote, "h = 0.7", Y, STEP, share=0.5, tests=tests)
    assert points(found)[1] == 1.5


@pytest.mark.parametrize("answers", DAMAGED, ids=str)
def test_no_mark_falls(zygote: Zygote, answers: tuple[str, ...]) -> None:
    without, with_it = (points(judged(zygote, *answers, share=share)) for share in (0, 1))
    assert all(a <= b <= 2 for a, b in zip(without, with_it, strict=True))


def test_a_step_left_open_earns_nothing_by_the_references_steps(zygote: Zygote) -> None:
    assert points(judged(zygote, "h = 0.7", "raise NotImplementedError()", "")) == [0, 0, 0]
    assert points(judged(zygote, "h = 0.7", "pass", "pass")) == [0, 0, 0]


def test_where_no_earlier_step_is_wrong_nothing_is_run_again(zygote: Zygote) -> None:
    known = reference_run(zygote, Job(cells(SOURCE)), "the reference")
    runs = 0

    def counted(job: Job):  # type: ignore[no-untyped-def]
        nonlocal runs
        runs += 1
        return grade(zygote, job)

    judge(counted, known.apply_to(Job(cells((H, Y, "step = 7")))), share=1.0)
    assert runs == 1


def test_nothing_is_earned_for_a_test_that_looks_only_at_earlier_steps(zygote: Zygote) -> None:
    tests = (TESTS[0], "assert h == 0.5 or None", TESTS[2])
    assert points(judged(zygote, "h = 0.7", Y, STEP, tests=tests))[1] == 0


def test_a_second_test_of_a_solution_cell_is_of_that_cell_and_not_of_the_references() -> None:
    source = [
        Cell("a = 1", grade_id="a"),
        Cell("assert a", "judge", "a_test", 1.0),
        Cell("b = 1", grade_id="b"),
        Cell("assert b", "judge", "b_test", 1.0),
        Cell("assert b == 1", "judge", "b_again", 1.0),
    ]
    own, earlier = steps_in(source)["b_again"]
    assert (own, [*earlier]) == ({"b"}, ["a"])


def test_judging_twice_gives_the_same(zygote: Zygote) -> None:
    first, second = (judged(zygote, "h = 0.7", "y = 3 * h", STEP) for _ in range(2))
    assert first.outputs == second.outputs
    assert first.marks == second.marks


HELPED = ("def twice(x):\n    return 2 * x\n\nh = 0.5", "y = twice(h)", STEP)


def test_a_function_that_only_an_earlier_right_answer_defines_is_kept(zygote: Zygote) -> None:
    """The middle step is wrong, the last one right given it, with a function of the first."""
    found = judged(zygote, HELPED[0], "y = 9 * h", "step = y - twice(1.5)")
    assert points(found) == [2, 0, 2]
    assert points(judged(zygote, HELPED[0], "y = 9 * h", "step = y + twice(1.5)")) == [2, 0, 0]


def test_an_earlier_right_answers_own_form_of_a_function_is_kept(zygote: Zygote) -> None:
    source = ("def h(x):\n    return x", "y = h(4)", "step = y - 3")
    tests = ("assert h(2) == 2", "assert y == 4", "assert step == 1")
    mine = "def h(x, minus=0):\n    return x - minus"
    known = reference_run(zygote, Job(cells(source, tests)), "the reference")
    for step, earned in (("step = h(y, minus=3)", 2), ("step = h(y, minus=2)", 0), ("", 0)):
        job = known.apply_to(Job(cells((mine, "y = 5", step), tests)))
        assert points(judge(partial(grade, zygote), job, share=1.0)) == [2, 0, earned]


def test_a_function_that_a_wrong_answer_defines_beside_it_is_kept(zygote: Zygote) -> None:
    wrong = "import math\ndef twice(x):\n    return math.fsum([x, x])\n\nh = 0.7"
    assert points(judged(zygote, wrong, "y = twice(h)", STEP)) == [0, 2, 2]
    # But a value that it worked out is not.
    assert points(judged(zygote, "h = 0.7\nz = h - h", Y, "step = y + z - 3")) == [0, 2, 0]


def test_a_right_answer_that_hides_the_mistake_before_it_is_no_ground(zygote: Zygote) -> None:
    """The middle step is right on the wrong h alone; on the right one, the reference's is taken."""
    found = judged(zygote, "h = 0.7", "y = h + 0.3", "step = y + h - 3.5")
    assert points(found) == [0, 2, 2]


def test_a_cell_that_is_neither_answer_nor_locked_stays(zygote: Zygote) -> None:
    """Many courses import what they need in one."""
    set_up = Cell("import math")
    source = [set_up, *cells((H, "y = math.sqrt(4) * h", STEP))]
    known = reference_run(zygote, Job(source), "the reference")
    given = [set_up, *cells(("h = 0.7", "y = math.sqrt(4) * h", STEP))]
    found = judge(partial(grade, zygote), known.apply_to(Job(given)), share=1.0)
    assert points(found) == [0, 2, 2]


def test_what_an_earlier_step_left_under_a_name_earns_nothing(zygote: Zygote) -> None:
    """The reference's own y of the middle step is no answer to the last."""
    source, tests = (H, "y = 1.0", "y = h + 0.5"), ("assert h == 0.5", *["assert y == 1.0"] * 2)
    known = reference_run(zygote, Job(cells(source, tests)), "the reference")
    for last, earned in (("z = 1", 0), ("y = h + 0.5", 2)):
        job = known.apply_to(Job(cells(("h = 0.7", "y = 3.0", last), tests)))
        assert points(judge(partial(grade, zygote), job, share=1.0))[-1] == earned
