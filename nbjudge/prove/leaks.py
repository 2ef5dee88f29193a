"""What students must not see, looked for in everything that they would get."""

import io
import json
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass

from nbformat import NotebookNode

from nbjudge.prove.material import Material, Region, inside

SHORTEST = 25
"""Characters of a line that could not stand elsewhere by chance."""

SHORTEST_WHOLE = 10
"""Characters of a whole solution or hidden test that could not."""

DIGITS = 5
"""Significant digits of a number that is somebody's result, and not a given."""

LIST = re.compile(r"[\w., *]*")


@dataclass(frozen=True)
class Secret:
    """The substance of one hidden region: its lines, without comments, blanks and loop heads."""

    what: str
    lines: tuple[str, ...]

    def shown_in(self, text: str, given: bool) -> str | None:
        """The first line of it that stands in a text. In ``given`` code, which students are meant
        to use, single lines may recur; the whole of it may not."""
        shown = {squeezed(line) for line in text.splitlines()}
        if self.lines and sum(map(len, self.lines)) >= SHORTEST_WHOLE and shown >= set(self.lines):
            return self.lines[0]
        if given:
            return None
        return next((s for s in self.lines if len(s) >= SHORTEST and s in squeezed(text)), None)


def squeezed(text: str) -> str:
    return " ".join(text.split())


def leaks(material: Material) -> list[str]:
    """Where something hidden is shown, one sentence each."""
    found: dict[str, None] = {}
    kept = list(secrets(material))
    numbers = hidden_numbers(material)
    for where, text, given in shown(material):
        for secret in kept:
            if line := secret.shown_in(text, given):
                found[f"{where} shows a line of {secret.what}: {line}"] = None
        for number in sorted(numbers.keys() & set(re.findall(r"\d*\.\d+", text))):
            found[f"{where} shows {number}, a reference value of {numbers[number]}"] = None
        for delimiter in (mark for region in material.delimiters for mark in region):
            if delimiter in text:
                found[f"{where} shows the delimiter {delimiter!r}"] = None
    for name in with_outputs(material.student_version):
        found[f"{name} was not cleared of its outputs"] = None
    return list(found)


def secrets(material: Material) -> Iterator[Secret]:
    """Every hidden region of the source; a solution cell without delimiters is one as a whole."""
    words = material.delimiters
    for number, cell in enumerate(material.source.cells, start=1):
        name = name_of(cell, number)
        about = cell.metadata.get("nbgrader", {})
        yield from secret(f"the hidden tests of {name}", cell.source, words.hidden_tests)
        yield from secret(f"the marking scheme of {name}", cell.source, words.mark_scheme)
        if about.get("solution") and words.solution[0] not in cell.source:
            yield Secret(f"the solution of {name}", substance(cell.source.splitlines()))
        else:
            yield from secret(f"the solution of {name}", cell.source, words.solution)


def secret(what: str, source: str, region: Region) -> Iterator[Secret]:
    if region[0] in source:
        yield Secret(what, substance([line for _, line in inside(source, region)]))


def substance(lines: list[str]) -> tuple[str, ...]:
    found = (squeezed(line) for line in lines)
    return tuple(s for s in found if not s.startswith("#") and not s.endswith(":") and says_much(s))


def says_much(line: str) -> bool:
    """Whether a line does something, and is not only a list of names or a closing bracket."""
    return any(mark in line.rstrip(")]},") for mark in "=()[]+-*/ ") and not LIST.fullmatch(line)


def hidden_numbers(material: Material) -> dict[str, str]:
    """The numbers of hidden tests that are results, also as a reader would round them, and where
    each is from; but not those that the visible part of a test shows as well."""
    found: dict[str, str] = {}
    for number, cell in enumerate(material.source.cells, start=1):
        code = "\n".join(line for _, line in inside(cell.source, material.delimiters.hidden_tests))
        for text in numbers_in(code):
            if digits(text) >= DIGITS:
                places = range(3, 10)
                rounded = {f"{float(text):.{n}f}" for n in places}
                forms = {text, *(r for r in rounded if digits(r) >= DIGITS - 1)}
                found |= dict.fromkeys(forms, name_of(cell, number))
    return found


def numbers_in(code: str) -> set[str]:
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(code).readline))
    except (tokenize.TokenError, SyntaxError):
        return set(re.findall(r"\d*\.\d+", code))
    return {t.string for t in tokens if t.type == tokenize.NUMBER and "." in t.string}


def digits(number: str) -> int:
    """How many significant digits a number is written with."""
    return len(number.lower().split("e")[0].replace(".", "").lstrip("0"))


def shown(material: Material) -> Iterator[tuple[str, str, bool]]:
    """Everything that a student would get: where it stands, its text, and whether it is code that
    is given to be used."""
    notebook = material.student_version
    for number, cell in enumerate(notebook.cells, start=1):
        name = name_of(cell, number)
        locked = cell.metadata.get("nbgrader", {}).get("locked", False)
        yield name, cell.source, bool(locked and cell.cell_type == "code")
        yield f"the metadata of {name}", strings(cell.metadata), False
        for output in cell.get("outputs", []):
            yield f"an output of {name}", strings(output), False
    yield "the notebook's metadata", strings(notebook.metadata), False
    for path, content in material.student_files.items():
        yield f"the file {path}", content.decode("utf-8", "replace"), False


def strings(data: object) -> str:
    """Every text in JSON data, a line each."""
    if isinstance(data, str):
        return data
    if isinstance(data, dict):
        return "\n".join(f"{key}\n{strings(value)}" for key, value in data.items())
    if isinstance(data, list):
        return "\n".join(map(strings, data))
    return json.dumps(data)


def with_outputs(notebook: NotebookNode) -> list[str]:
    return [name_of(c, n) for n, c in enumerate(notebook.cells, start=1) if c.get("outputs")]


def name_of(cell: NotebookNode, number: int) -> str:
    name = cell.metadata.get("nbgrader", {}).get("grade_id")
    return str(name) if name else f"cell {number}"
