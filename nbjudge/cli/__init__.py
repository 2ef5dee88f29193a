"""The command line. A command imports what it works with when it runs: nbgrader takes a second."""

import click

from nbjudge.cli.autograde import autograde_command, replay_command
from nbjudge.cli.certificates import certificates_command
from nbjudge.cli.doctor import doctor_command
from nbjudge.cli.gradescope import gradescope_command
from nbjudge.cli.prove import prove_command
from nbjudge.cli.report import report_command


class InOrder(click.Group):
    """Lists its commands in the order of an instructor's work."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=InOrder, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="nbjudge")
def main() -> None:
    """Grade an nbgrader course: students' code in a sandbox, tests in a judge."""


for command, answers in (
    (doctor_command, "The self-test of the sandbox."),
    (prove_command, "Is an assignment fit to be released?"),
    (autograde_command, "Grade what has changed, in parallel."),
    (certificates_command, "For the machines of a cluster."),
    (replay_command, "Grade again and compare with the record."),
    (report_command, "How did the class do, and the tests?"),
    (gradescope_command, "Grade on Gradescope, or show results there."),
):
    command.short_help = answers
    main.add_command(command)
