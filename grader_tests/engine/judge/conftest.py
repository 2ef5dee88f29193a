"""Scenarios are graded by the engine and run in one process; both must come to the same end."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from grader_tests.engine.judge.one_process import POINTS, Outcome, cells_of, in_one_process
from nbjudge.grading.job import Cell, CellRun, Job, Place
from nbjudge.grading.pair import Zygote
from nbjudge.grading.reference import Reference, reference_run
from nbjudge.grading.run import grade
from nbjudge.grading.score import score

PLACES: dict[str, Place] = {"test": "judge", "setup": "student"}


def job_of(scenario: str, helpers: dict[str, str] | None = None) -> Job:
    """A scenario as a job, without expectations."""
    cells = [
        Cell(
            source,
            PLACES.get(place, place),
            None if place == "setup" else f"cell-{count}",
            POINTS if place == "test" else None,
            has_hidden_tests="HIDDEN TESTS" in source,
        )
        for count, (place, source) in enumerate(cells_of(scenario))
    ]
    files = {name: source.encode() for name, source in (helpers or {}).items()}
    return Job(cells, files, files, timeout=20)


def outcomes(job: Job, runs: list[CellRun]) -> list[Outcome]:
    """What became of each test cell, errors included in the text for the failure message."""
    tests = [(c, r) for c, r in zip(job.cells, runs, strict=True) if c.points is not None]
    printed = ["".join(o.get("text", "") for o in run.outputs) for _, run in tests]
    return [Outcome(score(c, r), text) for (c, r), text in zip(tests, printed, strict=True)]


def complaints(runs: list[CellRun]) -> list[str]:
    return [
        f"{number}: {run.fault or ''} {output['ename']}: {output['evalue']}"
        for number, run in enumerate(runs)
        for output in run.outputs or [{"output_type": "error", "ename": "", "evalue": ""}]
        if output["output_type"] == "error" and (run.fault or output["ename"])
    ]


@pytest.fixture
def passes(zygote: Zygote, tmp_path: Path) -> Callable[..., None]:
    """Check that a scenario earns full marks in the judge, and prints what one process prints.

    It is graded twice: as a reference, and then as a submission held to what the reference showed.
    """

    def check(scenario: str, helpers: dict[str, str] | None = None) -> None:
        for name, source in (helpers or {}).items():
            (tmp_path / name).write_text(source)
        expected = in_one_process(cells_of(scenario), tmp_path)
        assert all(outcome.points > 0 for outcome in expected), "the scenario itself is wrong"
        job = job_of(scenario, helpers)
        runs = grade(zygote, job).cells
        assert outcomes(job, runs) == expected, complaints(runs)
        cells = [
            replace(cell, expectation=run.seen) for cell, run in zip(job.cells, runs, strict=True)
        ]
        again = grade(zygote, replace(job, cells=cells)).cells
        assert outcomes(job, again) == expected, complaints(again)

    return check


REFERENCES: dict[object, Reference] = {}


@pytest.fixture
def points(zygote: Zygote) -> Callable[..., list[float]]:
    """The points of a submission's test cells, held to what a reference showed."""

    def marks(
        reference: str, submission: str, helpers: dict[str, str] | None = None
    ) -> list[float]:
        job = job_of(submission, helpers)
        state = reference, tuple((helpers or {}).items())
        if state not in REFERENCES:  # tests of one kind have the same
            job_of_it = job_of(reference, helpers)
            REFERENCES[state] = reference_run(zygote, job_of_it, "the reference")
        job = REFERENCES[state].apply_to(job)
        return [o.points for o in outcomes(job, grade(zygote, job).cells)]

    return marks


@pytest.fixture
def both(points, tmp_path: Path) -> Callable[..., tuple[list[float], list[float]]]:
    """The points of a submission's tests by the engine, and as plain execution gives them."""

    def marks(
        reference: str, submission: str, tests: Sequence[str]
    ) -> tuple[list[float], list[float]]:
        cells = "".join(f"# %% test\n{test}\n" for test in tests)
        right, answer = (f"# %% student\n{code}\n{cells}" for code in (reference, submission))
        plain = [outcome.points for outcome in in_one_process(cells_of(answer), tmp_path)]
        return points(right, answer), plain

    return marks
