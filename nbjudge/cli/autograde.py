"""``nbjudge autograde`` and ``nbjudge replay``: the commands that grade."""

import glob
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import click

from nbjudge.batch.forkserver import start_server
from nbjudge.batch.interrupt import no_longer
from nbjudge.cli.terminal import ending_with_a_message, output
from nbjudge.errors import BrokenTests


@click.command("autograde", context_settings={"ignore_unknown_options": True})
@click.argument("assignment")
@click.option("--student", metavar="GLOB", help="Only these students.")
@click.option("--notebook", metavar="GLOB", help="Only these notebooks.")
@click.option("--force", "-f", is_flag=True, help="Grade what has not changed, too.")
@click.option("--db", metavar="URL", help="The gradebook's database.")
@click.option("--course", metavar="ID", help="The course, as the gradebook calls it.")
@click.option("--course-dir", metavar="FOLDER", help="The course folder, instead of this one.")
@click.option("--anyway", is_flag=True, help="Leave tests that fail the solution to a person.")
@click.option("--dry-run", is_flag=True, help="Tell who would gain or lose; write nothing.")
@click.option("--jobs", type=click.IntRange(min=1), default=None, help="Processes; else all cores.")
@click.option("--scheduler", metavar="ADDRESS", help="A running Dask cluster, as tls://host:8786.")
@click.option("--certificates", metavar="FOLDER", help="Those of the cluster, for tls://.")
@click.option("--quiet", "-q", is_flag=True, help="Say only what went wrong.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for machines.")
@click.argument("settings", nargs=-1, type=click.UNPROCESSED)
def autograde_command(
    assignment: str,
    jobs: int | None,
    scheduler: str | None,
    certificates: str | None,
    dry_run: bool,
    quiet: bool,
    as_json: bool,
    force: bool,
    anyway: bool,
    settings: Sequence[str],
    **named: str | None,
) -> None:
    """Grade all submissions of ASSIGNMENT that have changed, as nbgrader autograde would.

    Reads nbgrader_config.py of the course folder. nbgrader's own SETTINGS may follow:
    --Execute.timeout=60

    --dry-run grades what has changed since and lists whose automatic scores would change and why:
    after a test in source/ was mended and nbgrader generate_assignment was run again, say.

    \b
    Ends with status
      0    each submission got a verdict
      1    some got none; they are named
      2    the command line is wrong
      3    the grader cannot work as asked; the message says what to do
      130  interrupted; the same command goes on where this one stopped

    Example: nbjudge autograde ps1 --jobs 4
    """
    with _endings():
        if scheduler is None:
            start_server()  # it imports what this process does, at the same time
        from nbjudge.batch.address import Address
        from nbjudge.batch.autograde import Options, autograde
        from nbjudge.batch.class_run import ClassRun
        from nbjudge.batch.dry_run import dry_run as compare

        check_settings(settings)
        cluster = Address(scheduler, certificates) if scheduler else None
        options = Options(output(), jobs or len(os.sched_getaffinity(0)), cluster, quiet, as_json)
        arguments = [f"--{n.replace('_', '-')}={value}" for n, value in named.items() if value]
        arguments += [*(["--force"] if force else []), *settings, f"--assignment={assignment}"]
        work = compare if dry_run else autograde
        leaving = "--Execute.anyway=True"
        try:
            chosen = [*arguments, *([leaving] if anyway else [])]
            is_complete = work(ClassRun.configured(chosen), options).is_complete
        except BrokenTests as broken:
            if not would_leave(broken):
                raise
            chosen = [*arguments, leaving]
            is_complete = work(ClassRun.configured(chosen), options).is_complete
    sys.exit(0 if is_complete else 1)


def would_leave(broken: BrokenTests) -> bool:
    """Whether whoever sits at the terminal would rather have all other tests graded."""
    if not sys.stdin.isatty():
        return False
    click.echo(f"nbjudge: {broken}", err=True)
    return click.confirm("Grade all else now, and leave these tests to a person?", err=True)


def check_settings(words: Sequence[str]) -> None:
    """Raise a usage error for words that are neither settings nor flags of nbgrader's.

    nbgrader itself would warn of them and go on.
    """
    from nbgrader.apps.autogradeapp import AutogradeApp

    known = {*AutogradeApp.flags, *AutogradeApp.aliases}
    before = ""
    for word in words:
        name = word.lstrip("-").partition("=")[0]
        is_value = not word.startswith("-") and "." in before and "=" not in before
        if word.startswith("-") and "." not in name and name not in known:
            raise click.NoSuchOption(word.partition("=")[0])
        if not word.startswith("-") and not is_value:
            raise click.UsageError(f"one assignment at a time; what is {word!r}?")
        before = word


@click.command("replay")
@click.argument("student")
@click.argument("assignment")
def replay_command(student: str, assignment: str) -> None:
    """Grade STUDENT's submission of ASSIGNMENT once more and compare with the record; write
    nothing.

    Shows each test cell: where it ran, how long it took, its points then and now.

    Ends with status 0 if points and outcomes are the same, 1 if they differ, 3 if there is no
    record.

    Example: nbjudge replay ann ps1
    """
    with _endings():
        from nbjudge.batch.class_run import ClassRun
        from nbjudge.batch.replay import replay

        # A glob for nbgrader, and a student may be called anything.
        named = [f"--student={glob.escape(student)}", f"--assignment={assignment}"]
        is_same = replay(ClassRun.configured(named), student, output())
    sys.exit(0 if is_same else 1)


@contextmanager
def _endings() -> Iterator[None]:
    """End with a message and a status where the work cannot go on."""
    try:
        with ending_with_a_message(OSError):
            yield
    except KeyboardInterrupt:
        no_longer()
        click.echo("nbjudge: interrupted; the same command goes on from here", err=True)
        sys.exit(130)
    finally:
        no_longer()
