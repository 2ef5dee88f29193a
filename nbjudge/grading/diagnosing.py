"""What each failed test of one submission says of its answers, each sentence once.

A sentence stands at the first test that shows the mistake; later tests fail by consequence, and
repeat nothing.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from nbjudge.grading.answers import Answer
from nbjudge.grading.compare import same_events
from nbjudge.grading.diagnosis import (
    AMBIGUOUS,
    Attempt,
    Finding,
    Knowledge,
    Sight,
    match,
    sign_of,
    unfinished,
)
from nbjudge.grading.diagnosis.sight import Raised, error_in
from nbjudge.grading.follow_through import Chain
from nbjudge.grading.job import Cell, CellRun, Job, in_any
from nbjudge.grading.students_code import bound_in, helpers_in, rounds
from nbjudge.process import names
from nbjudge.process.on_demand import BUILTINS

EARLIER = "This goes back to an earlier step."


class Diagnosis:
    """``runs`` are those of the job's cells; ``seen`` has them run again to see what tests see.

    ``on_reference`` tells whether student code may be run on top of the reference's steps: not
    where the course has no follow-through.
    """

    def __init__(
        self,
        job: Job,
        runs: Sequence[CellRun],
        knowledge: Knowledge,
        seen: Callable[[], Sight],
        on_reference: bool,
    ) -> None:
        self._job = job
        self._runs = runs
        self._knowledge = knowledge
        self._seen = seen
        self._on_reference = on_reference
        self._told: set[str] = set()
        # Those of which it was said that something is missing.
        self._unfinished: set[str] = set()
        self._confirmations: dict[str, bool] = {}
        # Solution cells that are right on top of right earlier ones.
        self._cleared: set[str] = set()

    def clear(self, answers: Collection[str]) -> None:
        """Note that answers are right: a mistake of theirs only looks like one."""
        self._cleared |= set(answers)

    def finding(
        self, test: str, chain: Chain | None, again: Sight | None, follows: bool
    ) -> Finding | None:
        """What a failed test says, if that is not said yet. ``again`` is what it sees on top
        of right earlier answers, ``follows`` whether one of the student's lost points."""
        found = self._found(test, chain, again, follows)
        if found is None or found.sentence in self._told:
            return None
        self._told.add(found.sentence)
        return self._placed(found, chain)

    def _found(
        self, test: str, chain: Chain | None, again: Sight | None, follows: bool
    ) -> Finding | None:
        own = chain.own_ids if chain else frozenset(self._knowledge.own(test))
        if known := self._word_for_word(test, own):
            return known
        if chain and (plain := unfinished(self._attempt(test, chain))):
            self._unfinished |= chain.own_ids
            return plain
        earlier = self._word_for_word(test, frozenset(chain.earlier) if chain else own)
        if earlier and earlier.sentence not in self._told:
            return earlier
        found = match(self._knowledge, test, self._seen())
        if found == AMBIGUOUS:
            return None
        if found is not None:
            return self._confirmed(found)
        second = self._second_misconception(test, again)
        if second:
            return self._confirmed(second)
        return self._sign(test, chain, again, follows) if chain else None

    def _placed(self, found: Finding, chain: Chain | None) -> Finding:
        """The finding, which says so if the mistake is one of an earlier step."""
        known = self._named(found)
        if known is None or chain is None or known.grade_id not in chain.earlier:
            return found
        return replace(found, sentence=f"{EARLIER} {found.sentence}")

    def _confirmed(self, found: Finding) -> Finding | None:
        """The finding, if the student's cell gives the same as that answer elsewhere, too."""
        known = self._named(found)
        if known is None or known.grade_id in self._cleared | self._unfinished:
            return None
        if known.name not in self._confirmations:
            self._confirmations[known.name] = self._is_confirmed(known)
        return found if self._confirmations[known.name] else None

    def _is_confirmed(self, known: Answer) -> bool:
        runnable = runnable_part(self._job.cells, self._runs)
        cells = [
            cell
            for cell in (self._job.cells if self._on_reference else runnable)
            if cell.place == "student"
        ]
        own = [c.source for c in cells if c.grade_id == known.grade_id]
        if not own:
            return False
        if not self._on_reference:
            return self._knowledge.confirms_own(known, self._job, runnable)
        source = tuple(c.source for c in self._job.source_cells if c.points is None)
        taken = in_any(names.rebinds, source)
        beside = (helpers_in(c.source, taken) for c in cells if c.grade_id != known.grade_id)
        helpers = "\n".join(filter(None, beside))
        return self._knowledge.confirms(known, own[0], helpers)

    def _named(self, found: Finding) -> Answer | None:
        every = self._knowledge.misconceptions
        return next((answer for answer in every if answer.name == found.misconception), None)

    def _word_for_word(self, test: str, answers: frozenset[str]) -> Finding | None:
        """The misconception that stands in one of the student's answers, if it loses this test."""
        for cell in self._job.cells:
            if cell.place == "student" and cell.grade_id in answers - self._cleared:
                known = self._knowledge.word_for_word(str(cell.grade_id), cell.source)
                if known and test in known.loses:
                    return Finding(known.sentence, misconception=known.name)
        return None

    def _attempt(self, test: str, chain: Chain) -> Attempt:
        cells, source = self._job.cells, self._job.source_cells
        raised = [error for n in chain.own if (error := error_in(self._runs[n]))]
        missing: frozenset[str] = frozenset()
        if seen := self._seen().transcripts.get(test):
            raised += [_error(call.answer) for call in seen.calls if call.raised]
            missing = frozenset(self._knowledge.names(test)) - seen.names.keys()
        of_test = names.binds(names.parse(cells[chain.test].source))
        given = [c.source for c in source if c.place == "locked" or c.grade_id is None]
        earlier = [c.source for c in chain.earlier.values()]
        before = [c.source for c in cells[: chain.test] if c.place == "student"]
        return Attempt(
            sources=[cells[n].source for n in chain.own],
            raised=raised,
            missing=missing & self._asked(chain) - of_test,
            earlier=in_any(names.rebinds, tuple(earlier)) | in_any(names.binds, tuple(given)),
            known=BUILTINS | in_any(names.binds, tuple(given)) | bound_in(before),
        )

    def _asked(self, chain: Chain) -> frozenset[str]:
        """The names that the student's cells of a test are to bind."""
        own = (c.source for c in self._job.source_cells if c.grade_id in chain.own_ids)
        return in_any(names.binds, tuple(own))

    def _second_misconception(self, test: str, again: Sight | None) -> Finding | None:
        """A misconception that shows only once earlier mistakes are out of the way.

        Only its sentence is told: values of that run could hold the reference's.
        """
        found = match(self._knowledge, test, again) if again else None
        return found if isinstance(found, Finding) else None

    def _sign(self, test: str, chain: Chain, again: Sight | None, follows: bool) -> Finding | None:
        reference = self._knowledge.right.transcripts.get(test)
        seen = self._seen().transcripts
        if reference is None or test not in seen:
            return None
        if follows and not self._is_same_again(test, again):
            return None  # what differs may come from an earlier mistake
        is_rounding = any(rounds(self._job.cells[n].source) for n in chain.own)
        return sign_of(seen[test], reference, self._asked(chain), is_rounding)

    def _is_same_again(self, test: str, again: Sight | None) -> bool:
        there = again.transcripts.get(test) if again else None
        here = self._seen().transcripts[test]
        return there is not None and same_events(there, here, self._knowledge.names(test))


def runnable_part(cells: Sequence[Cell], runs: Sequence[CellRun]) -> Sequence[Cell]:
    """The cells before the first that cost its process."""
    faults = [n for n, run in enumerate(runs) if run.fault]
    return cells[: min(faults, default=len(cells))]


def _error(answer: object) -> Raised:
    """The class and message that a call raised."""
    match answer:
        case (str(name), str(message)):
            return name, message
    return "", ""
