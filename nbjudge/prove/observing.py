"""The reference notebook with the probe in it: what is in scope, and which codes do the same."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from nbjudge.grading.job import Cell, CellRun
from nbjudge.grading.mutation.mutants import Scope, Solution
from nbjudge.process import names
from nbjudge.prove.baseline import Baseline

PROBE = "nbjudge_probe"
SET_UP = Cell(
    f"import json, {PROBE}\n_nbjudge_recorder = {PROBE}.CallRecorder()\n_nbjudge_trials = {{}}"
)
PATIENCE = 120.0
"""Seconds for one cell of the probe, in which each code is called some hundred times."""

CLOSE = 0.1
"""Values that are this close, relatively, are the same answer: another rounding of it."""


@dataclass(frozen=True)
class Comparison:
    """What a code for a solution cell does, next to the reference.

    ``places`` tells where a value is another one, and by which relative difference, inf where it is
    none of numbers: names, and what functions return and leave in their arguments.
    ``places_in_tests`` leaves out the inputs that no test asks for. ``unknown`` says why nobody can
    tell.
    """

    places: Mapping[str, float]
    places_in_tests: Mapping[str, float]
    unknown: str | None = None

    @property
    def is_same(self) -> bool:
        return self.unknown is None and not self.places

    @property
    def apart(self) -> float:
        return max(self.places.values(), default=0.0)

    @property
    def apart_in_tests(self) -> float:
        return max(self.places_in_tests.values(), default=0.0)


@cache
def probe_files() -> dict[str, bytes]:
    folder = Path(__file__).parent / "probe"
    return {f"{PROBE}/{path.name}": path.read_bytes() for path in sorted(folder.glob("*.py"))}


def probed(baseline: Baseline, cells: Sequence[Cell]) -> Sequence[CellRun]:
    """The runs of cells of the probe among those of the reference notebook."""
    files = {**baseline.material.job.files, **probe_files()}
    return baseline.grade([SET_UP, *cells], files=files, timeout=PATIENCE).runs[1:]


def watching(solution: Solution) -> Cell:
    """A cell that keeps the calls of what a solution cell defines."""
    bound = sorted(names.binds(names.parse(solution.source)))
    return Cell(f"_nbjudge_recorder.watch({bound!r}, globals())")


def scopes(baseline: Baseline) -> dict[str, Scope]:
    """For each solution cell, what kinds of values are in scope in its functions and outside."""
    cells: list[Cell] = []
    reports: dict[str, int] = {}
    at = {solution.position: solution for solution in baseline.solutions.values()}
    for position, cell in enumerate(baseline.cells):
        cells.append(cell)
        if solution := at.get(position):
            cells.append(Cell(f"print(json.dumps({PROBE}.recording.kinds(globals())))"))
            reports[solution.grade_id] = len(cells) - 1
            cells.append(watching(solution))
    cells.append(Cell("print(json.dumps(_nbjudge_recorder.scopes))"))
    runs = probed(baseline, cells)
    functions = said(runs[-1]) or {}
    return {grade_id: {**functions, "": said(runs[n]) or {}} for grade_id, n in reports.items()}


def compare(
    baseline: Baseline, codes: Sequence[tuple[str, str]], patience: float | None = None
) -> list[Comparison]:
    """How codes for solution cells, given as grade_id and code, compare with the reference's.

    With a ``patience``, in seconds for one cell, only on what the tests ask; who takes long is
    unknown.
    """
    of_cell: dict[str, list[str]] = {}
    for grade_id, code in codes:
        of_cell.setdefault(grade_id, []).append(code)
    if not of_cell:
        return []
    concerned = {s.position: s for s in baseline.solutions.values() if s.grade_id in of_cell}
    cells: list[Cell] = []
    for position, cell in enumerate(baseline.cells):
        if solution := concerned.get(position):
            planted = trial(baseline, solution, of_cell[solution.grade_id], patience)
            cells += [planted, cell, watching(solution)]
        else:
            cells.append(cell)
    ends = [closing(solution) for solution in concerned.values()]
    runs = probed(baseline, [*cells, *ends])[-len(ends) :]
    found = {
        s.grade_id: read(run, len(of_cell[s.grade_id]))
        for s, run in zip(concerned.values(), runs, strict=True)
    }
    return [next(found[grade_id]) for grade_id, _ in codes]


def trial(
    baseline: Baseline, solution: Solution, codes: Sequence[str], patience: float | None
) -> Cell:
    tree = names.parse(solution.source)
    others = (c for n, c in enumerate(baseline.cells) if n != solution.position)
    read_elsewhere = frozenset().union(*(names.reads(names.parse(c.source)) for c in others))
    held = sorted((names.binds(tree) | names.reads(tree)) & read_elsewhere)
    return Cell(
        f"_nbjudge_trials[{solution.grade_id!r}] = {PROBE}.Trial("
        f"json.loads({json.dumps([solution.source, *codes])!r}), {held!r}, {patience!r})\n"
        f"_nbjudge_trials[{solution.grade_id!r}].run_statements(globals())"
    )


def closing(solution: Solution) -> Cell:
    about = f"_nbjudge_trials[{solution.grade_id!r}]"
    return Cell(f"{about}.run_functions(_nbjudge_recorder, globals())\n{about}.report()")


def read(run: CellRun, count: int) -> Iterator[Comparison]:
    """The comparisons that a closing cell printed; ``codes[0]`` was the reference itself."""
    report = said(run)
    if report is None:
        why = run.fault or next((o["evalue"] for o in run.outputs if "evalue" in o), "no report")
        nothing: list[dict[str, float]] = [{}] * (count + 1)
        report = {"apart": nothing, "in_tests": nothing, "unknown": {"0": str(why)}}
    unknown = report["unknown"]
    everyone = unknown.get("0")
    if report["apart"][0] and everyone is None:
        everyone = "the reference solution does not do the same twice"
    for number in range(1, count + 1):
        why = everyone or unknown.get(str(number))
        yield Comparison(report["apart"][number], report["in_tests"][number], why)


def said(run: CellRun) -> Any:
    """The JSON on the last line that a cell printed, or None."""
    text = "".join(o["text"] for o in run.outputs if o.get("name") == "stdout").strip()
    try:
        return json.loads(text.splitlines()[-1])
    except (ValueError, IndexError):
        return None
