"""The reference is the notebook that students get: with header and footer, generated tests, and the
delimiters of the course."""

from pathlib import Path

import nbformat
import pytest

from grader_tests.batch.classroom import ASSIGNMENT, nbjudge
from grader_tests.courses.small import Course, answer, cell, exam, notebook, plain

NORM = "def norm(v):\n    return math.sqrt(sum(x * x for x in v))"
WITH_HEADER = "c.IncludeHeaderFooter.header = 'source/header.ipynb'\n"
WITH_BOTH = WITH_HEADER + "c.IncludeHeaderFooter.footer = 'source/footer.ipynb'\n"


def framed(path: Path, config: str, *, header: str = "import math", footer: str = "") -> Course:
    (path / "source").mkdir()
    for name, source in {"header": header, "footer": footer}.items():
        nbformat.write(notebook(plain(source)), path / "source" / f"{name}.ipynb")
    body = notebook(answer(NORM), exam("assert norm([3, 4]) == 5"))
    return Course(path, {"p": body}, config=config).generate()


def test_a_header_that_imports_what_answers_use_is_run_for_the_reference(tmp_path: Path) -> None:
    course = framed(tmp_path, WITH_HEADER)
    course.hand_in("right", answer=NORM)
    course.hand_in("wrong", answer="def norm(v):\n    return 0")
    course.hand_in("blank")
    said = course.autograde()
    assert course.points == {"right": 1, "wrong": 0, "blank": 0}
    assert "repaired" not in said


def test_a_header_may_hold_cells_that_are_locked_and_a_footer_a_test(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    head = notebook(cell("head", "import math", "locked"))
    foot = notebook(exam("assert norm([0, 0]) == 0", "foot", 2))
    nbformat.write(head, tmp_path / "source" / "header.ipynb")
    nbformat.write(foot, tmp_path / "source" / "footer.ipynb")
    body = notebook(answer(NORM), exam("assert norm([3, 4]) == 5"))
    course = Course(tmp_path, {"p": body}, config=WITH_BOTH).generate()
    course.hand_in("right", answer=NORM)
    course.hand_in("half", answer="def norm(v):\n    return 0")
    course.autograde()
    assert course.points == {"right": 3, "half": 2}


def test_a_course_that_leaves_out_the_step_has_no_header(tmp_path: Path) -> None:
    steps = (
        "from nbgrader.converters import GenerateAssignment as G\n"
        "steps = G.class_traits()['preprocessors'].default()\n"
        "c.GenerateAssignment.preprocessors = [s for s in steps if 'Header' not in s.__name__]\n"
    )
    course = framed(tmp_path, WITH_HEADER + steps)
    course.hand_in("right", answer=NORM)
    said = course.autograde(status=3)
    assert "name 'math' is not defined" in said


def test_prove_runs_the_header_too(tmp_path: Path) -> None:
    framed(tmp_path, WITH_HEADER)
    said = nbjudge(tmp_path, "prove", ASSIGNMENT)
    assert "✓ the reference solution gets full marks" in said
    assert "✓ release/ holds what the source generates" in said


LEFT_OPEN = pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"
)
"""nbgrader's step leaves the sockets of its kernel to the garbage collector."""

TEMPLATE = """\
python3:
    setup: "from hashlib import sha1"
    hash: 'sha1({{snippet}}.encode("utf-8")+b"{{salt}}").hexdigest()'
    dispatch: "type({{snippet}})"
    normalize: "str({{snippet}})"
    check: 'assert {{snippet}} == "{{value}}", "{{message}}"'
    success: "print('Success!')"
    templates:
        default:
            - test: "{{snippet}}"
              fail: "another value"
"""


@pytest.fixture
def generated(tmp_path: Path) -> Course:
    body = notebook(
        answer("def area(r):\n    return 3.0 * r * r"),
        exam("x = 2\n### AUTOTEST area(1); area(x)", "shown"),
        exam("### HASHED AUTOTEST area(10)", "hashed"),
    )
    place = f"source/{ASSIGNMENT}/autotests.yml"
    return Course(tmp_path, {"p": body}, {place: TEMPLATE}).generate()


@LEFT_OPEN
@pytest.mark.slow
def test_generated_tests_are_no_news_until_what_stands_around_them_changes(
    generated: Course,
) -> None:
    generated.hand_in("right", answer="def area(r):\n    return 3.0 * r**2")
    generated.hand_in("wrong", answer="def area(r):\n    return 3.1 * r**2")
    assert "changed since" not in generated.autograde()
    assert generated.points == {"right": 2, "wrong": 0}
    generated.notebooks["p"].cells[1].source = "x = 3\n### AUTOTEST area(1); area(x)"
    nbformat.write(generated.notebooks["p"], generated.path / f"source/{ASSIGNMENT}/p.ipynb")
    assert "shown changed since" in generated.autograde("--force")


@LEFT_OPEN
@pytest.mark.slow
def test_prove_holds_mutants_against_the_tests_that_were_generated(generated: Course) -> None:
    said = nbjudge(generated.path, "prove", ASSIGNMENT)
    assert "0 survived" in said


def test_a_courses_own_delimiters_are_known_wherever_a_source_is_read(tmp_path: Path) -> None:
    config = (
        "c.ClearSolutions.enforce_metadata = False\n"
        "c.ClearSolutions.begin_solution_delimeter = '#<answer>'\n"
        "c.ClearSolutions.end_solution_delimeter = '#</answer>'\n"
    )
    locked = cell("given", "#<answer>\nsecret = 1\n#</answer>", "locked")
    solved = cell("answer", "#<answer>\ny = 1\n#</answer>", "solution")
    body = notebook(locked, solved, exam("assert y == 1"))
    course = Course(tmp_path, {"p": body}, config=config).generate()
    course.hand_in("right", answer="y = 1")
    (tmp_path / "release" / ASSIGNMENT / "p.ipynb").unlink()
    said = course.autograde()
    assert course.points == {"right": 1}
    assert "changed since" not in said
