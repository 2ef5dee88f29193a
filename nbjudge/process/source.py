"""What a judge knows of the instructor's own notebook, whatever a submission says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Source:
    """``pushable`` are the names that cells other than tests read, ``solution_names`` those that
    unlocked cells bind. ``imports`` are what the instructor's cells import that are neither locked
    nor an answer, and ``library`` what only answers import, as statements by name. From ``seed``
    the random numbers of tests are drawn.
    """

    pushable: frozenset[str] = frozenset()
    solution_names: frozenset[str] = frozenset()
    imports: Mapping[str, str] = field(default_factory=dict)
    library: Mapping[str, str] = field(default_factory=dict)
    seed: bytes = b""


def imported(statement: str, name: str) -> Any:
    """What one of these imports gives under the name that it binds. Raises whatever it raises."""
    scratch: dict[str, Any] = {}
    exec(statement, scratch)
    return scratch[name]
