"""Whether the walls stand on this machine, found out by trying to climb them.

``python -m nbjudge.sandbox.doctor`` prints one line for each wall and ends with status 0 only if
all stand.
"""

import contextlib
import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass

from rich.table import Table

from nbjudge.cli.terminal import output
from nbjudge.errors import WallError
from nbjudge.sandbox import TABLE, Limits, Standing, fork_behind_walls, prepare_zygote
from nbjudge.sandbox.probes import ATTACKS, TWINS, Bait, bait_laid


@dataclass(frozen=True)
class Finding:
    wall: str
    stands: bool
    how: str  # how it was tested, or why it is missing
    remedy: str  # what to do about it; empty if it stands


def examine() -> list[Finding]:
    """Try to climb each wall from a process behind it.

    Forks, so call it from a process with one thread. Walls that a second one backs up are tried
    with that one waived: each must hold alone.
    """
    prepare_zygote()
    missing: dict[str, WallError] = {}
    with bait_laid() as bait:
        while True:
            outcome = _behind_walls(_nothing, bait, set(missing))
            if not isinstance(outcome, WallError):
                break
            missing[outcome.wall] = outcome
        return [_examine_wall(wall.name, wall.remedy, bait, missing) for wall in TABLE]


def _examine_wall(wall: str, remedy: str, bait: Bait, missing: dict[str, WallError]) -> Finding:
    if wall in missing:
        return Finding(wall, False, missing[wall].reason, remedy)
    attacks = ATTACKS[wall]
    outcomes = [
        _behind_walls(attack, bait, {*missing, *TWINS.get(wall, ())}) for _, attack in attacks
    ]
    how = "; ".join(
        f"{what}: {outcome}" for (what, _), outcome in zip(attacks, outcomes, strict=True)
    )
    stands = all(isinstance(outcome, _Refusal) for outcome in outcomes)
    return Finding(wall, stands, how, "" if stands else remedy)


class _Refusal(str):
    """Why an attack did not succeed."""


def _behind_walls(
    attack: Callable[[Bait], object], bait: Bait, waived: set[str]
) -> WallError | _Refusal | str:
    """Make an attack from behind the walls; return how it ended."""
    answers, answer = os.pipe()

    def run(standing: Standing) -> None:
        os.write(answer, json.dumps(_attack(attack, bait, standing)).encode())

    student = fork_behind_walls(run, [answer], Limits(), waived)
    os.close(answer)
    with os.fdopen(answers, "rb") as lines:
        kind, *details = json.loads(lines.readline() or '["died"]')
    with contextlib.suppress(ProcessLookupError):
        os.kill(student, signal.SIGKILL)
    os.waitpid(student, 0)
    if kind == "missing":
        return WallError(*details)
    if kind == "refused":
        return _Refusal(details[0])
    return "could not tell, the process died" if kind == "died" else "done, and nothing stopped it"


def _attack(attack: Callable[[Bait], object], bait: Bait, standing: Standing) -> list[str]:
    if isinstance(standing, WallError):
        return ["missing", standing.wall, standing.reason, standing.remedy]
    try:
        attack(bait)
    except OSError as error:
        return ["refused", error.strerror or str(error)]
    except Exception as error:
        return ["refused", str(error)]
    return ["climbed"]


def _nothing(bait: Bait) -> None:
    """No attack: only the walls are raised."""


def main() -> int:
    """Print the findings; return 0 if all walls stand, else 1."""
    findings = examine()
    if sys.stdout.isatty():
        _print_table(findings)
    else:
        for finding in findings:
            print(f"{'stands ' if finding.stands else 'MISSING'}  {finding.wall}: {finding.how}")
    for remedy in dict.fromkeys(finding.remedy for finding in findings if finding.remedy):
        walls = [finding.wall for finding in findings if finding.remedy == remedy]
        print(f"\nFor {', '.join(walls)}: {remedy}.")
    all_stand = all(finding.stands for finding in findings)
    print(f"\nNext: {'nbjudge prove ASSIGNMENT' if all_stand else 'nbjudge doctor, once more'}")
    return int(not all_stand)


def _print_table(findings: list[Finding]) -> None:
    table = Table("wall", "stands", "tried")
    for finding in findings:
        stands = "[green]yes" if finding.stands else "[bold red]no"
        table.add_row(finding.wall, stands, finding.how)
    output().print(table)


if __name__ == "__main__":
    sys.exit(main())
