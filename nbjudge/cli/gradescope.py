"""``nbjudge gradescope``: results and an autograder for Gradescope."""

import json
from pathlib import Path

import click

from nbjudge.cli.terminal import ending_with_a_message, to_file


@click.group("gradescope")
def gradescope_command() -> None:
    """Let Gradescope show what nbjudge graded, or let nbjudge grade there.

    Example: nbjudge gradescope autograder ps1
    """


@gradescope_command.command("results")
@click.argument("student")
@click.argument("assignment")
@to_file("results.json", "The file that the results are written to.")
def results_command(student: str, assignment: str, to: Path) -> None:
    """Write STUDENT's graded ASSIGNMENT in the form of Gradescope's results.json.

    Ends with status 0 if it was written, 3 if that student's work has not been graded.

    Example: nbjudge gradescope results ann ps1
    """
    from nbjudge.course.configuration import course_here
    from nbjudge.report.exports.results import results_of

    with ending_with_a_message():
        found = results_of(course_here(), student, assignment)
    to.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    click.echo(f"Written: {to}.", err=True)


@gradescope_command.command("autograder")
@click.argument("assignment")
@to_file("autograder.zip", "The zip to upload to Gradescope.")
@click.option("--waive", metavar="WALL", multiple=True, help="A wall to grade without there.")
def autograder_command(assignment: str, to: Path, waive: tuple[str, ...]) -> None:
    """Make the zip by which Gradescope grades ASSIGNMENT with nbjudge.

    It holds the source notebook with its solutions and hidden tests, and no student data. Where
    Gradescope's machine cannot raise a wall, grading there refuses to start and its log names the
    wall; --waive then grades without it, and students' code may do there what that wall prevents.

    Ends with status 0 if it was written, 3 if not; the message says why.

    Example: nbjudge gradescope autograder ps1
    """
    from nbjudge.course.configuration import course_here
    from nbjudge.report.exports.autograder import make_autograder

    with ending_with_a_message():
        make_autograder(course_here(), assignment, to, waive)
    click.echo(f"Written: {to}. Upload it as the assignment's autograder.", err=True)
