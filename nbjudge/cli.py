"""The command line: each command does its work in a module of its own."""

import sys

import click

from nbjudge import doctor


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Grade an nbgrader course: students' code behind walls, tests in the judge."""


@main.command("doctor")
def doctor_command() -> None:
    """Tell which walls stand on this machine, how each was tried, and what to do about the rest.

    Ends with status 0 only if all of them stand.

    Example: nbjudge doctor
    """
    sys.exit(doctor.main())
