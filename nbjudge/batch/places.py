"""Where submissions are graded: what processes of this machine and a cluster have in common."""

from concurrent.futures import Future
from typing import Protocol

from nbjudge.batch.worker import Submission
from nbjudge.course.graded import GradedNotebook


class Place(Protocol):
    """Takes up to ``room`` submissions at a time.

    A future, and `submit` itself, raises one of ``deaths`` when a worker died of the submission or
    beside it. One that is alone in its place when that happens ``deaths_allowed`` times is given
    up.
    """

    room: int
    deaths: tuple[type[Exception], ...]
    deaths_allowed: int

    def submit(
        self, references: bytes, submission: Submission
    ) -> "Future[list[GradedNotebook]]": ...

    def renew(self) -> None:
        """Be ready again after a death; called when nothing is at work here."""


class Workers(Protocol):
    """All the places of a run. ``close`` ends them at once."""

    @property
    def places(self) -> "list[Place]": ...

    def references(self) -> bytes:
        """Raise the walls and run the reference solutions once. Raises GraderError."""

    def close(self) -> None: ...
