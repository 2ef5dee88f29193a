"""Which misconception a failed test saw, if there is just one that it can have been."""

from collections.abc import Mapping
from typing import Literal

from nbjudge.grading.answers import Answer
from nbjudge.grading.compare import same_events
from nbjudge.grading.diagnosis.finding import Finding
from nbjudge.grading.diagnosis.knowledge import Knowledge
from nbjudge.process.transcript import Transcript

AMBIGUOUS: Literal["ambiguous"] = "ambiguous"


def match(
    knowledge: Knowledge, test: str, seen: Mapping[str, Transcript]
) -> Finding | Literal["ambiguous"] | None:
    """The misconception that explains what a test saw; None if none does.

    ``seen`` are the submission's transcripts by test cell. Where several explain this test but have
    different sentences, those are kept that explain the most tests; more than one sentence left is
    AMBIGUOUS, and then none of them may be said.
    """
    if test not in seen:
        return None
    right = {other for other in seen if _saw_the_references(knowledge, other, seen[other])}
    fits = [
        answer
        for answer in knowledge.losing(test)
        # What loses a test that saw the right values need not be run.
        if not answer.loses & right
        and _explains(knowledge, answer, test, seen)
        and not _refuted(knowledge, answer, seen)
    ]
    if not fits:
        return None
    if len({answer.sentence for answer in fits}) > 1:
        counts = [
            sum(_explains(knowledge, answer, other, seen) for other in seen) for answer in fits
        ]
        fits = [a for a, count in zip(fits, counts, strict=True) if count == max(counts)]
    if len({answer.sentence for answer in fits}) != 1:
        return AMBIGUOUS
    return Finding(fits[0].sentence, misconception=fits[0].name)


def _explains(
    knowledge: Knowledge, answer: Answer, test: str, seen: Mapping[str, Transcript]
) -> bool:
    """Whether a test saw what it sees of this answer, and that is not what it should."""
    known = knowledge.transcripts(answer).get(test)
    return (
        known is not None
        and not _is_right(knowledge, test, known)
        and same_events(seen[test], known, knowledge.names(test))
    )


def _refuted(knowledge: Knowledge, answer: Answer, seen: Mapping[str, Transcript]) -> bool:
    """Whether some test saw what it should, but would not have with this answer."""
    known = knowledge.transcripts(answer)
    return any(
        test in known
        and not _is_right(knowledge, test, known[test])
        and _is_right(knowledge, test, seen[test])
        for test in seen
    )


def _saw_the_references(knowledge: Knowledge, test: str, transcript: Transcript) -> bool:
    """Whether a test is known to have seen what it sees of the reference."""
    known = test in knowledge.reference.transcripts
    return known and _is_right(knowledge, test, transcript)


def _is_right(knowledge: Knowledge, test: str, transcript: Transcript) -> bool:
    """Whether a test saw nothing but what it sees of the reference."""
    reference = knowledge.reference.transcripts.get(test)
    # A test without the reference's transcript tells nothing: its differences are not known.
    return reference is None or same_events(transcript, reference, knowledge.names(test))
