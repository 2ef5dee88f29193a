"""Every idiom against every way to answer, as stock nbgrader and as nbjudge mark it."""

import os
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from grader_tests import warm_kernel
from grader_tests.idioms.exercises import Exercise
from grader_tests.nbgrader_command import forks
from grader_tests.parity.small_course import notebook
from nbjudge.grading.job import Cell, Job
from nbjudge.grading.marking import judge
from nbjudge.grading.pair import Zygote
from nbjudge.grading.reference import Reference, reference_run
from nbjudge.grading.run import grade
from nbjudge.grading.variants import variants_of

POINTS = 2
TIMEOUT = 10
"""Seconds for a cell: only answers that never end come near it, twice in a notebook or so."""

Marks = dict[tuple[str, str], float | None]
"""Points by idiom and way of answering; None is held for a person to mark."""


def by_stock(exercise: Exercise, workers: ProcessPoolExecutor) -> Iterator[Marks]:
    """What stock nbgrader's own Execute and its rules give, way by way, in a kernel for each."""
    texts = [nbformat.writes(as_notebook(exercise, way.source)) for way in exercise.ways]
    for way, marks in zip(exercise.ways, workers.map(stock_marks, texts), strict=True):
        yield {(idiom, way.name): points for idiom, points in marks.items()}


def as_notebook(exercise: Exercise, answer: str) -> NotebookNode:
    made = notebook(answer, {idiom.name: (POINTS, idiom.source) for idiom in exercise.idioms})
    made.cells.insert(0, new_code_cell(exercise.setup))
    return made


def stock_workers(count: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(count, forks, start_worker)


def start_worker() -> None:
    """Kernels are forked from warm ones, and what they log goes nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    warm_kernel.use_warm_kernels(forks)


def stock_marks(text: str) -> dict[str, float]:
    from nbgrader.preprocessors import Execute
    from nbgrader.utils import determine_grade, is_grade

    with tempfile.TemporaryDirectory() as folder:
        resources = {"metadata": {"path": folder}}
        execute = Execute(timeout=TIMEOUT, iopub_timeout=60, startup_timeout=120)
        ran, _ = execute.preprocess(nbformat.reads(text, as_version=4), resources)
    graded = [one for one in ran.cells if is_grade(one)]
    return {one.metadata.nbgrader.grade_id: determine_grade(one)[0] for one in graded}


def by_nbjudge(exercise: Exercise, zygote: Zygote) -> Iterator[Marks]:
    """What nbjudge gives, way by way, held to the reference run of the first."""
    reference = reference_of(exercise, zygote)
    for way in exercise.ways:
        job = reference.apply_to(as_job(exercise, way.source))
        marks = judge(partial(grade, zygote), job).marks
        yield {
            (idiom, way.name): None if mark.unclear else mark.points
            for idiom, mark in marks.items()
        }


def reference_of(exercise: Exercise, zygote: Zygote) -> Reference:
    job = as_job(exercise, exercise.ways[0].source)
    variants = variants_of(job.cells, {"answer": exercise.blank}, None)
    return reference_run(zygote, job, exercise.name, variants)


def as_job(exercise: Exercise, answer: str) -> Job:
    tests = [Cell(one.source, "judge", one.name, POINTS) for one in exercise.idioms]
    answered = [Cell(answer, grade_id="answer")] if answer.strip() else []
    return Job([Cell(exercise.setup), *answered, *tests], timeout=TIMEOUT)
