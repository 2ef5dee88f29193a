"""A test cell that lets wrong answers through is named; one that does not is not accused."""

from dataclasses import replace
from pathlib import Path

import pytest

from grader_tests.prove.course import Exercise, cell, hidden
from nbjudge.grading.answers import Answer
from nbjudge.grading.job import Cell
from nbjudge.prove.probe import Trial
from nbjudge.prove.proof import Proof
from nbjudge.prove.proving import prove
from nbjudge.prove.zygotes import Zygotes

SLOPE = "def slope(x):\n    s = 1 / (1 + np.exp(-x))\n    return s * (1 - s)"
STRICT_SLOPE = (
    "for _x in (0.3, -1.2, 2.5):\n"
    "    _s = 1 / (1 + np.exp(-_x))\n"
    "    assert abs(slope(_x) - _s + _s**2) < 1e-9"
)
PRODUCT = "def product(a, b):\n    return np.dot(a, b.T)"
STEP = "def step(w, gradient, rate):\n    return w - rate * gradient"
MEAN = "def mean_error(y, out):\n    return np.mean((y - out) ** 2)"
TOTAL = (
    "def total(n):\n    result = 0\n    for i in range(n):\n        result += i\n    return result"
)
PASSED = "def passed(score):\n    return score >= 50"
PAIR = "def pair(x):\n    return np.min(x), np.max(x)"

WEAK = {
    "a tolerance too wide": Exercise(SLOPE, {"weak": "assert abs(slope(0.3) - 0.2445) < 0.3"}),
    "a missing assert": Exercise(SLOPE, {"weak": "abs(slope(0.3) - 0.24445) < 1e-4"}),
    "only the type": Exercise(SLOPE, {"weak": "assert isinstance(slope(0.3), float)"}),
    "only the sign": Exercise(SLOPE, {"weak": "assert slope(0.3) > 0 and slope(-2.0) > 0"}),
    "a symmetric matrix": Exercise(
        PRODUCT,
        {
            "weak": hidden(
                "_m = np.array([[2.0, 1.0], [1.0, 3.0]])\n"
                "assert np.allclose(product(np.eye(2) * 1.5, _m), 1.5 * _m)"
            )
        },
    ),
    "an argument that is 1": Exercise(
        STEP,
        {
            "weak": hidden(
                "assert np.allclose(step(np.array([1.0, 2.0]), np.ones(2), 0.5), [0.5, 1.5])"
            )
        },
    ),
    "an argument that is 0": Exercise(
        MEAN, {"weak": hidden("assert mean_error(np.zeros(2), np.zeros(2)) == 0")}
    ),
    "a loop that never runs": Exercise(TOTAL, {"weak": "assert total(0) == 0"}),
    "no case at the border": Exercise(PASSED, {"weak": "assert passed(80) and not passed(20)"}),
    "only the first of two values": Exercise(
        PAIR, {"weak": "assert pair(np.array([3.0, 1.0, 2.0]))[0] == 1"}
    ),
    "numbers rounded too early": Exercise("rate = 0.35 * 0.7", {"weak": "assert round(rate) == 0"}),
    "no case that must be refused": Exercise(
        "def root(n):\n    if n < 0:\n        raise ValueError('no real root')\n    return n**0.5",
        {"weak": "assert root(4) == 2 and root(2.25) == 1.5"},
    ),
    "points for nothing": Exercise(SLOPE, {"weak": "slope(0.3)\n1.0"}),
}
"""Each a weakness that is common in real assignments, in a test cell called ``weak``."""

HONEST = {
    "a slope": Exercise(SLOPE, {"honest": hidden(STRICT_SLOPE)}),
    "a product": Exercise(
        PRODUCT,
        {
            "honest": hidden(
                "_a = np.array([[1.0, 2.0, 0.5]])\n"
                "_b = np.array([[0.3, -1.0, 4.0], [2.0, 5.0, 7.0]])\n"
                "assert np.shape(product(_a, _b)) == (1, 2)\n"
                "assert np.allclose(product(_a, _b), [[0.3, 15.5]])"
            )
        },
    ),
    "a step": Exercise(
        STEP,
        {
            "honest": hidden(
                "_new = step(np.array([1.0, 2.0]), np.array([3.0, -0.7]), 0.3)\n"
                "assert np.shape(_new) == (2,) and np.allclose(_new, [0.1, 2.21])"
            )
        },
    ),
    "a border": Exercise(
        PASSED, {"honest": "assert [passed(n) for n in (0, 49, 50, 51)] == [0, 0, 1, 1]"}
    ),
    "a sum": Exercise(
        TOTAL, {"honest": hidden("assert [total(n) for n in (0, 1, 4)] == [0, 0, 6]")}
    ),
}


def proof_of(exercise: Exercise, folder: Path, zygotes: Zygotes) -> Proof:
    return prove(zygotes, exercise.material(folder))


@pytest.mark.parametrize("weakness", WEAK)
def test_a_weak_test_is_named(weakness: str, tmp_path: Path, zygotes: Zygotes) -> None:
    proof = proof_of(WEAK[weakness], tmp_path, zygotes)
    assert not proof.stands
    assert {test for mutant in proof.survivors for test in mutant.covering} == {"weak"}
    assert all(mutant.diff for mutant in proof.survivors)
    (line,) = proof.tests
    assert line.survived == len(proof.survivors) > 0


