"""What commands have in common: where they write, and how they end when they cannot go on."""

import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nbjudge.errors import GraderError
from nbjudge.harmless.text import visible

if TYPE_CHECKING:
    from rich.console import Console

UNBROKEN = 10_000
"""Columns of a pipe or a file: tables there are as wide as what they hold."""


def in_a_folder(_: click.Context, option: click.Parameter, file: Path | None) -> Path | None:
    """The callback of an option that names a file to write: its folder is there."""
    if file and not file.absolute().parent.is_dir():
        raise click.BadParameter(f"there is no folder {file.parent}")
    return file


def to_file(name: str, what: str) -> Callable[[Any], Any]:
    """The option ``--to`` of a command that writes one file."""
    return click.option(
        "--to",
        type=click.Path(dir_okay=False, path_type=Path),
        callback=in_a_folder,
        default=Path(name),
        show_default=True,
        help=what,
    )


def output(*, stderr: bool = False) -> "Console":
    """Where a command writes. Lines are broken for a terminal only: what reads a pipe, a log or
    ``grep``, wants them whole."""
    from nbjudge.cli.console import VisibleConsole

    console = VisibleConsole(stderr=stderr)
    if not console.is_terminal and not os.environ.get("COLUMNS"):
        console.width = UNBROKEN
    return console


@contextmanager
def ending_with_a_message(*others: type[Exception]) -> Iterator[None]:
    """End with status 3 and a message at a fault of the grader's or of the course's."""
    from traitlets import TraitError  # a setting has a value that it cannot have

    faults: tuple[type[Exception], ...] = (GraderError, TraitError, *others)
    try:
        yield
    except faults as error:
        click.echo(f"nbjudge: {visible(str(error))}", err=True)
        sys.exit(3)


@contextmanager
def collecting_no_garbage() -> Iterator[None]:
    """For imports: whatever they make stays, and looking through it takes a fifth of their time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
