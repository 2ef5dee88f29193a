"""From the cells of a graded notebook to its exercises: what was asked, answered, and earned.

nbgrader knows cells, students think in exercises. A step is everything up to a cell that bears
points; an exercise is the steps below one heading of the notebook.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup
from nbformat import NotebookNode

from nbjudge.course.notes import STOPPED, CellNotes, Notes
from nbjudge.feedback.about import About
from nbjudge.feedback.curve import Curve, CurveChart
from nbjudge.feedback.failure import ERRORS, Failure, failure_of, has_run_hidden
from nbjudge.feedback.markup import heading
from nbjudge.feedback.picture import Network
from nbjudge.grading import regions

POINTS_IN_TITLE = re.compile(r"\s*\(\d+(?:\.\d+)? points?\)\s*$")  # the page says them itself
NAMED_BY_NBGRADER = re.compile(r"cell-[0-9a-f]{8,}")
ROUNDING = 1e-9


@dataclass(frozen=True)
class Step:
    """What led to a cell that bears points, and what came of it. Points are nbgrader's.

    ``outcome`` is ``passed``, ``partly`` or ``failed`` by the points, one of the faults
    (``timed out``, ``died``, ``out of time``), ``blank`` or ``waiting``.
    """

    grade_id: str
    title: str
    cells: Sequence[NotebookNode]
    graded: NotebookNode
    points: float
    max_points: float
    outcome: str
    by_hand: bool
    notes: CellNotes
    failure: Failure
    picture: Network | CurveChart | None

    @property
    def is_lost(self) -> bool:
        """Whether there are points that better work would have earned."""
        return self.outcome not in ("passed", "waiting")

    @property
    def answers(self) -> Sequence[NotebookNode]:
        """The cells that were the student's to write."""
        return [cell for cell in [*self.cells, self.graded] if is_the_students(cell)]

    @property
    def text(self) -> Sequence[NotebookNode]:
        """The cells that were handed out: what was asked, and what was set up."""
        given = [cell for cell in self.cells if not is_the_students(cell)]
        return [*given, self.graded] if _about(self.graded).get("task") else given

    @property
    def test(self) -> NotebookNode | None:
        """The test cell, or None where a person marks."""
        return None if self.by_hand else self.graded


@dataclass
class Exercise:
    """The steps below one heading."""

    title: Markup
    steps: list[Step] = field(default_factory=list)

    @property
    def points(self) -> float:
        return sum(step.points for step in self.steps)

    @property
    def max_points(self) -> float:
        return sum(step.max_points for step in self.steps)

    @property
    def waits(self) -> bool:
        return any(step.outcome == "waiting" for step in self.steps)


@dataclass(frozen=True)
class Outline:
    """A notebook as its exercises, with its title and the cells after the last of them."""

    title: Markup | None
    exercises: Sequence[Exercise]
    rest: Sequence[NotebookNode]

    @property
    def steps(self) -> Iterator[Step]:
        return (step for exercise in self.exercises for step in exercise.steps)


def outline(notebook: NotebookNode, notes: Notes, about: About) -> Outline:
    """The exercises of a graded notebook, in its order."""
    title: Markup | None = None
    below: Markup | None = None  # the heading that the cells stand below
    is_new = False
    pending: list[NotebookNode] = []
    exercises: list[Exercise] = []
    by_count = _students_by_count(notebook)
    tested = regions.in_notebook(notebook.cells)
    after_hidden = False
    for cell in notebook.cells:
        if _bears_points(cell):
            grade_id = str(_about(cell).get("grade_id"))
            answers = tested.get(grade_id, (grade_id,))
            failure = failure_of(cell, by_count, about.hidden, after_hidden)
            after_hidden |= has_run_hidden(cell, about.hidden)
            step = _step(cell, pending, answers, failure, notes.of(grade_id), about)
            if is_new or below is None:
                exercises.append(Exercise(below or Markup.escape(step.title)))
            exercises[-1].steps.append(step)
            is_new, pending = False, []
            continue
        if cell.cell_type == "markdown" and not _about(cell).get("solution"):
            found = heading(cell.source)
            if found and title is None and not exercises and found[0] == 1:
                title = found[1]
            elif found:
                below, is_new = Markup(POINTS_IN_TITLE.sub("", found[1])), True
        pending.append(cell)
    return Outline(title, exercises, pending)


def _step(
    graded: NotebookNode,
    pending: Sequence[NotebookNode],
    answers: Sequence[str],
    failure: Failure,
    notes: CellNotes,
    about: About,
) -> Step:
    """The step that ends in a cell which bears points. ``answers`` are what that cell grades."""
    grade_id = str(_about(graded).get("grade_id"))
    by_hand = bool(_about(graded).get("solution") or _about(graded).get("task"))
    points, most = (_number(_about(graded).get(key)) for key in ("score", "points"))
    if grade_id in about.waiting:
        outcome = "waiting"
    elif points >= most - ROUNDING:
        outcome = "passed"
    elif answers and about.untouched.issuperset(answers):
        outcome = "blank"
    elif notes.outcome in STOPPED:
        outcome = notes.outcome
    else:
        outcome = _stopped_by(graded) or ("partly" if points > 0 else "failed")
    return Step(
        grade_id=grade_id,
        title=_title(pending, graded),
        cells=pending,
        graded=graded,
        points=points,
        max_points=most,
        outcome=outcome,
        by_hand=by_hand,
        notes=notes,
        failure=Failure() if by_hand else failure,
        picture=_picture(about.pictures.get(grade_id), notes),
    )


def _picture(asked: Network | Curve | None, notes: CellNotes) -> Network | CurveChart | None:
    if isinstance(asked, Curve):
        return CurveChart(asked.label, notes.curve) if notes.curve else None
    return asked


def _stopped_by(cell: NotebookNode) -> str | None:
    """The fault that the cell's outputs tell of."""
    errors = (o.ename for o in cell.get("outputs", []) if o.output_type == "error")
    return next((ERRORS[name] for name in errors if name in ERRORS), None)


def _title(pending: Sequence[NotebookNode], graded: NotebookNode) -> str:
    """What the step is called: the name of the answer that it grades."""
    answers = [_about(cell).get("grade_id") for cell in pending if _about(cell).get("solution")]
    name = str(answers[-1] if answers else _about(graded).get("grade_id"))
    return "Your answer" if NAMED_BY_NBGRADER.fullmatch(name) else name


def _students_by_count(notebook: NotebookNode) -> dict[int, NotebookNode]:
    return {
        cell.execution_count: cell
        for cell in notebook.cells
        if cell.cell_type == "code" and is_the_students(cell) and cell.execution_count
    }


def is_the_students(cell: NotebookNode) -> bool:
    """Whether a student wrote a cell: an answer, or code that was added."""
    about = _about(cell)
    if about.get("solution"):
        return True
    if about.get("task") or about.get("grade") or about.get("locked"):
        return False
    return bool(cell.cell_type == "code")


def _bears_points(cell: NotebookNode) -> bool:
    about = _about(cell)
    return bool(about.get("grade") or about.get("task"))


def _about(cell: NotebookNode) -> dict[str, object]:
    about = cell.metadata.get("nbgrader")
    return about if isinstance(about, dict) else {}


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
