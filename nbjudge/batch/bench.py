"""A worker's tools for one assignment: the bytes of a notebook become a graded one."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import ClearOutput
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution, is_task
from traitlets.utils.importstring import import_item

from nbjudge.batch.bundle import Pack, PackedNotebook
from nbjudge.batch.submission import GradedNotebook
from nbjudge.batch.ungraded import ungraded, written
from nbjudge.batch.verdict import Verdict
from nbjudge.course.cells import as_cells, executed_cells
from nbjudge.course.folder import Files, giving_way
from nbjudge.course.metadata import remarks_in, write_judgement, write_walls
from nbjudge.errors import Unreadable
from nbjudge.grading.diagnosis import Knowledge
from nbjudge.grading.job import OUT_OF_TIME, Job, NotebookRun
from nbjudge.grading.marking import judge
from nbjudge.grading.reference import Reference
from nbjudge.plugin.execute import Execute
from nbjudge.repair import read

Step = Callable[[NotebookNode, dict[str, Any]], tuple[NotebookNode, dict[str, Any]]]


class Bench:
    """A worker's tools for one assignment: nbgrader's own steps, configured as the course has it.

    The steps are those of ``nbgrader autograde`` in its order. Repair does what its sanitising
    steps do, and after it there is nothing for CheckCellMetadata to find, which takes ten times as
    long as all the rest; the writer does what the steps do that need the gradebook.
    """

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.execute = Execute(**pack.execute)
        self._known: dict[str, Knowledge] = {}
        self.clear_output: Step = ClearOutput(**pack.clear_output)
        self.clean_up: list[Step] = [import_item(name)(**v) for name, v in pack.clean_up]

    def grade(
        self, place: PackedNotebook, reference: Reference, data: bytes, files: Files
    ) -> GradedNotebook:
        """Grade one notebook, whatever its bytes."""
        try:
            notebook = read(data)
        except Unreadable as unreadable:
            return ungraded(place, "unreadable", unreadable.sentence)
        repairs = place.assignment.accept(notebook)
        if kernelspec := place.assignment.kernelspec:
            notebook.metadata["kernelspec"] = nbformat.from_dict(kernelspec)
        self.clear_output(notebook, {})
        job, run = self._run(notebook, place, reference, self._working_files(files))
        for step in self.clean_up:
            notebook, _ = step(notebook, {})
        return GradedNotebook(
            place.name,
            written(notebook),
            verdict_of(run, repairs),
            {c.metadata.nbgrader["grade_id"]: points(c) for c in notebook.cells if is_grade(c)},
            {
                cell.metadata.nbgrader["grade_id"]: automatic_comment(cell, remarks_in(notebook))
                for cell in notebook.cells
                if is_solution(cell) or is_task(cell)
            },
            self._record(job, run, repairs),
        )

    def _working_files(self, files: Files) -> Files:
        """The student's files, and the instructor's in place of those of the same name."""
        kept = self.pack.kept_files
        own = self.pack.grader_files
        return giving_way(files, own) | {n: d for n, d in own.items() if n not in kept}

    def _run(
        self, notebook: NotebookNode, place: PackedNotebook, reference: Reference, files: Files
    ) -> tuple[Job, NotebookRun]:
        execute = self.execute
        cells = executed_cells(notebook, place.tests, place.skipped, execute.skip_cells_with_tag)
        known = as_cells(cells, place.tests, self.pack.hidden_tests_mark)
        job = reference.apply_to(execute.job(known, files, self.pack.grader_files))
        job = replace(job, curves=place.curves)
        judgement = judge(
            execute.run,
            job,
            self._knowledge(place, reference),
            execute.share(self.pack.assignment),
            dict(execute.error_on_timeout or {}),
        )
        write_judgement(notebook, cells, judgement)
        write_walls(notebook, judgement.run.walls, execute.waive)
        return job, judgement.run

    def _knowledge(self, place: PackedNotebook, reference: Reference) -> Knowledge | None:
        """What is known of this notebook's wrong answers; it learns while a class is graded."""
        if place.reference_job is None or place.misconceptions is None:
            return None
        if place.name not in self._known:
            job = reference.apply_to(place.reference_job)
            self._known[place.name] = Knowledge(
                job, reference, self.execute.run, place.misconceptions
            )
        return self._known[place.name]

    def _record(self, job: Job, run: NotebookRun, repairs: list[str]) -> dict[str, Any]:
        return {
            "repairs": repairs,
            "walls": list(run.walls),
            "waived": sorted(self.execute.waive),
            "restarts": run.restarts,
            "versions": self.pack.versions,
            "cells": [
                {
                    "grade_id": cell.grade_id,
                    "ran": cell.place,
                    "seconds": round(ran.seconds, 4),
                    "fault": ran.fault,
                }
                for cell, ran in zip(job.cells, run.cells, strict=True)
            ],
        }


def verdict_of(run: NotebookRun, repairs: list[str]) -> Verdict:
    faults = {cell.fault for cell in run.cells} - {None}
    if faults & {"timed out", OUT_OF_TIME}:
        return "timed out"
    if faults:
        return "died"
    return "repaired" if repairs else "graded"


def points(cell: NotebookNode) -> float | None:
    """The points of a grade cell, by nbgrader's own reading of it."""
    earned, _ = determine_grade(cell)
    return None if earned is None else float(earned)


def automatic_comment(cell: NotebookNode, remarks: Mapping[str, str]) -> str | None:
    """What nbgrader says below an answer: whether there is one. A task has none of its own.

    nbjudge adds what follow-through gave.
    """
    about = cell.metadata.nbgrader
    is_untouched = about.get("checksum") == compute_checksum(cell) and not is_task(cell)
    return "No response." if is_untouched else remarks.get(about["grade_id"])
