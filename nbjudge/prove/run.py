"""A run of ``nbjudge prove``: each notebook of each assignment, one after the other."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from nbjudge.course.student_version import Sources
from nbjudge.errors import GraderError
from nbjudge.plugin.execute import Execute
from nbjudge.prove import showing
from nbjudge.prove.proof import Proof
from nbjudge.prove.proving import OnStep, prove
from nbjudge.prove.reading import read_materials
from nbjudge.prove.zygotes import Zygotes


def prove_all(
    assignments: Sequence[str],
    answers: str,
    budget: int,
    jobs: int | None,
    console: Console,
    show: bool,
) -> list[Proof]:
    """Prove the assignments one after the other, and show each proof when it is made."""
    sources = Sources(Path.cwd())
    chosen = list(assignments) or sources.assignments()
    if not chosen:
        raise GraderError(f"{sources.root} has no source folder with an assignment in it")
    materials = [m for assignment in chosen for m in read_materials(sources, assignment, answers)]
    proofs = []
    with Zygotes(Execute(config=sources.config).preload, jobs) as zygotes:
        for material in materials:
            with progress(console, material.assignment) as step:
                proof = prove(zygotes, material, budget, step)
            proofs.append(proof)
            if show:
                showing.show(proof, console)
    if show:
        for _, those in groupby(proofs, key=lambda proof: proof.assignment):
            console.print(showing.verdict(list(those)), highlight=False, soft_wrap=True)
    return proofs


@contextmanager
def progress(console: Console, assignment: str) -> Iterator[OnStep]:
    """A bar while a terminal looks on."""
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(
        *columns,
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as bar:
        task = bar.add_task(assignment, total=None)

        def step(what: str, done: int, of: int) -> None:
            bar.update(task, description=f"{assignment}: {what}", completed=done, total=of or None)

        yield step
