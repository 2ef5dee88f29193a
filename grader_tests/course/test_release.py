"""What students receive is what the source generates, and gives nothing away."""

import io
import re
import tokenize
from pathlib import Path

import pytest

from grader_tests.course_folder import ASSIGNMENTS, ROOT, release_notebook, source_notebook
from grader_tests.make_release import generate

SECRET_REGION = re.compile(
    r"(?:### BEGIN HIDDEN TESTS|### BEGIN SOLUTION|=== BEGIN MARK SCHEME ===)\n"
    r"(.*?)(?:### END HIDDEN TESTS|### END SOLUTION|=== END MARK SCHEME ===)",
    re.DOTALL,
)
HIDDEN_TEST = re.compile(r"### BEGIN HIDDEN TESTS\n(.*?)### END HIDDEN TESTS", re.DOTALL)


@pytest.fixture(scope="module")
def regenerated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generate(tmp_path_factory.mktemp("course"))


def files_below(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".ipynb_checkpoints" not in path.parts
    }


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_the_committed_release_is_what_the_source_generates(
    regenerated: Path, assignment: str
) -> None:
    committed = files_below(ROOT / "release" / assignment)
    assert committed == files_below(regenerated / assignment), "run: make release"


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_no_line_of_a_solution_a_hidden_test_or_a_marking_scheme_is_released(
    assignment: str,
) -> None:
    released = "\n".join(cell.source for cell in release_notebook(assignment).cells)
    assert "BEGIN" not in released
    shown = {line.strip() for line in released.splitlines()}
    for cell in source_notebook(assignment).cells:
        visible = {line.strip() for line in SECRET_REGION.sub("", cell.source).splitlines()}
        for secret in SECRET_REGION.findall(cell.source):
            lines = {line.strip() for line in secret.splitlines() if len(line.strip()) > 24}
            assert not (lines & shown) - visible - GIVEN_AWAY, cell.id


# Lines that stand in the text on purpose: two loops that any solution has, and the forward pass
# that the published training code of admissions_backprop shows.
GIVEN_AWAY = {
    'for _name in ("gre", "gpa"):',
    "for x, y in zip(features.values, targets):",
    "hidden_output = sigmoid(np.dot(x, weights_input_hidden))",
}
# Numbers of the text that a hidden figure only happens to round to: the bound 0.25 * 0.25.
COINCIDENCES = {"0.0625"}


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_no_reference_value_of_a_hidden_test_is_released(assignment: str) -> None:
    released = "\n".join(cell.source for cell in release_notebook(assignment).cells)
    released_numbers = set(re.findall(r"\d*\.\d+", released))
    for cell in source_notebook(assignment).cells:
        for hidden in HIDDEN_TEST.findall(cell.source):
            for figure in figures(hidden):
                assert not ({figure, *rounded(figure)} & released_numbers) - COINCIDENCES, (
                    f"{cell.id}: {figure}"
                )


def figures(code: str) -> set[str]:
    """The numbers in a piece of code that have at least five significant digits."""
    tokens = tokenize.generate_tokens(io.StringIO(code).readline)
    numbers = {t.string for t in tokens if t.type == tokenize.NUMBER and "." in t.string}
    return {n for n in numbers if len(n.split("e")[0].replace(".", "").lstrip("0")) >= 5}


def rounded(figure: str) -> set[str]:
    """The same number as a reader might quote it, to three digits or more."""
    value = float(figure)
    forms = {f"{value:.{places}f}" for places in range(3, 9)}
    forms = {form for form in forms if len(form.strip("0.").replace(".", "")) >= 3}
    return forms | {form.removeprefix("0") for form in forms}
