"""The one road to a mark: a notebook as it was received becomes a graded one.

``nbgrader autograde`` takes it notebook by notebook, ``nbjudge autograde`` in its workers.
"""

import traceback
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from nbformat import NotebookNode
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution, is_task

from nbjudge.course.cache import grade_held, memoise, reference_held
from nbjudge.course.cells import as_cells, grade_id_of
from nbjudge.course.files import Files, working_files
from nbjudge.course.graded import Comments, GradedNotebook, Scores
from nbjudge.course.metadata import (
    note_in,
    write_held,
    write_judgement,
    write_not_graded,
    write_sandbox,
)
from nbjudge.course.settings import Settings
from nbjudge.course.spec import NotebookSpec
from nbjudge.course.verdict import CRASHED, UNGRADED, Verdict, comment
from nbjudge.errors import BrokenTests, GraderError, NoPair
from nbjudge.grading.diagnosis import Knowledge
from nbjudge.grading.job import OUT_OF_TIME, Job, NotebookRun
from nbjudge.grading.judgement import Judgement
from nbjudge.grading.marking import main_run, marked
from nbjudge.grading.reference import Reference
from nbjudge.grading.rounds import Begun, go_on
from nbjudge.grading.variants import variants_of
from nbjudge.harmless.notebook import make_harmless
from nbjudge.repair import REASONS

BROKEN = "it takes points from the reference"


class NotebookGrader:
    """Grades one notebook of an assignment, submission after submission, in this process."""

    def __init__(self, spec: NotebookSpec, settings: Settings, reference: Reference) -> None:
        self.spec = spec
        self.settings = settings
        self.reference = reference

    @classmethod
    def held(cls, spec: NotebookSpec, settings: Settings) -> "NotebookGrader":
        """The grader for this state of source and settings, with its reference run; made once.

        Raises GraderError when the reference does not get full marks.
        """
        return memoise([spec, settings], lambda: cls(spec, settings, reference(spec, settings)))

    def grade(self, notebook: NotebookNode, handed_in: Files) -> GradedNotebook:
        """Grade a notebook in place: outputs, points and notes are written into it.

        ``notebook`` is as `Template.received` has it, ``handed_in`` what came with it. Raises
        GraderError, but for nothing that a student did: what only this submission raises is its
        verdict.
        """
        done = self.step(notebook, handed_in)
        while isinstance(done, Begun):
            done = self.step(notebook, handed_in, done)
        return done

    def step(
        self, notebook: NotebookNode, handed_in: Files, begun: Begun | None = None
    ) -> GradedNotebook | Begun:
        """The same in steps, for whoever grades a class: what is begun has rounds before it which
        are for all others that are as far, too (see `nbjudge.grading.rounds`). A notebook is
        written into at the last step only."""
        try:
            return self._stepped(notebook, handed_in, begun)
        except NoPair:
            try_sandbox(self.settings)  # raises it again if nobody could be graded
            traceback.print_exc()
        except GraderError:
            raise
        except Exception:
            traceback.print_exc()
        blank = self.spec.template.blank("crashed the grader", CRASHED)
        notebook.cells, notebook.metadata = blank.cells, blank.metadata
        return not_graded(self.spec.name, notebook)

    def _stepped(
        self, notebook: NotebookNode, handed_in: Files, begun: Begun | None
    ) -> GradedNotebook | Begun:
        note = note_in(notebook)
        if note.get("verdict") in UNGRADED:
            return not_graded(self.spec.name, notebook)
        executed = self.spec.executed(notebook, self.settings)
        executed = [c for c in executed if grade_id_of(c) not in self.reference.broken]
        job = self._job(executed, handed_in)
        if begun is None:
            begun = main_run(self._run, job, self.settings.share, self.settings.unclear)
        else:
            go_on(self._run, job, begun)
        if begun.next is not None:
            return begun
        return self._marked(notebook, executed, job, begun)

    def _job(self, executed: Sequence[NotebookNode], handed_in: Files) -> Job:
        """The job of running these cells of a submission, as the reference run fixed it."""
        cells = as_cells(executed, self.spec.tests, self.settings.hidden_tests_mark)
        files = working_files(handed_in, self.spec.files, self.spec.kept_files)
        job = self.settings.job(cells, files, self.spec.files, self.spec.reached)
        return replace(self.reference.apply_to(job), curves=self.spec.curves)

    def _marked(
        self, notebook: NotebookNode, executed: Sequence[NotebookNode], job: Job, begun: Begun
    ) -> GradedNotebook:
        """The notebook with the marks of what has run of it."""
        settings, broken = self.settings, self.reference.broken
        repairs = list(note_in(notebook).get("repairs", []))
        judgement = marked(
            self._run, job, begun, self._knowledge, settings.share, settings.on_timeout
        )
        write_judgement(notebook, executed, judgement)
        write_held(notebook, broken, BROKEN)
        held = judgement.held | dict.fromkeys(broken, BROKEN)
        write_sandbox(notebook, judgement.run.walls, settings.waive)
        make_harmless(notebook)
        return GradedNotebook(
            self.spec.name,
            verdict_of(judgement.run, repairs),
            scores_of(notebook, judgement) | dict.fromkeys(held),
            comments_of(notebook, judgement.remarks),
            self._record(job, judgement.run, repairs) | ({"held": held} if held else {}),
            held=held,
        )

    @cached_property
    def _knowledge(self) -> Knowledge | None:
        """What is known of this notebook's wrong answers; it learns while a class is graded."""
        if self.spec.reference_job is None or self.spec.misconceptions is None:
            return None
        job = without(self.spec.reference_job, self.reference.broken)
        job = self.reference.apply_to(job)
        return Knowledge(job, self.reference, self._run, self.spec.misconceptions)

    def _run(self, job: Job) -> NotebookRun:
        return grade_held(self.settings.preload, job)

    def _why(self, grade_id: str | None) -> dict[str, str]:
        why = self.reference.why.get(grade_id or "")
        return {"why": why} if why else {}

    def _record(self, job: Job, run: NotebookRun, repairs: list[str]) -> dict[str, Any]:
        return {
            "repairs": repairs,
            "walls": list(run.walls),
            "waived": sorted(self.settings.waive),
            "restarts": run.restarts,
            "cells": [
                {
                    "grade_id": cell.grade_id,
                    "ran": cell.place,
                    "seconds": round(ran.seconds, 4),
                    "fault": ran.fault,
                    **self._why(cell.grade_id),
                }
                for cell, ran in zip(job.cells, run.cells, strict=True)
            ],
        }


