"""What the page says of outcomes and points, in words for the student."""

from nbjudge.course.notes import Notes
from nbjudge.feedback.exercises import Exercise, Outline, Step
from nbjudge.feedback.failure import ERRORS
from nbjudge.feedback.outputs import shortened

LABELS = {
    "passed": "Right",
    "partly": "Partly right",
    "failed": "Not right yet",
    "blank": "Left open",
    "waiting": "Not marked yet",
    "timed out": "Ran too long",
    "died": "Stopped by a crash",
    "out of time": "Not reached in time",
}
BY_HAND = {"passed": "Full points", "partly": "Part of the points", "failed": "No points"}
SENTENCES = {
    "blank": "This is as it was handed out.",
    "waiting": "A person will mark this answer. Until then it counts 0.",
    "timed out": "Your code ran longer than the time limit and was stopped. Look for a loop that "
    "does not end, or for work that is done again and again.",
    "died": "The process that ran your code ended while this was tested. It may have run out of "
    "memory, or left by exit().",
    "out of time": "The notebook as a whole ran longer than it may, so this part was not tested.",
}
VERDICTS = {
    "unreadable": "Your notebook could not be read and was graded as blank. Ask whether you may "
    "hand it in again.",
    "repaired": "Your notebook had been damaged, and was repaired before it was graded:",
}
MOST_TO_LOOK_AT = 3


def verdict(notes: Notes) -> str | None:
    """What befell the notebook as a whole, where that is worth a word."""
    if notes.verdict in (None, "graded"):
        return None
    return VERDICTS.get(
        notes.verdict,
        f"Your notebook was not graded as it is: {notes.verdict}. Ask your instructor about it.",
    )


def number(value: float) -> str:
    """Points with as many decimals as they need, two at the most."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def points(earned: float, most: float) -> str:
    return f"{number(earned)} of {number(most)} {'point' if most == 1 else 'points'}"


def label(step: Step) -> str:
    return (LABELS | BY_HAND if step.by_hand else LABELS)[step.outcome]


def hint(step: Step) -> str:
    """The one sentence that helps most with a lost step."""
    said = stopped(step) or step.failure.raised or " · ".join(step.failure.printed[:2])
    return step.notes.diagnosis or SENTENCES.get(step.outcome) or said or label(step)


def stopped(step: Step) -> str | None:
    """What ended an answer itself: the test only meets what follows from it."""
    outputs = (output for cell in step.answers for output in cell.get("outputs", []))
    error = next((output for output in outputs if output.output_type == "error"), None)
    if error is None or step.by_hand:
        return None
    if error.ename in ERRORS:
        return SENTENCES[ERRORS[error.ename]]
    return shortened(f"Your own cell stopped: {error.ename}: {error.evalue}")


def state(exercise: Exercise) -> str:
    """An exercise as a whole, as one of the outcomes."""
    outcomes = [step.outcome for step in exercise.steps]
    if exercise.waits:
        return "waiting"
    if all(outcome == "passed" for outcome in outcomes):
        return "passed"
    if len(set(outcomes)) == 1:
        return outcomes[0]
    return "partly" if exercise.points > 0 else "failed"


def to_look_at(about: Outline) -> list[tuple[Exercise, Step]]:
    """The steps to look at first: from the top, because what comes later builds on them."""
    lost = [(ex, step) for ex in about.exercises for step in ex.steps if step.is_lost]
    return lost[:MOST_TO_LOOK_AT]


def summary(about: Outline) -> str:
    """One sentence on the whole, before any detail."""
    steps = list(about.steps)
    right = sum(step.outcome == "passed" for step in steps)
    waiting = sum(step.outcome == "waiting" for step in steps)
    if not steps:
        return "Nothing in this notebook bears points."
    if right == len(steps):
        return "Everything is right. Well done."
    said = f"{right} of {len(steps)} parts are right"
    if waiting:
        said += f", and {waiting} {'waits' if waiting == 1 else 'wait'} to be marked"
    return f"{said}."
