"""A proof on the terminal, and as one self-contained HTML page."""

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from nbjudge.feedback import pages
from nbjudge.prove.proof import Claim, MutantFound, Proof, TestCell

MARKS = {"holds": ("✓", "green"), "falls short": ("✗", "bold red"), "absent": ("○", "yellow")}
WIDTH_OF_RULE = 100
MOST_LISTED = 12
"""Faults of one kind, and mutants, that a terminal shows; the page and the JSON have all."""


def page(proofs: Sequence[Proof]) -> str:
    """The page of these proofs; it needs no other file."""
    words = about, margin, counts, sections
    return pages.render("nbjudge.prove", {word.__name__: word for word in words}, proofs=proofs)


def show(proof: Proof, console: Console) -> None:
    """Print the claims, a line for each test cell, and the mutants that tell something."""
    heading = f"[bold]{escape(proof.assignment)}[/] {escape(proof.notebook)}"
    console.print(Rule(heading, align="left"), width=min(console.width, WIDTH_OF_RULE))
    for claim in proof.claims:
        show_claim(claim, console)
    if proof.tests:
        console.print(test_table(proof.tests))
        for test in proof.tests:
            if test.place == "in-process":
                why = f"{test.grade_id} runs in-process: {test.why_in_process}"
                console.print(Text(why))
    for heading, mutants, as_diffs in sections(proof):
        show_mutants(heading, mutants, as_diffs, console)
    for remark in proof.remarks:
        console.print(escape(remark))
    console.print(counts(proof))


def sections(proof: Proof) -> list[tuple[str, Sequence[MutantFound], bool]]:
    """The mutants that tell something, below headings, and whether to show them as diffs."""
    return [
        ("These mutants survived", proof.survivors, True),
        ("These lost points only in the tests of other cells", proof.elsewhere, True),
        ("These are right answers, too", proof.also_right, False),
        ("These change no value", proof.equivalent, False),
    ]


def show_claim(claim: Claim, console: Console) -> None:
    mark, style = MARKS[claim.status]
    console.print(Text.assemble((f"{mark} ", style), claim.text))
    for fault in claim.faults[:MOST_LISTED]:
        console.print(Text(f"    {fault}"))
    if len(claim.faults) > MOST_LISTED:
        console.print(f"    and {len(claim.faults) - MOST_LISTED} more")


def test_table(tests: Sequence[TestCell]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column("test cell", overflow="fold", min_width=12)
    table.add_column("runs", no_wrap=True)
    for name in ("ms", "margin", "made", "killed", "elsewhere", "equal", "right", "survived"):
        table.add_column(name, justify="right", no_wrap=True)
    for test in tests:
        counted = (test.made, test.killed, test.elsewhere, test.equivalent, test.also_right)
        survived = f"[bold red]{test.survived}[/]" if test.survived else "0"
        milliseconds = f"{1000 * test.seconds:.0f}"
        about = (escape(test.grade_id), test.place, milliseconds, margin(test))
        table.add_row(*about, *map(str, counted), survived)
    return table


def margin(test: TestCell) -> str:
    if test.margin is None:
        return "-"
    percent = 100 * test.margin
    return f"{percent:.0f}%" if percent >= 10 else f"{percent:.2g}%"


def show_mutants(
    heading: str, mutants: Sequence[MutantFound], as_diffs: bool, console: Console
) -> None:
    if not mutants:
        return
    console.print(f"[bold]{heading}:[/]")
    for mutant in mutants[:MOST_LISTED]:
        if as_diffs:
            console.print(Text(f"  {mutant.grade_id} ({about(mutant)})"))
            for line in mutant.diff.splitlines():
                console.print(Text(f"    {line}", style="red" if line.startswith("-") else "green"))
        else:
            text = Text(f"  {mutant.grade_id}: {mutant.was} -> {mutant.now}")
            console.print(text.append(f"  ({mutant.note})" if mutant.note else "", style="dim"))
    if len(mutants) > MOST_LISTED:
        console.print(f"  and {len(mutants) - MOST_LISTED} more: see --html or --json")


def about(mutant: MutantFound) -> str:
    """What is known of a mutant besides its code, as one phrase."""
    tests = ", ".join(mutant.covering) or "no test cell"
    if mutant.caught_by:
        said = f"let through by {tests}, caught by {', '.join(mutant.caught_by)}"
    else:
        said = f"tested by {tests}"
    return "; ".join(part for part in (mutant.kind, said, mutant.note) if part)


def counts(proof: Proof) -> str:
    tried = f"{proof.made} mutants"
    if proof.made < proof.possible:
        tried = f"{proof.made} of {proof.possible} possible mutants, by the budget"
    return (
        f"{tried}: {proof.killed} lost points, {len(proof.survivors)} survived, "
        f"{len(proof.equivalent)} change no value, {len(proof.also_right)} are also right; "
        f"{proof.seconds:.1f} s."
    )


def verdict(proofs: Sequence[Proof]) -> str:
    """What to do next with an assignment, given the proofs of all its notebooks."""
    assignment = proofs[0].assignment
    short = [proof.notebook for proof in proofs if not proof.stands]
    if short:
        closer = f"nbjudge prove {assignment} --html proof.html"
        return f"{assignment} falls short, in {', '.join(short)}. Look closer: {closer}"
    is_made = any(
        claim.text.startswith("release/") and claim.status == "holds"
        for proof in proofs
        for claim in proof.claims
    )
    step = "release_assignment" if is_made else "generate_assignment"
    return f"{assignment} is ready for release: nbgrader {step} {assignment}"
