"""Grade a hostile submission by nbjudge and compare with what must come of it."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from nbformat import NotebookNode

from grader_tests.hostile import assignment
from grader_tests.hostile.assignment import secrets_shown
from grader_tests.hostile.cases import Case
from grader_tests.hostile.outside import Outside, descendants
from nbjudge.course.cells import as_cells, code_cells
from nbjudge.grading.diagnosis import Knowledge
from nbjudge.grading.job import Job
from nbjudge.grading.marking import judge
from nbjudge.grading.pair import Zygote
from nbjudge.grading.reference import Reference, reference_run
from nbjudge.grading.run import grade
from nbjudge.sandbox import ResourceLimits

TIMEOUT = 10.0
NEXT_PAIR = 3
"""Processes that wait for the next submission and have met none: a judge, a student process, and
the interpreter that forks student processes."""
LIMITS = ResourceLimits(memory=512 << 20, disk=16 << 20, file_size=8 << 20, processes=32)


@dataclass(frozen=True)
class Judged:
    """What came of a submission: its points, the cells that died, the secrets that it shows."""

    scores: dict[str, float]
    faults: dict[str, str]
    leaks: frozenset[str]
    left_running: int

    def differences(self, case: Case) -> list[str]:
        """Each thing that is not as the case demands, in words; empty if all is."""
        found = [
            f"{name}: {points:g} instead of {case.scores[name]:g}"
            for name, points in self.scores.items()
            if points != case.scores[name]
        ]
        if case.faults is not None and self.faults != case.faults:
            found.append(f"faults {self.faults} instead of {case.faults}")
        if self.leaks != case.leaks:
            found.append(f"{sorted(self.leaks)} shown instead of {sorted(case.leaks)}")
        if self.left_running:
            found.append(f"{self.left_running} processes left running")
        return found


class Judge:
    """A zygote and the reference run of the assignment, for all cases."""

    def __init__(self) -> None:
        self.zygote = Zygote()
        solved = {name: exercise.solution for name, exercise in assignment.EXERCISES.items()}
        self._tests = {cell.id: cell.source for cell in assignment.notebook(solved).cells}
        job = self._job(assignment.notebook(solved))
        self.reference: Reference = reference_run(self.zygote, job, "the honest solution")
        self.reference_job = self.reference.apply_to(job)

    def _job(self, notebook: NotebookNode, **more: Any) -> Job:
        return Job(as_cells(code_cells(notebook), self._tests), timeout=TIMEOUT, **more)

    def judge(self, case: Case, outside: Outside) -> Judged:
        answers = {name: outside.fill_in(source) for name, source in case.answers.items()}
        files = {name: outside.fill_in(text).encode() for name, text in case.files.items()}
        job = self._job(assignment.notebook(answers), files=files, limits=limits_of(case))
        job = replace(self.reference.apply_to(job), timeout=case.needs.get("timeout", TIMEOUT))
        knowledge = Knowledge(self.reference_job, self.reference, partial(grade, self.zygote))
        share = case.needs.get("follow_through", 0.0)
        judgement = judge(partial(grade, self.zygote), job, knowledge if share else None, share)
        run = judgement.run
        self.zygote.wait_for_ends()
        ids = [cell.id for cell in code_cells(assignment.notebook(answers))]
        return Judged(
            {name.removeprefix("test_"): mark.points for name, mark in judgement.marks.items()},
            {
                name: ran.fault.partition(":")[0]
                for name, ran in zip(ids, run.cells, strict=True)
                if ran.fault
            },
            secrets_shown(zip(ids, judgement.outputs, strict=True)),
            len(descendants(self.zygote._process.pid)) - NEXT_PAIR,
        )

    def close(self) -> None:
        self.zygote.close()


def limits_of(case: Case) -> ResourceLimits:
    return replace(LIMITS, memory=int(case.needs.get("memory", LIMITS.memory >> 20)) << 20)
