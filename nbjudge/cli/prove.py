"""The command ``nbjudge prove``."""

import json
import sys
from pathlib import Path

import click

from nbjudge.cli.terminal import ending_with_a_message, in_a_folder, output

FALLS_SHORT = 1


@click.command("prove")
@click.argument("assignments", nargs=-1, metavar="[ASSIGNMENT]...")
@click.option(
    "--answers",
    default="grader_tests/{assignment}",
    show_default=True,
    help="Where misconceptions.py and alternatives.py of an assignment lie.",
)
@click.option(
    "--budget",
    default=2000,
    show_default=True,
    type=click.IntRange(0),
    help="Mutants to try of each notebook, the same ones each time.",
)
@click.option("--jobs", type=click.IntRange(1), help="Notebooks at a time.  [default: all cores]")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
@click.option(
    "--html",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=in_a_folder,
    help="Write a page, too.",
)
def prove_command(
    assignments: tuple[str, ...],
    answers: str,
    budget: int,
    jobs: int | None,
    as_json: bool,
    html: Path | None,
) -> None:
    """Prove that assignments are fit to be released, and that their tests catch what they should.

    Run it in a course folder; without an ASSIGNMENT it proves all of them. The reference solution
    must get full marks and the blank version nothing, nothing hidden may be shown, known answers
    must get what they deserve, and mutants of the solution that change a value must lose points.

    \b
    Ends with status
      0  all of that holds, or is absent and was said to be
      1  something falls short
      2  the command was not understood
      3  nothing can be said: a source cannot be read, a wall is missing, an answers file is wrong

    Example: nbjudge prove backprop_step --html proof.html
    """
    # nbgrader takes a second to import: not for --help, and not for the other commands.
    from nbjudge.prove.run import prove_all
    from nbjudge.prove.showing import page

    console = output(stderr=as_json)
    with ending_with_a_message():
        proofs = prove_all(assignments, answers, budget, jobs, console, show=not as_json)
    if as_json:
        click.echo(json.dumps([proof.as_data() for proof in proofs], indent=1))
    if html:
        html.write_text(page(proofs), encoding="utf-8")
        click.echo(f"Written: {html}. Open it in a browser; it needs no network.", err=True)
    sys.exit(0 if all(proof.stands for proof in proofs) else FALLS_SHORT)
