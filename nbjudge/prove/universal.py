"""Universal wrong answers: what passes a test without knowing anything of the exercise.

Each is made of the reference's own answer, in whose place it is put: an empty array that broadcasts
against anything, zeros of the right shape, nan, None, the argument handed back, and, where a test
keeps some of its calls hidden, a table of those that it shows. A test that gives points to one says
little of an answer; what stands there names the test, its points and the answer.
"""

import ast
from collections.abc import Iterator, Sequence

from nbjudge.grading.regions import in_job
from nbjudge.prove.baseline import Baseline
from nbjudge.prove.material import Material, inside
from nbjudge.prove.proof import Claim

TABLE = "a table of the calls that are shown"
KINDS = {
    "an empty array of the right rank": "_n.zeros((0, *_n.shape(value)[1:]))",
    "an empty array of one rank more": "_n.zeros((0, *_n.shape(value)))",
    "None": "None",
    "nan of the right shape": "_n.full(_n.shape(value), float('nan'))[()]",
    "zeros of the right shape": "_n.zeros(_n.shape(value))[()]",
    "its own argument": "(arguments or (None,))[0]",
    TABLE: "value if repr(arguments) in {shown!r} else None",
}
OF_FUNCTIONS = ("its own argument", TABLE)

ANSWER = """
import numpy as _n
def _answer(value, *arguments):
    found = {expression}
    try:
        same = type(found) is type(value) and bool(_n.all(_n.equal(found, value)))
        same = same and _n.shape(found) == _n.shape(value) and _n.size(found) > 0
    except Exception:
        same = found is value
    if same and not {table}:
        raise RuntimeError("this is the right answer")
    return found
"""
OF_VALUE = """
_right = {name}
del {name}  # of what has no shape there is no such answer
{name} = _answer(_right)
"""
OF_FUNCTION = """
def {name}(*arguments, _right={name}, **named):
    return _answer(_right(*arguments, **named), *arguments)
"""


def universal_claim(baseline: Baseline) -> Claim:
    """The claim that no test gives full marks to a universal wrong answer."""
    tried = list(_answers(baseline))
    lost = baseline.lost_by([(grade_id, code) for grade_id, _, code in tried])
    points = {cell.grade_id: cell.points for cell in baseline.cells if cell.points}
    hiding = {cell.grade_id for cell in baseline.cells if cell.has_hidden_tests}
    faults: list[str] = []
    for (grade_id, kind, _), losing in zip(tried, lost, strict=True):
        for test in sorted(baseline.covering[grade_id] - losing):
            if kind != TABLE or test in hiding:
                faults.append(
                    f"{test} gives {points[test]:g} points where {grade_id} answers with {kind}"
                )
    text = f"no answer that fits everything gets the points of a test ({len(tried)} tried)"
    return Claim.of(text, faults)


def _answers(baseline: Baseline) -> Iterator[tuple[str, str, str]]:
    """Each answer: the solution cell, what it is, and the code in the place of the solution's."""
    for grade_id, solution in baseline.solutions.items():
        try:
            tree = ast.parse(solution.source)
        except SyntaxError:  # magics: nothing is known of what it binds
            continue
        functions, values = _bound(tree)
        if not functions | values:
            continue
        shown = _shown(baseline.material, grade_id, functions)
        for kind, expression in KINDS.items():
            if kind in OF_FUNCTIONS and not (shown if kind == TABLE else functions):
                continue
            code = ANSWER.format(expression=expression.format(shown=shown), table=kind == TABLE)
            names = [OF_FUNCTION.format(name=name) for name in sorted(functions)]
            if kind not in OF_FUNCTIONS:
                names += [OF_VALUE.format(name=name) for name in sorted(values)]
            yield grade_id, kind, "\n".join([solution.source, code, *names])


def _bound(tree: ast.Module) -> tuple[set[str], set[str]]:
    """The functions and the values that a solution binds by name."""
    functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    values = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for one in (node.targets if isinstance(node, ast.Assign) else [node.target])
        for target in ast.walk(one)
        if isinstance(target, ast.Name) and isinstance(target.ctx, ast.Store)
    }
    return functions, values


def _shown(material: Material, grade_id: str, functions: set[str]) -> Sequence[str]:
    """The arguments, as Python writes them, with which visible parts of its tests call it."""
    regions = in_job(material.job.cells)
    found: dict[str, None] = {}
    for cell in material.job.cells:
        if grade_id not in regions.get(cell.grade_id or "", ()):
            continue
        hidden = {number for number, _ in inside(cell.source, material.delimiters.hidden_tests)}
        lines = enumerate(cell.source.splitlines(), start=1)
        try:
            tree = ast.parse("\n".join("" if n in hidden else line for n, line in lines))
        except SyntaxError:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", None) in functions:
                try:
                    found[repr(tuple(map(ast.literal_eval, node.args)))] = None
                except ValueError:  # no literal
                    continue
    return [*found]
