"""``make demo``: a class of submissions, from source notebooks to a table of points.

Runs the commands of nbgrader and nbjudge in this folder, as an instructor would type them, and
skips what is already done. It takes the assignments that it is given, or all of them.
"""

import io
import multiprocessing
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from pathlib import Path

import nbformat
from jupyter_core.application import NoStart
from nbgrader.api import Gradebook, SubmittedAssignment
from nbgrader.apps.nbgraderapp import NbGraderApp
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from grader_tests.course_folder import ASSIGNMENTS, ROOT
from grader_tests.sample_class.build import build, enrol

GRADEBOOK = f"sqlite:///{ROOT}/gradebook.db"
console = Console()

NEXT = """\
Written answers wait for a person: they count 0 until marked in the formgrader.
Look next at feedback/hugo/backprop_step/backprop_step.html, where mistakes are named, or run
  .venv/bin/nbjudge report backprop_step    (what did the class misunderstand?)
  .venv/bin/jupyter lab                     (Nbgrader > Formgrader, to mark and to browse)
  make demo-all                             (the same for all six assignments: some minutes)"""


class DemoError(Exception):
    """A step of the demo that did not do what it should; the message says what its command said."""


def nbgrader(*arguments: str) -> str:
    """Run one nbgrader command in this process and return its log.

    Raises DemoError when the command fails. One process, because starting nbgrader takes longer
    than most of these commands.
    """
    log = io.StringIO()
    NbGraderApp.clear_instance()
    try:
        with redirect_stdout(log), redirect_stderr(log):
            app = NbGraderApp.instance()
            app.initialize(list(arguments))
            with suppress(NoStart):  # how a command says that its subcommand has run
                app.start()
    except SystemExit as end:
        if end.code:
            raise DemoError(log.getvalue()) from None
    return log.getvalue()


@contextmanager
def step(title: str) -> Iterator[None]:
    started = time.monotonic()
    console.print(title)
    yield
    console.print(f"[green]✓[/green] {title} [dim]({time.monotonic() - started:.1f} s)[/dim]")


def generate_releases(assignments: Sequence[str]) -> None:
    for assignment in assignments:
        nbgrader("generate_assignment", assignment, "--create", "--force")


def autograde(assignments: Sequence[str]) -> None:
    """Grade with nbjudge, whose bar shows how far it is."""
    nbjudge = Path(sys.executable).with_name("nbjudge")
    for assignment in assignments:
        done = subprocess.run([nbjudge, "autograde", assignment], cwd=ROOT)
        if done.returncode:
            raise DemoError(f"nbjudge autograde {assignment} ended with {done.returncode}")


def feedback(assignments: Sequence[str]) -> None:
    """A process for each core: nbgrader makes one page after the other."""
    with multiprocessing.get_context("spawn").Pool() as pool:
        for _ in pool.imap_unordered(feedback_of, assignments):
            pass


def feedback_of(assignment: str) -> None:
    nbgrader("generate_feedback", assignment)


def points(gradebook: Gradebook, assignments: Sequence[str]) -> Table:
    """The class as a table, student by assignment, each field points of points."""
    table = Table(
        title="Points of points",
        caption="L handed in late, - nothing handed in, ! see below",
        box=SIMPLE,
        padding=(0, 1, 0, 0),
        show_edge=False,
    )
    table.add_column("student", min_width=6, no_wrap=True, header_style="dim")
    for assignment in assignments:
        heading = assignment.replace("admissions", "adm.").replace("_", " ")
        table.add_column(heading, justify="right", width=9)
    table.add_column("total", justify="right", style="bold", min_width=5)
    for student in sorted(gradebook.students, key=lambda student: student.id):
        submissions = {s.assignment.name: s for s in student.submissions}
        fields = [field(submissions.get(a), student.id, a) for a in assignments]
        table.add_row(student.id, *fields, f"{student.score:g}")
    return table


def field(submission: SubmittedAssignment | None, student: str, assignment: str) -> str:
    if submission is None:
        return "-"
    if not (ROOT / "autograded" / student / assignment).exists():
        return "[red]none ![/red]"
    late = "L" if submission.total_seconds_late else " "
    mark = "[red]![/red]" if verdict(student, assignment) == "unreadable" else ""
    return f"{mark}{submission.score:g}/{submission.max_score:g}{late}"


def verdict(student: str, assignment: str) -> str | None:
    """What nbjudge noted in an autograded notebook: repaired, unreadable, or nothing."""
    path = ROOT / "autograded" / student / assignment / f"{assignment}.ipynb"
    return nbformat.read(path, as_version=4).metadata.get("nbjudge", {}).get("verdict")


def main(assignments: Sequence[str]) -> None:
    steps: dict[str, Callable[[Sequence[str]], None]] = {
        "release/      student versions, without solutions and hidden tests": generate_releases,
        "autograded/   every submission executed and scored": autograde,
        "feedback/     a page for each student and assignment": feedback,
    }
    with Gradebook(GRADEBOOK) as gradebook, step("submitted/    the sample class"):
        enrol(gradebook)
        build(ROOT, assignments)
    for title, action in steps.items():
        with step(title):
            action(assignments)
    with step("grades.csv    the gradebook as a table"):
        nbgrader("export", "--to", str(ROOT / "grades.csv"))
    with Gradebook(GRADEBOOK) as gradebook:
        console.print(points(gradebook, assignments))
    for assignment in assignments:
        for place in sorted((ROOT / "submitted").glob(f"*/{assignment}")):
            name = place.relative_to(ROOT)
            if not (ROOT / "autograded" / place.relative_to(ROOT / "submitted")).exists():
                console.print(f"[red]![/red] {name} has no result: run nbgrader autograde")
            elif verdict(place.parent.name, assignment) == "unreadable":
                console.print(f"[red]![/red] {name} could not be read and counts as blank")
    console.print(NEXT, soft_wrap=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1:] or ASSIGNMENTS)
    except DemoError as error:
        sys.exit(f"make demo stopped:\n{error}")
