"""What was found out about a notebook: what holds, what falls short, and what there is not."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Status = Literal["holds", "falls short", "absent"]
End = Literal["killed", "elsewhere", "equivalent", "also right", "survived"]
"""A mutant lost points in a test cell that covers its solution cell, or in another one only; it
changes nothing; it is another right answer; or it survived, which is a fault of the tests."""


@dataclass(frozen=True)
class Claim:
    """One thing that must be true before a release. ``faults`` say where it is not, and why."""

    text: str
    status: Status
    faults: Sequence[str] = ()

    @classmethod
    def of(cls, text: str, faults: Sequence[str]) -> "Claim":
        return cls(text, "falls short" if faults else "holds", tuple(faults))

    @classmethod
    def absent(cls, text: str, why: str) -> "Claim":
        return cls(text, "absent", (why,))


@dataclass(frozen=True)
class MutantFound:
    """A mutant that lost no points, or lost them only where another cell is tested.

    ``covering`` are the test cells that let it through, ``caught_by`` those that did not, and
    ``note`` what more is known.
    """

    grade_id: str
    kind: str
    was: str
    now: str
    diff: str
    covering: Sequence[str]
    caught_by: Sequence[str] = ()
    note: str = ""


@dataclass(frozen=True)
class TestCell:
    """One test cell: where it runs and how long, and what became of the mutants of the
    solution cells that it covers.

    ``seconds`` are those of the reference run. Of the mutants ``made``, so many had each `End`;
    one that was killed, but not here, counts as ``elsewhere``. ``margin`` is the relative distance
    of the ``nearest`` wrong answer that lost points here, as `margins` defines it; None where no
    two numbers tell.
    """

    grade_id: str
    points: float
    place: Literal["judge", "in-process"]
    why_in_process: str
    seconds: float
    made: int
    killed: int
    elsewhere: int
    equivalent: int
    also_right: int
    survived: int
    margin: float | None = None
    nearest: str = ""


@dataclass(frozen=True)
class Proof:
    """All about one notebook. ``possible`` mutants there are, of which ``made`` were tried."""

    assignment: str
    notebook: str
    claims: Sequence[Claim]
    tests: Sequence[TestCell] = ()
    survivors: Sequence[MutantFound] = ()
    elsewhere: Sequence[MutantFound] = ()
    equivalent: Sequence[MutantFound] = ()
    also_right: Sequence[MutantFound] = ()
    possible: int = 0
    made: int = 0
    seconds: float = 0.0
    remarks: Sequence[str] = field(default=())

    @property
    def stands(self) -> bool:
        return all(claim.status != "falls short" for claim in self.claims)

    @property
    def killed(self) -> int:
        return self.made - len(self.survivors) - len(self.equivalent) - len(self.also_right)

    def as_data(self) -> dict[str, Any]:
        """The proof as what JSON can hold."""
        return asdict(self) | {"stands": self.stands, "killed": self.killed}
