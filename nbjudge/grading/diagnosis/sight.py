"""What one run of a notebook showed: what each test saw, and what stopped each answer.

A name that an answer did not bind, and an error, look like no value. So whoever holds two runs
together asks by what an answer was stopped, and not only what a test found afterwards.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from nbjudge.grading import regions
from nbjudge.grading.job import Cell, CellRun, transcripts_of
from nbjudge.grading.students_code import calls_in, touched_in
from nbjudge.process import names
from nbjudge.process.transcript import RecordedCall, Transcript

UNFINISHED = frozenset({"NameError", "NotImplementedError"})
"""Errors of an answer that is not there, or misspelt: no misconception says anything of it."""

Raised = tuple[str, str]
"""The class and the message of an error."""


@dataclass(frozen=True)
class Sight:
    """``transcripts`` by test cell; ``raised`` by solution cell, of those that an error stopped."""

    transcripts: Mapping[str, Transcript]
    raised: Mapping[str, Raised]

    @classmethod
    def of(cls, cells: Sequence[Cell], runs: Sequence[CellRun], source: Sequence[Cell]) -> "Sight":
        """What a run showed of these cells. A value that no answer of a test bound is not its."""
        raised = {
            cell.grade_id: error
            for cell, run in zip(cells, runs, strict=True)
            if cell.place == "student" and cell.grade_id and (error := error_in(run))
        }
        asked, answers = asked_by(source), _answers(cells)
        seen = transcripts_of(cells, runs)
        return cls(
            {
                test: without_names(found, left_unbound(asked.get(test, ()), answers[test]))
                for test, found in seen.items()
            },
            raised,
        )

    def only(self, test: str) -> "Sight":
        """The same run as only one test saw it."""
        return replace(self, transcripts={t: s for t, s in self.transcripts.items() if t == test})


def asked_by(source: Sequence[Cell]) -> dict[str, frozenset[str]]:
    """The names that the source's answers to each test bind."""
    binds = {
        cell.grade_id: names.binds(names.parse(cell.source))
        for cell in source
        if cell.place == "student"
    }
    return {
        test: frozenset().union(*(binds[answer] for answer in own))
        for test, own in regions.in_job(source).items()
    }


def _answers(cells: Sequence[Cell]) -> dict[str, list[str]]:
    """The code that each test cell tests: as `regions` has it, and what a student put beside it."""
    found: dict[str, list[str]] = {}
    own: list[str] = []
    beside: list[str] = []
    is_tested = False
    for cell in cells:
        if cell.points is not None:
            found[cell.grade_id or ""], is_tested = [*own, *beside], True
        elif cell.place == "student" and cell.grade_id is None:
            beside.append(cell.source)
        elif cell.place == "student":
            own = [*beside, cell.source] if is_tested else [*own, *beside, cell.source]
            beside, is_tested = [], False
    return found


def error_in(run: CellRun) -> Raised | None:
    """The error that stopped a cell."""
    errors = [output for output in run.outputs if output["output_type"] == "error"]
    return (str(errors[-1]["ename"]), str(errors[-1]["evalue"])) if errors else None


def without_names(transcript: Transcript, unbound: Collection[str]) -> Transcript:
    """What a test saw, but for the values under some names."""
    kept = [e for e in transcript.noted if e[0] != "name" or e[1] not in unbound]
    return replace(transcript, noted=kept) if unbound else transcript


def left_unbound(asked: Iterable[str], sources: Iterable[str]) -> frozenset[str]:
    """Those of the names that no cell of an answer binds, as far as can be seen."""
    touched = touched_in(sources)
    return frozenset() if touched is None else frozenset(asked) - touched


def stopped_alike(one: Sight, other: Sight, test: str, answer: str, own: Iterable[str]) -> bool:
    """Whether the same errors stopped ``answer`` and a test's ``own`` answers in two runs, and
    the calls that the test made; and none of them because something is missing."""
    stops = [sight.raised.get(answer) for sight in (one, other)]
    if stops[0] != stops[1] or (stops[0] and stops[0][0] in UNFINISHED):
        return False
    for cell in own:
        here, there = (sight.raised.get(cell) for sight in (one, other))
        if here != there or (here and here[0] in UNFINISHED and not stops[0]):
            return False
    calls = [sight.transcripts[test].calls for sight in (one, other)]
    return all(map(_raised_alike, *calls))


def _raised_alike(one: RecordedCall, other: RecordedCall) -> bool:
    """Whether two calls raised the same in code that calls the same, or raised nothing."""
    if not (one.raised or other.raised):
        return True
    return one.answer == other.answer and not is_missing(one) and _called(one) == _called(other)


def is_missing(call: RecordedCall) -> bool:
    """Whether a call failed because something in the student's code is not there yet."""
    return call.raised and bool(call.answer) and call.answer[0] in UNFINISHED


def _called(call: RecordedCall) -> frozenset[str]:
    """What is called in the line that raised, or the line itself."""
    found = calls_in(call.line)
    return frozenset({call.line}) if found is None else found
