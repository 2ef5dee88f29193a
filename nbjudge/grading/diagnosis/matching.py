"""Which misconception a failed test saw, if there is just one that it can have been."""

from typing import Literal

from nbjudge.grading.answers import Answer
from nbjudge.grading.compare import same_events
from nbjudge.grading.diagnosis.evidence import ENOUGH, differing, weight_of
from nbjudge.grading.diagnosis.finding import Finding
from nbjudge.grading.diagnosis.knowledge import Knowledge
from nbjudge.grading.diagnosis.sight import Sight, stopped_alike
from nbjudge.process.transcript import Transcript

AMBIGUOUS: Literal["ambiguous"] = "ambiguous"


def match(knowledge: Knowledge, test: str, seen: Sight) -> Finding | Literal["ambiguous"] | None:
    """The misconception that explains what a test saw of a submission; None if none does.

    Where several explain this test but have different sentences, those are kept that explain the
    most tests; more than one sentence left is AMBIGUOUS, and then none of them may be said.
    """
    tests = seen.transcripts
    if test not in tests:
        return None
    right = {other for other in tests if _saw_the_references(knowledge, other, tests[other])}
    fits = [
        answer
        for answer in knowledge.losing(test)
        # What loses a test that saw the right values need not be run.
        if not answer.loses & right
        and all(
            _explains(knowledge, answer, each, seen)
            for each in {test, *_own_of(knowledge, answer, seen)}
        )
        and not _refuted(knowledge, answer, seen)
        and _is_telling(knowledge, answer, seen)
    ]
    if not fits:
        return None
    if len({answer.sentence for answer in fits}) > 1:
        counts = [sum(_explains(knowledge, a, other, seen) for other in tests) for a in fits]
        fits = [a for a, count in zip(fits, counts, strict=True) if count == max(counts)]
    if len({answer.sentence for answer in fits}) != 1:
        return AMBIGUOUS
    return Finding(fits[0].sentence, misconception=fits[0].name)


def _own_of(knowledge: Knowledge, answer: Answer, seen: Sight) -> list[str]:
    """The tests of the answer's own cell that it loses: whoever gave it has lost them, too."""
    return [
        test
        for test in seen.transcripts
        if test in answer.loses and answer.grade_id in knowledge.own(test)
    ]


def _explains(knowledge: Knowledge, answer: Answer, test: str, seen: Sight) -> bool:
    """Whether a test saw what it sees of this answer, and that is not what it should."""
    known = knowledge.sight(answer)
    return (
        test in known.transcripts
        and not _is_right(knowledge, test, known.transcripts[test])
        and same_events(seen.transcripts[test], known.transcripts[test], knowledge.names(test))
        and stopped_alike(seen, known, test, answer.grade_id, knowledge.own(test))
    )


def _is_telling(knowledge: Knowledge, answer: Answer, seen: Sight) -> bool:
    """Whether what differs from the reference is more than chance would make alike.

    A name that is not bound, and None, look the same whatever they come from; and a 0, a 1 or an
    empty list comes from much.
    """
    if answer.grade_id in seen.raised:
        return True  # by the same error as the known answer
    right = knowledge.right.transcripts
    weight = weight_of(
        pair
        for other, transcript in seen.transcripts.items()
        if other in right and _explains(knowledge, answer, other, seen)
        # What raises in a later step may come from any None.
        for pair in differing(
            transcript, right[other], errors=answer.grade_id in knowledge.own(other)
        )
    )
    return weight >= ENOUGH


def _refuted(knowledge: Knowledge, answer: Answer, seen: Sight) -> bool:
    """Whether some test saw what it should, but would not have with this answer."""
    known = knowledge.sight(answer).transcripts
    return any(
        test in known
        and not _is_right(knowledge, test, known[test])
        and _is_right(knowledge, test, transcript)
        for test, transcript in seen.transcripts.items()
    )


def _saw_the_references(knowledge: Knowledge, test: str, transcript: Transcript) -> bool:
    """Whether a test is known to have seen what it sees of the reference."""
    known = test in knowledge.right.transcripts
    return known and _is_right(knowledge, test, transcript)


def _is_right(knowledge: Knowledge, test: str, transcript: Transcript) -> bool:
    """Whether a test saw nothing but what it sees of the reference."""
    reference = knowledge.right.transcripts.get(test)
    # A test without the reference's transcript tells nothing: its differences are not known.
    return reference is None or same_events(transcript, reference, knowledge.names(test))