@pytest.mark.parametrize("honesty", HONEST)
def test_an_honest_test_is_not_accused(honesty: str, tmp_path: Path, zygotes: Zygotes) -> None:
    proof = proof_of(HONEST[honesty], tmp_path, zygotes)
    assert proof.stands, [claim for claim in proof.claims if claim.status == "falls short"]
    assert proof.survivors == []
    assert proof.killed > 0


def test_mutants_that_change_nothing_are_told_from_survivors(
    tmp_path: Path, zygotes: Zygotes
) -> None:
    squares = Exercise(
        "def squares(a, b):\n    return np.sum((a - b) ** 2) + np.dot(a, b)",
        {
            "honest": hidden(
                "_v = squares(np.array([1.0, 2.5]), np.array([0.5, -3.0]))\n"
                "assert abs(_v - 23.5) < 1e-9"
            )
        },
    )
    proof = proof_of(squares, tmp_path, zygotes)
    assert {(mutant.was, mutant.now) for mutant in proof.equivalent} >= {
        ("a - b", "b - a"),
        ("np.dot(a, b)", "np.dot(b, a)"),
    }
    assert proof.stands


def test_a_mutant_that_is_equal_on_the_tests_only_is_a_survivor(
    tmp_path: Path, zygotes: Zygotes
) -> None:
    positive = Exercise("def size(x):\n    return np.abs(x)", {"weak": "assert size(2.5) == 2.5"})
    proof = proof_of(positive, tmp_path, zygotes)
    assert ("np.abs(x)", "x") in {(mutant.was, mutant.now) for mutant in proof.survivors}


def test_what_only_another_cells_test_catches_is_told(tmp_path: Path, zygotes: Zygotes) -> None:
    exercise = Exercise(
        "rate = 0.25 * 3",
        {"weak": "assert rate > -100", "strict": "assert rate == 0.75"},
    )
    proof = proof_of(exercise, tmp_path, zygotes)
    weak, strict = proof.tests
    assert (weak.killed, strict.elsewhere) == (0, 0)
    assert weak.elsewhere == strict.killed > 0


def test_the_budget_bounds_the_mutants_and_the_proof_says_so(
    tmp_path: Path, zygotes: Zygotes
) -> None:
    material = HONEST["a slope"].material(tmp_path)
    proof = prove(zygotes, material, budget=5)
    assert proof.made == 5 < proof.possible
    assert [m.diff for m in proof.survivors] == []
    assert proof.as_data()["killed"] == 5


def test_a_budget_of_none_is_no_lack_of_solution_code(tmp_path: Path, zygotes: Zygotes) -> None:
    proof = prove(zygotes, HONEST["a border"].material(tmp_path), budget=0)
    (claim,) = [claim for claim in proof.claims if claim.text.startswith("each mutant")]
    assert claim.status == "absent"
    assert claim.faults == (f"the budget allowed none of {proof.possible}",)
    assert proof.possible > 0


def test_the_margin_is_the_distance_of_the_nearest_wrong_answer_that_lost_points(
    tmp_path: Path, zygotes: Zygotes
) -> None:
    exercise = Exercise("rate = 100.0 + 3", {"honest": hidden("assert abs(rate - 103) < 1")})
    (line,) = prove(zygotes, exercise.material(tmp_path)).tests
    assert line.margin == pytest.approx(1 / 104)  # 100.0 + 4 for 100.0 + 3
    assert line.nearest == "3 -> 4"


def test_a_wrong_answer_that_never_ends_is_left_out_of_the_margins_in_time() -> None:
    trial = Trial(["x = 3", "while True: pass", "x = 4"], ["x"], patience=2.0)
    trial.run_statements({})
    assert trial.unknown == {1: "it takes too long"}
    assert trial.apart_in_tests == [{}, {}, {"x": pytest.approx(1 / 4)}]


def test_an_answer_that_a_person_marks_is_no_gap_in_the_tests(
    tmp_path: Path, zygotes: Zygotes
) -> None:
    material = HONEST["a slope"].material(tmp_path)
    by_hand = cell("essay", "angle = 0.25", points=1, solution=True, grade=True)
    extended = replace(
        material,
        code=[*material.code, by_hand],
        job=replace(material.job, cells=[*material.job.cells, Cell(by_hand.source, "student")]),
    )
    assert [solution.grade_id for solution in extended.solutions] == ["answer"]
    assert not prove(zygotes, extended).survivors


def test_another_right_value_frees_the_mutants_of_that_value_and_no_others(
    tmp_path: Path, zygotes: Zygotes
) -> None:
    test = hidden("assert 0 < angle < 1 and rate > 0")
    exercise = Exercise("angle = 0.25\nrate = 2.5 * 3", {"weak": test})
    other = Answer(
        "an angle of your own", "answer", "", "angle = 0.75\nrate = 2.5 * 3", frozenset()
    )
    proof = prove(zygotes, replace(exercise.material(tmp_path), alternatives=[other]))
    assert proof.also_right
    assert all("angle" in mutant.diff for mutant in proof.also_right)
    assert proof.survivors
    assert all("rate" in mutant.diff for mutant in proof.survivors)


def test_a_proof_is_the_same_each_time(tmp_path: Path, zygotes: Zygotes) -> None:
    material = WEAK["only the sign"].material(tmp_path)
    first, second = (prove(zygotes, material) for _ in range(2))
    assert first.survivors == second.survivors
    assert first.equivalent == second.equivalent
