"""What a failed test may tell the student: where it stopped, in whose code, and its author's words.

Where the failing line is hidden, neither it nor a message that could hold a hidden value is told.
Once a hidden test has run, a student's function may have noted what it was called with, and may say
it whenever a later test fails: from then on only the author's own sentences are told.
"""

import builtins
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
OPEN_INSTEAD = "The check stopped with {}."
OF_LIBRARIES = {"LinAlgError", "AxisError", "UFuncTypeError", "JSONDecodeError", "IndexingError"}
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
    test: NotebookNode,
    students: Mapping[int, NotebookNode],
    hidden: Delimiters,
    after_hidden: bool = False,
) -> Failure:
    """What a test cell's outputs may tell. ``students`` are the cells that are no tests, by count;
    ``after_hidden`` says that hidden lines of an earlier test have run.

    Of a frame only the line's number is taken from the traceback: its text comes from the cell.
    """
    secret = hidden.hidden_lines(test.source)
    printed: list[str] = []
    raised, frames = None, []
    for output in test.get("outputs", []):
        if output.output_type == "stream":
            text = strip_ansi(output.text)
            printed += _printed(text, test.source, secret, after_hidden)
        elif output.output_type == "error":
            lines = _lines(output)
            own = [line for count, line in lines if count == test.execution_count]
            is_open = not secret or (bool(own) and not secret.union({UNKNOWN}).intersection(own))
            is_first = not after_hidden and all(min(secret, default=line) >= line for line in own)
            raised = (
                None
                if output.ename in SAID_BETTER
                else _raised(output, test.source, is_open, is_first)
            )
            frames = _frames(lines, test, students, secret, is_open)
    return Failure(printed, raised, frames)


def has_run_hidden(test: NotebookNode, hidden: Delimiters) -> bool:
    """Whether what runs after this cell runs after hidden lines."""
    return bool(test.cell_type == "code" and hidden.hidden_lines(test.source))


def _printed(text: str, source: str, secret: frozenset[int], after_hidden: bool) -> list[str]:
    """What the hidden part says in its author's words, or all where nothing hidden has run."""
    if not secret and not after_hidden:
        return shortened(text).splitlines()
    lines = (told(line, source, secret or None) for line in text.splitlines() if line.strip())
    return [line for line in lines if line is not None]


def _raised(error: NotebookNode, source: str, is_open: bool, is_first: bool) -> str:
    """What is told of an error: all of it only where its line is open, and no hidden one has run
    before it. A student may give a class of his own any name."""
    name = str(error.ename)
    message = strip_ansi(str(error.evalue)).strip()
    if not is_open or not is_first:
        is_known = name in OF_LIBRARIES or hasattr(builtins, name)
        instead = (OPEN_INSTEAD if is_open else INSTEAD).format(name if is_known else "an error")
        return (message and told(message, source)) or instead
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
