"""``nbjudge report``: a page on a graded course, or its figures as JSON or CSV."""

import json
import sys
import threading
from dataclasses import asdict
from pathlib import Path

import click

from nbjudge.cli.terminal import collecting_no_garbage, ending_with_a_message, to_file


@click.command("report")
@click.argument("assignment", required=False)
@to_file("report.html", "The file that the page is written to.")
@click.option("--json", "form", flag_value="json", help="Print every figure as JSON instead.")
@click.option("--csv", "form", flag_value="csv", help="Print a row for each test cell instead.")
def report_command(assignment: str | None, to: Path, form: str | None) -> None:
    """Report on the class: scores, test cells, misconceptions, and where a test may be at fault.

    Reads the gradebook and the autograded folder of the course in this folder, and changes nothing
    in them. Without ASSIGNMENT it reports on the whole course. Names of students stand in it.

    Ends with status 0 if the report was made, 3 if it could not be; the message says why.

    Example: nbjudge report backprop_step --to backprop_step.html
    """
    # Imported here, so that other commands start without pandas and nbgrader.
    if form is None:
        from nbjudge.feedback.charts import start_renderer

        threading.Thread(target=start_renderer, daemon=True).start()
    with collecting_no_garbage():
        from nbjudge.course.configuration import course_here
        from nbjudge.report.analysis import analyse, as_csv
        from nbjudge.report.reading import read_tables

    with ending_with_a_message():
        report = analyse(read_tables(course_here(), assignment))
    if form == "json":
        json.dump(asdict(report), sys.stdout, indent=1, ensure_ascii=False)
        click.echo()
    elif form == "csv":
        click.echo(as_csv(report), nl=False)
    else:
        from nbjudge.report.page import page

        to.write_text(page(report), encoding="utf-8")
        click.echo(f"Written: {to}. Open it in a browser; it needs no network.", err=True)
