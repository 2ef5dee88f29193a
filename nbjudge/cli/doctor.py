"""``nbjudge doctor``: the self-test of the sandbox, for people and for scripts."""

import sys
from typing import TYPE_CHECKING

import click

from nbjudge.cli.terminal import output

if TYPE_CHECKING:
    from nbjudge.sandbox.doctor import Finding


@click.command("doctor")
def doctor_command() -> None:
    """Tell which walls stand on this machine, how each was tried, and what to do about the rest.

    Ends with status 0 only if all of them stand.

    Example: nbjudge doctor
    """
    from nbjudge.sandbox.doctor import control_groups, examine

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
    print(f"\nControl groups, a backstop behind these: {control_groups()}.")
    if all_stand:
        print("\nEach of these acts failed behind its wall alone, and succeeded without it.")
    print(f"\nNext: {'nbjudge prove ASSIGNMENT' if all_stand else 'nbjudge doctor, once more'}")
    sys.exit(not all_stand)


def _print_table(findings: "list[Finding]") -> None:
    from rich.table import Table

    table = Table("wall", "stands", "tried")
    for finding in findings:
        stands = "[green]yes" if finding.stands else "[bold red]no"
        table.add_row(finding.wall, stands, finding.how)
    output().print(table)
