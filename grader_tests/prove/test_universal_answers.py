"""prove names the tests that give points to an answer which fits everything."""

from pathlib import Path

import pytest

from grader_tests.prove.course import Exercise, hidden
from nbjudge.errors import GraderError
from nbjudge.prove.baseline import Baseline
from nbjudge.prove.universal import universal_claim
from nbjudge.prove.zygotes import Zygotes

W = "w = np.array([0.25, -1.5])"
F = "def f(x):\n    return 2 * x"
EMPTY = "an empty array of one rank more"
WEAK = {
    "allclose": (W, "assert np.allclose(w, [0.25, -1.5])", EMPTY),
    "all of abs": (W, "assert all(abs(w - np.array([0.25, -1.5])) < 1e-9)", EMPTY),
    "a sum of squares": (W, "assert np.sum((w - [0.25, -1.5]) ** 2) < 1e-9", EMPTY),
    "nothing but a shape": (W, "assert w.shape == (2,)", "zeros of the right shape"),
    "an error above a bound": (W, "assert not np.abs(w - [0.25, -1.5]).max() > 1e-9", "nan"),
    "only nothing is wrong": (F, "assert f(3) is not None", "its own argument"),
    "a visible call alone": (
        F,
        "assert f(3) == 6\n" + hidden("assert f(5) != 11"),
        "a table of the calls",
    ),
}
STRONG = {
    "shape and values": (W, "assert np.shape(w) == (2,) and np.allclose(w, [0.25, -1.5])"),
    "a hidden call": (F, "assert f(3) == 6\n" + hidden("assert f(5) == 10")),
    "a visible call": (F, "assert f(3) == 6"),
    "what has no shape": ("w = ([1.0], 2.0)", "assert len(w) == 2 and w[1] == 2"),
    "right because it is None": ("def f(x):\n    return None", "assert f(3) is None"),
    "right because it is zero": ("w = 0.0", "assert type(w) is float and w == 0"),
    "right because it is its argument": ("def f(x):\n    return x", "assert f(3) == 3"),
}


def faults(zygotes: Zygotes, folder: Path, solution: str, test: str) -> list[str]:
    material = Exercise(solution, {"answer_test": test}).material(folder)
    reference = zygotes.reference(material.job, material.name, material.variants)
    return list(universal_claim(Baseline(zygotes, material, reference, 20.0)).faults)


@pytest.mark.parametrize("what", WEAK)
def test_a_test_that_something_universal_passes_is_named(
    what: str, zygotes: Zygotes, tmp_path: Path
) -> None:
    solution, test, kind = WEAK[what]
    named = [said for said in faults(zygotes, tmp_path, solution, test) if kind in said]
    assert named, "nothing was said of it"
    assert named[0].startswith("answer_test gives 1 points where answer answers with")


@pytest.mark.parametrize("what", STRONG)
def test_of_a_test_that_takes_the_points_nothing_is_said(
    what: str, zygotes: Zygotes, tmp_path: Path
) -> None:
    try:
        assert faults(zygotes, tmp_path, *STRONG[what]) == []
    except GraderError as error:
        pytest.fail(str(error))