def try_sandbox(settings: Settings) -> None:
    """Raise GraderError when a wall is missing, before anyone is graded."""
    grade_held(settings.preload, settings.job([], {}, {}))


def reference(spec: NotebookSpec, settings: Settings) -> Reference:
    """The reference run of a notebook; an empty one where the course waives it.

    Raises BrokenTests, unless the course would have these left to a person: then it is the run of
    all the others.
    """
    if spec.reference_job is None:
        return Reference({})
    variants = variants_of(
        spec.reference_job.cells, spec.template.blank_answers, spec.misconceptions
    )
    broken: frozenset[str] = frozenset()
    while True:
        job = without(spec.reference_job, broken)
        try:
            found = reference_held(settings.preload, job, spec.path, variants)
            return replace(found, broken=broken)
        except BrokenTests as error:
            if not settings.anyway:
                raise
            broken |= error.tests


def without(job: Job, tests: Collection[str]) -> Job:
    """A job without the test cells that are left to a person."""
    return replace(job, cells=[cell for cell in job.cells if cell.grade_id not in tests])


def not_graded(name: str, notebook: NotebookNode) -> GradedNotebook:
    """0 points for a notebook that `Template.blank` stands in for, and a comment that says why."""
    note = note_in(notebook)
    sentence = REASONS.get(note["reason"], note["reason"])
    write_not_graded(notebook, sentence)
    graded = [str(grade_id_of(cell)) for cell in notebook.cells if _is_graded(cell)]
    answers = [str(grade_id_of(cell)) for cell in notebook.cells if _is_answer(cell)]
    said = dict.fromkeys(answers[:1], comment(sentence))
    return GradedNotebook(
        name,
        note["verdict"],
        dict.fromkeys(graded, 0.0),
        {answer: said.get(answer) for answer in answers},
        {"reason": sentence},
    )


def verdict_of(run: NotebookRun, repairs: list[str]) -> Verdict:
    faults = {cell.fault for cell in run.cells} - {None}
    if faults & {"timed out", OUT_OF_TIME}:
        return "timed out"
    if faults:
        return "died"
    return "repaired" if repairs else "graded"


def scores_of(notebook: NotebookNode, judgement: Judgement) -> Scores:
    """The points of each grade cell: those of the judgement, and by nbgrader's rules where no test
    ran, as for an answer that a person marks."""
    scores: Scores = {}
    for cell in filter(is_grade, notebook.cells):
        mark = judgement.marks.get(cell.metadata.nbgrader["grade_id"])
        points = mark.points if mark else determine_grade(cell)[0]
        scores[cell.metadata.nbgrader["grade_id"]] = None if points is None else float(points)
    return scores


def comments_of(notebook: NotebookNode, remarks: Mapping[str, str]) -> Comments:
    """What stands below each answer: whether there is one, as nbgrader has it (a task has none of
    its own), or what follow-through gave."""
    comments: Comments = {}
    for cell in filter(_is_answer, notebook.cells):
        about = cell.metadata.nbgrader
        is_untouched = about.get("checksum") == compute_checksum(cell) and not is_task(cell)
        said = "No response." if is_untouched else remarks.get(about["grade_id"])
        comments[about["grade_id"]] = said
    return comments


def _is_graded(cell: NotebookNode) -> bool:
    return bool(is_grade(cell) or is_task(cell))


def _is_answer(cell: NotebookNode) -> bool:
    return bool(is_solution(cell) or is_task(cell))
