"""What a failed test may tell the student: where it stopped, in whose code, and its author's words.

Where the failing line is hidden, neither it nor a message that could hold a hidden value is told.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nbconvert.filters import strip_ansi
from nbformat import NotebookNode

from nbjudge.feedback.hidden import Delimiters, told
from nbjudge.feedback.outputs import shortened

FRAME = re.compile(r"\s*(?:Cell|Input) In ?\[(\d+)\]")
LINE_OF_FRAME = re.compile(r"\s*(?:Cell|Input) In ?\[\d+\], (?:line |in .*?:)(\d+)")
ARROW = re.compile(r"^-+> *(\d+)", re.MULTILINE)
# How a cell shows in its outputs that its process did not survive it, by nbjudge and by stock
# nbgrader, with the outcome that says so.
ERRORS = {"CellTimeoutError": "timed out", "StudentProcessDied": "died", "DeadKernelError": "died"}
# What nbjudge writes into a cell that did not end by itself; the outcome says it in better words.
SAID_BETTER = {*ERRORS, "TestFailed"}
INSTEAD = "A hidden check stopped with {}."
NAMES = re.compile(r"[A-Za-z_]\w{0,60}")
UNKNOWN = 0
MOST_FRAMES = 8


@dataclass(frozen=True)
class Frame:
    """A line of the student's own code, or of the open part of the test, that was running."""

    line: int
    source: str
    is_test: bool


@dataclass(frozen=True)
class Failure:
    """What a test cell said: its printed lines, what it raised, and the lines that led there."""

    printed: Sequence[str] = ()
    raised: str | None = None
    frames: Sequence[Frame] = ()


def failure_of(
    test: NotebookNode, students: Mapping[int, NotebookNode], hidden: Delimiters
) -> Failure:
    """What a test cell's outputs may tell. ``students`` are the cells that are no tests, by count.

    Of a frame only the line's number is taken from the traceback: its text comes from the cell.
    """
    secret = hidden.hidden_lines(test.source)
    printed: list[str] = []
    raised, frames = None, []
    for output in test.get("outputs", []):
        if output.output_type == "stream":
            printed += _printed(strip_ansi(output.text), test.source, secret)
        elif output.output_type == "error":
            lines = _lines(output)
            own = [line for count, line in lines if count == test.execution_count]
            is_open = not secret or (bool(own) and not secret.union({UNKNOWN}).intersection(own))
            raised = None if output.ename in SAID_BETTER else _raised(output, test.source, is_open)
            frames = _frames(lines, test, students, secret, is_open)
    return Failure(printed, raised, frames)


def _printed(text: str, source: str, secret: frozenset[int]) -> list[str]:
    """What the hidden part says in its author's words, or all where no part is hidden."""
    if not secret:
        return shortened(text).splitlines()
    lines = (told(line, source, secret) for line in text.splitlines() if line.strip())
    return [line for line in lines if line is not None]


def _raised(error: NotebookNode, source: str, is_open: bool) -> str:
    name = error.ename if NAMES.fullmatch(str(error.ename)) else "an error"
    message = strip_ansi(str(error.evalue)).strip()
    if not is_open:
        return (message and told(message, source)) or INSTEAD.format(name)
    if name == "AssertionError" and message:
        return shortened(message)
    return shortened(f"{name}: {message}" if message else name)


def _lines(error: NotebookNode) -> list[tuple[int, int]]:
    """Each frame of a notebook's cell: the cell's execution count, and the line in it."""
    found = []
    for entry in error.get("traceback", []):
        plain = strip_ansi(str(entry))
        if start := FRAME.match(plain):
            line = LINE_OF_FRAME.match(plain) or ARROW.search(plain)
            found.append((int(start[1]), int(line[1]) if line else UNKNOWN))
    return found


def _frames(
    lines: Sequence[tuple[int, int]],
    test: NotebookNode,
    students: Mapping[int, NotebookNode],
    secret: frozenset[int],
    is_open: bool,
) -> list[Frame]:
    found = []
    for count, number in lines:
        is_test = count == test.execution_count
        cell = test if is_test else students.get(count)
        if cell is None or (is_test and not is_open):
            continue
        source = cell.source.split("\n")
        if 1 <= number <= len(source):
            hidden_before = sum(line < number for line in secret) if is_test else 0
            found.append(Frame(number - hidden_before, source[number - 1].strip()[:200], is_test))
    return found[:MOST_FRAMES]
