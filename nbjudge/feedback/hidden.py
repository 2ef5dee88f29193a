"""What a student may see of a test cell: its open lines, and the words its author wrote to be read.

A hidden test runs with inputs and values that nobody should learn from the page. What it prints or
raises can carry them: a student's function may print its arguments, and so does a failed comparison
of NumPy's. So of a cell with hidden lines only the instructor's own sentences are shown, word for
word as they stand in the cell; what was filled into them becomes an ellipsis.
"""

import ast
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from nbjudge.process.names import parse

FILLED_IN = "…"
LETTERS_THAT_TELL = 3
"""Fewer letters than these around what was filled in would match what the author never wrote."""

Template = tuple[str | None, ...]
"""A sentence in pieces: its words, and None for what is filled in when the test runs."""


@dataclass(frozen=True)
class Delimiters:
    """The pairs of marks that enclose what a release leaves out. Without any, nothing is hidden."""

    pairs: tuple[tuple[str, str], ...] = ()

    def hidden_lines(self, source: str) -> frozenset[int]:
        """The numbers, from 1, of the lines that students never saw, delimiters included."""
        found, end = set(), None
        for number, line in enumerate(source.split("\n"), start=1):
            if end is None:
                end = next((end for begin, end in self.pairs if begin in line), None)
                if end is not None:
                    found.add(number)
            else:
                found.add(number)
                if end in line:
                    end = None
        return frozenset(found)

    def visible(self, source: str) -> str:
        """A cell's source without its hidden lines."""
        hidden = self.hidden_lines(source)
        lines = source.split("\n")
        return "\n".join(line for n, line in enumerate(lines, start=1) if n not in hidden)


def told(text: str, source: str, lines: Container[int] | None = None) -> str | None:
    """The sentence of the test's author in ``text``, or None if it is anything else.

    Given ``lines``, only a sentence that stands in these.
    """
    for template in _templates(source, lines):
        if _matches(text, template):
            return "".join(FILLED_IN if piece is None else piece for piece in template)
    return None


def _templates(source: str, lines: Container[int] | None) -> Iterator[Template]:
    for node in ast.walk(parse(source)):
        if lines is not None and getattr(node, "lineno", 0) not in lines:
            continue
        match node:
            case ast.Assert(msg=ast.expr() as message):
                yield from _sentences([message])
            case ast.Raise(exc=ast.Call(args=[message, *_])):
                yield from _sentences([message])
            case ast.Call(func=ast.Name(id="print"), args=[_, *_] as args):
                yield from _sentences(args)


def _sentences(parts: list[ast.expr]) -> Iterator[Template]:
    """The templates of what is printed when these expressions stand side by side."""
    if len(parts) == 1 and isinstance(parts[0], ast.IfExp):
        yield from _sentences([parts[0].body])
        yield from _sentences([parts[0].orelse])
        return
    pieces: list[str | None] = []
    for part in parts:
        pieces += [" ", *_pieces(part)] if pieces else _pieces(part)
    if sum(piece is not None and _letters(piece) for piece in pieces) >= 1:
        yield tuple(pieces)


def _pieces(expression: ast.expr) -> Iterable[str | None]:
    match expression:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=values):
            return [piece for value in values for piece in _pieces(value)]
    return [None]


def _letters(piece: str) -> bool:
    return sum(letter.isalpha() for letter in piece) >= LETTERS_THAT_TELL


def _matches(text: str, template: Template) -> bool:
    """Whether the words of the template stand in the text in order, from its start to its end."""
    place, anchored = 0, True
    for number, piece in enumerate(template):
        if piece is None:
            anchored = False
        elif number == len(template) - 1 and not anchored:
            return text.endswith(piece) and len(text) - len(piece) >= place
        else:
            found = place if anchored and text.startswith(piece, place) else -1
            if not anchored:
                found = text.find(piece, place)
            if found < 0:
                return False
            place, anchored = found + len(piece), True
    return place == len(text) or not anchored
