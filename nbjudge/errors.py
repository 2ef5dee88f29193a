"""Everything that nbjudge raises.

GraderError             the grader cannot work as asked: never a student's fault, never a score
├── AnswerError         a file of known answers does not say what it means
├── BadPicture          a picture that a source notebook asks for cannot be drawn
├── BrokenTests         tests take points from the reference solution
├── NoPair              no processes for a submission's cells, or they did not start
├── NotGraded           a notebook without explicit outcomes has no score
└── WallError           a wall of the sandbox cannot be raised
Unreadable              a submission that is no notebook
PairLost                a judge or a student process can run no more cells
CodecError              anything that goes wrong between the two
├── CannotCross         a value that has no form in the codec
├── BadMessage          bytes that are no valid message
└── Closed              the other side is gone
StudentGone             the student process died while a test cell was running
Unclear                 what a test cell meets can be judged only by a person
"""

__all__ = [
    "AnswerError",
    "BadMessage",
    "BadPicture",
    "BrokenTests",
    "CannotCross",
    "Closed",
    "CodecError",
    "GraderError",
    "NoPair",
    "NotDelegatedError",
    "NotGraded",
    "PairLost",
    "StudentGone",
    "Unclear",
    "Unreadable",
    "WallError",
]


class GraderError(Exception):
    """The grader cannot work as asked: never a student's fault, never a score.

    The message says what to do about it.
    """


class AnswerError(GraderError):
    """An answers file that does not say what it means. The message names file, line and remedy."""


class BadPicture(GraderError):
    """A picture that cannot be drawn as asked for; the message says what one looks like."""


class BrokenTests(GraderError):
    """The reference solution loses points. ``tests`` are the grade_ids of the cells that take them.

    A course may grade everything else, and leave these to a person.
    """

    def __init__(self, message: str, tests: frozenset[str]) -> None:
        super().__init__(message, tests)  # both, so that it can be pickled
        self.tests = tests

    def __str__(self) -> str:
        return str(self.args[0])


class NoPair(GraderError):
    """No judge and student process for a submission: the zygote is gone, or they did not start.

    It may be the submission's doing, if others can be graded.
    """


class NotGraded(GraderError):
    """A notebook without explicit outcomes: it has no score, and none may be made up for it."""


class WallError(GraderError):
    """A wall that was asked for cannot be raised. No student code may run."""

    def __init__(self, wall: str, reason: str, remedy: str) -> None:
        super().__init__(wall, reason, remedy)  # all three, so that it can be pickled
        self.wall = wall
        self.reason = reason
        self.remedy = remedy

    def __str__(self) -> str:
        return (
            f"the wall {self.wall!r} cannot be raised: {self.reason}. Remedy: {self.remedy}. "
            f"Or waive {self.wall!r} and live without what it stops."
        )


class NotDelegatedError(Exception):
    """Why no control groups can be made here, and how they could."""


class Unreadable(Exception):
    """A submission that is no notebook. ``reason`` is a code, ``sentence`` is for the student."""

    def __init__(self, reason: str, sentence: str) -> None:
        super().__init__(reason, sentence)  # both, so that it can be pickled
        self.reason = reason
        self.sentence = sentence

    def __str__(self) -> str:
        return f"{self.reason}: {self.sentence}"


class PairLost(Exception):
    """A pair can run no more cells: it timed out, died or broke the protocol."""


class CodecError(Exception):
    """Anything that goes wrong between the judge and the student process."""


class BadMessage(CodecError):
    """Bytes that are no valid message. Whatever the bytes, decode raises nothing else."""


class Closed(CodecError):
    """The other side closed the connection, or died in the middle of a message."""


class CannotCross(CodecError):
    """A value that cannot be encoded; `str()` of it says what it is and where it sits.

    `reason` is a clause without its subject ("is a generator, which cannot cross"), `path` the way
    from the encoded value to the culprit ("[2]['w']").
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.path = ""

    def under(self, step: str) -> "CannotCross":
        """Put one more step in front of the path: called by each container that it passes."""
        self.path = step + self.path
        return self

    def about(self, name: str) -> str:
        """The message for a reader who knows the encoded value as `name`."""
        return f"{name}{self.path} {self.reason}"

    def __str__(self) -> str:
        return self.about("result")


class StudentGone(BaseException):
    """The student process died or broke the protocol while a test cell was running.

    No ``except Exception`` of a test may take it for an answer; the cell is graded as failed.
    """


class Unclear(BaseException):
    """A test cell meets what nobody but a person can judge: neither right nor wrong.

    The message says why, to instructor and student alike. No ``except Exception`` of a test may
    take it for an answer.
    """
